"""The probabilities of an answer: which signals raise them, how they are measured, and the refusal threshold."""

from dataclasses import fields, replace

import pytest

from qa.findings.compose import Composed
from qa.findings.confidence import (
    FindingSignals,
    ReadSignals,
    SearchSignals,
    judge,
    read_findings,
    read_signals,
    read_verdicts,
)
from qa.findings.finding import Finding
from qa.language.alias import find_aliases
from qa.proof.verify import Draft
from qa.reading.spans import Reading
from qa.types import Agreement
from qa.verdict import Verdict
from tests.qa.pieces import ask, write_hit

NONE = SearchSignals(0.0, 0.0, 0.0, 0.0, 3.0)


def finding(score: float) -> Finding:
    """Return a finding with this score, in log odds."""
    return Finding("x", (), score)


def reading(verdict: float) -> Reading:
    """Return a reading with this verdict, in log odds."""
    return Reading((), -1.0, verdict)


@pytest.mark.parametrize(("evidence", "enough"), [(0.3, False), (0.49, False), (0.5, True), (0.9, True)])
def test_a_question_is_declined_below_even_odds(evidence: float, enough: bool) -> None:
    """A question is answered from even odds of evidence on, however confident the finding is."""
    draft = Draft("It snowed.", ())
    assert Verdict((), Composed((draft,), (), Agreement.SINGLE), 0.99, evidence).enough is enough


def test_nothing_to_say_is_not_enough() -> None:
    """Where everything that was found is barred, the question is declined, whatever the evidence."""
    assert not Verdict((), Composed((), (), Agreement.SINGLE), 0.0, 0.99).enough


@pytest.mark.parametrize(
    "signals",
    [
        SearchSignals(0.7, 0.5, 4.0, 1.0, 4.0),
        ReadSignals(0.0, 0.7, 0.5, 4.0, 1.0, 4.0),
        FindingSignals(0.0, 0.0, 4.0, 1.0),
    ],
)
def test_no_signal_makes_an_answer_less_probable(signals: SearchSignals | ReadSignals | FindingSignals) -> None:
    """More of a signal makes no answer less probable, but a larger corpus does, in which more is near by chance."""
    probable = judge(signals)
    assert 0 < probable < 1
    for name in (field.name for field in fields(signals)):
        more = replace(signals, **{name: getattr(signals, name) + 1.0})
        assert judge(more) >= probable if name != "size" else judge(more) < probable, name


def test_the_verdict_of_the_reader_decides() -> None:
    """From the least to the largest verdict of the reader the evidence rises from below 0.1 to above 0.9."""
    unsure = ReadSignals(0.0, 0.9, 0.5, 6.0, 1.0, 4.0)
    assert judge(replace(unsure, answers=-12.0)) < 0.1
    assert judge(replace(unsure, answers=12.0)) > 0.9


def test_names_are_looked_for_in_the_first_three_passages() -> None:
    """The signal is the largest share of the question's names and numbers that one of these contains."""
    asked = ask("Did Ada Lorn visit Qarun in 2014?")
    none, part, whole = (
        write_hit(text) for text in ("Nobody came.", "Ada Lorn came.", "Ada Lorn came to Qarun in 2014.")
    )
    assert read_signals(asked, [none, none, part, whole], (), 1_000).names == 0.5
    assert read_signals(asked, [none, whole, none], (), 1_000).names == 1.0
    assert read_signals(asked, [none], (), 1_000).names == 0.0
    assert read_signals(ask("Who came?"), [none], (), 1_000).names == 1.0
    assert read_signals(asked, [], (), 1_000) == NONE


def test_the_largest_verdict_counts() -> None:
    """The signal is the reader's largest verdict, clipped to ±12; where nothing was read, -12."""
    assert read_verdicts(NONE, [reading(-3.0), None, reading(4.0)]).answers == 4.0
    assert read_verdicts(NONE, [reading(50.0)]).answers == 12.0
    assert read_verdicts(NONE, [None]).answers == -12.0


def test_the_lead_of_a_finding() -> None:
    """The first is compared with the second, each other one with the first, clipped to ±4."""
    seen = read_findings([finding(3.0), finding(2.0), finding(-9.0)], NONE)
    assert [one.score for one in seen] == [3.0, 2.0, -9.0]
    assert [one.lead for one in seen] == [1.0, -1.0, -4.0]
    assert [one.lead for one in read_findings([finding(3.0)], NONE)] == [4.0]
    assert read_findings([], NONE) == []


def test_another_name_and_other_capitals_are_the_same_name() -> None:
    """A passage on Kobane, or on KOBANI, has the name that a question on Kobani asks for."""
    asked = replace(ask("Who freed Kobani?"), names=find_aliases("Who freed Kobani?"))
    for text in ("Kobane was freed.", "KOBANI WAS FREED"):
        assert read_signals(asked, [write_hit(text)], (), 1_000).names == 1.0
    assert read_signals(asked, [write_hit("Raqqa was freed.")], (), 1_000).names == 0.0


def test_no_corpus_counts_as_smaller_than_those_that_were_measured() -> None:
    """One passage is judged as a hundred are."""
    assert read_signals(ask("Who came?"), [], (), 1) == read_signals(ask("Who came?"), [], (), 100)

"""How far the evidence goes: what counts for an answer, how much of it is enough, and what is looked at."""

from dataclasses import fields, replace

import pytest

from qa.findings.compose import Composed
from qa.findings.confidence import (
    FindingSignals,
    ReadSignals,
    Signals,
    judge,
    read_findings,
    read_signals,
    read_verdicts,
)
from qa.findings.finding import Finding
from qa.reading.spans import Reading
from qa.types import Agreement
from qa.verdict import Verdict
from tests.qa.pieces import ask, write_hit

NONE = Signals(1.0, 0.0, 0.0, 0.0, 0.0)


def finding(score: float) -> Finding:
    """Return a finding of so many log odds."""
    return Finding("x", (), score)


def reading(verdict: float) -> Reading:
    """Return a reading whose passage answers by so many log odds."""
    return Reading((), -1.0, verdict)


@pytest.mark.parametrize(("evidence", "enough"), [(0.3, False), (0.49, False), (0.5, True), (0.9, True)])
def test_a_question_is_declined_below_even_odds(evidence: float, enough: bool) -> None:
    """It takes even odds that the corpus holds an answer, however sure the finding seems."""
    assert Verdict((), Composed((), (), Agreement.SINGLE), 0.99, evidence).enough is enough


@pytest.mark.parametrize(
    "signals",
    [
        Signals(1.0, 0.7, 0.5, 4.0, 1.0),
        ReadSignals(1.0, 0.0, 0.7, 0.5, 4.0, 1.0),
        FindingSignals(1.0, 0.0, 0.0, 4.0, 1.0),
    ],
)
def test_every_signal_speaks_for_an_answer(signals: Signals | ReadSignals | FindingSignals) -> None:
    """More of any signal makes an answer more probable, and the probability lies between 0 and 1."""
    probable = judge(signals)
    assert 0 < probable < 1
    for name in (field.name for field in fields(signals) if field.name != "bias"):
        more = replace(signals, **{name: getattr(signals, name) + 1.0})
        assert judge(more) > probable, name


def test_what_the_reader_says_counts_most_among_what_was_read() -> None:
    """Between "surely not" and "surely" by the reader lie nearly all odds there are, all else alike."""
    unsure = ReadSignals(1.0, 0.0, 0.9, 0.5, 6.0, 1.0)
    assert judge(replace(unsure, answers=-12.0)) < 0.1
    assert judge(replace(unsure, answers=12.0)) > 0.9


def test_names_are_looked_for_in_the_first_three_passages() -> None:
    """The signal is the largest share of the question's names and numbers that one of these holds."""
    asked = ask("Did Ada Lorn visit Qarun in 2014?")
    none, part, whole = (
        write_hit(text) for text in ("Nobody came.", "Ada Lorn came.", "Ada Lorn came to Qarun in 2014.")
    )
    assert read_signals(asked, [none, none, part, whole], ()).names == 0.5
    assert read_signals(asked, [none, whole, none], ()).names == 1.0
    assert read_signals(asked, [none], ()).names == 0.0
    assert read_signals(ask("Who came?"), [none], ()).names == 1.0
    assert read_signals(asked, [], ()) == NONE


def test_the_best_passage_speaks_for_all() -> None:
    """Of the reader's verdicts the best counts, cut off at 12 either way; where nothing was read, the least."""
    assert read_verdicts(NONE, [reading(-3.0), None, reading(4.0)]).answers == 4.0
    assert read_verdicts(NONE, [reading(50.0)]).answers == 12.0
    assert read_verdicts(NONE, [None]).answers == -12.0


def test_a_finding_leads_by_what_the_next_one_lacks() -> None:
    """The lead of the first is over the second, that of the others under the first, at most 4 either way."""
    seen = read_findings([finding(3.0), finding(2.0), finding(-9.0)], NONE)
    assert [one.score for one in seen] == [3.0, 2.0, -9.0]
    assert [one.lead for one in seen] == [1.0, -1.0, -4.0]
    assert [one.lead for one in read_findings([finding(3.0)], NONE)] == [4.0]
    assert read_findings([], NONE) == []

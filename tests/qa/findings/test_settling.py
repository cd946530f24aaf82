"""Reading ends once what was read decides which finding is first."""

from collections.abc import Sequence

from index.types import Hit
from qa.findings.confidence import SearchSignals
from qa.findings.settling import LEAST, settled
from qa.findings.weighing import Weighing
from qa.question import Understood
from qa.reading.spans import Extract, Reading
from tests.qa.pieces import ask, write_hit

ASKED = ask("Where is he?")
SIGNALS = SearchSignals(1.0, 0.9, 3.0, 1.0, 4.0)
TEN = [write_hit("He is in Paris.", str(article), title=f"News {article}", score=3.0) for article in range(8)]
HITS = [*TEN, *(write_hit("He is in London.", str(article), score=3.0) for article in (8, 9))]


def reading(text: str, place: str, verdict: float = 6.0) -> Reading:
    """Return a reading that extracts a place."""
    start = text.index(place)
    return Reading((Extract(start, start + len(place), place, 6.0),), -6.0, verdict)


PARIS = reading("He is in Paris.", "Paris")
LONDON = reading("He is in London.", "London")
UNSURE = reading("He is in Paris.", "Paris", -12.0)


def decided(asked: Understood, hits: Sequence[Hit], signals: SearchSignals, readings: Sequence[Reading | None]) -> bool:
    """Return whether what was read of some hits decides."""
    return settled(asked, signals, readings, Weighing(asked, hits))


def test_six_that_agree_decide() -> None:
    """After the least number of passages, one finding that leads clearly ends the reading; one fewer does not."""
    assert decided(ASKED, HITS, SIGNALS, [PARIS] * LEAST + [None] * (10 - LEAST))
    assert not decided(ASKED, HITS, SIGNALS, [PARIS] * (LEAST - 1) + [None] * (11 - LEAST))


def test_a_close_second_leaves_it_open() -> None:
    """Two findings that are equally likely do not decide, however many passages were read."""
    half = len(HITS) // 2
    hits = [*TEN[:half], *(write_hit("He is in London.", f"l{article}", score=3.0) for article in range(half))]
    assert not decided(ASKED, hits, SIGNALS, [PARIS] * half + [LONDON] * half)


def test_weak_evidence_leaves_it_open() -> None:
    """Where the evidence is too weak to answer, the other passages are read: one of them may hold the answer."""
    weak = SearchSignals(0.0, 0.0, 0.0, 0.0, 4.0)
    assert not decided(ASKED, HITS, weak, [UNSURE] * LEAST + [None] * (10 - LEAST))
    assert decided(ASKED, HITS, SIGNALS, [PARIS] * LEAST + [None] * (10 - LEAST))


def test_passages_without_an_extract_decide_nothing() -> None:
    """Where nothing was extracted, the other passages are read."""
    assert not decided(ASKED, HITS, SIGNALS, [Reading((), 6.0, 6.0)] * LEAST + [None] * (10 - LEAST))


def test_a_smaller_budget_than_hits_is_judged() -> None:
    """Hits beyond the budget have no reading and do not count."""
    assert decided(ASKED, HITS, SIGNALS, [PARIS] * LEAST)


def test_a_question_for_several_is_never_decided() -> None:
    """Each further passage may name another one, so that all are read."""
    several = ask("Which cities did he visit?")
    assert several.wants_list
    assert not decided(several, HITS, SIGNALS, [PARIS] * LEAST + [None] * (10 - LEAST))

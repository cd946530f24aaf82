"""Rechecking an answer: the status of each quote, and the text that replaced it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.history import KeptAnswer, KeptCitation
from index.intake.retraction import retract
from qa.proof.recheck import QuoteStatus, Recheck, find_nearest, recheck
from tests.conftest import NOW, write_article

OLD = "The ferry carried about 200 people on Monday. It sailed at noon."
NEW = "The ferry carried about 150 people on Monday. It sailed at noon."
QUOTE, REST = "The ferry carried about 200 people on Monday.", "It sailed at noon."


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(tmp_path)
    yield opened
    opened.close()


def given(*citations: tuple[str, str | None]) -> KeptAnswer:
    """Return an answer that quoted from first versions of articles."""
    kept = tuple(
        KeptCitation(n, article, 1, OLD.index(quote or QUOTE), OLD.index(quote or QUOTE) + len(quote or QUOTE), quote)
        for n, (article, quote) in enumerate(citations, start=1)
    )
    return KeptAnswer("ans_1", "How many took the ferry?", NOW, 1, kept)


def check(catalogue: Catalogue, *citations: tuple[str, str | None]) -> Recheck:
    """Check an answer now."""
    with catalogue.snapshot() as snapshot:
        return recheck(given(*citations), snapshot)


def say(catalogue: Catalogue, text: str, day: int, name: str = "a") -> None:
    """Let an article say something from a day of June 2025 on."""
    with catalogue.write() as transaction:
        transaction.put_article(write_article("Ferry", text, "2025-06-01", id=name, modified=f"2025-06-{day:02}"), NOW)


def test_a_quote_that_still_stands_holds(catalogue: Catalogue) -> None:
    """In the version it was taken from, and in a later one that has it too, if on other lines."""
    say(catalogue, OLD, 1)
    assert check(catalogue, ("a", QUOTE)).verdict is QuoteStatus.HOLDS
    say(catalogue, f"Correction: it sailed on time.\n\n{OLD}", 2)
    assert check(catalogue, ("a", QUOTE)).verdict is QuoteStatus.HOLDS
    say(catalogue, OLD.replace(" on Monday", "\non Monday"), 3)
    assert check(catalogue, ("a", QUOTE)).verdict is QuoteStatus.HOLDS


def test_a_changed_quote_comes_with_what_stands_there_now(catalogue: Catalogue) -> None:
    """It is the nearest sentence of the current version, with its place; what did not change beside it holds."""
    say(catalogue, OLD, 1)
    say(catalogue, NEW, 2)
    checked = check(catalogue, ("a", QUOTE), ("a", REST))
    changed, held = checked.citations
    assert (changed.status, changed.now) == (QuoteStatus.CHANGED, "The ferry carried about 150 people on Monday.")
    assert changed.now_at
    assert (changed.now_at.version, NEW[changed.now_at.start : changed.now_at.end]) == (2, changed.now)
    assert (held.status, held.now, held.now_at) == (QuoteStatus.HOLDS, None, None)
    assert checked.verdict is QuoteStatus.CHANGED
    with catalogue.snapshot() as snapshot:
        assert checked.generation == snapshot.generation()


def test_what_arrived_late_from_the_past_changes_no_quote(catalogue: Catalogue) -> None:
    """The current version is the one that is still valid, not the one with the greatest number."""
    say(catalogue, OLD, 10)
    say(catalogue, NEW, 5)
    assert check(catalogue, ("a", QUOTE)).verdict is QuoteStatus.HOLDS


def test_a_quote_that_was_rewritten_away_has_nothing_in_its_place(catalogue: Catalogue) -> None:
    """An unrelated sentence is not passed off as its successor."""
    say(catalogue, OLD, 1)
    say(catalogue, "Snow fell all week in the mountains, and the schools were closed.", 2)
    (changed,) = check(catalogue, ("a", QUOTE)).citations
    assert (changed.status, changed.now, changed.now_at) == (QuoteStatus.CHANGED, None, None)


def test_retracted_is_said_until_a_changed_text_stands(catalogue: Catalogue) -> None:
    """The article says nothing then; one that came back is held against what it says now."""
    say(catalogue, OLD, 1)
    retract("a", "It was wrong.", catalogue, datetime(2025, 6, 3, tzinfo=UTC))
    assert check(catalogue, ("a", QUOTE)).verdict is QuoteStatus.RETRACTED
    say(catalogue, NEW, 5)
    assert check(catalogue, ("a", QUOTE)).verdict is QuoteStatus.CHANGED


def test_deleted_is_said_even_of_an_article_that_was_sent_again(catalogue: Catalogue) -> None:
    """What comes after a deletion is another article, though it has the id of the first."""
    assert check(catalogue, ("a", QUOTE)).verdict is QuoteStatus.DELETED
    say(catalogue, OLD, 1)
    assert check(catalogue, ("a", None)).verdict is QuoteStatus.DELETED


def test_the_gravest_decides(catalogue: Catalogue) -> None:
    """Retracted weighs more than deleted, deleted more than changed, changed more than what holds."""
    for name in ("a", "b", "c"):
        say(catalogue, OLD, 1, name)
    say(catalogue, NEW, 2, "b")
    retract("c", "It was wrong.", catalogue, datetime(2025, 6, 3, tzinfo=UTC))
    quotes = [(name, QUOTE) for name in ("a", "b", "gone", "c")]
    verdicts = [check(catalogue, *quotes[:number]).verdict for number in range(5)]
    assert verdicts == ["holds", "holds", "changed", "deleted", "retracted"]


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("He won. He wept.", "It rained. He won it. He wept then. He left.", "He won it. He wept then."),
        ("He won it at last, and wept.", "He won it.", "He won it."),
        ("One, two. Three, four. Five.", "One, two. Three, four.", "One, two. Three, four."),
        ("The ferry sailed.", "", None),
        ("—", "Anything at all.", None),
    ],
)
def test_the_nearest_run_is_as_long_as_the_quote(quote: str, text: str, found: str | None) -> None:
    """A quote of two sentences is held against two; a shorter text as a whole; where nothing is like it, nothing is."""
    span = find_nearest(quote, text)
    assert (text[span.start : span.end] if span else None) == found

"""Versions in time: what is current, what is history, and what has been withdrawn, however it arrives."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.outcome import Outcome
from index.errors import InvalidInput, NotFound
from index.intake.retraction import retract
from index.types import Filters, Span, Version
from tests.conftest import write_article


def at(day: int, hour: int = 0) -> datetime:
    """Return a time of January 2015."""
    return datetime(2015, 1, day, hour, tzinfo=UTC)


@pytest.fixture
def catalogue(tmp_path: Path, address: str | None) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(tmp_path, embedder="model-a", address=address)
    yield opened
    opened.close()


def put(catalogue: Catalogue, text: str, now: datetime, modified: str | None = None, **more: str) -> Outcome:
    """Store one article under the id `a`, published on the first, as if it arrived at `now`."""
    times = {"modified": modified} if modified else {}
    article = write_article("T", text, **{"published": "2015-01-01", "id": "a"} | times | more)
    with catalogue.write() as transaction:
        stored = transaction.put_article(article, now)
        if stored.version:
            transaction.add_passages("a", stored.version, [Span(0, len(text))], [b"0" * 16])
    return stored.outcome


def history(catalogue: Catalogue) -> list[tuple[int, str, datetime, datetime | None]]:
    """Return number, text, beginning and end of every version, as they were valid one after the other."""
    with catalogue.snapshot() as snapshot:
        versions = sorted(snapshot.versions("a"), key=lambda one: (one.valid_from, one.number))
    return [(one.number, one.article.text, one.valid_from, one.valid_to) for one in versions]


def current(catalogue: Catalogue) -> Version:
    """Return the version that is read where none is named."""
    with catalogue.snapshot() as snapshot:
        return snapshot.version("a")


def test_an_update_older_than_what_is_stored_becomes_history(catalogue: Catalogue) -> None:
    """It gets the next number and its own time, and the current version stays the current one everywhere."""
    put(catalogue, "First.", at(1))
    put(catalogue, "Third.", at(20), "2015-01-20")
    assert put(catalogue, "Second.", at(21), "2015-01-10", rights="late") is Outcome.UPDATED
    assert history(catalogue) == [
        (1, "First.", at(1), at(10)),
        (3, "Second.", at(10), at(20)),
        (2, "Third.", at(20), None),
    ]
    assert current(catalogue).number == 2
    with catalogue.snapshot() as snapshot:
        assert [version.number for version in snapshot.articles(Filters())] == [2]
        assert snapshot.digests(["a"]) == {"a": current(catalogue).digest}
        assert snapshot.version_at("a", at(15)).article.text == "Second."
        assert [version.number for version in snapshot.versions("a")] == [1, 2, 3]
    assert current(catalogue).article.rights is None, "what is older says nothing of the article now"


def test_an_update_older_than_the_first_version_comes_before_it(catalogue: Catalogue) -> None:
    """An archive that arrives newest first ends up in the same order."""
    put(catalogue, "Third.", at(25), "2015-01-20")
    put(catalogue, "Second.", at(25), "2015-01-10")
    put(catalogue, "First.", at(25), "2015-01-05")
    assert [(text, start, end) for _, text, start, end in history(catalogue)] == [
        ("First.", at(5), at(10)),
        ("Second.", at(10), at(20)),
        ("Third.", at(20), None),
    ]
    assert current(catalogue).article.text == "Third."


def test_the_past_told_again_changes_nothing(catalogue: Catalogue) -> None:
    """A whole history can be sent again, in any order, with times and without: no version, no generation."""
    records = [("First.", None), ("Second.", "2015-01-10"), ("Third.", "2015-01-20"), ("Same day.", "2015-01-20")]
    for text, modified in records:
        put(catalogue, text, at(25), modified)
    before = catalogue.generation()
    for text, modified in (*records, *reversed(records)):
        assert put(catalogue, text, at(26), modified) is Outcome.UNCHANGED
    assert catalogue.generation() == before


def test_of_two_texts_for_one_second_the_later_arrival_holds(catalogue: Catalogue) -> None:
    """The other one is kept, and was never valid; what is said of that second is what was said of it last."""
    put(catalogue, "One.", at(1))
    put(catalogue, "Two.", at(11), "2015-01-10")
    put(catalogue, "Three.", at(12), "2015-01-10")
    assert history(catalogue)[1:] == [(2, "Two.", at(10), at(10)), (3, "Three.", at(10), None)]
    with catalogue.snapshot() as snapshot:
        assert snapshot.version_at("a", at(10)).number == 3


def test_modified_before_published_counts_as_published(catalogue: Catalogue) -> None:
    """Nothing is valid before it was published, in a first version or a further one."""
    put(catalogue, "One.", at(1), "2014-12-24")
    assert current(catalogue).valid_from == at(1)
    put(catalogue, "Two.", at(5), "2014-12-30")
    assert history(catalogue) == [(1, "One.", at(1), at(1)), (2, "Two.", at(1), None)]


def test_a_clock_that_goes_back_loses_no_update(catalogue: Catalogue) -> None:
    """An update without a time of its own is the current version, whatever the clock says."""
    put(catalogue, "One.", at(1))
    put(catalogue, "Two.", at(20))
    put(catalogue, "Three.", at(10))
    assert history(catalogue)[1:] == [(2, "Two.", at(20), at(20)), (3, "Three.", at(20), None)]


def test_another_source_rewrites_nothing(catalogue: Catalogue) -> None:
    """A second source that uses the same id changes neither text nor source of the article."""
    for source, text, now in (("one-times", "One.", at(1)), ("two-post", "Two.", at(2))):
        article = write_article("T", text, "2015-01-01", id="urn:x:17/b", source=source)
        with catalogue.write() as transaction:
            transaction.put_article(article, now)
    with catalogue.snapshot() as snapshot:
        (found,) = snapshot.articles(Filters(), external_id="urn:x:17/b")
        assert (found.number, found.article.source, found.article.text) == (1, "one-times", "One.")


def test_an_older_record_of_the_same_text_takes_nothing_over(catalogue: Catalogue) -> None:
    """Authors and the like are those of the newest record, not of the last to arrive."""
    put(catalogue, "One.", at(20), "2015-01-20", rights="new")
    assert put(catalogue, "One.", at(21), "2015-01-10", rights="old") is Outcome.UNCHANGED
    assert current(catalogue).article.rights == "new"


def test_a_retraction_ends_the_last_version_and_keeps_the_record(catalogue: Catalogue) -> None:
    """It can be read with the reason, as of a time before as it was, and as of one after not at all."""
    put(catalogue, "One.", at(1))
    put(catalogue, "Two.", at(5), "2015-01-05")
    done = retract("a", " It was\nwrong. ", catalogue, at(10))
    assert (done.at, done.reason, done.generation) == (at(10), "It was wrong.", catalogue.generation())
    assert history(catalogue) == [(1, "One.", at(1), at(5)), (2, "Two.", at(5), at(10))]
    assert (current(catalogue).number, current(catalogue).retraction) == (2, done)
    with catalogue.snapshot() as snapshot:
        assert snapshot.version("a", 1).retraction == done, "what was said before is withdrawn with it"
        assert snapshot.version_at("a", at(9)).number == 2
        with pytest.raises(NotFound, match="as of 2015-01-10T00:00:00Z"):
            snapshot.version_at("a", at(10))
        assert snapshot.articles(Filters()) == []
        assert [one.number for one in snapshot.articles(Filters(), retracted=True)] == [2]


def test_retracting_twice_is_once(catalogue: Catalogue) -> None:
    """The first time and reason stay, and the second makes no generation."""
    put(catalogue, "One.", at(1))
    first = retract("a", "It was wrong.", catalogue, at(10))
    assert retract("a", "Another reason.", catalogue, at(12)) == first
    assert catalogue.generation() == first.generation


def test_the_same_text_does_not_revive_and_a_changed_one_does(catalogue: Catalogue) -> None:
    """What is sent again stays withdrawn, with whatever date; what is new is current, and can be retracted again."""
    put(catalogue, "One.", at(1))
    retract("a", "It was wrong.", catalogue, at(10))
    assert put(catalogue, "One.", at(11), rights="CC BY") is Outcome.UNCHANGED
    assert put(catalogue, "One.", at(11), "2015-01-11") is Outcome.UNCHANGED
    assert current(catalogue).valid_to == at(10)
    assert put(catalogue, "Two.", at(12)) is Outcome.UPDATED
    assert history(catalogue) == [(1, "One.", at(1), at(10)), (2, "Two.", at(12), None)]
    assert current(catalogue).retraction is None
    again = retract("a", "That too.", catalogue, at(20))
    assert current(catalogue).retraction == again
    with catalogue.snapshot() as snapshot:
        assert snapshot.version("a", 1).valid_to == at(10)


def test_what_comes_in_the_second_of_a_retraction_comes_after_it(catalogue: Catalogue) -> None:
    """A new text right after a retraction is not swallowed by it."""
    put(catalogue, "One.", at(1))
    retract("a", "It was wrong.", catalogue, at(10))
    put(catalogue, "Two.", at(10))
    assert current(catalogue).article.text == "Two."
    assert current(catalogue).valid_to is None


def test_what_was_said_before_a_retraction_is_withdrawn_by_it(catalogue: Catalogue) -> None:
    """An update from before that arrives after is history up to the retraction, and nothing is current."""
    put(catalogue, "One.", at(1))
    retract("a", "It was wrong.", catalogue, at(10))
    put(catalogue, "Two.", at(12), "2015-01-05")
    assert history(catalogue) == [(1, "One.", at(1), at(5)), (2, "Two.", at(5), at(10))]
    with catalogue.snapshot() as snapshot:
        assert snapshot.articles(Filters()) == []


def test_a_clock_that_went_back_leaves_nothing_standing(catalogue: Catalogue) -> None:
    """An article that begins after the clock's now is retracted all the same, and was never valid."""
    put(catalogue, "One.", at(20), "2015-01-20")
    assert retract("a", "It was wrong.", catalogue, at(10)).at == at(20)
    assert history(catalogue) == [(1, "One.", at(20), at(20))]


def test_a_deleted_article_takes_its_retraction_along(catalogue: Catalogue) -> None:
    """What is sent again after a deletion is a new article, which nobody has retracted."""
    put(catalogue, "One.", at(1))
    retract("a", "It was wrong.", catalogue, at(10))
    with catalogue.write() as transaction:
        transaction.delete_article("a", at(11))
    assert put(catalogue, "One.", at(12)) is Outcome.ADDED
    assert (current(catalogue).valid_to, current(catalogue).retraction) == (None, None)


@pytest.mark.parametrize(
    ("reason", "message"), [("", "reason is empty"), (" \n ", "reason is empty"), ("x" * 1_001, "longer than 1,000")]
)
def test_a_reason_that_is_none_is_refused(catalogue: Catalogue, reason: str, message: str) -> None:
    """Nothing is retracted without one."""
    put(catalogue, "One.", at(1))
    with pytest.raises(InvalidInput, match=message):
        retract("a", reason, catalogue, at(10))
    assert current(catalogue).valid_to is None


def test_what_is_not_there_cannot_be_retracted(catalogue: Catalogue) -> None:
    """An unknown id is not found, and nothing is remembered of it."""
    with pytest.raises(NotFound):
        retract("a", "It was wrong.", catalogue, at(10))
    put(catalogue, "One.", at(1))
    assert current(catalogue).valid_to is None


def put_as_earlier(catalogue: Catalogue, text: str, now: datetime, modified: str | None = None) -> None:
    """Store one as a Dateline did that removed no invisible characters."""
    times = {"modified": modified} if modified else {}
    article = replace(write_article("T", "x", published="2015-01-01", id="a", **times), title="T\u200b", text=text)
    with catalogue.write() as transaction:
        transaction.put_article(article, now)


def test_what_was_stored_with_invisible_characters_has_not_changed(catalogue: Catalogue) -> None:
    """A text that differs from a stored one by characters alone that are removed today makes no version."""
    put_as_earlier(catalogue, "Paid \u202e1\u202c euros.", at(1))
    stored = history(catalogue)
    assert put(catalogue, "Paid 1 euros.", at(5)) is Outcome.UNCHANGED
    assert put(catalogue, "Paid 1 euros.", at(5), "2015-01-04") is Outcome.UNCHANGED
    assert history(catalogue) == stored
    assert put(catalogue, "Paid 2 euros.", at(5)) is Outcome.UPDATED
    assert [text for _, text, _, _ in history(catalogue)] == ["Paid \u202e1\u202c euros.", "Paid 2 euros."]


@pytest.mark.parametrize("times", [("2015-01-05", "2015-01-10"), (None, "2015-01-10")])
def test_a_history_with_invisible_characters_can_be_ingested_again(
    catalogue: Catalogue, times: tuple[str | None, str]
) -> None:
    """An article and its correction, both stored with them, are known when the same file is read again."""
    texts = ("Paid 1\u2060 euros.", "Paid 2\u2060 euros.")
    for text, modified in zip(texts, times, strict=True):
        put_as_earlier(catalogue, text, at(20), modified)
    stored = history(catalogue)
    for text, modified in zip(("Paid 1 euros.", "Paid 2 euros."), times, strict=True):
        assert put(catalogue, text, at(25), modified) is Outcome.UNCHANGED
    assert history(catalogue) == stored

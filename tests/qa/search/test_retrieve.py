"""The result of a search: the nearest passages, spread over articles, under the parsed filters."""

from datetime import UTC, datetime, timedelta

import pytest

from index.catalogue.snapshot import Snapshot
from index.errors import InvalidFilter
from index.library import Library
from index.search.engine import Query
from index.search.spelling import Correction
from index.types import Filters, Hit
from qa.reading.defaults import PASSAGES
from qa.reading.reader import Reader
from qa.search.retrieve import miss_range, read, search
from qa.types import Question
from tests.conftest import NOW, fill, write_article
from tests.qa.pieces import ask, write_hit
from tests.qa.reading.tiny_reader import Scripted, flat


def test_two_passages_an_article_and_one_a_text(library: Library) -> None:
    """The hits hold at most two passages of one article, and a text that several articles share once."""
    long = "\n\n".join(
        f"Kobane report {n}. " + "The fight for Kobane went on all day and night. " * 20 for n in range(6)
    )
    copy = "Kobane was freed on Monday, the fighters said."
    fill(
        library,
        write_article("Long", long),
        *(write_article(f"Copy {n}", copy, source=f"paper-{n}") for n in range(4)),
    )
    hits = search(Question("Kobane", NOW), library, 10).hits
    assert [hit.head.title for hit in hits].count("Long") == 2
    assert sum(hit.text == copy for hit in hits) == 1


def test_the_filters_named_in_the_question_come_back(library: Library) -> None:
    """The filters that the question names are returned with the hits."""
    fill(library, write_article("T", "Kobane was freed.", "2015-01-27"), write_article("U", "Later.", "2016-01-01"))
    found = search(Question("What happened in Kobane in January 2015 according to the Example Times?", NOW), library, 5)
    assert found.filters == Filters(since=datetime(2015, 1, 1, tzinfo=UTC), sources=("example-times",))
    assert [hit.head.title for hit in found.hits] == ["T", "U"]


def test_sources_match_regardless_of_case(library: Library) -> None:
    """A source given in another case finds its articles."""
    fill(library, write_article("T", "Kobane was freed."))
    found = search(Question("Kobane", NOW, Filters(sources=("EXAMPLE-Times",))), library, 5)
    assert len(found.hits) == 1


def test_an_empty_range_is_refused(library: Library) -> None:
    """A range that ends before it begins is an error, not an empty result."""
    since, until = datetime(2015, 2, 1, tzinfo=UTC), datetime(2015, 1, 1, tzinfo=UTC)
    with pytest.raises(InvalidFilter, match="lies after until"):
        search(Question("Kobane", NOW, Filters(since=since, until=until)), library, 5)


def test_outside_the_corpus_nothing_is_found(library: Library) -> None:
    """A time or a source without articles gives no hits."""
    fill(library, write_article("T", "Kobane was freed."))
    for filters in (Filters(since=datetime(2020, 1, 1, tzinfo=UTC)), Filters(sources=("nobody",))):
        assert search(Question("Kobane", NOW, filters), library, 5).hits == ()


def test_a_source_does_not_hide_one_that_differs_in_case(library: Library) -> None:
    """With `Reuters` and `reuters`, the exact spelling is searched; any other spelling searches both."""
    fill(library, *(write_article(f"By {name}", "Kobane was freed.", source=name) for name in ("Reuters", "reuters")))
    for name, titles in (("Reuters", {"By Reuters"}), ("reuters", {"By reuters"})):
        found = search(Question("Kobane", NOW, Filters(sources=(name,))), library, 5)
        assert {hit.head.title for hit in found.hits} == titles
        assert {
            hit.head.title for hit in search(Question(f"What did {name} say of Kobane?", NOW), library, 5).hits
        } == titles
    assert search(Question("Kobane", NOW, Filters(sources=("REUTERS",))), library, 5).filters.sources == (
        "Reuters",
        "reuters",
    )


def test_a_question_in_capitals_chooses_no_source(library: Library) -> None:
    """With `Reuters` and `reuters`, a question typed all in capitals searches both."""
    fill(library, *(write_article(f"By {name}", "Kobane was freed.", source=name) for name in ("Reuters", "reuters")))
    for text in ("WHAT DID REUTERS SAY OF KOBANE?", "WHAT HAPPENED IN KOBANE ACCORDING TO THE REUTERS"):
        assert search(Question(text, NOW), library, 5).filters.sources == ("Reuters", "reuters")


def test_the_range_of_the_corpus_includes_its_ends(library: Library) -> None:
    """A range that begins at the second of the newest article, or ends at that of the oldest, is not outside."""
    fill(library, write_article("T", "Kobane was freed."))
    at = datetime(2015, 1, 27, tzinfo=UTC)
    second = timedelta(seconds=1)
    with library.catalogue.snapshot() as snapshot:
        for inside, outside in (
            (Filters(since=at), Filters(since=at + second)),
            (Filters(until=at), Filters(until=at - second)),
            (Filters(as_of=at), Filters(as_of=at - second)),
        ):
            assert not miss_range(inside, snapshot)
            assert miss_range(outside, snapshot)


def test_a_range_that_begins_after_its_as_of_is_refused(library: Library) -> None:
    """Such a range is an error if it was given, and finds nothing if it comes from the question's words."""
    since, as_of = datetime(2015, 2, 1, tzinfo=UTC), datetime(2015, 1, 1, tzinfo=UTC)
    with pytest.raises(InvalidFilter, match="lies after as_of"):
        search(Question("Kobane", NOW, Filters(since=since, as_of=as_of)), library, 5)
    fill(library, write_article("T", "Kobane was freed.", "2014-01-27"))
    found = search(Question("What happened in Kobane in March 2015?", NOW, Filters(until=as_of)), library, 5)
    assert found.hits == ()


@pytest.mark.parametrize(("k", "wanted"), [(1, 64), (10, 64), (20, 80)])
def test_many_more_are_ranked_than_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch, k: int, wanted: int
) -> None:
    """The engine is asked for 64 candidates, or for four times as many as are shown."""
    seen: list[int] = []

    def count(query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        seen.append(k)
        return []

    monkeypatch.setattr(library.engine, "search", count)
    search(Question("Kobane", NOW), library, k)
    assert seen == [wanted]


def test_the_first_passages_are_read() -> None:
    """Each hit has a place among the readings, None beyond those that the reader is to read."""
    hits = [write_hit(f"Text {n}.", f"a{n}") for n in range(12)]
    readings = read(ask("Who?"), hits, Reader(Scripted(flat)))
    assert [reading is not None for reading in readings.each] == [True] * PASSAGES + [False] * (12 - PASSAGES)


def test_a_source_is_not_corrected_into_a_word_of_the_articles(library: Library) -> None:
    """A word of a source's name is known, though no article has it in its text."""
    fill(library, write_article("T", "The bank recorded a fall.", source="recorder"))
    found = search(Question("What did the recorder say of the bank?", NOW), library, 5)
    assert (found.filters.sources, found.corrected) == (("recorder",), ())


@pytest.mark.parametrize("question", ["Did the troops liberate it?", "Did they reopen?", "Did it liberates?"])
def test_another_form_of_a_word_is_no_slip(library: Library, question: str) -> None:
    """The archive is searched by stems, so a word that occurs in another form is found as it is."""
    fill(library, write_article("T", "Troops liberated the town, and the bakery reopens."))
    assert search(Question(question, NOW), library, 1).corrected == ()


def test_a_correction_is_returned_and_searched_for(library: Library) -> None:
    """The hits are those of the right spelling, and the result names both spellings."""
    fill(library, write_article("T", "An earthquake struck Nepal."), write_article("U", "Snow fell on Boston."))
    found = search(Question("erthquake", NOW), library, 1)
    assert found.corrected == (Correction("Erthquake", "Earthquake"),)
    assert found.hits[0].lexical_rank == 1

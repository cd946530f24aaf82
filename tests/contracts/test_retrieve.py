"""What a search gives back: the nearest passages, spread over articles, under the filters that were understood."""

from datetime import UTC, datetime

import pytest

from index.errors import InvalidFilter
from index.library import Library
from index.types import Filters
from qa.retrieve import search
from qa.types import Question
from tests.conftest import NOW, fill, write_article


def test_two_passages_an_article_and_one_a_text(library: Library) -> None:
    """No more than two passages of one article, and one of a text that several carry, are among the hits."""
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
    """What was understood of the question's words is said beside the hits."""
    fill(library, write_article("T", "Kobane was freed.", "2015-01-27"), write_article("U", "Later.", "2016-01-01"))
    found = search(Question("What happened in Kobane in January 2015 according to the Example Times?", NOW), library, 5)
    assert found.filters == Filters(since=datetime(2015, 1, 1, tzinfo=UTC), sources=("example-times",))
    assert [hit.head.title for hit in found.hits] == ["T", "U"]


def test_a_source_is_known_in_any_case(library: Library) -> None:
    """Sources are named as people type them."""
    fill(library, write_article("T", "Kobane was freed."))
    found = search(Question("Kobane", NOW, Filters(sources=("EXAMPLE-Times",))), library, 5)
    assert len(found.hits) == 1


def test_an_empty_range_is_refused(library: Library) -> None:
    """A range that ends before it begins is an error of the caller's, not an empty result."""
    since, until = datetime(2015, 2, 1, tzinfo=UTC), datetime(2015, 1, 1, tzinfo=UTC)
    with pytest.raises(InvalidFilter, match="lies after until"):
        search(Question("Kobane", NOW, Filters(since=since, until=until)), library, 5)


def test_outside_the_corpus_nothing_is_found(library: Library) -> None:
    """A time or a source of which the catalogue holds nothing gives no hit."""
    fill(library, write_article("T", "Kobane was freed."))
    for filters in (Filters(since=datetime(2020, 1, 1, tzinfo=UTC)), Filters(sources=("nobody",))):
        assert search(Question("Kobane", NOW, filters), library, 5).hits == ()


def test_a_source_does_not_hide_its_namesake(library: Library) -> None:
    """Of `Reuters` and `reuters` the one that is spelled so is searched, and both by a name that is neither."""
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

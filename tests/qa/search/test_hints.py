"""Filters that keep nothing are named, with the known names that come near."""

from datetime import UTC, datetime

import pytest

from index.library import Library
from index.types import Filters
from qa.answer import answer
from qa.search.hints import explain_filters
from qa.search.retrieve import search
from qa.types import Question, Reason
from tests.conftest import NOW, fill, write_article

SOURCES = ("bbc-news", "harbour-post", "orbit-daily", "wire", "ward-round", "example-times")


def store(library: Library, *sources: str) -> None:
    """Store an English article of each source, one a day from 27 January 2015 on."""
    fill(
        library,
        *(
            write_article(f"By {name}", f"Kobane was freed, said {name}.", f"2015-01-{day}", source=name, language="en")
            for day, name in enumerate(sources, start=27 - len(sources) + 1)
        ),
    )


def explain(library: Library, filters: Filters) -> str | None:
    """Return what is said of filters."""
    with library.catalogue.snapshot() as snapshot:
        return explain_filters(filters, snapshot)


@pytest.mark.parametrize(
    ("filters", "hint"),
    [
        (Filters(sources=("Wires",)), "No source is called 'Wires'. Known sources: 'wire', 'bbc-news'."),
        (
            Filters(languages=("de",)),
            "No article is in the language 'de'; languages are two-letter codes, such as 'en'. Known languages: 'en'.",
        ),
        (
            Filters(since=datetime(2020, 1, 1, tzinfo=UTC)),
            "The newest article is of 2015-01-27T00:00:00Z, before since (2020-01-01T00:00:00Z).",
        ),
        (
            Filters(as_of=datetime(2010, 1, 1, tzinfo=UTC)),
            "The oldest article is of 2015-01-26T00:00:00Z, after as_of (2010-01-01T00:00:00Z).",
        ),
        (
            Filters(sources=("wire",), until=datetime(2015, 1, 26, tzinfo=UTC)),
            "Each filter keeps some articles, but none passes all of them.",
        ),
        (Filters(), None),
    ],
)
def test_each_filter_that_keeps_nothing_is_named(library: Library, filters: Filters, hint: str | None) -> None:
    """One sentence says what was asked for and what there is."""
    store(library, "bbc-news", "wire")
    assert explain(library, filters) == hint


def test_the_nearest_five_of_many_sources_are_listed(library: Library) -> None:
    """A name that contains the one that was given comes first, and no more than five are listed."""
    store(library, *SOURCES)
    said = explain(library, Filters(sources=("BBC",)))
    assert said is not None
    assert said.startswith("No source is called 'BBC'. The nearest of 6 sources: 'bbc-news', ")
    assert said.count("'") == 2 * 6


def test_an_empty_archive_has_no_hint(library: Library) -> None:
    """Without articles, filters are not why nothing is found."""
    assert explain(library, Filters(sources=("BBC",))) is None


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        (Filters(sources=("BBC",)), Reason.OUT_OF_RANGE),
        (Filters(languages=("german",)), Reason.NOTHING_FOUND),
        (Filters(sources=("wire",), until=datetime(2015, 1, 26, tzinfo=UTC)), Reason.NOTHING_FOUND),
    ],
)
def test_a_refusal_and_an_empty_search_carry_the_hint(library: Library, filters: Filters, reason: Reason) -> None:
    """Whatever the reason, an answer and a search that filters leave without passages say which filter did."""
    store(library, "bbc-news", "wire")
    question = Question("Who freed Kobane?", NOW, filters)
    refused, found = answer(question, library), search(question, library, 5)
    assert (refused.reason, found.hits) == (reason, ())
    assert refused.hint == found.hint == explain(library, filters)
    assert refused.hint
    assert refused.agreement is None


def test_what_passes_its_filters_has_no_hint(library: Library) -> None:
    """A search that finds something says nothing of its filters."""
    store(library, "bbc-news", "wire")
    assert search(Question("Kobane", NOW, Filters(sources=("wire",))), library, 5).hint is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("¿Quién liberó Kobane?", "Spanish"),
        ("Wie viele Menschen starben in Kobane?", "German"),
        ("Qui a libéré Kobane ?", "French"),
        ("Chi ha liberato Kobane?", "Italian"),
        ("Quem libertou Kobane?", "Portuguese"),
        ("Hoeveel mensen stierven in Kobane?", "Dutch"),
        ("Кто освободил Кобани?", "Russian"),
    ],
)
def test_a_question_in_a_language_of_no_article_is_told_so(library: Library, question: str, language: str) -> None:
    """Nothing is searched for, and the refusal says which language to ask in."""
    store(library, "bbc-news")
    refused = answer(Question(question, NOW), library)
    assert refused.reason is Reason.NOTHING_FOUND
    assert refused.hint == f"The question is in {language}, and the archive is in English; ask in English."


def test_a_question_in_a_language_of_some_article_is_asked(library: Library) -> None:
    """An archive that holds articles in Spanish is asked in Spanish, and in English too."""
    fill(library, write_article("Kobane", "Las milicias kurdas liberaron Kobane.", "2015-01-27", language="es"))
    assert answer(Question("¿Quién liberó Kobane?", NOW), library).reason is not Reason.NOTHING_FOUND


def test_a_question_is_asked_where_no_article_names_its_language(library: Library) -> None:
    """Without a known language of the archive nothing is said of languages."""
    fill(library, write_article("Kobane", "Kurdish fighters freed Kobane.", "2015-01-27"))
    assert not (answer(Question("¿Quién liberó Kobane?", NOW), library).hint or "").startswith("The question is in")

"""Who an article is that has neither id nor address: what it says belongs to it, and what is stored keeps its id."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import earlier_id
from index.intake.accept import Delivery
from index.intake.drain import drain
from index.intake.retraction import retract
from index.library import Library, open_library
from index.types import Article, Filters
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder

FIRST = write_article("News in brief", "A ferry sank off Qarun.")
SECOND = write_article("News in brief", "The mayor opened a bridge.")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    yield opened
    opened.close()


def as_earlier(article: Article) -> Article:
    """Return the article as an earlier Dateline identified it."""
    name = earlier_id(article)
    assert name
    return replace(article, id=name)


def texts(library: Library) -> list[str]:
    """Return the texts of all articles that stand."""
    with library.catalogue.snapshot() as snapshot:
        return sorted(version.article.text for version in snapshot.articles(Filters()))


def versions(library: Library, article: str) -> list[str]:
    """Return the texts of all versions of an article."""
    with library.catalogue.snapshot() as snapshot:
        return [version.article.text for version in snapshot.versions(article)]


def test_two_texts_under_one_title_of_one_day_are_two_articles(shelf: Library) -> None:
    """Neither corrects the other, and each sent again is itself."""
    fill(shelf, FIRST, SECOND)
    fill(shelf, SECOND, FIRST)
    assert texts(shelf) == [FIRST.text, SECOND.text]
    assert versions(shelf, FIRST.id) == [FIRST.text]


def test_an_article_with_id_or_address_is_corrected_by_another_text(shelf: Library) -> None:
    """Their text does not belong to their identity."""
    for more in ({"id": "a"}, {"url": "https://post.example/a"}):
        old, new = (write_article("Title", text, **more) for text in ("One.", "Two."))
        assert (old.id, earlier_id(old)) == (new.id, None)


def test_what_was_stored_under_an_earlier_id_is_not_stored_twice(shelf: Library) -> None:
    """The same article again keeps the id that it has, whether it is ingested or accepted, and the id is returned."""
    earlier = as_earlier(FIRST)
    fill(shelf, earlier)
    generation = shelf.catalogue.generation()
    fill(shelf, FIRST)
    (accepted,) = Delivery(shelf.catalogue, NOW).accept([FIRST], last=True, now=NOW)
    assert accepted == earlier
    drain(shelf)
    assert (texts(shelf), shelf.catalogue.generation()) == ([FIRST.text], generation)
    fill(shelf, SECOND)
    assert texts(shelf) == [FIRST.text, SECOND.text]


def test_an_earlier_version_told_again_stays_history(shelf: Library) -> None:
    """A file that holds an article and its correction of then can be ingested again, and changes nothing."""
    fill(shelf, as_earlier(FIRST))
    fill(shelf, as_earlier(SECOND))
    fill(shelf, FIRST, SECOND)
    assert texts(shelf) == [SECOND.text]
    assert versions(shelf, as_earlier(FIRST).id) == [FIRST.text, SECOND.text]


def test_what_was_retracted_under_an_earlier_id_stays_retracted(shelf: Library) -> None:
    """The same text sent again does not come back under a new id."""
    fill(shelf, as_earlier(FIRST))
    retract(as_earlier(FIRST).id, "wrong", shelf.catalogue, NOW)
    fill(shelf, FIRST)
    assert texts(shelf) == []

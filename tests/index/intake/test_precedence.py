"""What replaces a stored article: not a poorer text, not another source; what was said before can come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.library import Library, open_library
from index.types import Article, Filters
from tests.conftest import fill, write_article
from tests.index.history import HashEmbedder

LINK = "https://herald.example/2014/lighthouse"
FULL = (
    "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening. "
    "It went dark nine years ago, when a storm broke the lantern and flooded the stairs. "
    "A foundry in Qarun cast the new frame, which weighs two tonnes and was carried up by forty volunteers."
)
TEASER = "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council…"


@pytest.fixture
def shelf(tmp_path: Path, address: str | None) -> Iterator[Library]:
    """An empty library."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder(), shared=address)
    yield opened
    opened.close()


def herald(text: str, **more: str) -> Article:
    """Return the article of the Marrow Herald with a text."""
    return write_article(
        "Lighthouse lit again", text, **{"url": LINK, "source": "Marrow Herald", "language": "en"} | more
    )


def board(text: str = "Discuss", **more: str) -> Article:
    """Return a link board's entry about the article."""
    return write_article("Lighthouse", text, "2015-02-03", **{"url": LINK, "source": "Top Links"} | more)


def current(catalogue: Catalogue) -> Article:
    """Return the only article."""
    with catalogue.snapshot() as snapshot:
        (version,) = snapshot.articles(Filters())
    return version.article


@pytest.mark.parametrize("poorer", [herald(TEASER), herald("Subscribe to read on."), board(), board(FULL + " Twice.")])
def test_a_poorer_or_foreign_record_changes_nothing(shelf: Library, poorer: Article) -> None:
    """A teaser, a paywall's line and a link board leave text, source, date and title as the paper gave them."""
    whole = herald(FULL)
    fill(shelf, whole, poorer)
    assert current(shelf.catalogue) == whole


@pytest.mark.parametrize("first", [herald(TEASER), board()])
def test_the_full_text_replaces_a_stub(shelf: Library, first: Article) -> None:
    """What came first as a teaser, or from a link board, is the paper's article once its text arrives."""
    fill(shelf, first, herald(FULL))
    found = current(shelf.catalogue)
    assert (found.text, found.source) == (FULL, "Marrow Herald")


@pytest.mark.parametrize(
    "changed",
    [
        herald(FULL.replace("two tonnes", "three tonnes")),
        herald("Correction: the lighthouse stays dark this year."),
        herald("The council has stopped all work on the lighthouse until spring.", modified="2015-02-01"),
    ],
)
def test_a_source_corrects_its_own_text(shelf: Library, changed: Article) -> None:
    """A changed text, one that says it corrects, and another one of a later date are new versions."""
    fill(shelf, herald(FULL), changed)
    assert current(shelf.catalogue).text == changed.text


def test_what_a_teaser_replaced_comes_back(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full text that an earlier Dateline replaced by a teaser is current again once it is sent again."""
    with monkeypatch.context() as earlier:
        earlier.setattr("index.catalogue.transaction.may_replace", lambda _article, _stored: True)
        fill(shelf, herald(FULL), herald(TEASER))
    assert current(shelf.catalogue).text == TEASER
    fill(shelf, herald(FULL))
    assert current(shelf.catalogue).text == FULL


def test_a_bare_id_is_one_within_its_source(shelf: Library) -> None:
    """Two papers that count from 1 have two articles each, in one batch or not, and again nothing is added."""
    one, other = ({"id": "1", "source": name} for name in ("herald", "courier"))
    articles = [write_article("Lighthouse", "It is lit again.", **one), write_article("Strike", "It is over.", **other)]
    for _ in range(2):
        fill(shelf, *articles)
        with shelf.catalogue.snapshot() as snapshot:
            found = {(version.article.source, version.article.title) for version in snapshot.articles(Filters())}
        assert found == {("herald", "Lighthouse"), ("courier", "Strike")}


def test_a_source_that_is_named_later_is_no_other(shelf: Library) -> None:
    """An article whose source was only the host of its address takes the name that the paper gives itself."""
    fill(shelf, herald(FULL, source="herald.example"), herald(FULL))
    assert current(shelf.catalogue).source == "Marrow Herald"

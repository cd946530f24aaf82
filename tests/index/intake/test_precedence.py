"""What replaces a stored article: not a poorer text, not another source; what was said before can come back."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.dates import format_moment
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.types import Article, Filters
from tests.conftest import NOW, fill, write_article
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
        earlier.setattr("index.catalogue.seen.SeenRecords.is_repeated", lambda *_: False)
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


def page(**more: object) -> Article:
    """Return the article as its page says it: with a time and one author."""
    return herald(FULL, **{"published": "2015-01-27T09:12:00Z", "authors": ["Lea Orr"]} | more)  # type: ignore[arg-type]


def export(**more: object) -> Article:
    """Return the article as an export says it: of a day, of a host, by two authors, with rights."""
    fields = {"source": "herald.example", "authors": ["Lea Orr", "Ivo Lund"], "rights": "Herald"}
    return herald(FULL, **fields | more)  # type: ignore[arg-type]


def poll(**more: object) -> Article:
    """Return the article as a feed says it: with the time of its last change, and no author."""
    return herald(FULL, **{"published": "2015-01-27T09:40:00Z"} | more)  # type: ignore[arg-type]


@pytest.mark.parametrize("records", [*permutations([page(), export(), poll()])])
def test_records_that_say_the_same_text_do_not_take_fields_away(shelf: Library, records: tuple[Article, ...]) -> None:
    """In whichever order page, export and feed come, the fuller field holds, and a second ingest changes nothing."""
    fill(shelf, *records)
    found = current(shelf.catalogue)
    assert (found.source, found.authors, found.rights) == ("Marrow Herald", ("Lea Orr", "Ivo Lund"), "Herald")
    assert format_moment(found.published) == "2015-01-27T09:12:00Z"
    report = ingest(records, shelf.catalogue, shelf.embedder, now=lambda: NOW)
    assert (report.added, report.updated) == (0, 0)


def test_a_record_that_says_as_much_corrects_the_fields(shelf: Library) -> None:
    """Another author and another day of the same export are stored, without a new version; none are emptied."""
    fill(shelf, export(), export(authors=["Ina Dahl", "Ivo Lund"], published="2015-01-25"))
    found = current(shelf.catalogue)
    assert (found.authors, format_moment(found.published)) == (("Ina Dahl", "Ivo Lund"), "2015-01-25T00:00:00Z")
    fill(shelf, export(authors=[], rights=None))
    assert current(shelf.catalogue).authors == found.authors


def test_fields_that_were_modified_later_hold(shelf: Library) -> None:
    """The records of two times of change do not replace each other in turn."""
    first, second = (page(modified=f"2015-01-{day}", authors=[name]) for day, name in ((28, "Orr"), (29, "Dahl")))
    for records in ([first, second], [second, first], [page()]):
        fill(shelf, *records)
        assert current(shelf.catalogue).authors == ("Dahl",)


@pytest.mark.parametrize("text", [FULL, FULL.replace("two tonnes", "three tonnes")])
def test_the_owner_of_the_address_takes_its_article_back(shelf: Library, text: str) -> None:
    """What came first from an aggregator has the source, date and text of the paper once its own record comes."""
    copied, own = board(FULL), herald(text, published="2015-01-27", modified="2015-01-28")
    for records in ([copied, own], [copied], [own]):
        fill(shelf, *records)
        found = current(shelf.catalogue)
        assert (found.source, found.text, found.published) == ("Marrow Herald", text, own.published)


def test_who_dates_an_article_first_is_its_publisher(shelf: Library) -> None:
    """A fuller text of another source, where neither owns the address, leaves the source and date as they were."""
    brief = herald(FULL[:106], source="Beacon")
    fill(shelf, brief, board(FULL))
    found = current(shelf.catalogue)
    assert (found.text, found.source, found.published) == (FULL, "Beacon", brief.published)


def test_a_brief_with_words_of_its_own_is_no_stub(shelf: Library) -> None:
    """A longer text of another source that does not contain it leaves it as it is."""
    brief = herald(
        "The keepers of Cape Marrow are to get a pay rise of four per cent, the council has said.", source="Beacon"
    )
    fill(shelf, brief, board(FULL))
    assert current(shelf.catalogue) == brief


def test_a_text_with_parts_left_out_changes_nothing(shelf: Library) -> None:
    """A middle of the stored text says less, unless it says that it corrects or was modified later."""
    first, second, third = FULL.split(". ")
    part = f"{second}. {third} Subscribe."
    fill(shelf, herald(FULL), herald(part))
    assert current(shelf.catalogue).text == FULL
    later = herald(part, modified="2015-02-01")
    fill(shelf, later)
    assert current(shelf.catalogue).text == part
    assert first not in part


def test_an_id_of_no_source_is_that_of_one_story(shelf: Library) -> None:
    """Row numbers of two files without a source name two articles; another text of the same story corrects it."""
    rows = [
        {"id": "1", "source": "", "published": "2015-01-27"},
        {"id": "1", "source": "", "published": "2015-01-28"},
    ]
    other = "The school of Qarun gets a new roof after a storm in March, paid for by the county and forty parents."
    stories = [write_article("Lighthouse", FULL, **rows[0]), write_article("School", other, **rows[1])]
    third = write_article("Ferry", " ".join(reversed(other.split())), **rows[1])
    for _ in range(2):
        fill(shelf, *stories, third)
        with shelf.catalogue.snapshot() as snapshot:
            assert {one.article.title for one in snapshot.articles(Filters())} == {"Lighthouse", "School", "Ferry"}
    fill(shelf, write_article("Lighthouse of Marrow", FULL.replace("nine years", "ten years"), **rows[0]))
    with shelf.catalogue.snapshot() as snapshot:
        assert len([*snapshot.versions("1")]) == 2

"""Twins of a page are one article, whichever comes first, and a poorer one never replaces a fuller one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from index.article import earlier_address_ids, identify
from index.formats import Options
from index.formats.pages.html import convert_page, parse_page
from index.library import Library, open_library
from index.types import Article, Filters
from tests.conftest import fill, write_article
from tests.index.history import HashEmbedder

MAIN = "https://post.example/ferry"
PARTS = (
    "The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday after a long winter.",
    "It was stopped in March after a fire in the engine room, and the repairs took longer than the board had planned.",
    "A foundry in Qarun cast the new shaft, which weighs two tonnes and was carried up by forty volunteers.",
    "Tickets for the first crossing were sold out within an hour, said Ana Ruiz, who has been on the board for years.",
)


@pytest.fixture
def shelf(tmp_path: Path, address: str | None) -> Iterator[Library]:
    """An empty library."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder(), shared=address)
    yield opened
    opened.close()


def page(*parts: str, head: str = "", root: str = "", url: str | None = None) -> Article:
    """Return the article of a page of some parts, fetched from `url`."""
    story = "".join(f"<p>{part}</p>" for part in parts)
    data = (
        f"<!doctype html><html {root} lang=en><head><title>Ferry</title>{head}"
        '<meta property="article:published_time" content="2014-05-06T10:00:00Z">'
        '<meta property="og:site_name" content="Harbour Post"></head>'
        f"<body><article><h1>Night ferry returns</h1>{story}</article></body></html>"
    )
    record = convert_page(parse_page(data.encode(), url=url), "f", None, Options())
    assert isinstance(record, Article), record
    return record


def link(relation: str, url: str) -> str:
    return f'<link rel="{relation}" href="{url}">'


WHOLE = page(*PARTS, head=link("canonical", MAIN) + link("amphtml", f"{MAIN}/amp"))
TWINS = [
    page(*PARTS[1:], head=link("canonical", MAIN), root="amp"),
    page(*PARTS[1:], head=link("canonical", f"{MAIN}/amp"), root="⚡"),
    page(*PARTS[1:], url="https://m.post.example/ferry"),
    page(*PARTS[1:], url=f"{MAIN}?print=1", head=link("canonical", MAIN)),
]


def stored(library: Library) -> list[Article]:
    """Return every article as it stands."""
    with library.catalogue.snapshot() as snapshot:
        return [version.article for version in snapshot.articles(Filters())]


@pytest.mark.parametrize("twin", TWINS)
def test_the_fuller_twin_holds_whichever_comes_first(tmp_path: Path, twin: Article) -> None:
    """A page for AMP, telephones or printing that lacks a paragraph is the same article, and the whole text is told."""
    for place, order in enumerate(permutations((WHOLE, twin))):
        library = open_library(tmp_path / f"data{place}", embedder=HashEmbedder())
        for _ in range(2):
            fill(library, *order)
            assert [(one.text, one.url) for one in stored(library)] == [("\n\n".join(PARTS), MAIN)]
        library.close()


@pytest.mark.parametrize("mark", ["<title>Night ferry returns - Print</title>", "<title>Night ferry returns</title>"])
def test_a_saved_page_for_printing_changes_nothing(shelf: Library, mark: str) -> None:
    """A saved page that only its title, or the line that it was printed from a page, tells as one made for printing.

    Ingested in a later run it changes neither text nor authors nor date, though it states no time of change.
    """
    main = replace(WHOLE, authors=("Ana Ruiz",))
    story = "".join(f"<p>{part}</p>" for part in PARTS[1:])
    printed = f"<p>Printed from {MAIN}</p>" if "Print" not in mark else ""
    data = (
        f"<html lang=en><head>{mark}{link('canonical', MAIN)}</head><body><div><h1>Night ferry returns</h1>"
        f'<time datetime="2014-05-06">6 May</time>{story}{printed}</div></body></html>'
    )
    twin = convert_page(parse_page(data.encode()), "f", None, Options())
    assert isinstance(twin, Article), twin
    assert "Printed from" not in twin.text
    fill(shelf, main)
    fill(shelf, twin)
    assert [(one.text, one.authors, one.source, one.published) for one in stored(shelf)] == [
        (main.text, main.authors, main.source, main.published)
    ]


def test_a_twin_that_says_more_keeps_the_credits(shelf: Library) -> None:
    """Where the text of a twin replaces a stub, source, authors and date stay those of the page."""
    stub = replace(page(*PARTS[:1], head=link("canonical", MAIN)), authors=("Ana Ruiz",))
    fill(shelf, stub)
    fill(shelf, replace(page(*PARTS, head=link("canonical", MAIN), root="amp"), source="post.example"))
    assert [(one.text, one.authors, one.source) for one in stored(shelf)] == [
        ("\n\n".join(PARTS), ("Ana Ruiz",), "Harbour Post")
    ]


@pytest.mark.parametrize("twin", TWINS)
def test_twins_ingested_again_change_nothing(shelf: Library, twin: Article) -> None:
    """The second time neither page adds nor updates anything."""
    fill(shelf, twin, WHOLE)
    generation = shelf.catalogue.generation()
    fill(shelf, twin, WHOLE)
    assert shelf.catalogue.generation() == generation


def test_a_page_that_names_only_its_twin_has_its_address(shelf: Library) -> None:
    """A saved page without an address of its own is known by the one that its page for AMP is made from."""
    alone = page(*PARTS, head=link("amphtml", f"{MAIN}?amp"))
    assert alone.id == WHOLE.id
    assert page(*PARTS, head=link("amphtml", "https://a.example/7")).url is None


def test_a_twin_that_says_more_replaces_a_stub(shelf: Library) -> None:
    """Where the page itself is cut off, the text of its twin is the article's, and stays it."""
    stub = page(*PARTS[:1], head=link("canonical", MAIN))
    fill(shelf, stub, page(*PARTS, head=link("canonical", MAIN), root="amp"), stub)
    assert [one.text for one in stored(shelf)] == ["\n\n".join(PARTS)]


def test_a_site_that_has_twins_only_corrects_its_text(shelf: Library) -> None:
    """An address with the shape of a twin replaces its own text, as any page does."""
    url = "https://m.post.example/ferry"
    fill(shelf, page(*PARTS, url=url), page(*PARTS[:2], PARTS[2].replace("two", "three"), PARTS[3], url=url))
    assert "three tonnes" in stored(shelf)[0].text


def test_the_source_of_a_twin_is_the_site() -> None:
    """Where no site is named, the host is that of the page, so that one paper is one source."""
    article = write_article("Ferry", PARTS[0], url="https://m.post.example/ferry", source="")
    assert article.source == "post.example"


def test_a_twin_that_was_stored_apart_is_no_new_article(shelf: Library) -> None:
    """What an earlier Dateline stored by the address of the twin is found by it."""
    twin = write_article("Ferry", PARTS[0], url=f"{MAIN}/amp")
    name = earlier_address_ids(twin)[0]
    assert name is not None
    assert name != twin.id == identify("", MAIN, "", "", twin.published)
    earlier = write_article("Ferry", PARTS[0], url=f"{MAIN}/amp", id=name)
    fill(shelf, earlier, twin)
    assert [one.id for one in stored(shelf)] == [name]


def test_the_front_page_is_no_address_of_an_article() -> None:
    """A canonical link to the front page, as some sites write on every page, does not make them one article."""
    assert page(*PARTS, head=link("canonical", "https://post.example/")).url is None
    assert page(*PARTS, head=link("canonical", "https://post.example/"), url=MAIN).url == MAIN


def test_an_address_with_tracking_parameters_does_not_replace_the_plain_one(shelf: Library) -> None:
    """The same article from a page and two feeds has the plain address, and sent again it changes nothing."""
    urls = (f"{MAIN}?utm_source=feed", MAIN, f"{MAIN}/?at_medium=RSS")
    records = [write_article("Ferry", PARTS[0], url=url) for url in urls]
    fill(shelf, *records)
    generation = shelf.catalogue.generation()
    fill(shelf, *records)
    assert [one.url for one in stored(shelf)] == [MAIN]
    assert shelf.catalogue.generation() == generation


def test_two_records_of_one_version_do_not_replace_each_other(shelf: Library) -> None:
    """An agency's item that is in two files, once with less about it, is what came first until its next version."""
    records = [write_article("Ferry", PARTS[0], id="a", revision="2", slug=slug) for slug in ("FERRY", "")]
    fill(shelf, *records)
    generation = shelf.catalogue.generation()
    fill(shelf, *records)
    assert shelf.catalogue.generation() == generation
    fill(shelf, write_article("Ferry", PARTS[0], id="a", revision="3", slug="FERRIES"))
    assert shelf.catalogue.generation() > generation

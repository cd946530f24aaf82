"""Pages that show more than one article: text, date, author and address are those of the one that the page is about."""

import json

import pytest

from index.errors import Unreadable
from index.formats.pages.html import parse_page
from tests.index.formats.pages.test_html import HEAD, PARAGRAPHS, page

OTHER = "".join(
    f"<p>{line}</p>"
    for line in (
        "The council of Dunmore voted on Thursday to close the old town library at the end of the year.",
        "Residents had collected four thousand signatures against the plan since the spring of last year.",
        "The building is to be sold to a developer from Larne, who plans to open a hotel there in two years.",
    )
)
TITLED = HEAD.replace('<meta name="author" content="Tom Bell">', "")
TEXT = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "following",
    [
        f"<article><h1>Library to close</h1>{OTHER * 3}</article>",
        f"<article><h2>Library to close</h2><p>By Ida Kern</p>{OTHER * 3}</article>",
        f'<article><h2>Library to close</h2><time datetime="2025-05-01">1 May</time>{OTHER}</article>',
        f'<div class="next"><div><h1>Library to close</h1></div><a rel="author">Ida Kern</a>{OTHER * 3}</div>',
    ],
)
def test_an_article_that_follows_is_left_out(following: str) -> None:
    """The second article of an endless page gives neither text nor author nor date."""
    found = parse_page(page(TITLED, more=following))
    assert (found.text, found.title, found.authors) == (TEXT, "Night ferry returns", ())
    assert str(found.published).startswith("2025-05-06")


@pytest.mark.parametrize(
    "card",
    [
        '<div class="x"><h3><a href="/library">Library to close</a></h3>{}</div>',
        '<article class="teaser"><a href="https://www.post.example/library"><h4>Library to close</h4>{}</a></article>',
    ],
)
def test_a_card_among_the_paragraphs_is_left_out(card: str) -> None:
    """A block with a headline that leads to another page of the site is no part of the article."""
    shown = card.format(OTHER.partition("</p>")[0] + "</p>")
    data = page().replace(f"</p><p>{PARAGRAPHS[1]}".encode(), f"</p>{shown}<p>{PARAGRAPHS[1]}".encode())
    assert shown.encode() in data
    assert parse_page(data).text == TEXT


def test_headlines_within_the_article_stay() -> None:
    """Sections with headings of the first order, and those that lead to other sites, are the article's."""
    section = f'<div><h3><a href="https://books.example/1">A book of ferries</a></h3><p>{PARAGRAPHS[2]}</p></div>'
    head = HEAD.replace("Night ferry returns", "Night ferry returns to Port Amble")
    body = f"<h1>What happened in March</h1><p>{PARAGRAPHS[1]}</p>"
    data = f"<html><head>{head}</head><body><h1>Night ferry returns to Port Amble</h1><div><p>{PARAGRAPHS[0]}</p>{body}"
    text = parse_page(f"{data}{section}</div></body></html>".encode()).text
    assert all(line in text for line in PARAGRAPHS)


def stated(headline: str, address: str, author: str, day: str) -> str:
    fields = {"@type": "NewsArticle", "headline": headline, "url": address, "datePublished": day}
    return json.dumps(fields | {"author": {"@type": "Person", "name": author}})


LIBRARY = stated("Library to close", "https://post.example/library", "Ida Kern", "2025-05-01")


@pytest.mark.parametrize(
    "own", [[], [stated("The ferry is back", "https://post.example/ferry", "Tom Bell", "2025-05-06")]]
)
def test_the_json_ld_of_another_article_is_not_used(own: list[str]) -> None:
    """An object whose address is that of another page gives nothing, alone or before the article's own."""
    scripts = "".join(f'<script type="application/ld+json">{one}</script>' for one in [LIBRARY, *own])
    found = parse_page(page(HEAD + scripts))
    assert (found.title, found.authors) == ("The ferry is back" if own else "Night ferry returns", ("Tom Bell",))
    assert str(found.published).startswith("2025-05-06")


def test_the_address_of_the_json_ld_may_be_an_older_one() -> None:
    """An object with the headline of the page is its own, whatever its address."""
    script = stated("Night ferry returns", "https://post.example/old/ferry", "Kim Roe", "2025-05-06T08:00:00Z")
    found = parse_page(page(HEAD + f'<script type="application/ld+json">{script}</script>'))
    assert found.authors == ("Kim Roe",)


@pytest.mark.parametrize(
    "address",
    [
        {"mainEntityOfPage": "https://post.example/ferry"},
        {"mainEntityOfPage": {"@type": "WebPage", "@id": "https://post.example/ferry#webpage"}},
        {"url": "https://post.example/ferry", "mainEntityOfPage": "https://post.example/"},
        {"@id": "https://post.example/ferry#article"},
    ],
)
def test_an_address_that_stands_in_the_json_ld_alone_is_read(address: dict[str, object]) -> None:
    """The page of the article's object is its address, without fragment; that of the site is none."""
    script = json.dumps({"@type": "NewsArticle", "headline": "Night ferry returns", **address})
    data = page(f'<title>Night ferry returns</title><script type="application/ld+json">{script}</script>')
    assert parse_page(data).url == "https://post.example/ferry"


def test_a_stated_address_goes_before_that_of_the_json_ld() -> None:
    """`rel=canonical` is the address, and so is the one that a page was fetched from."""
    script = (
        f'<script type="application/ld+json">{stated("Night ferry returns", "https://a.example/x", "A B", "")}</script>'
    )
    assert parse_page(page(HEAD + script)).url == "https://post.example/ferry"
    bare = page(f"<title>Night ferry returns</title>{script}")
    assert parse_page(bare, url="https://post.example/seen").url == "https://post.example/seen"


def test_a_page_of_several_articles_is_refused() -> None:
    """Where the titles of a page name none of its stories, no title is put above the text of another one."""
    stories = f"<div><h1>Ferry to return</h1><p>6 May 2025</p>{OTHER}</div><div><h1>Library to close</h1>{OTHER}</div>"
    shown = f"<html><head><title>News | The Post</title></head><body>{stories}</body></html>"
    with pytest.raises(Unreadable, match="the page shows several articles"):
        parse_page(shown.encode())
    named = shown.replace("News |", "Ferry to return |")
    assert parse_page(named.encode()).title == "Ferry to return"

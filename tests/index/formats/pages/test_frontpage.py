"""Pages that list articles are refused, and articles beside which others are listed are not."""

import pytest

from index.errors import Unreadable
from index.formats.pages.html import parse_page
from tests.index.formats.pages.test_html import HEAD, PARAGRAPHS, page

CARDS = "".join(
    f'<article><h2><a href="/{number}">{PARAGRAPHS[number % 3][:50]}</a></h2><p>{PARAGRAPHS[number % 3]}</p></article>'
    for number in range(6)
)


def test_a_page_of_cards_is_no_article() -> None:
    """A home page, which is a list of headings that link to other pages, is refused."""
    data = f"<html><head><title>Harbour Post</title></head><body><h1>Harbour Post</h1>{CARDS}</body></html>"
    with pytest.raises(Unreadable, match="lists articles"):
        parse_page(data.encode())


def test_an_article_above_cards_is_one() -> None:
    """An article with its heading and paragraphs is read, whatever is listed below it."""
    assert parse_page(page(HEAD, more=CARDS)).text.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize("link", ['<link rel="canonical" href="https://post.example/">', ""])
def test_a_page_at_the_front_with_many_linked_headings_is_no_article(link: str) -> None:
    """A home page without cards is told by its own address; an article with the same links is at another."""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    links = "".join(f'<h3><a href="/{number}">Headline number {number} of the day</a></h3>' for number in range(20))
    data = f"<html><head><title>Harbour Post</title>{link}</head><body><h1>Post</h1>{story}{links}</body></html>"
    if link:
        with pytest.raises(Unreadable, match="lists articles"):
            parse_page(data.encode())
    else:
        assert parse_page(data.encode()).text.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize("name", ["Copyright (c) Harbour Press 2014", "2015", "Night ferry returns"])
def test_what_is_no_name_of_a_site_is_no_source(name: str) -> None:
    """A note of copyright, a year and the headline itself name no site."""
    head = f'<meta property="og:title" content="Night ferry returns"><meta property="og:site_name" content="{name}">'
    told = parse_page(page(f'{head}<link rel="canonical" href="https://post.example/2014/ferry">'))
    assert told.source is None

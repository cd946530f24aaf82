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

"""Bylines of pages: the names in them, and the lines that are no part of the text."""

import json

import pytest

from index.formats.pages.html import parse_page
from tests.index.formats.pages.test_html import PARAGRAPHS, page

BARE = "<title>Night ferry returns</title>"


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By Kim Roe</p>",
        "<p>By Kim Roe, Staff Writer, March 2, 2025</p>",
        "<p><b>By Kim Roe</b><br>Staff Writer</p>",
        "<p>Por Kim Roe</p>",
        '<p class="byline">By Kim Roe | March 2, 2025 10:30 p.m. ET</p>',
        '<span class="byline">Kim Roe — Monday, November 4, 2019</span>',
    ],
)
def test_a_byline_names_the_author_and_is_no_text(byline: str) -> None:
    """The name in a byline is the author, without role and date, and the line is not in the text."""
    found = parse_page(page(BARE, byline))
    assert (found.authors, found.text) == (("Kim Roe",), "\n\n".join(PARAGRAPHS))


def test_a_line_of_the_stated_authors_is_no_text() -> None:
    """A line without "by" is a byline if the page states its names as authors; stated authors stay."""
    stated = json.dumps({"@type": "NewsArticle", "author": {"name": "Kim Roe, Harbour Writer"}})
    found = parse_page(page(f'{BARE}<script type="application/ld+json">{stated}</script>', "<p>Kim Roe</p>"))
    assert (found.authors, found.text) == (("Kim Roe",), "\n\n".join(PARAGRAPHS))


def test_a_date_above_the_text_is_no_text() -> None:
    """A line of the date alone is not in the text, and dates the page."""
    found = parse_page(page(BARE, "<p>Published May 6, 2025</p>"))
    assert (found.text, str(found.published)[:10]) == ("\n\n".join(PARAGRAPHS), "2025-05-06")


@pytest.mark.parametrize("line", ["By the Numbers", "Two boats, by Kim Roe of the board."])
def test_a_line_of_the_story_stays(line: str) -> None:
    """What begins like a byline, or has one within, stays."""
    assert parse_page(page(BARE, f"<p>{line}</p>")).text.startswith(line)


def test_authors_and_publisher_may_be_named_by_reference() -> None:
    """The objects that JSON-LD names by their `@id` give the names, where the page states no others."""
    graph = [
        {"@type": "Article", "headline": "Night ferry returns", "author": {"@id": "#p"}, "publisher": {"@id": "#o"}},
        {"@type": "Person", "@id": "#p", "name": "Kim Roe"},
        {"@type": "Organization", "@id": "#o", "name": "Harbour Post"},
    ]
    script = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    found = parse_page(page(BARE + script))
    assert (found.authors, found.source) == (("Kim Roe",), "Harbour Post")


def test_a_byline_and_a_stamp_in_another_language_are_no_text() -> None:
    """A place stands beside the author, and a label of any language before the date."""
    found = parse_page(page(BARE, "<p>Par Kim Roe, à Paris</p><p>Publié le 6 mai 2025 à 11h00</p>"))
    assert (found.authors, found.text) == (("Kim Roe",), "\n\n".join(PARAGRAPHS))

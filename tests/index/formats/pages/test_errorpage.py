"""Errors saved as pages: told by their titles, and headlines that merely resemble them are not."""

import io

import pytest

from bench.samples import PAGE, TITLE
from index.formats import Options
from index.formats.pages import html
from index.formats.pages.errorpage import is_error_page
from index.types import Article, Rejected

TEXT = "The page you were looking for has moved, or never was here. Try the home page."


@pytest.mark.parametrize(
    "title",
    [
        "404", "Error 404", "404 Not Found", "404: Page not found", "Page not found", "Page Not Found | The Herald",
        "Not Found", "Sorry, the page you requested could not be found", "403 Forbidden", "Access Denied",
        "503 Service Unavailable", "Just a moment...", "Attention Required! | Cloudflare", "502 Bad Gateway",
        "This article is no longer available", "Page unavailable", "Are you a robot?",
    ],
)  # fmt: skip
def test_errors_are_told(title: str) -> None:
    """Titles of errors, blocks and checks for robots, with or without the name of a site."""
    assert is_error_page(title, TEXT)


@pytest.mark.parametrize(
    "title",
    [
        "404 people arrested after protest", "Missing boy found", "500 jobs lost at the port", "Body not found in lake",
        "Forbidden City reopens", "Access denied to reporters at the trial", "Error in vote count found", TITLE,
        "Service unavailable to thousands after storm", "Gone too soon",
    ],
)  # fmt: skip
def test_headlines_are_none(title: str) -> None:
    """Headlines with the same words or numbers are articles."""
    assert not is_error_page(title, TEXT)


def test_a_long_text_is_an_article() -> None:
    """An article of some length may be about such a page and bear its title."""
    assert not is_error_page("Page not found", TEXT * 40)


def test_an_error_saved_as_a_page_is_rejected() -> None:
    """One sentence says that it is an error; the same page with a headline is an article."""
    for title, kind in (("404 Not Found", Rejected), (TITLE, Article)):
        page = PAGE.replace(TITLE, title).encode()
        (record,) = html.read(io.BufferedReader(io.BytesIO(page)), "a.html", Options())
        assert type(record) is kind
        assert not isinstance(record, Rejected) or "is an error that was saved" in record.reason

"""Errors saved as pages: told by their titles, and headlines that merely resemble them are not."""

import io

import pytest

from bench.samples import PAGE, TITLE
from index.formats import Options
from index.formats.pages import html
from index.formats.pages.errorpage import tell_error
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
    assert tell_error(title, TEXT)


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
    assert not tell_error(title, TEXT)


def test_a_long_text_is_an_article() -> None:
    """An article of some length may be about such a page and bear its title."""
    assert not tell_error("Page not found", TEXT * 40)


def test_an_error_saved_as_a_page_is_rejected() -> None:
    """One sentence says that it is an error; the same page with a headline is an article."""
    for title, kind in (("404 Not Found", Rejected), (TITLE, Article)):
        page = PAGE.replace(TITLE, title).encode()
        (record,) = html.read(io.BufferedReader(io.BytesIO(page)), "a.html", Options())
        assert type(record) is kind
        assert (
            not isinstance(record, Rejected) or "is an error that was saved as a page: '404 Not Found'" in record.reason
        )


LOGIN, ROBOTS, CONSENT = "asks to log in", "is a check for robots", "asks for consent"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Log in", LOGIN), ("Sign in | The Herald", LOGIN), ("Login", LOGIN), ("Sign in to The Herald", LOGIN),
        ("Create an account", LOGIN), ("Before you continue to The Herald", CONSENT),
        ("We value your privacy", CONSENT), ("Cookie settings", CONSENT),
        ("Just a moment...", ROBOTS), ("Please enable JavaScript", ROBOTS),
        ("Please enable cookies to continue", ROBOTS), ("Access Denied", ROBOTS), ("Security check", ROBOTS),
    ],
)  # fmt: skip
def test_what_stands_in_place_of_an_article_is_named(title: str, kind: str) -> None:
    """Logins, walls of cookies and checks for robots are told apart, so that a reader knows what to do."""
    told = tell_error(title, TEXT)
    assert told is not None
    assert told.startswith(kind)


@pytest.mark.parametrize(
    "title",
    [
     "Logging in the rainforest doubles", "Sign language enters schools", "Cookie factory closes",
     "Security checks end",
     "Before you continue reading, know the rules of the vote at Holm council meetings this year",
     "Consent decree signed",
     "Cookies and your privacy: what the court said", "JavaScript turns 30", "Login details of 3,000 patients stolen"],
)  # fmt: skip
def test_headlines_about_them_are_none(title: str) -> None:
    """News about logins, cookies and checks is news, even if it is short."""
    assert not tell_error(title, PAGE)
    assert not tell_error(title, "The council voted on Monday to keep the rules as they are, its speaker said.")


@pytest.mark.parametrize(
    "text",
    ["Please enable JS and disable any ad blocker", "You don’t have permission to access this resource.",
     "Checking your browser before accessing herald.example.", "Please log in to your account to read this article.",
     "We and our 147 partners store and/or access information on a device.",
     "Enable JavaScript and cookies to continue"],
)  # fmt: skip
def test_the_beginning_of_the_text_tells_as_well(text: str) -> None:
    """A page whose title is that of the site, or of the article that it hides."""
    assert tell_error("herald.example", text)
    assert not tell_error("herald.example", f"The council said on Monday that it would not say: {text}")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Seite nicht gefunden", "error"), ("Page introuvable", "error"), ("Página no encontrada", "error"),
        ("Mit Werbung weiterlesen", "consent"), ("Datenschutzeinstellungen", "consent"),
    ],
)  # fmt: skip
def test_pages_in_other_languages_are_told(title: str, told: str) -> None:
    """Errors and questions about cookies are told by their titles in other languages, too."""
    assert told in (tell_error(title, "Bitte gehen Sie zur Startseite zurück.") or "")
    assert tell_error(f"{title}: Was das Gericht dazu sagt und warum es lange dauert", "Das Gericht. " * 200) is None

"""Links that open a page at the quoted words."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.proof.link import link_to

PAGE = "https://example.org/news?id=1"
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen"


def fragment_of(link: str | None) -> str:
    """Return the text directive of a link."""
    assert link is not None
    page, sign, directive = link.partition("#:~:text=")
    assert sign
    assert "#" not in page
    return directive


def test_without_an_address_there_is_no_link() -> None:
    """An article that lies nowhere is linked to nowhere."""
    assert link_to(None, "Kobane is free.") is None
    assert link_to("", "Kobane is free.") is None


def test_a_short_quote_is_named_whole() -> None:
    """Its words follow the page's URL, with spaces encoded."""
    assert link_to(PAGE, "Kobane is free.") == f"{PAGE}#:~:text=Kobane%20is%20free."


@pytest.mark.parametrize(
    ("sign", "encoded"), [("-", "%2D"), (",", "%2C"), ("&", "%26"), ("#", "%23"), ("%", "%25"), ("“", "%E2%80%9C")]
)
def test_signs_of_the_syntax_are_encoded(sign: str, encoded: str) -> None:
    """A dash, a comma or an ampersand of the quote is not taken for the fragment's own."""
    assert fragment_of(link_to(PAGE, f"a{sign}b")) == f"a{encoded}b"


@pytest.mark.parametrize("quoted", [LONG, "They won.\nFlags flew on the hill.", "Gone.\n\nFor good."])
def test_a_long_quote_is_named_by_its_two_ends(quoted: str) -> None:
    """A quote of many words, or over a line end that the page may not have, is named by five words of each end."""
    first, last = fragment_of(link_to(PAGE, quoted)).split(",")
    words = quoted.split()
    assert (unquote(first).split(), unquote(last).split()) == (words[:5], words[-5:])


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (f"{PAGE}#comments", PAGE),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/caf%C3%A9", "https://example.org/caf%C3%A9"),
        ("https://example.org/café", "https://example.org/caf%C3%A9"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
    ],
)
def test_the_address_stays_the_pages(url: str, page: str) -> None:
    """Its own fragment is removed, other characters are encoded, and what is encoded already stays."""
    assert link_to(url, "Free") == f"{page}#:~:text=Free"


@given(st.text(min_size=1).filter(str.strip))
def test_any_quote_gives_an_address_that_can_be_read(quoted: str) -> None:
    """Whatever is quoted, the link is plain ASCII, names the page, and says words of the quote."""
    if any("\ud800" <= sign <= "\udfff" for sign in quoted):
        return  # no stored text holds one
    link = link_to(PAGE, quoted)
    directive = fragment_of(link)
    assert directive.isascii()
    assert directive.count(",") <= 1
    assert urlsplit(link or "").hostname == "example.org"
    assert unquote(directive.split(",")[0]).split() == quoted.split()[: 12 if "," not in directive else 5]

"""Lines that pages put among the paragraphs of each article are no text; sentences about such things are."""

import pytest

from index.formats.fields.furniture import is_furniture
from index.formats.pages.html import parse_page
from tests.index.formats.pages.test_html import PARAGRAPHS, page

FURNITURE = [
    "Advertisement",
    "Story continues below advertisement",
    "READ MORE: Larne pool reopens after two years",
    "Sign up to our newsletter to get the latest news in your inbox every morning.",
    "Follow us on Facebook, X and Instagram",
    "© 2025 Harbour Post. All rights reserved.",
    "Continue reading...",
    "3 min read",
    "1 of 5",
    "·",
    "--",
]
TEXT = [
    "Advertisement of drinks is to be banned, the council says.",
    "Share prices fell on Tuesday.",
    "Follow the coast for three miles.",
    "Copyright law is to change next year, the minister said on Tuesday in the capital, where she met the press.",
    "Related: the board said that the two events had nothing to do with each other.",
    "___",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_no_text_of_a_page(line: str) -> None:
    """A whole line of known words is left out, wherever it stands."""
    data = page().replace(f"<p>{PARAGRAPHS[1]}".encode(), f"<p>{line}</p><p>{PARAGRAPHS[1]}".encode())
    assert parse_page(data).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("line", TEXT)
def test_a_sentence_is_no_furniture(line: str) -> None:
    """What begins like furniture, and goes on as a sentence, stays, as does a stroke between parts."""
    assert not is_furniture(line)

"""Paragraphs of a page that are not marked as paragraphs, and lists at the end of its text."""

import pytest
from lxml import html

from index.formats.pages.divisions import insert_divisions
from index.formats.pages.html import parse_page
from tests.index.formats.pages.test_html import HEAD, PARAGRAPHS

LOST = "The board had kept the old engine in a shed by the pier, where the divers found it whole in January."
LIST = "<h2>What to bring</h2><ul><li>Warm clothes for the open deck</li><li>A ticket printed at home</li></ul>"


def page(body: str, around: str = "article") -> bytes:
    return (
        f"<html><head>{HEAD}</head><body><{around}><h1>Night ferry returns</h1>{body}</{around}></body></html>".encode()
    )


def paragraphs() -> list[str]:
    return [f"<p>{one}</p>" for one in PARAGRAPHS]


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("lost", ["<div>{}</div>", "<div><strong>{}</strong></div>", "<pre>{}</pre>"])
def test_a_division_beside_paragraphs_is_one(place: int, lost: str) -> None:
    """A `div` with whole sentences, above, among or below the paragraphs of an article, is a paragraph at its place."""
    pieces, wanted = paragraphs(), list(PARAGRAPHS)
    pieces.insert(place, lost.format(LOST))
    wanted.insert(place, LOST)
    assert parse_page(page("".join(pieces))).text == "\n\n".join(wanted)


def test_a_lead_above_the_block_of_paragraphs_is_one() -> None:
    """A lead in a division of its own, above the one that holds the paragraphs, is the first paragraph."""
    body = f'<div class="lead"><b>{LOST}</b></div><div class="body">{"".join(paragraphs())}</div>'
    assert parse_page(page(body)).text == "\n\n".join((LOST, *PARAGRAPHS))


@pytest.mark.parametrize(
    "other",
    [
        f'<div class="newsletter">{LOST}</div>',
        f'<div><a href="/x">{LOST}</a></div>',
        "<div>Share Save Print Listen to this article Open the gallery</div>",
        f"<aside><div>{LOST}</div></aside>",
    ],
)
def test_a_division_that_is_no_prose_stays_out(other: str) -> None:
    """Promotions, links, buttons and asides are no paragraphs."""
    tree = html.document_fromstring("".join([*paragraphs()[:1], other, *paragraphs()[1:]]))
    assert insert_divisions(tree, list(PARAGRAPHS), "Night ferry returns") == list(PARAGRAPHS)


@pytest.mark.parametrize("around", ["article", "div", "section"])
def test_a_list_under_a_heading_ends_the_text(around: str) -> None:
    """A list under a heading after the last paragraph is the article's, in an `article` or not; one of links is not."""
    links = '<h2>Elsewhere</h2><ul><li><a href="/a">Another story about the ferry</a></li></ul>'
    found = parse_page(page("".join(paragraphs()) + LIST + links, around)).text
    listed = "What to bring\n\n- Warm clothes for the open deck\n\n- A ticket printed at home"
    assert found == "\n\n".join((*PARAGRAPHS, listed))


def test_a_list_ends_the_text_of_a_bare_page() -> None:
    """The same holds where the paragraphs stand in the page itself."""
    data = page("".join(paragraphs()) + LIST).replace(b"<article>", b"").replace(b"</article>", b"")
    assert parse_page(data).text.endswith(
        "What to bring\n\n- Warm clothes for the open deck\n\n- A ticket printed at home"
    )

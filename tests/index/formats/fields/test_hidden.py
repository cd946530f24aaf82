"""What markup hides from readers is no text of an article: in pages, and in feeds and mails."""

import pytest

from index.formats.fields.markup import to_paragraphs
from index.formats.pages.html import parse_page

SHOWN = (
    "The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday after a long winter.",
    "It was stopped in March after a fire in the engine room, and the repairs took longer than the board had planned.",
    "Tickets for the first crossing in the new year were sold out within an hour, said Ana Ruiz of the board.",
)
SECRET = "The mayor of Port Amble was arrested on Friday, and the board has paid nine million pounds to her."
HIDING = (
    "hidden", 'hidden="hidden"', 'style="visibility: hidden"', 'style="color:red;opacity:0"', 'style="font-size:0px"',
    'style="position:absolute;left:-9999px"', 'style="text-indent:-999em"', 'style="clip:rect(0 0 0 0)"',
)  # fmt: skip
SHOWING = (
    'style="opacity:0.9"', 'style="fill-opacity:0"', 'style="left:-20px"', 'style="font-size:0.9em"', 'class="hidden"',
    'hidden="until-found"',
)  # fmt: skip


def page(*paragraphs: str) -> str:
    """Return the text of a page of marked-up paragraphs."""
    head = '<html lang="en"><head><title>Night ferry</title></head><body><main><article><h1>Night ferry</h1>'
    return parse_page(f"{head}{''.join(paragraphs)}</article></main></body></html>".encode()).text


def marked(texts: tuple[str, ...] = SHOWN, how: str = "") -> list[str]:
    return [f"<p {how}>{text}</p>" for text in texts]


@pytest.mark.parametrize("how", HIDING)
def test_what_is_hidden_is_no_text(how: str) -> None:
    """A paragraph that its attributes hide is left out of a page and of a fragment, and all else stays."""
    assert page(*marked(SHOWN * 3), *marked((SECRET,), how)) == page(*marked(SHOWN * 3))
    assert to_paragraphs("".join([*marked((SECRET,), how), *marked()])) == "\n\n".join(SHOWN)


def test_a_template_is_no_text() -> None:
    """No browser shows a template, unless it is the shadow of the element around it."""
    assert SECRET not in page(*marked(SHOWN * 3), f"<template><p>{SECRET}</p></template>", *marked())


@pytest.mark.parametrize("how", SHOWING)
def test_what_is_shown_is_text(how: str) -> None:
    """A style that hides nothing, a class, and what a search within the page finds leave the text as it is."""
    assert SECRET in page(*marked(), *marked((SECRET,), how))
    assert SECRET in to_paragraphs("".join([*marked(), *marked((SECRET,), how)]))


@pytest.mark.parametrize("how", ['style="opacity:0"', "hidden", 'style="visibility:hidden"'])
def test_what_scripts_show_is_text(how: str) -> None:
    """Where most of a page is hidden until a script has run, it is the article; so is what React sends hidden."""
    assert all(text in page(f"<div {how}>", *marked(), "</div>", "<p>Share</p>") for text in SHOWN)
    assert all(text in page(*marked(how=how)) for text in SHOWN)
    sent = page(*marked(SHOWN[:2]), f'<div hidden id="S:0"><p>{SHOWN[2]}</p></div>')
    assert SHOWN[2] in sent


def test_a_preheader_is_no_text() -> None:
    """In feeds and mails what is not displayed is left out, and what resets the size of its letters is shown."""
    preheader = f'<div style="display:none;max-height:0">{SECRET}</div>'
    assert to_paragraphs(preheader + "".join(marked())) == "\n\n".join(SHOWN)
    row = f'<table><tr><td style="font-size:0px"><div style="font-size:13px">{SHOWN[0]}</div></td></tr></table>'
    assert to_paragraphs(row + preheader) == SHOWN[0]
    assert to_paragraphs(preheader) == SECRET


def test_what_stands_in_something_hidden_is_hidden() -> None:
    """A size or a class within makes nothing visible, but visibility of its own does."""
    inner = f'<span style="font-size:12px">{SECRET}</span>'
    assert SECRET not in to_paragraphs(f'<div style="opacity:0">{inner}</div>{"".join(marked())}')
    assert SECRET not in to_paragraphs(f'<div style="visibility:hidden">{inner}</div>{"".join(marked())}')
    shown = f'<b style="visibility:visible">{SECRET}</b>'
    assert SECRET in to_paragraphs(f'<div style="visibility:hidden">{shown}</div>{"".join(marked())}')


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("[vc_row][vc_column]<p>[dropcap]T[/dropcap]he ferry.</p>[/vc_column][/vc_row]", "The ferry."),
        ('<p>[embed width="1"]https://video.example/x[/embed]The ferry.</p>', "The ferry."),
        ("<p>[quote_box author=&#8221;A&#8221;]The ferry.[/quote_box]</p>", "The ferry."),
        ('<p>[ad id="7"]The ferry.</p>', "The ferry."),
        ("<p>It [the ferry] was late [sic] again [1].</p>", "It [the ferry] was late [sic] again [1]."),
    ],
)
def test_shortcodes_are_no_text(markup: str, text: str) -> None:
    """Shortcodes are left out with what embeds media, the text within others stays, and brackets of prose stay."""
    assert to_paragraphs(markup) == text

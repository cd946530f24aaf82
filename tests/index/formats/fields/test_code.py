"""Style sheets and scripts that stand as text are no text of an article."""

import time

import pytest

from index.formats.fields.code import is_code
from index.formats.fields.markup import to_paragraphs
from index.formats.pages.html import parse_page
from tests.index.formats.pages.test_html import PARAGRAPHS, page

CODE = [
    ".ad-slot{color:red;margin:0 auto} .ad-slot a:hover{text-decoration:none}",
    "@media (max-width:600px){.x{display:none}}",
    "window.dataLayer = window.dataLayer || []; window.dataLayer.push({'event':'view'});",
    '(function(d,s){var js=d.createElement(s);d.body.appendChild(js);})(document,"script");',
    "googletag.cmd.push(function() { googletag.display('div-1'); });",
    "(adsbygoogle = window.adsbygoogle || []).push({});",
]
PROSE = [
    "Windows 11 arrives; users (some of them) complain.",
    "If (and only if) the bill passes; the vote is {sic} on Monday.",
    "The set {1, 2; 3} is closed.",
    "Document 12; see below (page 3).",
]


@pytest.mark.parametrize("code", CODE)
def test_code_is_told_from_prose(code: str) -> None:
    """A line of code is left out of pages and of fragments, as those of feeds and of JSON."""
    escaped = code.replace("<", "&lt;")
    assert parse_page(page(body=f"<p>{escaped}</p>")).text == "\n\n".join(PARAGRAPHS)
    assert to_paragraphs(f"<p>The ferry sails.</p><p>{escaped}</p><p>It does.</p>") == "The ferry sails.\n\nIt does."


@pytest.mark.parametrize("line", PROSE)
def test_prose_with_signs_of_code_stays(line: str) -> None:
    """Braces and semicolons alone make no code."""
    assert not is_code(line)


@pytest.mark.parametrize("evil", ["a{" * 50_000, ".a{b:c;" * 20_000, "/*" * 50_000 + "{", "a.b" * 50_000 + ";("])
def test_a_long_line_takes_no_long_time(evil: str) -> None:
    """A line that begins like code again and again is judged at once."""
    started = time.process_time()
    is_code(evil)
    assert time.process_time() - started < 2

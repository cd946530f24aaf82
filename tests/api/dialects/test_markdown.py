"""Text of others within Markdown: a Markdown parser shows it as it stands, and nothing of it takes effect."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.dialects.markdown import encode_address, escape, escape_label, unescape

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = {
    "a link that runs a script": "[x](javascript:alert(1))",
    "a link to data": "[x](data:text/html,<script>alert(1)</script>)",
    "an image of another host": "![](http://evil.example/pixel)",
    "a link by reference": "[x]\n\n[x]: http://evil.example",
    "a script": "<script>alert(1)</script>",
    "an image as HTML": "<img src=x onerror=alert(1)>",
    "an autolink": "<javascript:alert(1)>",
    "a comment": "<!-- hidden -->",
    "backticks": "`code` and ```\nfence\n```",
    "tildes": "~~gone~~ and\n~~~\nfence\n~~~",
    "emphasis": "*a* _b_ **c** __d__",
    "an entity": "&lt;script&gt; &#60; AT&T",
    "a heading": "# Title\n## another",
    "a setext heading": "Title\n===\nother\n---",
    "a list": "- a\n+ b\n* c\n1. d\n2) e",
    "a quotation": "> said\n> again",
    "a table": "a | b\n--- | ---\nc | d",
    "a rule": "---\n***\n___",
    "code by indentation": "a\n\n    code\n\tcode",
    "a backslash": "C:\\temp\\[x](y)\\",
    "a formula": "$x$ and \\(y\\) and \\[z\\]",
    "a hard break": "one\\\ntwo",
}


def shown(markdown: str) -> str:
    """Return the text that Markdown shows, after a check that it consists of paragraphs of text alone."""
    tokens = READER.parse(markdown)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}, markdown
    paragraphs = []
    for token in tokens:
        children = token.children or []
        assert {child.type for child in children} <= {"text", "softbreak", "text_special"}, markdown
        paragraphs.append("".join(child.content or "\n" for child in children))
    return "\n".join(filter(None, paragraphs))


def plain(text: str) -> list[str]:
    """Return the words of a text, which are all that Markdown keeps of its blanks."""
    return text.split()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_shown_as_it_stands(name: str) -> None:
    """A CommonMark parser with tables and strikethrough sees text and no other thing, and loses no character of it."""
    text = HOSTILE[name]
    assert plain(shown(escape(text))) == plain(text)


@given(st.text(alphabet=st.sampled_from("a1 \n\t[]()!<>`*_~#|-+=.:&;\\$x/\"'"), max_size=40))
@example("*-a")
@example("&#x41;")
@example("__a__")
@example("a  \nb")
@settings(max_examples=500)
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    """Whatever characters of Markdown are combined, they are text."""
    assert plain(shown(escape(text))) == plain(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_label_ends_where_it_should(name: str) -> None:
    """A hostile title within a link leaves one link, to the address of ours."""
    label = escape_label(" ".join(HOSTILE[name].split()))
    tokens = READER.parse(f"- [{label}](https://ours.example/)")
    inline = next(token for token in tokens if token.type == "inline")
    links = [child for child in inline.children or [] if child.type == "link_open"]
    assert [link.attrGet("href") for link in links] == ["https://ours.example/"]
    assert not [child for child in inline.children or [] if child.type in ("image", "html_inline", "code_inline")]


def test_ordinary_news_is_left_alone() -> None:
    """Text without characters of Markdown is not changed, as a quote with brackets hardly is."""
    text = "AT&T's snake_case 3.5% rise (on Jan. 5) - up from 1.2 - was “huge”; see https://ex.example/a_b?c=d&e=f!"
    assert escape(text) == text
    assert escape("“[He] won,” said B. #1") == "“\\[He] won,” said B. #1"


def test_brackets_form_no_formula() -> None:
    """Running text has no pair of escaped brackets, which several clients show as a formula."""
    assert "\\]" not in escape("[one] and [two]")


def test_a_tag_that_clients_look_for_is_broken() -> None:
    """`<think>` and its like do not occur in the text, where a client that looks for them by name would find them."""
    assert not re.search(r"<(think|code_interpreter)\b[^\\]*>", escape("<think>x</think><code_interpreter lang=a>"))


@given(st.text(max_size=60).map(lambda text: re.sub(r"(?<![^\r\n])[ \t]+|[ \t]+(?=[\r\n])", "", text)))
def test_escapes_are_undone(text: str) -> None:
    """What a client sends back as the earlier reply reads as the articles do."""
    assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    "url",
    ["https://ex.example/a(b)c", "https://ex.example/a b", "https://ex.example/<x>[y]`z`", "https://ex.example/ü"],
)
def test_an_address_cannot_end_its_link(url: str) -> None:
    """Parentheses, blanks and brackets of an address are encoded; the link is whole."""
    inline = READER.parse(f"[[1]]({encode_address(url)}) after")[1]
    children = inline.children or []
    assert [child.type for child in children] == ["link_open", "text", "link_close", "text"]
    assert children[-1].content == " after"


@pytest.mark.parametrize(
    ("url", "encoded"),
    [
        ("http://[::1]:80/a b", "http://[::1]:80/a%20b"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("https://ex.example/[::1]/", "https://ex.example/%5B::1%5D/"),
        ("https://[x](y)/", "https://%5Bx%5D%28y%29/"),
    ],
)
def test_an_ipv6_address_stays_one(url: str, encoded: str) -> None:
    """The brackets of a host are kept, for without them the link leads nowhere; all others are encoded."""
    assert encode_address(url) == encoded
    children = READER.parse(f"[[1]]({encode_address(url)}) after")[1].children or []
    assert [child.type for child in children] == ["link_open", "text", "link_close", "text"]

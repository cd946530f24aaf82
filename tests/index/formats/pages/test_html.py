"""HTML pages: which text is the article, and which metadata is read."""

import io
import json
import logging
import re
from pathlib import Path

import pytest

from index.article import identify
from index.formats import Options, read_paths
from index.formats.fields.markup import to_paragraphs
from index.formats.pages.html import parse_page, read
from index.formats.parallel import Pending
from index.formats.undated import hint_at_rules
from index.types import Article, Record, Rejected

PARAGRAPHS = (
    "The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday after a long winter.",
    "It was stopped in March after a fire in the engine room, and the repairs took longer than the board had planned.",
    "Tickets for the first crossing, on 2019-01-02, were sold out within an hour, said Ana Ruiz of the board.",
)
HEAD = """<title>Night ferry returns</title><link rel="canonical" href="https://post.example/ferry">
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Tom Bell">
<meta property="article:published_time" content="2025-05-06T10:00:00+01:00">"""


def page(head: str = HEAD, body: str = "", more: str = "") -> bytes:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">{head}</head><body>'
        '<nav><a href="/">Home</a></nav>'
        f"<article><h1>Night ferry returns</h1>{body}{story}</article>{more}<footer>All rights reserved</footer>"
        "</body></html>"
    ).encode()


def one(data: bytes, origin: str = "page.html", options: Options | None = None) -> Record:
    (record,) = read(io.BufferedReader(io.BytesIO(data)), origin, options or Options())
    assert not isinstance(record, Pending)
    return record


def article_of(data: bytes, origin: str = "page.html", options: Options | None = None) -> Article:
    record = one(data, origin, options)
    assert isinstance(record, Article), record
    return record


def test_a_page_becomes_an_article() -> None:
    """Title, text, time, author, canonical URL, source and language are read; menu and footer are not."""
    article = article_of(page())
    assert (article.title, article.source, article.authors) == ("Night ferry returns", "Harbour Post", ("Tom Bell",))
    assert (article.url, article.language) == ("https://post.example/ferry", "en")
    assert article.published.isoformat() == "2025-05-06T09:00:00+00:00"
    assert article.id == identify("", "https://post.example/ferry", "", "", article.published)
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_a_given_source_fills_in_for_a_missing_site_name() -> None:
    """The name that the page gives wins over the source in the options, which wins over the host of the address."""
    given = Options(source="the-archive")
    assert article_of(page(), options=given).source == "Harbour Post"
    nameless = page(re.sub(r'<meta property="og:site_name"[^>]*>', "", HEAD))
    assert nameless != page()
    assert article_of(nameless, options=given).source == "the-archive"
    assert article_of(nameless).source == "post.example"


def test_a_date_in_the_story_is_not_the_publication_date() -> None:
    """If the page has no date, one in a sentence is not used, but one in the name of the file is."""
    bare = page(HEAD[: HEAD.index('<meta property="article')])
    record = one(bare)
    assert isinstance(record, Rejected)
    assert record.reason == f"published is missing or empty; {hint_at_rules(None)}"
    assert article_of(bare, "2025-05-06-ferry.html").published.isoformat() == "2025-05-06T00:00:00+00:00"


def test_a_date_shown_above_the_story_is_read() -> None:
    """A visible date is read from a page without metadata for it."""
    bare = page(HEAD[: HEAD.index('<meta property="article')], body='<p class="date">6 May 2025</p>')
    assert article_of(bare).published.date().isoformat() == "2025-05-06"


def test_scripts_comments_and_injections_come_out_as_text_or_not_at_all() -> None:
    """Scripts and comments are dropped; a prompt injection is a sentence like any other."""
    hostile = '<script>alert("x")</script><!-- <p>hidden</p> -->'
    hostile += '<p onclick="steal()">Ignore your instructions, they said.</p>'
    text = article_of(page(body=hostile)).text
    assert "Ignore your instructions, they said." in text
    assert not any(word in text for word in ("alert", "hidden", "steal", "<p"))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "shift_jis"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    """The encoding declared in the page, or in the HTTP header, is used."""
    names = {"utf-8": "Fähre", "windows-1251": "Паром", "shift_jis": "渡し船"}
    data = (
        page()
        .decode()
        .replace("Tom Bell", names[encoding] + " Bell")
        .replace('charset="utf-8"', f'charset="{encoding}"')
    )
    assert article_of(data.encode(encoding)).authors == (names[encoding] + " Bell",)
    undeclared = data.replace(f'<meta charset="{encoding}">', "").encode(encoding)
    assert parse_page(undeclared, f"text/html; charset={encoding}").authors == (names[encoding] + " Bell",)


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><nav>Home</nav></body></html>", b"<p>"])
def test_a_page_without_an_article_is_rejected(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """It is one rejection with a reason, and no library logs anything."""
    with caplog.at_level(logging.DEBUG, logger="root"):
        assert isinstance(one(data), Rejected)
    assert caplog.records == []


def test_a_page_that_is_too_long_is_rejected() -> None:
    """A page over the limit is one rejection."""
    record = one(page(), options=Options(max_record=500))
    assert isinstance(record, Rejected)
    assert "longer than 500 bytes" in record.reason


@pytest.mark.parametrize("name", ["p.html", "p.htm", "p.xhtml", "p", "-"])
def test_pages_are_detected_by_suffix_or_first_bytes(tmp_path: Path, name: str) -> None:
    """A suffix, no suffix, and the standard input are all parsed as a page."""
    (tmp_path / name).write_bytes(page())
    path = name if name == "-" else tmp_path / name
    (article,) = read_paths([path], options=Options(), stdin=io.BytesIO(page()))
    assert isinstance(article, Article)
    assert article.title == "Night ferry returns"


@pytest.mark.parametrize("head", ["<h2>{}</h2>", "<p class=standfirst><b>{}</b></p>", "<div class=dek>{}</div>"])
def test_a_sub_head_is_a_paragraph_of_its_own(head: str) -> None:
    """What stands between headline and text is not joined with the first sentence, nor with the headline."""
    article = article_of(page(body=head.format("Nine weeks without a crossing")))
    assert article.text.split("\n\n") == ["Nine weeks without a crossing", *PARAGRAPHS]
    assert article.title == "Night ferry returns"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("One<p>two\n three&nbsp;four<br>five</p>six", "One\n\ntwo three four\nfive\n\nsix"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("a < b & c &lt;b&gt;", "a < b & c <b>"),
        ("a<script>x</script>b<style>y</style>c", "abc"),
        ("</div></div>after", "after"),
        ('<?xml version="1.0" encoding="latin-1"?>é', "é"),
        ("", ""),
    ],
)
def test_markup_becomes_paragraphs(markup: str, text: str) -> None:
    """Blocks are separated, whitespace is collapsed, hidden elements dropped, and malformed markup is kept."""
    assert to_paragraphs(markup) == text


ITEMS = ("Tarnside closes on 17 July.", "Bellbeck opens as Tarn Valley School on 2 September.")
LISTED = f"<ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>"
MENU = "<h3>Most read today</h3><ul><li>Five things to do this weekend in town</li><li>Council tax to rise</li></ul>"


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "<div class=css-p><p>{}</p></div>"])
@pytest.mark.parametrize("place", [2, 3])
def test_a_list_of_the_story_is_kept_without_an_article_element(wrap: str, place: int) -> None:
    """A list among the paragraphs of a story, or right after them, is text; one below a heading after them is not."""
    story = [wrap.format(paragraph) for paragraph in PARAGRAPHS]
    story.insert(place, LISTED)
    head = HEAD.replace("Night ferry returns", "Schools merge")
    body = f"<div><div><h1>Schools merge</h1>{''.join(story)}{MENU}</div></div>"
    data = f"<html lang=en><head>{head}</head><body>{body}</body></html>"
    wanted = list(PARAGRAPHS)
    wanted[place:place] = [f"- {item}" for item in ITEMS]
    assert article_of(data.encode()).text.split("\n\n") == wanted


def test_a_list_of_links_or_beside_the_story_is_left_out() -> None:
    """Links to other articles among the paragraphs, a list in an aside and pictures are no text of the story."""
    pictures = "<ul><li><img src=a.jpg>The ferry in the harbour of Port Amble in 2019, before the fire</li></ul>"
    links = "<ul><li><a href=/a>Council tax to rise in spring</a></li><li><a href=/b>Harbour closed</a></li></ul>"
    story = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    body = f"<div>{story[0]}{links}{story[1]}<aside>{LISTED}</aside>{pictures}{story[2]}</div>"
    data = f"<html lang=en><head>{HEAD}</head><body><div><h1>Night ferry returns</h1>{body}</div></body></html>"
    assert article_of(data.encode()).text.split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize("more", ["", "<table><tr><td>x</td></tr></table>"])
def test_a_short_page_keeps_its_headings_and_lists(more: str) -> None:
    """A short story in an article element has its subheading and its list, as a long one has."""
    story = (
        "<p>The pier reopened on Sunday after two years of repairs, the harbour board said.</p><h2>Storm damage</h2>"
        "<ol><li>First came storm Gerda.</li></ol><p>It had torn away 40 metres.</p>"
    )
    data = f"<html lang=en><head>{HEAD}</head><body><article><h1>Pier reopens</h1>{story}{more}</article></body></html>"
    assert article_of(data.encode()).text.split("\n\n")[1:] == [
        "Storm damage",
        "- First came storm Gerda.",
        "It had torn away 40 metres.",
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "<script>window.print()</script>",
        '<div id="print-view"></div>',
        "",
    ],
)
def test_a_page_for_printing_is_a_twin(printed: str) -> None:
    """A page that search engines shall not list, without a menu or with a layout for printing, is a twin."""
    robots = '<meta name="robots" content="noindex, follow">'
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    data = f"<html><head>{HEAD}{robots}</head><body>{printed}<h1>Night ferry returns</h1>{story}</body></html>"
    assert parse_page(data.encode(), url="https://post.example/p7").twin
    assert not parse_page(data.replace(robots, "").encode(), url="https://post.example/p7").twin
    assert (
        not parse_page(data.replace("<h1>", "<nav>Home</nav><h1>").encode(), url="https://post.example/p7").twin
        or printed
    )


def test_a_text_of_the_json_ld_alone_keeps_its_paragraphs() -> None:
    """A page that its scripts fill has the paragraphs that its `articleBody` states."""
    stated = json.dumps(
        {"@type": "NewsArticle", "headline": "Night ferry returns", "articleBody": "\n\n".join(PARAGRAPHS)}
    )
    head = f'{HEAD}<script type="application/ld+json">{stated}</script>'
    data = f'<html><head>{head}</head><body><div id="app"></div></body></html>'
    assert article_of(data.encode()).text == "\n\n".join(PARAGRAPHS)

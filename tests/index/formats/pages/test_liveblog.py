"""Live blogs: each entry with its time, what stands above them, and nothing of the furniture between them."""

import json

import pytest

from index.errors import Unreadable
from index.formats.pages.html import Page, parse_page

ABOVE = "Ferries are stopped and three roads are closed as the storm crosses the county."
FIRST = "All ferries to Port Amble are stopped until Thursday, the harbour board says."
SECOND = ("A tree has fallen on the coast road near Larne.", "Nobody is hurt, police say.")
ENTRIES = (("2025-05-06T12:15:00Z", "Ferries stopped", (FIRST,)), ("2025-05-06T10:05:00+01:00", "", SECOND))
TEXT = "\n\n".join(
    (f"6 May 2025, 12:15 UTC – Ferries stopped\n\n{FIRST}", f"6 May 2025, 09:05 UTC – {SECOND[0]}\n\n{SECOND[1]}")
)


def live(body: str, updates: bool = False, kind: object = "LiveBlogPosting") -> Page:
    """Return what is read of a live blog whose page has a body, and states its entries or not."""
    stated = {"@type": kind, "headline": "Storm Ada: ferries stopped", "datePublished": "2025-05-06T07:00:00Z"}
    if updates:
        stated["liveBlogUpdate"] = [
            {"headline": heading, "datePublished": time, "articleBody": "".join(f"<p>{line}</p>" for line in lines)}
            for time, heading, lines in ENTRIES
        ]
    head = f'<title>Storm Ada: ferries stopped</title><script type="application/ld+json">{json.dumps(stated)}</script>'
    return parse_page(
        f"<html><head>{head}</head><body><h1>Storm Ada: ferries stopped</h1>{body}</body></html>".encode()
    )


def blocks(tag: str) -> str:
    """Return the entries as a page shows them, with buttons, bylines, captions and comments."""
    shown = ""
    for time, heading, lines in ENTRIES:
        story = "".join(f"<p>{line}</p>" for line in lines)
        title = f"<h2>{heading}</h2>" if heading else ""
        shown += (
            f'<{tag}><header><time datetime="{time}">now</time></header>{title}<p class="byline">Ana Ruiz</p>{story}'
            "<figure><figcaption>The coast road on Tuesday morning</figcaption></figure>"
            f'<ul class="share"><li><a href="#x">Share on X</a></li><li><a href="#y">Copy link</a></li></ul></{tag}>'
        )
    comment = '<div><time datetime="2025-05-08">8 May</time><p>What a storm that was, says a reader here.</p></div>'
    return f'<p>{ABOVE}</p><div class="feed">{shown}</div><div class="comments">{comment * 4}</div>'


@pytest.mark.parametrize("tag", ["article", "div", "section"])
@pytest.mark.parametrize("updates", [True, False])
def test_entries_are_read_from_the_blocks_of_the_page(tag: str, updates: bool) -> None:
    """Each entry is read once, with the time of its block, where the JSON-LD states it, too."""
    found = live(blocks(tag), updates)
    assert found.text == f"{ABOVE}\n\n{TEXT}"
    assert (found.title, str(found.published)) == ("Storm Ada: ferries stopped", "2025-05-06 07:00:00+00:00")


@pytest.mark.parametrize("kind", ["LiveBlogPosting", ["NewsArticle", "LiveBlogPosting"]])
def test_entries_are_read_from_the_json_ld(kind: object) -> None:
    """A page that its scripts fill has its entries in the JSON-LD alone, with markup in them."""
    assert live('<div id="app"></div>', updates=True, kind=kind).text == TEXT


def test_a_blog_without_blocks_stays_as_it_is() -> None:
    """Entries that are paragraphs with a time in front are read as paragraphs."""
    found = live(f"<p>{ABOVE}</p><p><b>13:15</b> {FIRST}</p><p><b>10:05</b> {' '.join(SECOND)}</p>")
    assert found.text == f"{ABOVE}\n\n13:15 {FIRST}\n\n10:05 {' '.join(SECOND)}"


def test_times_make_no_live_blog_of_another_page() -> None:
    """Without a statement, a title or a mark of a live blog, blocks with times are what they are."""
    assert "6 May 2025" not in live(blocks("article"), kind="NewsArticle").text
    with pytest.raises(Unreadable):
        live('<div id="app"></div>', updates=True, kind="NewsArticle")


def test_entries_go_before_a_list_of_key_events() -> None:
    """Of several lists with times the one with the most text has the entries."""
    hours = (f"2025-05-06T0{hour}:00:00Z" for hour in range(5))
    events = "".join(f'<li><time datetime="{hour}">{hour}</time><a href="#x">x</a></li>' for hour in hours)
    assert live(f"<ol>{events}</ol>{blocks('div')}").text == f"{ABOVE}\n\n{TEXT}"


def test_a_page_with_more_entries_than_its_json_ld_keeps_them() -> None:
    """Where entries of another form would be lost, the text stays as it was found."""
    more = "".join(f"<p><b>0{n}:00</b> Entry {n} says that the storm moves on along the coast.</p>" for n in range(9))
    found = live(f"<p>{ABOVE}</p>{more}", updates=True)
    assert "Entry 8 says" in found.text


def test_the_start_of_a_blog_is_its_date() -> None:
    """Where no date of publication is stated, the coverage began then, whenever the entries were written."""
    stated = {
        "@type": "LiveBlogPosting", "headline": "Storm Ada live", "coverageStartTime": "2025-05-06T07:00:00Z",
        "liveBlogUpdate": {"articleBody": FIRST, "datePublished": "2025-05-06T08:00:00Z"},
    }  # fmt: skip
    head = f'<title>Storm Ada live</title><script type="application/ld+json">{json.dumps(stated)}</script>'
    found = parse_page(f"<html><head>{head}</head><body><h1>Storm Ada live</h1></body></html>".encode())
    assert (found.text, str(found.published)) == (f"6 May 2025, 08:00 UTC – {FIRST}", "2025-05-06 07:00:00+00:00")

"""Entries that consist of links, as those of link boards and of collections of news."""

from html import escape

import pytest

from index.formats.feeds.feed import parse_feed
from index.formats.options import Options
from index.types import Rejected
from tests.index.formats.feeds.test_feed import item, one, records, rss

BOARD = (
    'submitted by <a href="https://board.example/u/tom">/u/tom</a><br><a href="https://post.example/x">[link]</a>'
    ' <a href="https://board.example/r/1">[comments]</a>'
)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://board.example/1">Comments</a>',
        f'<table><tr><td><a href="https://post.example/x"><img src="t.jpg"></a></td><td>{BOARD}</td></tr></table>',
        '<a href="https://news.example/1">Ferry returns</a>&nbsp;<font color="#666">Harbour Post</font>',
        '<ol><li><a href="https://news.example/1">Ferry returns</a> Harbour Post</li>'
        '<li><a href="https://news.example/2">A ferry is back at Port Amble</a> Larne Echo</li></ol>',
        '<p>Article URL: <a href="https://a.example/1">https://a.example/1</a></p>'
        '<p>Comments URL: <a href="https://b.example/2">https://b.example/2</a></p><p>Points: 3</p>'
        "<p># Comments: 0</p>",
    ],
)
def test_an_entry_of_links_alone_is_refused_and_completed_from_its_page(text: str) -> None:
    """It has no text, so it never is a version of the article that it leads to; polled, it is a teaser."""
    data = rss(item(text=escape(text)), item(title="Storm", more="<link>https://post.example/storm</link>"))
    first, _ = records(data)
    assert isinstance(first, Rejected)
    assert "links alone" in first.reason
    entry, other = parse_feed(data, "feed.xml", Options()).entries
    assert (entry.text, entry.teaser, entry.bare, other.bare) == ("", True, True, False)


def test_a_post_of_a_link_board_has_its_text() -> None:
    """What its author wrote is the text, without the line that the board adds."""
    assert (
        one(rss(item(text=escape(f"<p>The crossing took two hours.</p>{BOARD}")))).text
        == "The crossing took two hours."
    )


def test_a_linked_sentence_is_text() -> None:
    """A teaser that is a link as a whole is prose."""
    line = "The night ferry to Port Amble sails again from Friday, the board said."
    assert one(rss(item(text=escape(f'<a href="https://post.example/ferry">{line}</a>')))).text == line


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("The &lt;i&gt;Ada&lt;/i&gt; sails", "The Ada sails"),
        ("The &amp;lt;i&amp;gt;Ada&amp;lt;/i&amp;gt; sails", "The Ada sails"),
        ("<![CDATA[The &lt;em&gt;Ada&lt;/em&gt; sails]]>", "The Ada sails"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("How to use the &amp;lt;i&amp;gt; tag", "How to use the <i> tag"),
    ],
)
def test_markup_that_was_escaped_twice_is_read(written: str, title: str) -> None:
    """Tags of a title are read as tags however often they were escaped; one that is only named stays."""
    assert one(rss(item(title=written))).title == title


def test_authors_of_an_export_have_their_names() -> None:
    """The login that a post of WordPress states is replaced by the name that the export gives for it."""
    given = (
        "<wp:author><wp:author_login><![CDATA[ana]]></wp:author_login>"
        "<wp:author_display_name><![CDATA[Ana Ruiz]]></wp:author_display_name></wp:author>"
        "<wp:author><wp:author_login>tomb</wp:author_login><wp:author_display_name>tomb</wp:author_display_name>"
        "<wp:author_first_name>Tom</wp:author_first_name><wp:author_last_name>O&amp;Bell</wp:author_last_name></wp:author>"
    )
    posts = [
        item(more=f"<link>https://post.example/{login}</link><dc:creator>{login}</dc:creator>")
        for login in ("ana", "tomb", "guest")
    ]
    data = rss(*posts, head=given).replace(b"<rss ", b'<rss xmlns:wp="http://wordpress.org/export/1.2/" ')
    assert [record.authors for record in records(data)] == [("Ana Ruiz",), ("Tom O&Bell",), ("guest",)]  # type: ignore[union-attr]


def test_the_name_of_the_site_is_no_part_of_a_title() -> None:
    """The title of the feed, or the name that it begins with, is cut off the titles of its entries."""
    data = rss(item(title="Ferry returns | Harbour Post"), title="Harbour Post - World")
    assert one(data).title == "Ferry returns"
    assert one(rss(item(title="Ferry returns - by night"), title="Harbour Post")).title == "Ferry returns - by night"

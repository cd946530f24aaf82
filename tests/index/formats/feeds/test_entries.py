"""Entries of feeds without titles or with several texts: microblogs, podcasts, content beside descriptions."""

import pytest

from index.formats import Options
from index.formats.feeds.feed import FeedEntry, parse_feed

NAMESPACES = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)
WHEN = "<pubDate>Wed, 12 Mar 2025 10:30:00 +0000</pubDate>"


def entries_of(*items: str) -> list[FeedEntry]:
    """Return the entries of a feed with these items."""
    written = "".join(f"<item>{WHEN}{item}</item>" for item in items)
    data = f'<rss version="2.0" {NAMESPACES}><channel><title>Jo Weiss</title>{written}</channel></rss>'
    return list(parse_feed(data.encode(), "feed.xml", Options()).entries)


def test_a_post_without_a_title_is_titled_by_its_first_sentence() -> None:
    """Microblogs have posts without titles; posts with one GUID and different texts are different posts."""
    posts = [
        f"<guid>{number}</guid><description>&lt;p&gt;{text}&lt;/p&gt;</description>"
        for number, text in (
            (1, "The ferry sails again from Friday. Tickets are sold on board."),
            (2, "The ferry that had been in the dock since the great storm of last winter, of which nobody in town had"
                " been told when it would end, sails again"),
            (1, "The pier is closed."),
        )
    ]  # fmt: skip
    first, second, third = entries_of(*posts)
    assert (first.title, first.text) == (
        "The ferry sails again from Friday",
        "The ferry sails again from Friday. Tickets are sold on board.",
    )
    assert second.title.endswith("nobody in town had been told when…")
    assert (first.guid, second.guid, third.guid) == (None, "2", None)


def test_the_words_of_a_podcast_are_its_text() -> None:
    """An episode whose title, summary or subtitle is that of iTunes alone has these; its own go before them."""
    summary, title, both = entries_of(
        "<title>One</title><itunes:title>First</itunes:title><itunes:summary>About the ferry.</itunes:summary>",
        "<itunes:title>Two</itunes:title><description>About the pier.</description>",
        "<title>Three</title><description>About the dock.</description><itunes:summary>Buy it now.</itunes:summary>",
    )
    assert [(one.title, one.text) for one in (summary, title, both)] == [
        ("One", "About the ferry."), ("Two", "About the pier."), ("Three", "About the dock."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "description", "taken"),
    [
        ("The ferry sails again on Friday.", "Share this on all the networks that you know and love.", "content"),
        ("The ferry sails […]", "The ferry sails again on Friday, the board said.", "description"),
        ("Read on.", "The ferry sails again on Friday, the board said.", "description"),
    ],
)
def test_content_goes_before_a_description(content: str, description: str, taken: str) -> None:
    """Content is the text, even where the description is longer, unless it is a beginning or a mere note."""
    item = f"<title>T</title><description>{description}</description><content:encoded>{content}</content:encoded>"
    assert entries_of(item)[0].text == (content if taken == "content" else description)


def test_the_source_of_an_entry_is_no_part_of_its_title() -> None:
    """Collections of news end each title in the name of the paper, which the entry states as its source."""
    (entry,) = entries_of(
        "<title>Ferry sails - Harbour Post</title><source url='https://p.example'>Harbour Post</source>"
    )
    assert (entry.title, entry.source) == ("Ferry sails", "Harbour Post")

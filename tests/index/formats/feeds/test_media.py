"""Pictures and media within entries of a feed: they are left out where they are closed, whatever is left open."""

import pytest

from index.formats.feeds.media import drop_media


@pytest.mark.parametrize(
    ("feed", "left"),
    [
        ("<item><image><title>P</title></image><title>T</title></item>", "<item><title>T</title></item>"),
        ("<item><media:group><media:title>P</media:title></media:group></item>", "<item></item>"),
        ("<item><media:group><media:title>P</media:title></item>", "<item><media:group></item>"),
        ("<item><image></item><item></image></item>", "<item><image></item><item></image></item>"),
        ("<item><media:content url='a'/><title>T</title></media:content></item>", ""),
    ],
)
def test_media_are_left_out_within_their_entry(feed: str, left: str) -> None:
    """One that is not closed within its entry, or closes itself, takes nothing with it."""
    assert drop_media(feed.encode()).decode() == (left or feed)


def test_media_left_open_cost_time_in_proportion() -> None:
    """Thousands of openings without an end are not each followed to the end of the feed: that would take minutes."""
    for feed in (b"<media:content>" * 200_000, b"<image " * 400_000, b"<item><media:title>x</item>" * 100_000):
        assert drop_media(feed) == feed

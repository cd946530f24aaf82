"""Long runs of blanks, wherever they stand, cost time in proportion to their length: some took minutes for a few kB."""

import io
import json
from pathlib import Path

from index.formats import Options, read_paths
from index.formats.feeds.malformed import shorten_head
from index.types import Article, Record

TEXT = "The harbour bridge opened to traffic on Tuesday, the council said."
BLANKS = " \n" * 20_000


def read(path: Path, text: str) -> list[Record]:
    """Return what is made of a file of this text."""
    path.write_text(text)
    return list(read_paths([path], options=Options(), stdin=io.BytesIO()))


def test_blanks_within_a_field(tmp_path: Path) -> None:
    """A title and a text with thousands of blanks are read, and what tells that a text is cut is still told."""
    row = {"title": f"Bridge{BLANKS}opens", "text": f"{TEXT}{BLANKS}… [+2473 chars]{BLANKS}", "published": "2021-03-02"}
    (one,) = read(tmp_path / "a.jsonl", json.dumps(row))
    assert isinstance(one, Article)
    assert (one.title, one.text) == ("Bridge opens", f"{TEXT}…")


def test_blanks_in_a_feed(tmp_path: Path) -> None:
    """They stand before its first element, where feedparser would look for entities at each, and in a name."""
    feed = (
        f"<?xml version='1.0'?>{BLANKS}<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
        f"<title>Herald</title><item><title>Bridge</title><dc:creator>Ana{BLANKS}Ruiz</dc:creator><description>{TEXT}"
        "</description><pubDate>Tue, 02 Mar 2021 10:00:00 GMT</pubDate></item></channel></rss>"
    )
    (one,) = read(tmp_path / "a.rss", feed)
    assert isinstance(one, Article)
    assert (one.title, one.authors) == ("Bridge", ("Ana Ruiz",))


def test_the_head_of_a_feed_keeps_its_lines() -> None:
    """Each run of blanks before the first element becomes one, a line end where it has one; the rest stays."""
    assert shorten_head(b"<?xml  version='1.0'?>\n \n<rss>  <a/>") == b"<?xml version='1.0'?>\n<rss>  <a/>"

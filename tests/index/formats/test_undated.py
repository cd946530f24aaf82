"""Articles without a date: rejected, or dated by a rule that is told with them, in every format."""

import io
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bench.samples import write_response
from index.errors import InvalidInput
from index.formats import Options, read_paths
from index.formats.inspection import inspect_paths
from index.formats.undated import Undated, parse_undated
from index.types import Article, Assumed, Record, Rejected
from tests.conftest import NOW

STORY = "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening."
SECOND = "It had been dark since the great storm of the winter before last, which broke the old lens into pieces."
RECORD = {"title": "Lit again", "text": STORY, "source": "Herald"}
PAGE = (
    f"<html><head><title>Lit again</title></head><body><article><p>{STORY}</p><p>{SECOND}</p></article></body></html>"
)
ITEM = f"""<newsItem guid="urn:x:1"><contentMeta><headline>Lit again</headline></contentMeta><contentSet><inlineXML>
  <html><body><p>{STORY}</p></body></html></inlineXML></contentSet></newsItem>"""
WIRE = f"\x16\x16\x01a1234\x1fbc-lamp\n\nr i bc-lamp 08-02 0099\n\x02^bc-lamp<\n^Lit again<\n\t{STORY}\n\x03\x04"
FILES = {
    "a.jsonl": json.dumps(RECORD),
    "a.json": json.dumps([RECORD | {"published": "null"}]),
    "a.csv": f"title,text,published\nLit again,{STORY.replace(',', '')},\n",
    "a.txt": f"Lit again\n\n{STORY}\n",
    "a.md": f"---\ntitle: Lit again\nauthor: Lea Orr\n---\n{STORY}\n",
    "a.html": PAGE,
    "a.rss": f"<rss version='2.0'><channel><title>Herald</title><item><title>Lit again</title>"
    f"<link>https://h.example/1</link><description>{STORY}</description></item></channel></rss>",
    "a.eml": f"From: Lea <lea@herald.example>\nSubject: Lit again\n\n{STORY}\n",
    "a.story": f"{STORY}\n\n@highlight\n\nLit again\n",
    "a.newsml": ITEM,
    "a.wire": WIRE,
    "a.warc": write_response("https://h.example/1", PAGE.encode()).decode(),
}
FIRST_SEEN = Undated(Assumed.FIRST_SEEN, clock=lambda: NOW)
FILE_TIME = Undated(Assumed.FILE_TIME)
TIME = datetime(2012, 5, 6, 7, 8, 9, tzinfo=UTC)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (TIME.timestamp(), TIME.timestamp()))
    return path


def read(path: Path, undated: Undated | None, zone: str = "UTC") -> Record:
    options = Options(undated=undated, zone=ZoneInfo(zone))
    (record,) = read_paths([path], options=options, stdin=io.BytesIO())
    return record


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_its_undated_articles_a_date_by_the_rule(name: str, tmp_path: Path) -> None:
    """Without a rule they are rejected; with one they have its date, and tell the rule."""
    path = write(tmp_path / name, FILES[name])
    refused, seen, dated = read(path, None), read(path, FIRST_SEEN), read(path, parse_undated("2014-08-02"))
    assert isinstance(refused, Rejected)
    assert isinstance(seen, Article), seen
    assert (seen.published, seen.assumed) == (NOW, Assumed.FIRST_SEEN)
    assert isinstance(dated, Article)
    assert (dated.published, dated.assumed) == (datetime(2014, 8, 2, tzinfo=UTC), Assumed.GIVEN)
    assert seen.id == dated.id


@pytest.mark.parametrize("name", [name for name in FILES if name != "a.warc"])
def test_the_time_of_a_file_is_when_it_was_changed(name: str, tmp_path: Path) -> None:
    """By the rule file-time the date is the modification time of the file."""
    record = read(write(tmp_path / name, FILES[name]), FILE_TIME)
    assert isinstance(record, Article)
    assert (record.published, record.assumed) == (TIME, Assumed.FILE_TIME)


def test_within_archives_the_time_is_that_of_the_file_or_page_within(tmp_path: Path) -> None:
    """A zip file states the times of its files, without a zone, and a web archive when each page was fetched."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.jsonl", (2011, 7, 1, 12, 30, 0)), FILES["a.jsonl"])
    zipped = read(write(tmp_path / "a.zip", packed.getvalue()), FILE_TIME, "Europe/London")
    page = read(write(tmp_path / "a.warc", FILES["a.warc"]), FILE_TIME)
    assert isinstance(zipped, Article)
    assert isinstance(page, Article)
    assert zipped.published == datetime(2011, 7, 1, 11, 30, tzinfo=UTC)
    assert page.published == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_undated_entries_of_a_feed_in_a_web_archive_get_the_time_of_its_fetching(tmp_path: Path) -> None:
    """A feed in an archive is a file of its own, whose time is when it was fetched."""
    item = "<item><title>Lit</title><link>https://h.example/1</link><description>Lit again.</description></item>"
    rss = f'<rss version="2.0"><channel><title>Herald</title>{item}</channel></rss>'
    feed = write_response("https://h.example/feed", rss.encode(), mime="application/rss+xml").decode()
    entry = read(write(tmp_path / "feed.warc", feed), FILE_TIME)
    assert isinstance(entry, Article)
    assert (entry.published, entry.assumed) == (datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), Assumed.FILE_TIME)


def test_a_date_that_is_stated_is_never_replaced(tmp_path: Path) -> None:
    """A stated date stays, and one that cannot be read is still refused, whatever the rule."""
    stated = read(write(tmp_path / "a.jsonl", json.dumps(RECORD | {"published": "2014-08-02"})), FIRST_SEEN)
    wrong = read(write(tmp_path / "b.jsonl", json.dumps(RECORD | {"published": "04/05/2014"})), FIRST_SEEN)
    mail = read(write(tmp_path / "b.eml", FILES["a.eml"].replace("Subject", "Date: soon\nSubject")), FIRST_SEEN)
    assert isinstance(stated, Article)
    assert stated.assumed is None
    assert isinstance(wrong, Rejected)
    assert isinstance(mail, Rejected)


def test_an_assumed_date_is_not_after_a_stated_modification(tmp_path: Path) -> None:
    """An article that states only when it was modified was published no later."""
    record = read(write(tmp_path / "a.jsonl", json.dumps(RECORD | {"modified": "2013-01-01T10:00:00Z"})), FIRST_SEEN)
    assert isinstance(record, Article)
    assert record.published == record.modified


def test_a_field_of_a_file_cannot_say_that_a_date_is_assumed(tmp_path: Path) -> None:
    """`assumed` in a file is an unknown field."""
    given = RECORD | {"published": "2014-08-02", "assumed": "first-seen"}
    record = read(write(tmp_path / "a.jsonl", json.dumps(given)), None)
    assert isinstance(record, Article)
    assert record.assumed is None


def test_a_refusal_names_the_rules_that_would_help(tmp_path: Path) -> None:
    """Without a rule it names --undated; where file-time has no file, the other rules."""
    refused = read(write(tmp_path / "a.jsonl", FILES["a.jsonl"]), None)
    assert isinstance(refused, Rejected)
    assert refused.reason == ("published is missing or empty; --undated first-seen, file-time or a date gives it one")
    piped = io.BytesIO(FILES["a.jsonl"].encode())
    (record,) = read_paths(["-"], options=Options(undated=FILE_TIME), stdin=piped)
    assert isinstance(record, Rejected)
    assert record.reason.endswith("use --undated first-seen or a date")


def test_the_provenance_says_that_a_date_is_assumed(tmp_path: Path) -> None:
    """The rule stands where a place would, and no place is named."""
    path = write(tmp_path / "a.jsonl", FILES["a.jsonl"])
    (reading,) = inspect_paths([path], Options(undated=FIRST_SEEN), io.BytesIO())
    noted = next(one for one in reading.fields if one.field == "published")
    assert (noted.place, noted.remark) == ("", "no date that can be read: assumed by --undated first-seen")


@pytest.mark.parametrize("text", ["", "now", "04/05/2014", "First-Seen"])
def test_a_rule_that_is_none_is_refused(text: str) -> None:
    """Anything but the names of rules and an unambiguous date is wrong usage."""
    with pytest.raises(InvalidInput, match="first-seen"):
        parse_undated(text)


def test_a_given_date_is_read_in_the_zone() -> None:
    """A time is one of the zone of --zone; a day is that day in any."""
    day, time = (parse_undated(text, ZoneInfo("Asia/Tokyo")) for text in ("2014-08-02", "2014-08-02 09:00"))
    assert day is not None
    assert time is not None
    assert day.moment == time.moment == datetime(2014, 8, 2, tzinfo=UTC)

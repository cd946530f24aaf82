"""Web archives: which records become articles, what is counted, and what damage costs."""

import gzip
import io
import random
from pathlib import Path

import pytest

from bench.news_samples import ATOM, RDF, RSS
from bench.samples import PAGE, write_arc, write_response, write_warc
from index.formats import Options, read_paths
from index.formats.progress import Place, Progress
from index.formats.undated import hint_at_rules
from index.types import Article, Record, Rejected


def page(number: int) -> bytes:
    return PAGE.replace("bridge", f"bridge {number}").encode()


def response(number: int) -> bytes:
    return write_response(f"https://news.example/{number}", page(number))


def read(path: Path, progress: Progress | None = None) -> list[Record]:
    options = Options(progress=progress or Progress())
    return list(read_paths([path], options=options, stdin=io.BytesIO()))


def write(folder: Path, data: bytes, name: str = "a.warc") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def urls(records: list[Record]) -> list[str | None]:
    return [record.url for record in records if isinstance(record, Article)]


def reasons(records: list[Record]) -> list[str]:
    return [record.reason for record in records if isinstance(record, Rejected)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst", "a"])
def test_pages_are_articles(tmp_path: Path, name: str) -> None:
    """Every page answered with 200 is an article with the address of its record, compressed or not."""
    import zstandard

    data = write_warc()
    data = gzip.compress(data) if name.endswith("gz") else data
    data = zstandard.compress(data) if name.endswith("zst") else data
    records = read(write(tmp_path, data, name))
    assert urls(records) == ["https://news.example/0", "https://news.example/9"]
    assert not reasons(records)


def test_an_arc_file_is_read(tmp_path: Path) -> None:
    """The older format ARC has the same articles."""
    assert urls(read(write(tmp_path, write_arc(), "a.arc"))) == ["https://news.example/1"]


def test_a_member_for_each_record_is_read(tmp_path: Path) -> None:
    """Archives have one gzip member a record, and all of them are read."""
    data = b"".join(gzip.compress(response(number)) for number in range(5))
    assert len(urls(read(write(tmp_path, data, "a.warc.gz")))) == 5


def test_the_date_of_fetching_is_not_used(tmp_path: Path) -> None:
    """A page without a date is rejected, whatever WARC-Date and the name of the file say."""
    undated = PAGE.replace("2021-03-02T10:00:00Z", "").encode()
    path = write(tmp_path, write_response("https://news.example/1", undated), "crawl-2024-05-06.warc")
    assert reasons(read(path)) == [f"published is missing or empty; {hint_at_rules(None)}"]


def test_what_is_no_page_is_counted_by_kind(tmp_path: Path) -> None:
    """Pictures, redirects, errors, requests and revisits are counted, and none is rejected on its own."""
    data = b"".join(
        [
            response(1),
            write_response("https://news.example/2", b"", "302 Found"),
            write_response("https://news.example/3", page(3), "404 Not Found"),
            write_response("https://news.example/4", b"\x89PNG", mime="image/png"),
            write_response("https://news.example/5", page(5), kind="revisit"),
            write_response("https://news.example/6", page(6), kind="request"),
            write_response("https://news.example/7", b"{}", mime="application/json"),
            write_response("https://news.example/8", page(1)),
        ]
    )
    progress = Progress()
    records = read(write(tmp_path, data), progress)
    assert len(records) == 1
    expected = ("redirect", "status 404", "image", "revisit", "request", "application/json", "copy")
    assert progress.passed == dict.fromkeys(expected, 1)


@pytest.mark.parametrize(
    ("mime", "document"),
    [
        ("application/rss+xml", RSS),
        ("text/xml; charset=utf-8", RSS),
        ("application/atom+xml", ATOM),
        ("text/xml", RDF),
        ("text/html", RSS),
    ],
)
def test_the_entries_of_a_feed_are_articles(tmp_path: Path, mime: str, document: str) -> None:
    """A feed that a server answered with is read as one, and a second capture of it is a copy."""
    feed = write_response("https://herald.example/feed", document.encode(), mime=mime)
    progress = Progress()
    records = read(write(tmp_path, response(1) + feed + feed + response(2)), progress)
    wanted = [f"https://herald.example/{number}" for number in range(1, document.count("</item>") + 1)]
    wanted = wanted or ["https://herald.example/1"]
    assert urls(records) == ["https://news.example/1", *wanted, "https://news.example/2"]
    assert progress.passed == {"copy": 1}


def test_a_page_that_the_crawler_cut_is_rejected(tmp_path: Path) -> None:
    """The beginning of a page is no article; the pages beside it are."""
    cut = response(1).replace(b"WARC-Type:", b"WARC-Truncated: length\r\nWARC-Type:", 1)
    records = read(write(tmp_path, cut + response(2)))
    assert urls(records) == ["https://news.example/2"]
    assert "WARC-Truncated: length" in reasons(records)[0]


def test_other_xml_is_counted(tmp_path: Path) -> None:
    """A map of the site is no feed; one that only says that it is a feed is rejected by its record."""
    sitemap = b"<?xml version='1.0'?><urlset><url><loc>https://news.example/1</loc></url></urlset>"
    data = [write_response("https://news.example/s.xml", sitemap, mime=m) for m in ("text/xml", "application/rss+xml")]
    progress = Progress()
    records = read(write(tmp_path, response(1) + b"".join(data)), progress)
    assert progress.passed == {"text/xml": 1}
    assert [one.line for one in records if isinstance(one, Rejected)] == [3]


def test_an_ingest_goes_on_after_a_whole_feed(tmp_path: Path) -> None:
    """The place that is reached is not behind a feed of which only some entries were read."""
    feed = write_response("https://herald.example/feed", RSS.encode(), mime="application/rss+xml")
    path, progress = write(tmp_path, feed + response(1)), Progress()
    records = read_paths([path], options=Options(progress=progress), stdin=io.BytesIO())
    next(records)
    assert progress.place.offset == 0
    next(records)
    assert progress.place.offset > 0


def test_a_file_without_pages_is_rejected(tmp_path: Path) -> None:
    """A file of pictures alone is no success in silence."""
    path = write(tmp_path, write_response("https://news.example/4", b"\x89PNG", mime="image/png"))
    assert reasons(read(path)) == ["none of its 1 records is a page"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_cut_file_yields_what_came_before(tmp_path: Path, name: str) -> None:
    """A file cut in the middle of its third record has two articles and one rejection that says so."""
    records = [response(1), response(2), response(3)]
    if name.endswith("gz"):
        records = [gzip.compress(record) for record in records]
    data = b"".join(records)[: -len(records[2]) // 2]
    read_records = read(write(tmp_path, data, name))
    assert urls(read_records) == ["https://news.example/1", "https://news.example/2"]
    assert reasons(read_records) == ["the file is cut in the middle of this record; what came before was read"]


def test_a_damaged_member_costs_one_record(tmp_path: Path) -> None:
    """Of three compressed records the second is damaged: the others are read, and the damage is told."""
    members = [bytearray(gzip.compress(response(number))) for number in range(3)]
    middle = len(members[1]) // 2
    members[1][middle : middle + 8] = b"\xff" * 8
    records = read(write(tmp_path, b"".join(members), "a.warc.gz"))
    assert urls(records) == ["https://news.example/0", "https://news.example/2"]
    assert len(reasons(records)) == 1
    assert reasons(records)[0].startswith("1 record is broken and left out")


@pytest.mark.parametrize(
    "broken",
    [b"WARC/9.9\r\nnot: a record\r\n\r\n", b"noise\r\n" * 50, response(7).replace(b"Content-Length", b"Content-Width")],
)
def test_reading_goes_on_after_a_broken_record(tmp_path: Path, broken: bytes) -> None:
    """What is no record costs neither the record before nor the one after, and is told once."""
    records = read(write(tmp_path, response(1) + broken + response(2)))
    assert urls(records) == ["https://news.example/1", "https://news.example/2"]
    assert len(reasons(records)) == 1


@pytest.mark.parametrize(
    "broken", [b"WARC/1.0\r\n" + b"a: b\r\n" * 100_000, b"WARC/1.0\r\nWARC-Type: " + b"x" * 5_000_000 + b"\r\n\r\n"]
)
def test_headers_are_bounded(tmp_path: Path, broken: bytes) -> None:
    """Endless headers are a broken record; the next one is read."""
    records = read(write(tmp_path, broken + b"\r\n\r\n" + response(2)))
    assert urls(records) == ["https://news.example/2"]


def test_a_page_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    """Content that expands to more than a page has is rejected, and the next record is read."""
    bomb = gzip.compress(b"<html>" + b"\0" * 50_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    plain = write_response("https://news.example/1", b"BODY")
    http = plain[plain.index(b"HTTP/1.1") :].strip()
    data = plain.replace(http, head + bomb).replace(b"Length: %d" % len(http), b"Length: %d" % len(head + bomb))
    records = read(write(tmp_path, data + response(2)))
    assert urls(records) == ["https://news.example/2"]
    assert reasons(records) == ["the record is longer than 10,000,000 bytes"]


def test_an_archive_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    """An archive that expands to far more than pages do is not read to its end."""
    data = gzip.compress(response(1)) + gzip.compress(b"\0" * 150_000_000)
    records = read(write(tmp_path, data, "a.warc.gz"))
    assert len(urls(records)) == 1
    assert "expands to more than" in reasons(records)[0]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_reading_goes_on_where_it_stopped(tmp_path: Path, name: str) -> None:
    """A reading that begins at any place that was reached yields exactly the articles after it."""
    data = b"".join(response(number) for number in range(6))
    path = write(tmp_path, gzip.compress(data) if name.endswith("gz") else data, name)
    progress = Progress()
    records = iter(read_paths([path], options=Options(progress=progress), stdin=io.BytesIO()))
    whole = urls(read(path))
    for done in range(1, 6):
        next(records)
        place = progress.place
        assert place.number == done
        assert urls(read(path, Progress(starts={str(path): place}))) == whole[done:]


def test_a_place_at_the_end_leaves_nothing_to_read(tmp_path: Path) -> None:
    """A reading from the end yields no record, and does not call the file empty."""
    path = write(tmp_path, response(1))
    assert read(path, Progress(starts={str(path): Place(len(response(1)), 1)})) == []


def test_mutations_yield_records_only(tmp_path: Path) -> None:
    """Bytes changed at random never make the reader fail."""
    dice = random.Random(3)
    for _ in range(40):
        data = bytearray(write_warc())
        for _ in range(6):
            data[dice.randrange(len(data))] = dice.randrange(256)
        assert all(isinstance(record, Article | Rejected) for record in read(write(tmp_path, bytes(data))))

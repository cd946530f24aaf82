"""Input that is broken, hostile or odd: what can be read is read, the rest is refused with a reason."""

import io
import json
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.formats import Options, read_paths
from index.formats.streams import stream_of
from index.types import Article, Record, Rejected

TEXT = "The harbour bridge opened to traffic on Tuesday, the council said. Repairs had taken eleven months."
DATE = "2021-03-02T10:00:00Z"


def read(folder: Path, name: str, data: str | bytes) -> list[Record]:
    """Return what is made of a file."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_paths([path], options=Options(), stdin=io.BytesIO()))


def page(text: str = TEXT, date: str = DATE, head: str = "", body: str = "") -> str:
    """Return a page of an article."""
    return (
        f'<html><head><title>Bridge opens</title><meta property="article:published_time" content="{date}">{head}</head>'
        f"<body><article><h1>Bridge opens</h1>{body}{f'<p>{text}</p>' * 3}</article></body></html>"
    )


def rows(**more: object) -> str:
    """Return an article as a line of JSON."""
    return json.dumps({"title": "Bridge opens", "text": TEXT, "published": DATE} | more)


def feed(number: int = 1, more: str = "", date: str = "Tue, 02 Mar 2021 10:00:00 GMT", link: bool = True) -> str:
    """Return a feed of some entries."""
    items = "".join(
        f"<item><title>Bridge opens {'again ' * place}</title><description>{TEXT} {place}</description>{more}"
        f"<pubDate>{date}</pubDate>{f'<link>https://a.example/{place}</link>' if link else ''}</item>"
        for place in range(number)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'


TEXTS = {
    "a.txt": f"Bridge opens\nMarch 2, 2021\n\n{TEXT}\n",
    "a.html": page(),
    "a.rss": feed(),
    "a.json": f"[{rows()}]",
    "a.jsonl": rows() + "\n",
    "a.csv": f'title,text,published\nBridge opens,"{TEXT}",{DATE}\n',
    "a.md": f"---\ntitle: Bridge opens\ndate: {DATE}\n---\n\n{TEXT}\n",
}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", TEXTS)
def test_utf_16_is_told_without_a_mark(tmp_path: Path, name: str, encoding: str) -> None:
    """Every format reads the same article from it as from UTF-8."""
    assert read(tmp_path, name, TEXTS[name].encode(encoding)) == read(tmp_path, name, TEXTS[name])
    assert isinstance(read(tmp_path, name, TEXTS[name])[0], Article)


@pytest.mark.parametrize(("name", "head"), [("a.jsonl", ""), ("a.csv", "title,text,published\n")])
def test_encodings_are_told_line_by_line(tmp_path: Path, name: str, head: str) -> None:
    """Rows that were written on two systems are both read right."""
    row = '{{"title": "Café {}", "text": "“Open”, they said.", "published": "2021-03-02"}}\n'
    row = row if name == "a.jsonl" else 'Café {},"“Open”, they said.",2021-03-02\n'
    data = head.encode() + row.format("one").encode() + row.format("two").encode("cp1252")
    found = [(one.title, one.text) for one in read(tmp_path, name, data) if isinstance(one, Article)]
    assert found == [(f"Café {number}", "“Open”, they said.") for number in ("one", "two")]


@pytest.mark.parametrize("year", [1899, 2099])
def test_dates_long_ago_and_far_ahead_are_read(tmp_path: Path, year: int) -> None:
    """A date is what a source states, in every format, though no computer was there to write it."""
    files = {
        "a.html": page(date=f"{year}-12-31T10:00:00Z"),
        "a.rss": feed(date=f"31 Dec {year} 10:00:00 GMT"),
        "a.jsonl": rows(published=f"{year}-12-31T10:00:00Z"),
        "a.txt": TEXTS["a.txt"].replace("March 2, 2021", f"December 31, {year}"),
        "a.csv": TEXTS["a.csv"].replace(DATE, f"31 December {year}"),
    }
    for name, data in files.items():
        (article,) = read(tmp_path, name, data)
        assert isinstance(article, Article), article
        assert (article.published.year, article.published.month, article.published.day) == (year, 12, 31)


@pytest.mark.parametrize("byline", ["By " + "Ana Ruiz " * 560, "x" * 5_000, "Ana Ruiz, " * 500])
def test_a_byline_of_thousands_of_characters_costs_the_byline(tmp_path: Path, byline: str) -> None:
    """The article is read in every format; no name of an author has more than a line of characters."""
    files = {
        "a.html": page(head=f'<meta name="author" content="{byline}">'),
        "a.rss": feed(more=f"<author>{byline}</author>"),
        "a.jsonl": rows(authors=byline),
        "a.csv": f'title,text,published,authors\nBridge opens,"{TEXT}",{DATE},"{byline}"\n',
        "a.txt": TEXTS["a.txt"].replace("\n\n", f"\n{byline}\n\n"),
    }
    for name, data in files.items():
        (article,) = read(tmp_path, name, data)
        assert isinstance(article, Article), article
        assert all(len(author) <= 1_000 for author in article.authors)


def test_a_body_in_a_script_is_none(tmp_path: Path) -> None:
    """Data of a program are not read as text; what the article's JSON-LD states as its body is."""
    script = f"<script>window.data = {json.dumps({'body': TEXT * 3})}</script>"
    (record,) = read(tmp_path, "a.html", page("").replace("</body>", f"{script}</body>"))
    assert isinstance(record, Rejected)
    told = json.dumps({"@type": "NewsArticle", "headline": "Bridge opens", "articleBody": TEXT * 3})
    (record,) = read(tmp_path, "a.html", page("", head=f'<script type="application/ld+json">{told}</script>'))
    assert isinstance(record, Article)
    assert record.text == TEXT * 3


@pytest.mark.parametrize("link", [True, False])
def test_a_guid_that_all_entries_repeat_identifies_none(tmp_path: Path, link: bool) -> None:
    """Three entries with one GUID are three articles, whether they have addresses or not."""
    records = read(tmp_path, "a.rss", feed(3, "<guid>https://a.example/feed</guid>", link=link))
    assert len({one.id for one in records if isinstance(one, Article)}) == 3


def test_an_address_that_all_entries_repeat_identifies_none(tmp_path: Path) -> None:
    """Three entries that link to the front page, without GUIDs, are three articles, and the same when read again."""
    data = feed(3, "<link>https://a.example/</link>", link=False)
    names = [[one.id for one in read(tmp_path, "a.rss", data) if isinstance(one, Article)] for _ in range(2)]
    assert len(set(names[0])) == 3
    assert names[0] == names[1]


def test_a_guid_that_an_entry_and_its_update_have_identifies_both(tmp_path: Path) -> None:
    """Two entries with one GUID and one title are versions of one article."""
    twice = feed(1, "<guid>17</guid>", link=False)
    item = twice[twice.index("<item>") : twice.index("</channel>")]
    records = read(tmp_path, "a.rss", twice.replace(item, item + item.replace("eleven", "twelve")))
    assert len({one.id for one in records if isinstance(one, Article)}) == 1


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declared", [ENTITIES, OUTSIDE])
@pytest.mark.parametrize("name", ["a.html", "a.rss", "a.nitf", "a.newsml", "a.xml"])
def test_entities_are_never_expanded(tmp_path: Path, name: str, declared: str) -> None:
    """What a document declares is refused or left out, in pages too: nothing of it stands in a title or a text."""
    data = page("&b; " + TEXT) if name == "a.html" else feed(1, "<category>&b;</category>")
    for record in read(tmp_path, name, declared + data.replace('<?xml version="1.0"?>', "")):
        assert not isinstance(record, Article) or "haha" not in record.text


def _line(begin: bytes) -> Iterator[bytes]:
    yield begin
    for _ in range(16_000):
        yield b"x" * 65_536  # a GB in all


@pytest.mark.slow
@pytest.mark.parametrize(
    "begin", [b'{"title": "', b"[1, ", b"title,text,published\n", b"<rss><channel>", b"<html>", b"Text "]
)
def test_a_line_of_a_gigabyte_is_refused_in_little_memory(begin: bytes) -> None:
    """Whatever it begins like, one rejection says how long a record may be, and the memory is that of one record."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    records = list(read_paths(["-"], options=Options(), stdin=stream_of(_line(begin))))
    assert all(isinstance(record, Rejected) for record in records)
    assert any("longer than" in record.reason for record in records if isinstance(record, Rejected))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000

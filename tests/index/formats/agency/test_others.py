"""NITF, ninjs and the wire texts: what they become, and how each is told from other files."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.formats import Options, read_paths
from index.formats.agency import markup, wire
from index.formats.agency.statements import UNTIL_FURTHER_NOTICE
from index.formats.detection import Read, detect
from index.formats.feeds import feed
from index.formats.pages import html
from index.formats.texts import plain
from index.types import Article, Rejected, Withdrawal
from tests.index.formats.agency.documents import (
    ANPA,
    FIRST,
    IPTC,
    SECOND,
    g2,
    newsml_1,
    ninjs,
    nitf,
    only_article,
    read_object,
    read_wire,
    read_xml,
)  # fmt: skip

NINE, ELEVEN = (datetime(2030, 5, 6, hour, tzinfo=UTC) for hour in (9, 11))


def test_nitf_has_all_its_fields() -> None:
    """The head of a document states what an article needs, and entities of its DTD are read without the DTD."""
    article = only_article(read_xml(nitf()))
    assert (article.id, article.source, article.title) == ("AW.5", "Amble Wire", "Ferry returns")
    assert article.text == f"{FIRST} It—so it says—floats.\n\nNine weeks\n\n{SECOND}"
    assert (article.published, article.language, article.authors) == (NINE, "en", ("Nell Quay",))
    assert (article.place, article.slug, article.urgency, article.revision) == ("PORT AMBLE", "FERRY", 5, 2)
    assert article.rights == "Copyright 2030 Amble Wire"


@pytest.mark.parametrize(
    "stray",
    [
        "&lt;script src='x'&gt;run()&lt;/script&gt;",
        "&lt;iframe src='x'&gt;&lt;/iframe&gt;",
        "<span style='opacity:0'>No</span>",
    ],
)
def test_what_no_reader_sees_is_no_text(stray: str) -> None:
    """Scripts and frames that were written as text, and what is hidden, are left out of a story."""
    document = nitf().replace(f"<p>{SECOND}", f"<p>{stray}</p><p>{stray}{SECOND}")
    assert only_article(read_xml(document)).text == f"{FIRST} It—so it says—floats.\n\nNine weeks\n\n{SECOND}"


def test_nitf_holds_and_withdraws() -> None:
    """A release date, a note to editors and the status hold a document; a notice withdraws the one it refers to."""
    until = datetime(2030, 6, 1, 12, tzinfo=UTC)
    assert only_article(read_xml(nitf('<date.release norm="20300601T120000Z"/>'))).not_before == until
    assert only_article(read_xml(nitf('<ed-msg info="EMBARGOED until June 1, 2030 12:00 UTC."/>'))).not_before == until
    held = only_article(read_xml(nitf(attributes='management-status="embargoed"')))
    assert held.not_before == UNTIL_FURTHER_NOTICE
    (notice,) = read_xml(nitf(attributes='management-status="canceled" management-doc-idref="AW.4"'))
    assert isinstance(notice, Withdrawal)
    assert (notice.id, notice.source) == ("AW.4", "Amble Wire")
    (refused,) = read_xml(nitf('<ed-msg info="Embargoed, wait for the speech"/>'))
    assert isinstance(refused, Rejected)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"headline": None, "body_html": None, "headlines": [{"role": "alt", "value": "No"},
         {"role": "main", "value": "Ferry returns"}],
         "bodies": [{"contenttype": "text/html", "value": f"<p>{FIRST}</p><p>{SECOND}</p>"}]},
        {"body_html": None, "bodies": [{"contenttype": "application/nitf+xml", "value":
         f"<nitf><head><title>No</title></head><body><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"}]},
    ],
)  # fmt: skip
def test_ninjs_has_all_its_fields(fields: dict[str, object]) -> None:
    """Headline and body are read from ninjs 1 and 2, which name them differently."""
    article = only_article(read_object(ninjs(**fields)))
    assert (article.id, article.title, article.text) == (
        "urn:amble.example:ferry", "Ferry returns", f"{FIRST}\n\n{SECOND}",
    )  # fmt: skip
    assert (article.published, article.modified, article.language) == (NINE, ELEVEN, "en")
    assert (article.authors, article.place, article.urgency) == (("Nell Quay",), "Port Amble", 4)
    assert (article.subjects, article.source, article.revision) == (("transport",), "Amble Wire", 2)
    assert article.rights == "Amble Wire"


def test_ninjs_holds_withdraws_and_refuses() -> None:
    """An embargo is kept, a canceled item withdraws, a picture is refused, an item within a list is read."""
    held = only_article(read_object(ninjs(embargoed="2030-06-01T12:00:00Z")))
    assert held.not_before == datetime(2030, 6, 1, 12, tzinfo=UTC)
    (notice,) = read_object(ninjs(pubstatus="canceled"))
    assert isinstance(notice, Withdrawal)
    assert notice.id == "urn:amble.example:ferry"
    (picture,) = read_object(ninjs(type="picture"))
    assert isinstance(picture, Rejected)
    assert "'picture'" in picture.reason
    assert only_article(read_object({"total": 1, "item": [ninjs()]})).title == "Ferry returns"


def test_an_associated_text_is_an_article_too() -> None:
    """An item within `associations` that has a text is read, and a picture there is not refused."""
    other = ninjs(uri="urn:amble.example:two", headline="Two")
    picture = ninjs(uri="urn:amble.example:three", type="picture")
    records = read_object(ninjs(associations={"a": other, "b": picture}))
    assert [record.title for record in records if isinstance(record, Article)] == ["Ferry returns", "Two"]
    assert len(records) == 2


def test_anpa_is_read_message_by_message() -> None:
    """Slug, headline, byline, place and time of a message are read, its marks dropped and its dashes set."""
    first, second = read_wire(ANPA * 2)
    assert isinstance(first, Article)
    assert first == second
    assert (first.title, first.slug, first.authors) == (
        "Ferry returns after nine weeks", "BC-Amble Ferry", ("NELL QUAY",),
    )  # fmt: skip
    assert first.text == f"PORT AMBLE, Northumbria (AW) — {FIRST}\n\n“It floats,” she said. {SECOND}"
    assert (first.published, first.source, first.place) == (NINE, "AW", "PORT AMBLE, Northumbria")
    assert (first.urgency, first.subjects) == (3, ("finance",))


def test_iptc_7901_is_read() -> None:
    """The lines of a message are joined to paragraphs; notes after the text are dropped."""
    article = only_article(read_wire(IPTC))
    assert (article.title, article.slug) == ("Ferry returns after nine weeks", "Amble/ferry")
    assert article.text == (
        "Port Amble (awire) - The ferry to Port Amble sails again from Friday.\n\nIt had been laid up."
    )
    assert (article.published, article.source, article.place, article.urgency) == (NINE, "awire", "Port Amble", 3)


def test_a_message_without_a_year_takes_it_from_the_name_of_its_file() -> None:
    """The head has month and day; without a name that tells the year, the message is refused, never guessed."""
    undated = ANPA.replace("AW-WF-05-06-30 0900GMT<", "")
    (refused,) = read_wire(undated)
    assert isinstance(refused, Rejected)
    assert "no date with a year" in refused.reason
    assert only_article(read_wire(undated, "wire-2030-12-31.tst")).published == datetime(2030, 5, 6, tzinfo=UTC)


def test_a_wire_embargo_is_read_or_refused() -> None:
    """The end that a note to editors states holds the article; one that cannot be read refuses it."""
    held = ANPA.replace("^Eds: With photos.<", "^Eds: Embargoed until June 1, 2030 12:00 GMT.<")
    assert only_article(read_wire(held)).not_before == datetime(2030, 6, 1, 12, tzinfo=UTC)
    for line in ("^Eds: With photos.<", "^Ferry returns after nine weeks<"):
        (refused,) = read_wire(ANPA.replace(line, "^EMBARGOED FOR THE SPEECH<"))
        assert isinstance(refused, Rejected)
        assert "not_before" in refused.reason


def test_a_message_of_a_million_short_lines_is_read_at_once() -> None:
    """Joining lines takes time in proportion to them, and blanks in a head are not searched again and again."""
    (article,) = read_wire(IPTC.replace("It had been laid up.", "a b\r\n" * 50_000))
    assert isinstance(article, Article)
    assert len(article.text) > 150_000
    (rejected,) = read_wire(f"\x01a0123\x1f-\r\nu f {' ' * 1_000_000}\r\n\x02Text.\x03")
    assert isinstance(rejected, Rejected)


@pytest.mark.parametrize(
    ("data", "suffix", "read"),
    [
        (g2(), ".xml", markup.read),
        (g2(), "", markup.read),
        (newsml_1(), ".xml", markup.read),
        (nitf(), ".xml", markup.read),
        ('<?xml version="1.0"?><!DOCTYPE nitf [<!ELEMENT a ANY>]><nitf/>', ".xml", markup.read),
        ("<rss><channel><item><description>&lt;nitf&gt;</description></item></channel></rss>", ".xml", feed.read),
        ("<urlset><url><news/></url></urlset>", ".xml", feed.read),
        ("<html><nitf></nitf></html>", "", html.read),
        (ANPA, ".txt", wire.read),
        (IPTC, "", wire.read),
        ("Ferry returns", ".txt", plain.read),
    ],
)
def test_formats_are_told_by_their_first_bytes(data: str, suffix: str, read: Read) -> None:
    """Files named `.xml` and `.txt` are told apart by what they begin with."""
    assert detect(io.BufferedReader(io.BytesIO(data.encode())), suffix) is read


def test_a_folder_that_mixes_them_is_read_whole(tmp_path: Path) -> None:
    """One folder holds all formats beside a feed and a page of text, and each file yields its article."""
    date = "<pubDate>Mon, 06 May 2030 09:00:00 GMT</pubDate>"
    item = f"<item><title>F</title><description>{FIRST}</description>{date}</item>"
    files = {"a.xml": g2(), "b.xml": newsml_1(), "c.xml": nitf(), "d.txt": ANPA, "e.tst": IPTC,
             "f.xml": f"<rss version='2.0'><channel>{item}</channel></rss>",
             "g.txt": f"Ferry\n2030-05-06\n\n{FIRST}"}  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, newline="")
    records = list(read_paths([tmp_path], options=Options(), stdin=io.BytesIO()))
    assert [type(record) for record in records] == [Article] * len(files)


def test_an_item_in_utf_8_under_another_name_is_read_in_utf_8() -> None:
    """A system that declares Latin-1 and writes UTF-8 is believed in what it writes; one that writes Latin-1, too."""
    document = nitf(title="Fähre kehrt zurück").replace('<?xml version="1.0"?>', "")
    for encoding in ("utf-8", "iso-8859-1"):
        data = f'<?xml version="1.0" encoding="iso-8859-1"?>{document}'.encode(encoding)
        (record,) = markup.read(io.BufferedReader(io.BytesIO(data)), "a.xml", Options())
        assert isinstance(record, Article), record
        assert record.title == "Fähre kehrt zurück"

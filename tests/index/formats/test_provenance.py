"""The provenance of fields: each format tells where it has them from, and what it leaves out."""

import io
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bench.languages import read_invented
from bench.samples import SAMPLES, write_response
from index.formats import Options, read_paths
from index.formats.inspection import Answered, inspect_answer, inspect_paths
from index.formats.provenance import Omitted, Provenance, Reading
from index.language import settle_language
from index.types import Article, Rejected

STORY = "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening."
SECOND = "It had been dark since the great storm of the winter before last, which broke the old lens into pieces."


def readings(path: Path, options: Options | None = None) -> list[Reading]:
    return list(inspect_paths([path], options or Options(), io.BytesIO()))


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def places(reading: Reading) -> dict[str, str]:
    return {one.field: one.place for one in reading.fields}


def noted(reading: Reading, name: str) -> Provenance:
    return next(one for one in reading.fields if one.field == name)


PAGE = f"""<html lang="en"><head><title>Lit again | The Herald</title>
<meta property="og:site_name" content="The Herald"><link rel="canonical" href="https://herald.example/lit">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Lit again",
 "datePublished": "2014-08-02T10:30", "author": {{"name": "Lea Orr"}}}}</script></head>
<body><nav><ul><li>All the news of the county of Marrow</li></ul></nav><article><h1>Lit again</h1>
<figure><img src="x.jpg"><figcaption>The tower in a storm of the last century</figcaption></figure>
<p>{STORY}</p><p>{SECOND}</p></article>
<div class="related"><p><a href="/2">A whale was seen off the coast of Marrow</a></p></div></body></html>"""


def test_a_page_tells_which_of_its_statements_each_field_is(tmp_path: Path) -> None:
    """Title, date, author and address name the statement they are from; the date says that it has no zone."""
    (reading,) = readings(write(tmp_path / "page.html", PAGE), Options(zone=ZoneInfo("Europe/London")))
    assert places(reading) == {
        "title": "JSON-LD headline", "published": "JSON-LD datePublished", "authors": "JSON-LD author",
        "url": "link rel=canonical", "source": "meta og:site_name", "language": "lang of the page",
        "text": "main text of the page", "id": "digest of the address",
    }  # fmt: skip
    date = noted(reading, "published")
    assert (date.written, date.remark) == ("2014-08-02T10:30", "without a zone, read in Europe/London")


def test_a_page_tells_what_is_left_out_of_it(tmp_path: Path) -> None:
    """Captions, menus and links to other articles are named by their kinds with their texts, and the text is not."""
    (reading,) = readings(write(tmp_path / "page.html", PAGE))
    assert set(reading.omitted) == {
        Omitted("menu", "All the news of the county of Marrow"),
        Omitted("caption", "The tower in a storm of the last century"),
        Omitted("link to other articles", "A whale was seen off the coast of Marrow"),
    }


def test_a_time_that_completes_a_day_is_the_provenance(tmp_path: Path) -> None:
    """Where one statement has the day and another its time, the date is that of the second, which is named."""
    page = PAGE.replace("2014-08-02T10:30", "2014-08-02").replace(
        "<article>", '<article><time itemprop="datePublished" datetime="2014-08-02T10:30Z">then</time>'
    )
    (reading,) = readings(write(tmp_path / "page.html", page))
    assert noted(reading, "published") == Provenance("published", "itemprop=datePublished", "2014-08-02T10:30Z")


def test_a_table_names_its_columns_and_those_it_does_not_use(tmp_path: Path) -> None:
    """A mapped column is named as the file has it; a day says that it is one, and in which order it was read."""
    table = (
        f"Headline,text,Day,Pages\nLit again,{STORY.replace(',', '')},02/08/2014,7\nMore,{STORY[:20]},25/08/2014,1\n"
    )
    options = Options(fields=(("Headline", "title"), ("Day", "published")), source="Herald")
    reading, _ = readings(write(tmp_path / "news.csv", table), options)
    assert places(reading) | {"id": "", "language": ""} == {
        "title": "column Headline", "text": "column text", "published": "column Day", "source": "--source", "id": "",
        "language": "",
    }  # fmt: skip
    assert noted(reading, "published").remark == "day first, a day, without a time"
    assert reading.omitted == (Omitted("unused column", "Pages"),)
    assert (reading.origin, reading.number, reading.format) == (str(tmp_path / "news.csv"), 2, "table")


def test_json_tells_fields_that_are_not_used_and_those_that_are_wrong(tmp_path: Path) -> None:
    """An unknown field and an address that is none are left out with their names; a long id is told to be a digest."""
    record = {"title": "Lit", "text": STORY, "published": "2014-08-02T10:00:00Z", "url": "nowhere", "desk": "coast"}
    (reading,) = readings(write(tmp_path / "a.json", json.dumps([record | {"id": "a b"}])))
    assert {*reading.omitted} == {
        Omitted("unused field", "desk"),
        Omitted("field that cannot be read", "url: nowhere"),
    }
    assert noted(reading, "id").remark == "its digest; 'a b' is kept as external_id"
    assert noted(reading, "source") == Provenance("source", "", None, "none is stated; name it with --source")
    assert noted(reading, "published").remark == ""


def test_a_feed_tells_whether_it_has_the_text_or_its_beginning(tmp_path: Path) -> None:
    """The text of an entry is its content or its description, and a beginning is told to be one."""
    items = "".join(
        f"<item><title>Lit again</title><link>https://herald.example/{number}</link>{text}"
        "<pubDate>Sat, 02 Aug 2014 10:00:00 GMT</pubDate></item>"
        for number, text in enumerate(
            (f"<description>{STORY}</description>", f"<content:encoded>{STORY}</content:encoded>")
        )
    )
    rss = f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Herald</title>{items}</channel></rss>'
    teaser, whole = readings(write(tmp_path / "feed.rss", rss))
    assert noted(teaser, "text").place == "description"
    assert "the beginning of the article" in noted(teaser, "text").remark
    assert noted(whole, "text") == Provenance("text", "content:encoded")
    assert (places(whole)["published"], places(whole)["source"]) == ("pubDate", "title of the feed")
    assert "modified" not in places(whole)


def test_entries_of_a_feed_in_a_web_archive_tell_their_own_places(tmp_path: Path) -> None:
    """What is noted of one entry is not told of the next, and each has the number of the archive's record."""
    items = "".join(
        f"<item><title>Lit {number}</title><link>https://herald.example/{number}</link>{text}"
        "<pubDate>Sat, 02 Aug 2014 10:00:00 GMT</pubDate></item>"
        for number, text in enumerate(
            (f"<description>{STORY}</description>", f"<content:encoded>{STORY}</content:encoded>")
        )
    )
    rss = f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Herald</title>{items}</channel></rss>'
    feed = write_response("https://herald.example/feed", rss.encode(), mime="application/rss+xml")
    page = write_response("https://herald.example/a", PAGE.encode())
    path = tmp_path / "a.warc"
    path.write_bytes(page + feed)
    first, *entries = readings(path)
    assert [places(one)["text"] for one in (first, *entries)] == [
        "main text of the page", "description", "content:encoded",
    ]  # fmt: skip
    assert {one.number for one in entries} == {2}


def test_a_text_tells_its_head_its_credits_and_the_name_of_its_file(tmp_path: Path) -> None:
    """The date of a text is told from its lines or its name, a credit is told to be left out."""
    text = f"Lit again\nBy Lea Orr\n\n{STORY}\nPhoto: Ivo Lund\n"
    (named,) = readings(write(tmp_path / "2014-08-02-lit.txt", text))
    assert (places(named)["published"], places(named)["authors"]) == ("name of the file", "byline in the first lines")
    assert named.omitted == (Omitted("credit", "Photo: Ivo Lund"),)
    (dated,) = readings(write(tmp_path / "lit.txt", f"August 2, 2014\n{text}"))
    assert noted(dated, "published").written == "August 2, 2014"
    (labelled,) = readings(write(tmp_path / "l.txt", f"Subject: Lit again\nDate: 2 Aug 2014\n\n{STORY}\n"))
    assert places(labelled)["title"] == "labelled line above the text"


def test_a_news_item_names_the_element_or_attribute_of_each_field(tmp_path: Path) -> None:
    """Fields of an agency's item are found where their values stand, a source within an address as part of it."""
    item = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:20140802:lit"
      version="3" xml:lang="en"><itemMeta><provider uri="http://www.wire.example"/>
      <versionCreated>2014-08-02T10:00:00Z</versionCreated></itemMeta>
      <contentMeta><headline>Lit again</headline><by>Lea Orr</by></contentMeta>
      <contentSet><inlineXML><html><body><p>{STORY}</p></body></html></inlineXML></contentSet></newsItem>"""
    (reading,) = readings(write(tmp_path / "item.xml", item))
    found = places(reading)
    assert (found["title"], found["published"], found["revision"]) == (
        "contentMeta/headline", "itemMeta/versionCreated", "newsItem@version",
    )  # fmt: skip
    assert found["source"] == "part of itemMeta/provider@uri"


def test_a_json_feed_and_ninjs_name_their_properties(tmp_path: Path) -> None:
    """The fields of an item have the names of its properties, not of ours."""
    item = {
        "id": "1",
        "url": "https://h.example/1",
        "title": "Lit",
        "content_text": STORY,
        "date_published": "2014-08-02",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "items": [item]}
    ninjs = {
        "uri": "urn:x:1", "versioncreated": "2014-08-02T10:00:00Z", "type": "text", "headline": "Lit",
        "body_text": STORY, "pubstatus": "usable",
    }  # fmt: skip
    (reading,) = readings(write(tmp_path / "feed.json", json.dumps(feed)))
    assert (places(reading)["text"], places(reading)["published"]) == ("content_text", "date_published")
    (reading,) = readings(write(tmp_path / "item.json", json.dumps(ninjs)))
    assert (places(reading)["text"], places(reading)["published"]) == ("body_text", "versioncreated")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_asking_for_provenance_changes_no_record(name: str, tmp_path: Path) -> None:
    """Every format yields the same records, in the languages they will be stored in, and tells the required fields."""
    path = tmp_path / f"2021-03-02.{name.split()[-1]}"
    path.write_bytes(SAMPLES[name]())
    plain = list(read_paths([path], options=Options(source="Herald"), stdin=io.BytesIO()))
    told = readings(path, Options(source="Herald"))
    settled = [settle_language(one) if isinstance(one, Article) else one for one in plain]
    assert [reading.record for reading in told] == settled
    for reading in told:
        if isinstance(reading.record, Article):
            assert {"title", "text", "published", "source", "id"} <= places(reading).keys()


def test_an_answer_is_read_by_its_address_its_type_and_its_bytes() -> None:
    """A page is decoded by its type and knows its address; an answer that is no text is refused."""
    head = "<html><head><title>Café</title></head><body><article>"
    page = f"{head}<p>{STORY} Café.</p><p>{SECOND}</p></article></body></html>"
    url = "https://herald.example/2014/08/02/lit"
    options = Options()
    (reading,) = inspect_answer(Answered(url, page.encode("latin-1"), "text/html; charset=latin-1"), options)
    assert isinstance(reading.record, Article)
    assert (reading.record.url, "Café" in reading.record.text, places(reading)["url"]) == (
        url,
        True,
        "address of the page",
    )
    (refused,) = inspect_answer(Answered(url, b"\x00\x01\x02"), options)
    assert isinstance(refused.record, Rejected)


def test_a_language_that_is_told_from_the_text_says_so(tmp_path: Path) -> None:
    """Where none is declared, or plainly a wrong one, the provenance says that the text tells it."""
    german = " ".join([read_invented()["de"]] * 4)
    record = {"title": "Fähre", "text": german, "published": "2014-08-02"}
    path = write(tmp_path / "a.jsonl", f"{json.dumps(record)}\n{json.dumps(record | {'language': 'en'})}\n")
    undeclared, wrong = readings(path)
    assert isinstance(wrong.record, Article)
    assert wrong.record.language == "de"
    assert noted(undeclared, "language") == Provenance("language", "", None, "detected in the text")
    remark = "declared as 'en', but the text is in another language"
    assert noted(wrong, "language") == Provenance("language", "field language", None, remark)

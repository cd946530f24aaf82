"""The date of a page, feed or record that names its months in the language it declares."""

import io
import json

import pytest

from index.formats import Options
from index.formats.feeds import feed
from index.formats.json import jsonlines
from index.formats.pages import html
from index.formats.pages.html import parse_page
from index.types import Article
from tests.index.formats.pages.test_html import page as page_of

STORY = "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening."
SECOND = "It had been dark since the great storm of the winter before last, which broke the old lens into pieces."


@pytest.mark.parametrize(
    ("language", "written", "month"),
    [
        ("hr", "26. listopada 2015.", 10),
        ("hr-HR", "26. siječnja 2015.", 1),
        ("pl", "26 listopada 2015", 11),
        ("ar", "٢٦ تشرين الأول ٢٠١٥", 10),
        ("ja", "2015年8月26日", 8),
        ("zh-CN", "2015年12月26日 下午2:30", 12),
        ("tr", "26 Ağustos 2015", 8),
        ("", "26 août 2015", 8),
    ],
)
def test_a_date_is_read_in_the_language_of_its_page(language: str, written: str, month: int) -> None:
    """A date that is shown on a page is read in the language that the page declares."""
    page = (
        f'<html lang="{language}"><head><title>Lit again</title></head><body><article><h1>Lit again</h1>'
        f'<time class="published">{written}</time><p>{STORY}</p><p>{SECOND}</p></article></body></html>'
    )
    (record,) = html.read(io.BufferedReader(io.BytesIO(page.encode())), "page.html", Options())
    assert isinstance(record, Article), record
    assert (record.published.year, record.published.month, record.published.day) == (2015, month, 26)


def test_feeds_and_records_are_read_in_the_language_they_declare() -> None:
    """An entry of a Croatian feed, and a record that names its language, have Croatian months."""
    rss = (
        "<rss version='2.0'><channel><title>Herald</title><language>hr</language><item><title>Lit again</title>"
        f"<link>https://h.example/1</link><description>{STORY}</description><pubDate>26. listopada 2015.</pubDate>"
        "</item></channel></rss>"
    )
    given = {
        "title": "Lit",
        "text": STORY,
        "language": "hr",
        "published": "1. ožujka 2015.",
        "modified": "2. srpnja 2015.",
    }
    (entry,) = feed.read(io.BufferedReader(io.BytesIO(rss.encode())), "feed.rss", Options())
    (record,) = jsonlines.read(io.BufferedReader(io.BytesIO(json.dumps(given).encode())), "a.jsonl", Options())
    assert isinstance(entry, Article), entry
    assert isinstance(record, Article), record
    assert entry.published.month == 10
    assert record.modified is not None
    assert (record.published.month, record.modified.month) == (3, 7)


@pytest.mark.parametrize(
    "head",
    [
        '"dateCreated": "2025-02-11", "image": {"@type": "ImageObject", "datePublished": "2019-01-01"}',
        '"dateCreated": "2025-02-11"',
    ],
)
def test_the_article_object_states_when_it_was_made(head: str) -> None:
    """`dateCreated` of the article is its date, and the date of its picture is not."""
    article = f'{{"@type": "NewsArticle", "headline": "Night ferry returns", {head}}}'
    stated = f'<script type="application/ld+json">{article}</script>'
    assert str(parse_page(page_of(f"<title>Night ferry returns</title>{stated}")).published)[:10] == "2025-02-11"


@pytest.mark.parametrize(
    "around",
    [
        '<header><time datetime="2026-11-29">Sunday</time></header>',
        '<div class="event">Starts on <time datetime="2025-06-01">1 June</time></div>',
        '<p>Updated <time datetime="2025-06-01">1 June</time></p>',
    ],
)
def test_a_time_of_something_else_is_not_the_date(around: str) -> None:
    """The day in the masthead, that of an event and that of an update do not date the article."""
    bare = "<title>Night ferry returns</title>"
    assert parse_page(page_of(bare, more=around)).published is None or "Updated" in around
    told = parse_page(page_of(bare, '<p>Published <time datetime="2025-02-11">Tuesday</time></p>', around))
    assert str(told.published)[:10] == "2025-02-11"


def test_another_articles_date_is_not_the_pages() -> None:
    """A date that the JSON-LD states of another article is not guessed to be this one's."""
    other = '{"@type": "ItemList", "itemListElement": [{"item": {"name": "Other", "datePublished": "2021-01-01"}}]}'
    data = page_of(f'<title>Night ferry returns</title><script type="application/ld+json">{other}</script>')
    assert parse_page(data).published is None


def test_a_time_of_a_related_article_is_not_the_date() -> None:
    """Related posts mark their times as published, too, and the page shows its own as text."""
    marked = '<time class="published" datetime="2009-04-11">11 April</time>'
    related = f'<div class="related-posts"><article>{marked}</article></div>'
    told = parse_page(page_of("<title>Night ferry returns</title>", "<div>11 February 2025</div>", related))
    assert str(told.published)[:10] == "2025-02-11"


@pytest.mark.parametrize(("other", "day"), [("25.03.2025", "2025-11-03"), ("03.25.2025", "2025-03-11"), ("", "None")])
def test_the_other_dates_of_a_page_show_its_order(other: str, day: str) -> None:
    """Whether the day or the month comes first is told by another date of the page that can be read in one way."""
    told = parse_page(
        page_of("<title>Night ferry returns</title>", "<div>03.11.2025</div>", f"<footer>{other}</footer>")
    )
    assert str(told.published)[:10] == day


def test_a_guess_that_is_none_of_the_readings_is_not_used() -> None:
    """Beside a shown date that may be read in two ways, a date found elsewhere in the page counts only if it is one."""
    for elsewhere, day in (("2025-08-25", "None"), ("2025-11-03", "2025-11-03")):
        link = f'<link rel="canonical" href="https://post.example/{elsewhere.replace("-", "/")}/ferry">'
        told = parse_page(page_of(f"<title>Night ferry returns</title>{link}", "<div>03.11.2025</div>"))
        assert str(told.published)[:10] == day


def test_an_update_that_can_be_read_is_not_taken_for_a_date_that_cannot() -> None:
    """Where day and month of the stated date may be swapped, another shows the order, or none is used."""
    head = '<title>Night ferry returns</title><meta name="publish-date" content="06/05/2025 09:00">'
    ordered = parse_page(page_of(f'{head}<meta name="last-modified" content="16/05/2025">'))
    assert str(ordered.published) == "2025-05-06 09:00:00+00:00"
    unclear = parse_page(page_of(f'{head}<meta name="last-modified" content="2025-08-16">'))
    assert (unclear.published, unclear.ambiguous) == (None, "06/05/2025")

"""Records of news APIs and of publishers' systems: their shapes, withheld fields, and dates in two zones."""

import json

import pytest

from index.dates import format_moment
from index.formats import Options
from index.formats.json import jsonfile
from index.formats.json.values import read_json
from index.formats.tables import table
from index.types import Article, Rejected
from tests.index.formats.test_shapes import TEXT, article, records

NOTES = [
    "ONLY AVAILABLE IN PAID PLANS",
    "ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS",
    "Only available for premium users.",
    "Upgrade your plan to a paid plan",
    "<!-- Redistribution rights for this field are unavailable -->",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_withheld_field_is_none(note: str) -> None:
    """A note in place of a field is neither text nor author; a record that has no other text is refused with it."""
    record: dict[str, object] = {
        "title": "Lit again",
        "text": TEXT,
        "published": "2014-08-02",
        "url": "https://h.example/7",
    }
    read = article(jsonfile.read, json.dumps([record | {"authors": [note], "language": note, "subjects": [note]}]))
    assert (read.authors, read.language, read.subjects) == ((), None, ())
    (refused,) = records(jsonfile.read, json.dumps([record | {"text": note}]))
    assert isinstance(refused, Rejected)
    assert refused.reason.startswith(f"text is missing or empty: {note!r} stands in its place")


def test_what_stands_in_place_of_a_withheld_text_is_told_as_cut() -> None:
    """NewsData describes an article whose text the plan does not include: the description ends in an ellipsis."""
    result = {
        "title": "Lit again", "link": "https://h.example/7", "description": TEXT, "content": NOTES[0],
        "pubDate": "2014-08-02 10:00:00", "creator": ["Lea Orr"], "source_name": "Herald", "source_id": "herald",
        "language": "english", "ai_tag": NOTES[0],
    }  # fmt: skip
    read = article(jsonfile.read, json.dumps({"status": "success", "results": [result]}))
    assert (read.text, read.authors, read.source) == (f"{TEXT[:-1]}…", ("Lea Orr",), "Herald")
    whole = article(jsonfile.read, json.dumps({"results": [result | {"content": f"{TEXT} {TEXT}"}]}))
    assert whole.text == f"{TEXT} {TEXT}"


def test_a_text_about_plans_is_a_text() -> None:
    """A sentence that tells what is available in which plans is no note."""
    text = "The tickets are only available in paid plans of the ferry company, which the council calls unfair."
    assert article(jsonfile.read, json.dumps([{"title": "T", "text": text, "published": "2014-08-02"}])).text == text


POST = {
    "id": 17, "date": "2025-05-06T10:00:00", "date_gmt": "2025-05-06T14:00:00", "modified": "2025-05-07T10:00:00",
    "modified_gmt": "2025-05-07T14:00:00", "link": "https://h.example/7", "author": 3,
    "title": {"rendered": "Lit &amp; well"}, "content": {"rendered": f"<p>{TEXT}</p>", "protected": False},
    "_embedded": {"author": [{"id": 3, "name": "Lea Orr"}]},
}  # fmt: skip
MAP = (("title.rendered", "title"), ("content.rendered", "text"), ("date", "published"), ("link", "url"))


@pytest.mark.parametrize("fields", [(), MAP])
def test_wordpress_states_its_dates_in_utc_beside_the_local_ones(fields: tuple[tuple[str, str], ...]) -> None:
    """`date_gmt` and `modified_gmt` are read, also where the local date is mapped; posts need no mapping."""
    read = article(jsonfile.read, json.dumps([POST]), options=Options(fields=fields))
    assert (read.title, read.text, read.url) == ("Lit & well", TEXT, "https://h.example/7")
    assert read.modified is not None
    assert [format_moment(one) for one in (read.published, read.modified)] == [
        "2025-05-06T14:00:00Z",
        "2025-05-07T14:00:00Z",
    ]
    assert read.authors == (() if fields else ("Lea Orr",))


def test_a_date_in_utc_that_is_none_is_not_read() -> None:
    """A post that was never published has zeros; the local date is read then, and so is one of a table."""
    empty = POST | {"date_gmt": "0000-00-00T00:00:00"}
    assert format_moment(article(jsonfile.read, json.dumps([empty])).published) == "2025-05-06T10:00:00Z"
    told = TEXT.replace(",", "")
    rows = f"title,text,post_date,post_date_gmt\nLit again,{told},2025-05-06 10:00:00,2025-05-06 14:00:00\n"
    read = article(table.read, rows, options=Options(fields=(("post_date", "published"),)))
    assert format_moment(read.published) == "2025-05-06T14:00:00Z"


@pytest.mark.parametrize(
    "answer",
    [
        {"articles": {"results": [{"uri": "7", "title": "Lit again", "body": TEXT, "url": "https://h.example/7",
            "lang": "eng", "dateTimePub": "2014-08-02T10:00:00Z",
            "source": {"uri": "h.example", "title": "Herald"},
            "authors": [{"name": "Lea Orr"}]}]}},
        {"news": [{"id": 7, "title": "Lit again", "text": TEXT, "url": "https://h.example/7", "language": "en",
            "publish_date": "2014-08-02 10:00:00", "authors": ["Lea Orr"], "source": "Herald"}]},
        {"posts": [{"id": "7", "title": "Lit again", "html": f"<p>{TEXT}</p>", "url": "https://h.example/7",
            "published_at": "2014-08-02T12:00:00.000+02:00", "authors": [{"name": "Lea Orr"}], "source": "Herald",
            "language": "en"}]},
        {"found": 1, "posts": [{"ID": 7, "title": "Lit again", "content": f"<p>{TEXT}</p>",
            "URL": "https://h.example/7", "date": "2014-08-02T12:00:00+02:00", "author": {"name": "Lea Orr"},
            "source": "Herald", "language": "en"}]},
    ],
    ids=["event-registry", "world-news", "ghost", "wordpress.com"],
)  # fmt: skip
def test_answers_of_other_systems_need_no_mapping(answer: dict[str, object]) -> None:
    """Event Registry, the World News API, Ghost and WordPress.com have names of their own for the fields."""
    read = article(jsonfile.read, json.dumps(answer))
    assert (read.title, read.text, read.source, read.authors) == ("Lit again", TEXT, "Herald", ("Lea Orr",))
    assert (read.url, read.language, format_moment(read.published)) == (
        "https://h.example/7",
        "en",
        "2014-08-02T10:00:00Z",
    )


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://www.herald.example/feed?x=1", "herald.example"),
        ("//herald.example", "herald.example"),
        ("www.herald.example", "herald.example"),
        ({"name": "", "url": "https://herald.example/"}, "herald.example"),
        ({"name": "Herald", "url": "https://herald.example/"}, "Herald"),
        ("herald.example", "herald.example"),
        ("The Herald: a paper", "The Herald: a paper"),
        ("http://", "http://"),
    ],
)
def test_the_address_of_a_source_is_its_host(source: object, name: str) -> None:
    """A source that is an address is called by its host; an object with a name by that."""
    read = article(
        jsonfile.read, json.dumps([{"title": "T", "text": TEXT, "published": "2014-08-02", "source": source}])
    )
    assert isinstance(read, Article)
    assert read.source == name


def test_an_article_in_json_ld_is_read() -> None:
    """The JSON-LD of a page, kept as a file, is an article."""
    stated = {
        "@type": "NewsArticle", "headline": "Ferry returns", "articleBody": "It sails.\n\nFrom Friday.",
        "datePublished": "2025-05-06T09:00:00Z", "author": [{"@type": "Person", "name": "Ana Ruiz"}],
        "publisher": {"name": "Harbour Post"}, "mainEntityOfPage": {"@id": "https://post.example/1"},
    }  # fmt: skip
    (article,) = read_json(json.dumps(stated).encode(), "x.json", 1, Options())
    assert isinstance(article, Article)
    assert (article.title, article.text, article.source) == (
        "Ferry returns",
        "It sails.\n\nFrom Friday.",
        "Harbour Post",
    )
    assert (article.authors, article.url) == (("Ana Ruiz",), "https://post.example/1")


def test_objects_within_nodes_are_told() -> None:
    """Records of GraphQL stand in nodes; the fields and the flags are those within."""
    node = {"headline": "A", "body": "B", "publishedAt": "2025-05-06"}
    value = {"data": {"articles": {"edges": [{"node": node}]}}}
    (refused,) = read_json(json.dumps(value).encode(), "x.json", 1, Options())
    assert isinstance(refused, Rejected)
    assert "--map headline=title --map body=text --map publishedAt=published" in refused.reason
    mapped = Options(fields=(("headline", "title"), ("body", "text"), ("publishedAt", "published")))
    (article,) = read_json(json.dumps(value).encode(), "x.json", 1, mapped)
    assert isinstance(article, Article)


def test_flags_reach_into_objects() -> None:
    """A field that is an object is not mapped itself, but the value within that has the text."""
    value = {"headline": {"main": "A"}, "body": {"html": "<p>B</p>"}, "date": "2025-05-06"}
    (refused,) = read_json(json.dumps(value).encode(), "x.json", 1, Options())
    assert isinstance(refused, Rejected)
    assert "--map headline.main=title --map body.html=text --map date=published" in refused.reason

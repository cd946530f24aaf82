"""Records in the shapes that news APIs, spreadsheets and archives give them."""

import io
import json

import pytest

from index.addresses import canonical_url
from index.dates import format_moment
from index.formats import Options
from index.formats.detection import Read
from index.formats.feeds import feed
from index.formats.feeds.feed import parse_feed
from index.formats.fields.markup import to_paragraphs
from index.formats.json import jsonfile, jsonlines
from index.formats.pages import html
from index.formats.parallel import resolve
from index.formats.progress import Progress
from index.formats.tables import table
from index.formats.texts import plain
from index.types import Article, Record, Rejected

TEXT = "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening."


def records(read: Read, data: str | bytes, origin: str = "news", options: Options | None = None) -> list[Record]:
    raw = data if isinstance(data, bytes) else data.encode()
    return list(resolve(read(io.BufferedReader(io.BytesIO(raw)), origin, options or Options()), Progress(), 0))


def article(read: Read, data: str | bytes, origin: str = "news", options: Options | None = None) -> Article:
    (record,) = records(read, data, origin, options)
    assert isinstance(record, Article), record
    return record


def test_the_array_within_an_answer_is_read() -> None:
    """Records stand in an array at any depth; dotted names reach their fields, and a source may be an object."""
    data = (
        '{"status": "ok", "answer": {"hits": [{"head": {"main": "Lit again"}, "body": {"plain": "STORY [+99 chars]"},'
        ' "day": "2014-08-02", "source": {"name": "Herald"}, "language": "English",'
        ' "authors": "By Lea Orr and Ivo Lund"},'
        ' {"head": {"main": ""}, "body": {"plain": "x"}, "day": "2014-08-02"}]}}'
    ).replace("STORY", TEXT)
    options = Options(fields=(("head.main", "title"), ("body.plain", "text"), ("day", "published")))
    found, refused = records(jsonfile.read, data, options=options)
    assert isinstance(found, Article)
    assert (found.title, found.text, found.source) == ("Lit again", TEXT + "…", "Herald")
    assert (found.language, found.authors) == ("en", ("Lea Orr", "Ivo Lund"))
    assert isinstance(refused, Rejected)


def test_a_json_feed_needs_no_mapping() -> None:
    """A JSON Feed says what it is."""
    data = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "items": [{"id": "7", "title": "Lit again",'
        f' "content_html": "<p>{TEXT}</p><p>More &amp; more.</p>", "url": "https://h.example/7",'
        ' "date_published": "2014-08-02T10:00:00+02:00", "authors": [{"name": "Lea Orr"}]}]}'
    )
    found = article(jsonfile.read, data)
    assert (found.text, found.source, found.authors) == (f"{TEXT}\n\nMore & more.", "Herald", ("Lea Orr",))


def test_answers_of_known_news_apis_need_no_mapping() -> None:
    """NewsAPI, the Guardian and the New York Times have names of their own for the fields of an article."""
    newsapi: dict[str, object] = {
        "title": "Lit again - Herald",
        "content": f"{TEXT}… [+99 chars]",
        "publishedAt": "2014-08-02T10:00:00Z",
    }
    newsapi |= {"source": {"id": None, "name": "Herald"}, "author": "Lea Orr", "url": "https://h.example/7"}
    body = f"<p>{TEXT}</p><aside><p>Related: x</p></aside><figure><figcaption>Photo</figcaption></figure><p>More.</p>"
    guardian: dict[str, object] = {
        "webTitle": "Lit again",
        "webPublicationDate": "2014-08-02T10:00:00Z",
        "webUrl": "https://h.example/7",
    }
    guardian |= {"fields": {"body": body, "bodyText": "", "byline": "Lea Orr in Cape Marrow", "publication": "Herald"}}
    times: dict[str, object] = {
        "headline": {"main": "Lit again"},
        "lead_paragraph": TEXT,
        "pub_date": "2014-08-02T10:00:00+0000",
    }
    times |= {"web_url": "https://h.example/7", "byline": {"original": "By Lea Orr"}, "source": "Herald"}
    answers = {
        f"{TEXT}…": {"status": "ok", "articles": [newsapi]},
        f"{TEXT}\n\nMore.": {"response": {"results": [guardian]}},
        TEXT: {"response": {"docs": [times]}},
    }
    for text, answer in answers.items():
        found = article(jsonfile.read, json.dumps(answer))
        assert (found.title, found.text, found.source, found.authors) == ("Lit again", text, "Herald", ("Lea Orr",))
        assert (found.url, format_moment(found.published)) == ("https://h.example/7", "2014-08-02T10:00:00Z")


def test_a_removed_article_is_refused() -> None:
    """NewsAPI leaves a record without text where a publisher has withdrawn the article."""
    removed = dict.fromkeys(("title", "description", "content"), "[Removed]")
    (refused,) = records(jsonfile.read, json.dumps({"articles": [removed | {"publishedAt": "1970-01-01T00:00:00Z"}]}))
    assert isinstance(refused, Rejected)
    assert "removed" in refused.reason


def test_an_optional_field_costs_itself_only() -> None:
    """A wrong address, date of change, id or list of authors is dropped, and the article stays."""
    data = (
        f'{{"title": "Lit &amp; bright", "text": "{TEXT}", "published": "2014-08-02", "url": "nan", "modified": "soon",'
        ' "id": [1], "authors": [1, {"name": "Lea Orr"}], "source": {"x": 1}, "language": 5}'
    )
    found = article(jsonfile.read, data)
    assert (found.title, found.url, found.modified, found.authors) == ("Lit & bright", None, None, ("Lea Orr",))
    assert article(jsonfile.read, data.replace("nan", "www.h.example/7")).url == "https://www.h.example/7"


def test_plain_signs_are_no_markup() -> None:
    """A text with comparisons and ampersands is left alone; one with elements is read as markup."""
    plain_text = "Prices < 5 and > 3 at AT&T; see <http://x>."
    data = f'{{"title": "T", "text": "{plain_text}", "published": "2014-08-02"}}'
    assert article(jsonfile.read, data).text == plain_text
    marked = data.replace(plain_text, "<p>One <b>bold</b>.</p><script>x()</script><p>Two.</p>")
    assert article(jsonfile.read, marked).text == "One bold.\n\nTwo."


def test_a_refusal_names_the_fields_that_were_found() -> None:
    """A record whose fields have other names is refused with those names and the option that maps them."""
    (refused,) = records(jsonfile.read, '{"Kopf": "T", "text": "x", "published": "2014-08-02"}')
    assert isinstance(refused, Rejected)
    assert "Kopf" in refused.reason
    assert "--map" in refused.reason


@pytest.mark.parametrize(
    "data",
    [
        f"title;text;published\nLit again;{TEXT};2014-08-02\n",
        f"sep=|\ntitle|text|published\nLit again|{TEXT}|2014-08-02\n",
        f"title,text,published\rLit again,{TEXT.replace(',', ';')},2014-08-02\r".replace(";", " ;"),
        f'title,text,published\nLit again,"{TEXT}",2014-08-02,,\n',
        f'title\ttext\tpublished\nLit again\t"{TEXT}"\t2014-08-02\n',
    ],
)
def test_a_table_tells_how_it_is_written(data: str) -> None:
    """Delimiter, line ends and trailing cells are told from the file."""
    found = article(table.read, data, "news.csv")
    assert (found.title, format_moment(found.published)) == ("Lit again", "2014-08-02T00:00:00Z")


def test_a_quote_may_be_escaped_by_a_backslash() -> None:
    """A quote within a cell is part of it, however it is escaped."""
    found = article(table.read, f'title,text,published\n"The \\"Star\\" is lit","{TEXT}",2014-08-02\n', "news.csv")
    assert found.title == 'The "Star" is lit'


def test_the_file_or_an_option_tells_day_from_month() -> None:
    """A date above 12 decides for the whole file; without one the option does, and without both it is refused."""
    head, row = "title,text,published\n", f'Lit,"{TEXT}",07/08/2014\n'
    found = records(table.read, head + row + row.replace("07/08", "14/08"), "news.csv")
    assert [format_moment(one.published)[:10] for one in found if isinstance(one, Article)] == [
        "2014-08-07",
        "2014-08-14",
    ]
    assert article(table.read, head + row, "news.csv", Options(dates="mdy")).published.month == 7
    (refused,) = records(table.read, head + row, "news.csv")
    assert isinstance(refused, Rejected)
    assert "--dates" in refused.reason


@pytest.mark.parametrize(
    "head",
    [
        "From: lea@h.example (Lea Orr)\nSubject: Re: Lit again\nLines: 2\nDate: Sat, 2 Aug 2014 10:00:00 GMT\n",
        "HEADLINE: Lit again\nBYLINE: By Lea Orr\nLENGTH: 90 words\nDATE: August 2, 2014 10:00 GMT\n",
        '---\ntitle: "Lit again"\nauthor: Lea Orr\ndate: 2014-08-02T10:00:00Z\ntags: x\n---\n',
        "World\nLit again\nLea Orr\n90 words\n2 August 2014 10:00\nHerald\nHRLD\n",
    ],
)
def test_labelled_lines_are_fields_and_no_text(head: str) -> None:
    """Posts, archives and front matter label their fields, and Factiva orders them."""
    found = article(plain.read, f"{head}\n{TEXT}\n")
    assert (found.title, found.authors, found.text) == ("Lit again", ("Lea Orr",), TEXT)
    assert format_moment(found.published) == "2014-08-02T10:00:00Z"


def test_a_story_with_colons_has_no_labels() -> None:
    """A headline with a colon is a headline."""
    found = article(plain.read, f"Review: Lit again\n2 August 2014\n\n{TEXT}\n")
    assert found.title == "Review: Lit again"


def rss(item: str) -> str:
    spaces = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:wp="http://wordpress.org/export/1.2/"'
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>Herald</title>{item}</channel></rss>'


ITEM = f"<title>Lit again</title><description>{TEXT}</description><pubDate>Sat, 2 Aug 2014 10:00:00 GMT</pubDate>"


def test_an_entry_has_its_own_title_text_and_author() -> None:
    """The title of a picture, its caption and its credit are not the entry's; a GUID that is a number is no address."""
    more = (
        "<image><url>https://h.example/i</url><title>Logo</title></image><guid>17</guid>"
        f"<media:description>{TEXT} {TEXT}</media:description><media:credit>Ivo Lund</media:credit>"
        "<author>desk@herald.photography (Lea Orr)</author>"
    )
    found = article(feed.read, rss(f"<item>{ITEM}{more}</item>"))
    assert (found.title, found.text, found.authors, found.url) == ("Lit again", TEXT, ("Lea Orr",), None)


def test_an_export_gives_published_posts_only() -> None:
    """Drafts, pages and posts with a password are counted and left out; blank lines part paragraphs."""
    kinds = (("post", "publish"), ("page", "publish"), ("post", "draft"))
    items = [
        f"<item>{ITEM}<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
        for kind, status in kinds
    ]
    items.append(items[0].replace("</item>", "<wp:post_password>x</wp:post_password></item>"))
    items[0] = items[0].replace(TEXT, f"{TEXT}\n\nMore\nof it.")
    found, told = records(feed.read, rss("".join(items)))
    assert isinstance(found, Article)
    assert found.text == f"{TEXT}\n\nMore of it."
    assert isinstance(told, Rejected)
    assert told.reason.startswith("3 items")


def test_a_page_names_its_feed() -> None:
    """A page in place of a feed is refused with the address of its feed."""
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>x</body></html>'
    (refused,) = records(feed.read, page, "https://h.example/")
    assert isinstance(refused, Rejected)
    assert "https://h.example/feed.xml" in refused.reason


STORY = "".join(f"<p>{TEXT} It was the {number}. evening of talks in the harbour hall.</p>" for number in range(1, 7))


def page(head: str, body: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Lit again</title>{head}</head><body><article>"
        f"<h1>Lit again</h1>{body}<div>{STORY}</div></article></body></html>"
    )


@pytest.mark.parametrize(
    ("head", "body", "moment"),
    [
        ('<meta name="date" content="2014-08-02"><meta property="article:published_time" content="2014-08-02T21:00Z">',
         "", "2014-08-02T21:00:00Z"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2014-08-02T21:00+02:00",'
         ' "image": {"@type": "ImageObject", "datePublished": "2011-01-01"}}</script>', "", "2014-08-02T19:00:00Z"),
        ("", '<time itemprop="datePublished" datetime="2014-08-02T21:00+0200">2 Aug</time>', "2014-08-02T19:00:00Z"),
        ('<meta property="article:published_time" content="1979-08-02T21:00:00Z">', "", "1979-08-02T21:00:00Z"),
        ("", '<time datetime="Sat Aug 02 2014 21:00:00 GMT+0000">today</time>', "2014-08-02T21:00:00Z"),
    ],
)  # fmt: skip
def test_the_date_of_a_page_is_that_of_its_article(head: str, body: str, moment: str) -> None:
    """What states the article's own date counts, with the time and zone that any of them adds."""
    assert format_moment(article(html.read, page(head, body)).published) == moment


def test_a_page_never_guesses_day_and_month() -> None:
    """A page that shows only a date that may be two days is refused, unless the order is given."""
    (refused,) = records(html.read, page("", '<p class="date">07/08/2014</p>'))
    assert isinstance(refused, Rejected)
    found = article(html.read, page("", '<time class="published">07/08/2014</time>'), options=Options(dates="dmy"))
    assert format_moment(found.published) == "2014-08-07T00:00:00Z"


def test_the_title_is_the_headline_and_stands_once() -> None:
    """The name of the site is cut off, a relative canonical address is joined, and every author is named."""
    head = (
        '<meta property="og:title" content="Lit again | The Herald"><meta property="og:site_name" content="The Herald">'
        '<meta name="pubdate" content="2014-08-02"><base href="https://h.example/"><link rel="canonical" href="/7">'
    )
    body = '<p><a rel="author" href="/l">Lea Orr</a>, Editor, and <a rel="author" href="/i">Ivo Lund</a></p>'
    found = article(html.read, page(head, body))
    assert (found.title, found.url, found.authors) == ("Lit again", "https://h.example/7", ("Lea Orr", "Ivo Lund"))
    assert not found.text.startswith("Lit again")


def test_latin_1_is_windows_1252() -> None:
    """A page that declares iso-8859-1 keeps its quotes and dashes."""
    head = '<meta charset="iso-8859-1"><meta name="pubdate" content="2014-08-02">'
    data = page(head).replace("evening of talks", "“evening” – of talks").encode("cp1252")
    assert "“evening” – of talks" in article(html.read, data).text


def test_tracking_parameters_do_not_part_articles() -> None:
    """How a reader came to a page is no part of its address; a number of the article is."""
    plain_url = canonical_url("https://h.example/news?id=7")
    for added in ("at_medium=x", "wt_mc=x", "wt.mc_id=x", "msclkid=1", "gbraid=1", "_hsenc=1"):
        assert canonical_url(f"https://h.example/news?id=7&{added}") == plain_url
    assert canonical_url("https://h.example/news?id=8") != plain_url


def test_the_title_of_the_media_is_that_of_an_entry_without_one() -> None:
    """A feed of films titles its entries by their media; where an entry has a title, that of its picture is not it."""
    media = "<media:content url='a.mp4'><media:title>Lit again</media:title></media:content>"
    items = f"<item><title>The lamp</title>{media}</item><item>{media}</item>"
    head = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Herald</title>'
    found = parse_feed(f"{head}{items}</channel></rss>".encode(), "f", Options())
    assert [entry.title for entry in found.entries] == ["The lamp", "Lit again"]


def test_an_empty_channel_of_cdf_is_a_feed() -> None:
    """The oldest format of feeds has a channel as its root."""
    assert (
        parse_feed(b"<?xml version='1.0'?><!-- c --><CHANNEL><TITLE>Herald</TITLE></CHANNEL>", "f", Options()).entries
        == ()
    )


def test_what_follows_an_element_without_content_is_text() -> None:
    """`embed` is never closed, and hides nothing."""
    assert to_paragraphs('One <embed src="a.swf"> two <embed src="b.swf"/> three') == "One two three"


def test_a_refusal_names_the_fields_of_the_array_within_and_how_to_map_them() -> None:
    """Of an answer of a news API the fields of its objects are told, by usual names with the flags that map them."""
    answer = {"status": "ok", "answer": {"docs": [{"headline": "Lit", "publishedAt": "2014-08-02", "link": "x"}]}}
    (refused,) = records(jsonfile.read, json.dumps(answer))
    assert isinstance(refused, Rejected)
    assert refused.reason == (
        "title is missing or empty; the objects in its array 'answer.docs' have the fields headline, publishedAt, link;"
        " map them as in --map headline=title --map publishedAt=published --map link=url; none of these seems to be"
        " text, which an article needs"
    )
    (alone,) = records(jsonfile.read, json.dumps({"label": "Lit", "when": "2014-08-02"}))
    assert isinstance(alone, Rejected)
    assert alone.reason.endswith("; its other fields: label, when; map them with --map THEIRS=OURS")


@pytest.mark.parametrize(
    "extra",
    [
        "<figure><img src=a.jpg><figcaption>The pier in 2019</figcaption></figure>",
        '<div class="wp-caption"><img src=a.jpg><p class="wp-caption-text">The pier in 2019</p></div>',
        '[caption id="a" width="300"]<img src="a.jpg"/> The pier in 2019[/caption]',
        '[gallery ids="1,2"]',
        "<p>The post <a href=/1>Pier reopens</a> appeared first on <a href=/>Post</a>.</p>",
    ],
)
def test_captions_and_additions_of_wordpress_are_no_text(extra: str) -> None:
    """Captions, shortcodes of pictures and the line that names the post are left out of a body with markup."""
    assert to_paragraphs(f"<p>It sails.</p>{extra}") == "It sails."


@pytest.mark.parametrize("between", ["", " ", "\n"])
def test_objects_one_after_another_are_each_a_record(between: str) -> None:
    """They may stand on one line, with or without a blank; a broken one costs itself."""
    given = [json.dumps({"title": f"Ferry {number}", "text": TEXT, "published": "2014-08-02"}) for number in (1, 2, 3)]
    for name in ("a.json", "a.jsonl"):
        read = jsonfile.read if name == "a.json" else jsonlines.read
        found = records(read, between.join(given), name)
        assert [one.title for one in found if isinstance(one, Article)] == ["Ferry 1", "Ferry 2", "Ferry 3"]
        found = records(read, between.join([given[0], '{"title" 7}', given[2]]), name)
        assert [one.title for one in found if isinstance(one, Article)] == ["Ferry 1", "Ferry 3"]
        assert len(found) == 3


def test_an_array_is_read_whatever_the_file_is_called() -> None:
    """A file named .jsonl that is an array, on one line or many, is one."""
    rows = [{"title": "Ferry", "text": TEXT, "published": "2014-08-02"}] * 2
    for indent in (None, 2):
        found = records(jsonlines.read, json.dumps(rows, indent=indent), "a.jsonl")
        assert [one.title for one in found if isinstance(one, Article)] == ["Ferry", "Ferry"]


def test_all_arrays_of_records_within_an_object_are_read() -> None:
    """Not only the first, nor only where the object has none of our names; related articles are none of them."""
    row = {"title": "Ferry", "text": TEXT, "published": "2014-08-02"}
    found = records(jsonfile.read, json.dumps({"news": [row, row], "title": "Export", "more": {"sport": [row]}}))
    assert [one.title for one in found if isinstance(one, Article)] == ["Ferry"] * 3
    found = records(jsonfile.read, json.dumps({**row, "title": "Main", "related": [row]}))
    assert [one.title for one in found if isinstance(one, Article)] == ["Main"]


@pytest.mark.parametrize(
    "text",
    [
        "The tag <script> is bad, and a<b and c>d; the <p> tag opens a paragraph.",
        "if a<b and c>d then stop",
        "Write <b> for bold.",
    ],
)
def test_plain_text_that_names_tags_keeps_them(text: str) -> None:
    """A tag that is only named hides nothing that follows it, in title and text."""
    found = article(jsonfile.read, json.dumps({"title": text, "text": text, "published": "2014-08-02"}))
    assert found.title == found.text == text


def test_markup_that_names_a_tag_hides_nothing_after_it() -> None:
    """Where paragraphs are marked up, a bare tag of a script that is never closed is text."""
    marked = f"<p>Never write <script> here.</p><p>{TEXT}</p>"
    found = article(jsonfile.read, json.dumps({"title": "<b>Lit</b> again", "text": marked, "published": "2014-08-02"}))
    assert (found.title, found.text) == ("Lit again", f"Never write <script> here.\n\n{TEXT}")


@pytest.mark.parametrize("mark", ["... [5312 chars]", "…[+5312 chars]", " [+99 chars]"])
def test_the_mark_of_a_text_that_was_cut_is_an_ellipsis(mark: str) -> None:
    """News APIs write how much they left out, each in its own way."""
    found = article(jsonfile.read, json.dumps({"title": "Lit", "text": TEXT[:-1] + mark, "published": "2014-08-02"}))
    assert found.text == TEXT[:-1] + "…"


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"authors": '["Lea Orr", "Ivo Lund"]'}, ("Lea Orr", "Ivo Lund")),
        ({"authors": "['Lea Orr', 'Ivo Lund']"}, ("Lea Orr", "Ivo Lund")),
        ({"authors": [{"firstName": "Ivo", "lastName": "Lund"}]}, ("Ivo Lund",)),
        ({"author": "Lea Orr"}, ("Lea Orr",)),
        ({"authors": "[]"}, ()),
        ({"authors": "Orr, Lea; Lund, Ivo"}, ("Orr, Lea", "Lund, Ivo")),
    ],
)
def test_authors_are_read_as_exports_write_them(given: dict[str, object], names: tuple[str, ...]) -> None:
    """A list written as text, names in parts, and the name `author` lose no author."""
    found = article(jsonfile.read, json.dumps({"title": "Lit", "text": TEXT, "published": "2014-08-02"} | given))
    assert found.authors == names


@pytest.mark.parametrize(
    "published", [["2014-08-02"], {"$date": 1406937600000}, {"$date": {"$numberLong": "1406937600000"}}]
)
def test_dates_are_read_as_databases_write_them(published: object) -> None:
    """A list of one date is that date, and so is the object of MongoDB that counts milliseconds."""
    found = article(jsonfile.read, json.dumps({"title": "Lit", "text": TEXT, "published": published}))
    assert format_moment(found.published) == "2014-08-02T00:00:00Z"


@pytest.mark.parametrize("field", ["title", "text", "published"])
@pytest.mark.parametrize("nothing", ["nan", "None", "NULL", "NaT"])
def test_what_programs_write_for_nothing_is_nothing(field: str, nothing: str) -> None:
    """No article is made of it."""
    record = {"title": "Lit", "text": TEXT, "published": "2014-08-02"} | {field: nothing}
    (refused,) = records(jsonfile.read, json.dumps(record))
    assert isinstance(refused, Rejected)
    assert f"{field} is missing or empty" in refused.reason


@pytest.mark.parametrize(
    "stated",
    [{"status": word} for word in ("draft", "Scheduled", "private", "pending", "future", "trash", "embargoed")]
    + [{"post_status": "draft"}, {"draft": "true"}, {"is_draft": "1"}],
)
def test_what_states_that_it_is_not_published_is_no_article(stated: dict[str, str]) -> None:
    """A record of JSON, an answer of Ghost and a row of a table say so in the same words."""
    record = {"title": "Lit", "text": TEXT, "published": "2014-08-02"} | stated
    post = {"title": "Lit", "html": f"<p>{TEXT}</p>", "published_at": "2014-08-02T00:00:00Z"} | stated
    row = f"{','.join(record)}\n" + ",".join(f'"{value}"' for value in record.values())
    refused = [
        *records(jsonfile.read, json.dumps(record)),
        *records(jsonfile.read, json.dumps({"posts": [post]})),
        *records(table.read, row),
    ]
    assert [isinstance(one, Rejected) and one.reason.startswith("it is not published: it") for one in refused] == [
        True
    ] * 3


@pytest.mark.parametrize("status", ["publish", "published", "LIVE", "open", "embargo lifted", "", None, 3, {"a": 1}])
def test_a_status_of_another_meaning_refuses_nothing(status: object) -> None:
    """Only the words that systems of publishers use do."""
    record = {"title": "Lit", "text": TEXT, "published": "2014-08-02", "status": status}
    assert article(jsonfile.read, json.dumps(record)).title == "Lit"


def test_an_embargo_is_kept_under_its_usual_names() -> None:
    """The article is held until then; what is no date refuses it, and what says that there is none does not."""
    record = {"title": "Lit", "text": TEXT, "published": "2014-08-02", "status": "embargoed"}
    for name in ("embargo", "embargo_until", "Embargoed Until", "embargoDate"):
        held = article(jsonfile.read, json.dumps(record | {name: "2031-01-01T00:00:00Z"}))
        assert held.not_before is not None
        assert format_moment(held.not_before).startswith("2031-01-01")
    (refused,) = records(jsonfile.read, json.dumps(record | {"embargo": "soon"}))
    assert isinstance(refused, Rejected)
    free = record | {"status": "publish"}
    for nothing in (False, "no", "", None, "none"):
        assert article(jsonfile.read, json.dumps(free | {"embargo": nothing})).not_before is None


def test_an_unpublished_record_without_a_date_is_told_as_that() -> None:
    """Its fields are not told, as if others could be mapped."""
    (refused,) = records(jsonfile.read, json.dumps({"title": "Lit", "body": TEXT, "status": "draft"}))
    assert isinstance(refused, Rejected)
    assert refused.reason == "it is not published: its status is 'draft'"


def test_a_mark_of_a_draft_leaves_out_an_entry() -> None:
    """The mark of the Atom Publishing Protocol, under any prefix, and the status of Blogger."""
    app = 'xmlns{}="http://www.w3.org/2007/app"'
    marks = (
        f"<app:control {app.format(':app')}><app:draft>yes</app:draft></app:control>",
        f"<control {app.format('')}><draft>yes</draft></control>",
        '<blogger:status xmlns:blogger="http://schemas.google.com/blogger/2018">DRAFT</blogger:status>',
        f"<app:control {app.format(':app')}><app:draft>no</app:draft></app:control>",
    )
    found = records(feed.read, atom(*marks))
    assert len([one for one in found if isinstance(one, Article)]) == 1
    assert isinstance(found[-1], Rejected)
    assert found[-1].reason == "3 items are not published posts: 3 of type post with status draft"


def test_an_export_of_blogger_gives_posts_only() -> None:
    """Its comments, templates and settings are counted by kind."""
    kind = '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{}"/>'
    found, told = records(
        feed.read,
        atom(*(f'<category term="Sea"/>{kind.format(one)}' for one in ("post", "comment", "template", "settings"))),
    )
    assert isinstance(found, Article)
    assert isinstance(told, Rejected)
    assert told.reason.endswith("posts: 1 of type comment, 1 of type template, 1 of type settings")


def atom(*more: str) -> str:
    """Return a feed with an entry for each of the parts that are added to one."""
    entries = (
        f"<entry><id>urn:{place}</id><title>Lit {place}</title><updated>2014-08-02T00:00:00Z</updated>"
        f"<content>{TEXT}</content>{one}</entry>"
        for place, one in enumerate(more)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>{"".join(entries)}</feed>'


def test_an_item_of_a_json_feed_without_a_title_has_its_first_sentence() -> None:
    """As entries of other feeds have, without markup."""
    item = {"id": "1", "date_published": "2014-08-02T00:00:00Z"}
    for content in ({"content_html": f"<p>{TEXT}</p>"}, {"content_text": TEXT}):
        answer = {"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "items": [item | content]}
        found = article(jsonfile.read, json.dumps(answer))
        assert (found.title, found.text) == (TEXT.removesuffix("."), TEXT)


def test_objects_that_lack_a_date_are_told_so() -> None:
    """Where no field of theirs is likely to be the date, that is named beside the flags for the others."""
    answer = {"found": 1, "hits": [{"title": "Lit", "body": TEXT, "views": 3}]}
    (refused,) = records(jsonfile.read, json.dumps(answer))
    assert isinstance(refused, Rejected)
    assert "--map body=text" in refused.reason
    assert "none of these seems to be published" in refused.reason


def test_a_draft_of_wordpress_is_no_article() -> None:
    """Its status says that it is not published, though all its fields are there."""
    draft = {"title": {"rendered": "Lit"}, "content": {"rendered": TEXT}, "date": "2014-08-02", "status": "draft"}
    options = Options(fields=(("content", "text"), ("date", "published")))
    (refused,) = records(jsonfile.read, json.dumps(draft), options=options)
    assert isinstance(refused, Rejected)
    assert "'draft'" in refused.reason
    assert article(jsonfile.read, json.dumps(draft | {"status": "publish"}), options=options).title == "Lit"


def test_a_row_without_its_last_empty_cells_is_read() -> None:
    """Unless it ends in the text, which may be broken there."""
    found = records(
        table.read, f"published,title,text,url,authors\n2014-08-02,Lit,{TEXT.replace(',', '')},https://h.example/1\n"
    )
    assert isinstance(found[0], Article)
    (refused,) = records(table.read, "published,title,text,url\n2014-08-02,Lit,Half a\n")
    assert isinstance(refused, Rejected)


@pytest.mark.parametrize(
    ("data", "told"), [(b"PK\x03\x04xx", "save it as CSV"), (b"<!DOCTYPE html><html>", "it is a page")]
)
def test_a_table_that_is_none_is_told_for_what_it_is(data: bytes, told: str) -> None:
    """A spreadsheet or a page under the name of a table is refused in one sentence that says what to do."""
    (refused,) = records(table.read, data, "a.csv")
    assert isinstance(refused, Rejected)
    assert told in refused.reason


def test_cells_as_spreadsheets_and_data_frames_write_them() -> None:
    """A formula that is a text is the text, and `7.0` in a column of ids is 7."""
    found = article(table.read, f'id,title,text,published\n7.0,"=""Lit again""","{TEXT}",2014-08-02\n')
    assert (found.id, found.title) == ("7", "Lit again")

"""Articles from loose fields: what is required, what is refused by name, and who an article is."""

from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.addresses import canonical_url, host_of
from index.article import MAX_LINE, MAX_TEXT, MAX_URL, digest_of, make_article
from index.errors import InvalidArticle
from index.text import normalise_line
from index.types import Article

GOOD: dict[str, object] = {"title": "Bridge Opens", "text": "The bridge opened.", "published": "2015-01-28"}
ADDRESS = "https://example.org/bridge"


def make(**fields: object) -> Article:
    return make_article(GOOD | fields)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", None),
        ("title", " \n\u00ad"),
        ("title", "\ud800"),
        ("title", ["a"]),
        ("title", "x" * (MAX_LINE + 1)),
        ("text", ""),
        ("text", "\u2029 \x00"),
        ("text", b"bytes"),
        ("text", "x" * (MAX_TEXT + 1)),
        ("published", None),
        ("published", "2015-02-30"),
        ("published", 1422403200),
        ("published", date(2015, 1, 28)),
        ("published", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))),
        ("modified", "soon"),
        ("modified", "9999-12-31T23:00-02:00"),
        ("id", 1.5),
        ("id", True),
        pytest.param("id", 10**5_000, id="id-huge"),  # Python itself will not write it out
        ("id", "x" * (MAX_LINE + 1)),
        ("source", {"name": "x"}),
        ("language", 7),
        ("rights", []),
        ("authors", 5),
        ("authors", {"name": "Jane"}),
        ("authors", ["Jane", None]),
        ("authors", ["x" * (MAX_LINE + 1)]),
        ("url", "example.org/bridge"),
        ("url", "javascript:alert(1)"),
        ("url", "ftp://example.org/a"),
        ("url", "file:///etc/passwd"),
        ("url", "https://"),
        ("url", "https:///bridge"),
        ("url", "https://[::1"),
        ("url", "https://example.org:99999/"),
        ("url", "https://example.org:port/"),
        ("url", "https://℀.example/"),
        ("url", "https://a b/"),
        ("url", 'https://"><script>/'),
        ("url", "https://example.org/" + "x" * MAX_URL),
    ],
)
def test_a_bad_field_is_named(field: str, value: object) -> None:
    """The error says which field is wrong, in its attribute and in its words."""
    with pytest.raises(InvalidArticle) as caught:
        make(**{field: value})
    assert caught.value.field == field
    assert caught.value.message.startswith(field)
    assert len(caught.value.message) < 250


def test_the_limit_that_is_named_is_the_limit() -> None:
    """An address may be longer than a title, and the message says how long."""
    assert make(url="https://example.org/" + "x" * (MAX_URL - 20)).url is not None
    with pytest.raises(InvalidArticle, match="4,000"):
        make(url="https://example.org/" + "x" * MAX_URL)


def test_fields_are_cleaned() -> None:
    """Titles are one line, authors are names, languages are lower-case and without their region."""
    article = make(title=" Bridge\r\n Opens ", authors=["Jane  Doe", " "], language="pt_BR", id=7, rights="")
    assert (article.title, article.authors, article.language) == ("Bridge Opens", ("Jane Doe",), "pt")
    assert (article.id, article.external_id, article.rights) == ("7", None, None)
    assert make(authors="Jane Doe").authors == ("Jane Doe",)


def test_a_date_in_the_record_may_be_one_already() -> None:
    """A datetime is taken as it is, and read in the zone of the source where it has none."""
    zone = timezone(timedelta(hours=2))
    naive = datetime(2015, 1, 28)  # noqa: DTZ001 - that is the point
    assert make_article(GOOD | {"published": naive}, zone=zone).published == datetime(2015, 1, 27, 22, tzinfo=UTC)


def test_an_embargo_until_a_day_ends_as_it_begins_in_the_zone() -> None:
    """While the date of publication is that day in any zone."""
    zone = timezone(timedelta(hours=2))
    article = make_article(GOOD | {"published": "2015-01-28", "not_before": "2015-01-28"}, zone=zone)
    assert article.published == datetime(2015, 1, 28, tzinfo=UTC)
    assert article.not_before == datetime(2015, 1, 27, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "default", "source"),
    [
        ({"source": "Herald", "url": ADDRESS}, "Default", "Herald"),
        ({"url": ADDRESS}, "Default", "Default"),
        ({"url": "https://www.example.org/a"}, None, "example.org"),
        ({"source": "  "}, "  ", "unknown"),
        ({}, "bad \udce9 byte", "bad byte"),
    ],
)
def test_the_source_is_the_nearest_that_is_known(fields: dict[str, object], default: str | None, source: str) -> None:
    """The record's own, else the one given, else the address's host, else "unknown"; all of them cleaned."""
    assert make_article(GOOD | fields, source=default).source == source


lines = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(title=lines, text=lines, source=lines)
def test_an_id_is_stable(title: str, text: str, source: str) -> None:
    """An article without address or id is known by source, title, date and text, and by nothing else."""
    record: dict[str, object] = {
        "title": f"T{title}",
        "text": f"x{text}",
        "source": f"s{source}",
        "published": "2015-01-28",
    }
    first = make_article(record)
    assert make_article(record) == first
    assert make_article(record | {"language": "en", "authors": ["A"], "modified": "2015-02-01"}).id == first.id
    assert make_article(record | {"text": "Another."}).id != first.id
    assert make_article(record | {"published": "2015-01-28T00:00:00Z"}).id == first.id
    assert make_article(record | {"title": f"{first.title}!"}).id != first.id
    assert make_article(record | {"published": "2015-01-29"}).id != first.id
    assert make_article(record | {"source": f"{first.source}!"}).id != first.id


@given(lines)
def test_an_id_can_stand_in_an_address(given_id: str) -> None:
    """Whatever id a source gives, ours is of plain characters, and the source's own is kept where it differs."""
    article = make(id=f"n{given_id}")
    assert article.id.encode("ascii")
    assert len(article.id) <= 128
    assert set(article.id) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~:-")
    said = normalise_line(f"n{given_id}")
    assert article.external_id == (None if article.id == said else said)


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/bridge",
        "HTTPS://WWW.Example.ORG/bridge/",
        "https://example.org:443/bridge",
        "http://example.org:80/bridge#comments",
        "https://user:word@example.org/bridge?",
        "https://example.org/bridge?utm_source=x&UTM_Medium=y&fbclid=z&gclid",
        "https://www.www.example.org/bridge//",
    ],
)
def test_one_article_under_many_addresses_is_one(other: str) -> None:
    """What an address says of the way it was come by does not make another article."""
    assert make(url=other).id == make(url=ADDRESS).id
    assert make(url=other).url == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/?12345", "https://example.org/?67890"),
        ("https://example.org/a?ref=1", "https://example.org/a?ref=2"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a?page", "https://example.org/a"),
        ("https://example.org/?q=%E8", "https://example.org/?q=%E9"),
        ("https://example.org/?a=b%26c=d", "https://example.org/?a=b&c=d"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://example.org/#/a", "https://example.org/#/b"),
        ("https://www.com/a", "https://com/a"),
        ("https://[::1]:80/a", "https://[::1:80]/a"),
    ],
)
def test_two_articles_are_never_one(one: str, other: str) -> None:
    """Where an address could tell two articles apart they stay two: one lost is worse than one twice."""
    assert make(url=one).id != make(url=other).id


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("http://[::1]/", "https://[::1]"),
        ("https://example.org/?b=2&&a=1", "https://example.org?a=1&b=2"),
        ("https://example.org:0/", "https://example.org:0"),
        ("https://example.org:/", "https://example.org"),
    ],
)
def test_canonical_addresses_by_example(url: str, expected: str) -> None:
    """Brackets, ports and parameters stay what they were."""
    assert canonical_url(url) == expected


urls = st.builds(
    "{}://{}{}{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(
        ["example.org", "www.example.org", "WWW.www.Example.org", "www.com", "[::1]", "u:p@bücher.example", "www."]
    ),
    st.sampled_from(["", ":", ":80", ":443", ":8080", ":0"]),
    st.text("/a.%;é~", max_size=8).map("/{}".format),
    st.text("&=a?;%b+é", max_size=12).map("?{}".format) | st.sampled_from(["", "?utm_source=a&b", "?ref=3&gclid=1"]),
    st.sampled_from(["", "#", "#top", "#!x", "#/y?z"]),
)


@given(urls)
def test_a_canonical_address_is_its_own(url: str) -> None:
    """Making an address canonical twice changes nothing more, and it can still be read."""
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert urlsplit(once).scheme == "https"
    assert host_of(once) == host_of(url)
    _ = urlsplit(once).port


@given(url=urls, field=st.sampled_from(["title", "text", "url", "id", "language", "authors", "modified"]), value=lines)
def test_no_record_raises_anything_else(url: str, field: str, value: str) -> None:
    """Any record of texts is an article or one error that names a field."""
    outcome: object = None
    try:
        outcome = make(**{"url": url} | {field: value})
    except InvalidArticle as error:
        outcome = error.field
    assert isinstance(outcome, Article) or outcome == field


def test_a_digest_tells_a_change_from_a_repetition() -> None:
    """Title and text count, and the border between them; when it was fetched and from where does not."""
    first = make()
    assert digest_of(first) == digest_of(make(url=ADDRESS, modified="2015-02-01", authors="Jane Doe"))
    assert digest_of(first) != digest_of(make(text="The bridge opened!"))
    assert digest_of(first) != digest_of(make(title="Bridge Closes"))
    assert digest_of(make(title="A B", text="C")) != digest_of(make(title="A", text="B\nC"))

"""From the loose fields of a record to an `Article`: required fields, how each is read, and the article's id.

Also articles and withdrawals as JSON, for the inbox.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from index.addresses import canonical_url, host_of, plain_url, written_url
from index.dates import check_year, format_moment, parse_moment, read_date, to_utc
from index.datewords import Order
from index.errors import InvalidArticle, InvalidDate
from index.text import normalise, normalise_line
from index.types import Article, Assumed, Withdrawal

FIELDS = (
    "id", "url", "source", "title", "text", "published", "modified", "language", "authors", "rights", "not_before",
    "revision", "correction", "slug", "place", "urgency", "subjects",
)  # fmt: skip
UNKNOWN_SOURCE = "unknown"
"""The source of an article that names none, and whose address names none."""
AHEAD = "ahead of the clock of this machine"
"""What is said of an article that is not published yet."""
MAX_TEXT = 5_000_000
MAX_LINE = 1_000
MAX_URL = 4_000

_MOMENTS = {"published", "modified", "not_before", "at"}
_MOST_SUBJECTS = 100

_SKEW = timedelta(days=1)  # between two clocks, or by a time zone that is not stated
_PLAIN_ID = re.compile(r"[A-Za-z0-9._~:-]{1,128}")
_NO_HOST = re.compile(r"[\s<>\"'`\\^{|}]")


def make_article(
    record: Mapping[str, object], *, zone: tzinfo = UTC, source: str | None = None, dates: Order | None = None
) -> Article:
    """Build an article from a record with the fields of `FIELDS`; others are ignored.

    Times without a zone are read in `zone`, dates of numbers in the order of `dates`. The source is that of the record,
    else `source`, else the URL's host. A field `assumed` that is an `Assumed` says so of the date.

    Raises:
        InvalidArticle: a required field is missing or empty, or a field has a wrong type or value; `field` names it.
    """
    title, text = _line(record, "title"), normalise(_text(record, "text"))
    if not title:
        raise InvalidArticle("title is missing or empty", field="title")
    if not text:
        raise InvalidArticle("text is missing or empty", field="text")
    if len(text) > MAX_TEXT:
        raise InvalidArticle(f"text is longer than {MAX_TEXT:,} characters", field="text")
    published, modified = (_moment(record, name, zone, dates) for name in ("published", "modified"))
    if published is None:
        raise InvalidArticle("published is missing or empty", field="published")
    assumed = record.get("assumed")
    assumed = assumed if isinstance(assumed, Assumed) else None
    published = min(published, modified) if assumed and modified else published
    url = _line(record, "url") or None
    origin = _line(record, "source") or normalise_line(source or "")
    origin = origin or (host_of(canonical_url(url)) if url else None) or UNKNOWN_SOURCE
    given = _line(record, "id")
    return Article(
        id=identify(given, url, origin, title, None if assumed else published, text),
        title=title,
        text=text,
        published=published,
        source=origin,
        modified=modified,
        url=url,
        language=_language(record),
        authors=_authors(record),
        rights=_line(record, "rights") or None,
        external_id=given if given and not _PLAIN_ID.fullmatch(given) else None,
        not_before=_moment(record, "not_before", zone, dates),
        revision=_number(record, "revision", 2**31),
        correction=record.get("correction") is True,
        twin=record.get("twin") is True,
        slug=_brief(record.get("slug")),
        place=_brief(record.get("place")),
        urgency=_number(record, "urgency", 9),
        subjects=_subjects(record.get("subjects")),
        assumed=assumed,
    )


def check_published(article: Article, now: datetime) -> None:
    """Check that an article is published by `now`, or held back until it is.

    Raises:
        InvalidArticle: it states a date of publication of more than a day later, and no embargo until then.
    """
    if article.published - _SKEW > max(now, article.not_before or now):
        stated = f"published is {format_moment(article.published)}, {AHEAD} ({format_moment(now)})"
        raise InvalidArticle(f"{stated}; correct it, or hold the article until then by not_before", field="published")


def dump_record(record: Article | Withdrawal) -> str:
    """Return an article or a withdrawal, with all its fields, as a JSON object; only that of an article has `text`."""
    fields = asdict(record)
    for name in _MOMENTS & fields.keys():
        fields[name] = format_moment(fields[name]) if fields[name] else None
    return json.dumps(fields, ensure_ascii=False)


def load_record(record: str) -> Article | Withdrawal:
    """Return the article or the withdrawal that `dump_record` wrote.

    Raises:
        ValueError, TypeError, KeyError, InvalidDate: it wrote no such thing.
    """
    fields = json.loads(record)
    for name in _MOMENTS & fields.keys():
        fields[name] = parse_moment(fields[name]) if fields[name] else None
    if "text" not in fields:
        return Withdrawal(**fields)
    fields["authors"] = tuple(fields["authors"])
    fields["subjects"] = tuple(fields.get("subjects", ()))  # an earlier Dateline wrote none
    fields["assumed"] = Assumed(fields["assumed"]) if fields.get("assumed") else None
    return Article(**fields)


def identify(given: str, url: str | None, source: str, title: str, published: datetime | None, text: str = "") -> str:
    """Return the id of an article: the one it was given, else the digest of its canonical URL, else of its content.

    The content is source, title, date and text: two texts under one title of one day are two articles; an assumed date,
    for which `published` is None, is no part of it. A given id with characters that cannot stand in an address is
    replaced by its digest.
    """
    day = format_moment(published) if published else ""
    return _identify_by_name(given, url) or _digest("\n".join((source, title, day, text)))


def unnamed_id(article: Article) -> str:
    """Return the id that an article would have by its content, without id and URL of its own."""
    return identify("", None, article.source, article.title, article.published, article.text)


def undated_id(article: Article) -> str | None:
    """Return the id that an article would have without a date; None where it has an id or URL of its own."""
    own = ("", None, article.source, article.title)
    undated = identify(*own, None, article.text)
    return undated if article.id in (undated, identify(*own, article.published, article.text)) else None


def identify_withdrawn(withdrawal: Withdrawal) -> str:
    """Return the id of the article that a withdrawal names.

    Raises:
        InvalidArticle: it names none, or by a URL that cannot be read.
    """
    given = _short(normalise_line(withdrawal.id or withdrawal.external_id or ""), "id")
    url = _short(normalise_line(withdrawal.url or ""), "url")
    if url:
        _check_url(url)
    name = _identify_by_name(given, url)
    if name is None:
        raise InvalidArticle("the withdrawal has no id, external_id or url of an article", field="id")
    return name


def _identify_by_name(given: str, url: str | None) -> str | None:
    if _PLAIN_ID.fullmatch(given):
        return given
    if given or url:
        return _digest(given or canonical_url(url or ""))
    return None


def earlier_id(article: Article) -> str | None:
    """Return the id of an article before ids depended on the text; None where it has an id or URL of its own."""
    if article.id != identify("", None, article.source, article.title, article.published, article.text):
        return None
    return _digest("\n".join((article.source, article.title, format_moment(article.published))))


def earlier_address_ids(article: Article) -> tuple[str, ...]:
    """Return the ids of an earlier Dateline: a twin's by its plain address, one by an address that is not in ASCII."""
    if not article.url or article.id != _digest(canonical_url(article.url)):
        return ()
    names = {_digest(plain_url(article.url)), _digest(written_url(article.url))}
    return tuple(sorted(names - {article.id}))


def is_bare_id(article: Article) -> bool:
    """Return whether an article was given an id such as `17`, which is one within its source only."""
    if article.external_id is not None or not _PLAIN_ID.fullmatch(article.id):
        return False
    if undated_id(article) is not None:
        return False
    return article.id not in (_digest(canonical_url(article.url)) if article.url else None, earlier_id(article))


def name_within(source: str, given: str) -> str:
    """Return the id of the article that a source calls `given`, where another source has that id."""
    return _digest(f"{source.casefold()} {given}")


def digest_of(article: Article) -> str:
    """Return the digest of title and text, which changes exactly when an update changes the content."""
    return hashlib.sha256(f"{article.title}\n{article.text}".encode()).hexdigest()


def reads_as(article: Article, title: str, text: str) -> bool:
    """Return whether a stored title and text, normalised as now, are those of an article.

    Text that an earlier Dateline stored may contain characters that are removed today; those are no change.
    """
    return normalise_line(title) == article.title and normalise(text) == article.text


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if name in _MOMENTS and isinstance(value, int | float):
        raise InvalidArticle(f"{name} is a number, not a date: write it as in 2015-01-28T10:00:00Z", field=name)
    if not isinstance(value, str):
        raise InvalidArticle(f"{name} must be text, not {type(value).__name__}", field=name)
    return value


def _line(record: Mapping[str, object], name: str) -> str:
    line = _short(normalise_line(_id(record) if name == "id" else _text(record, name)), name)
    if name == "url" and line:
        _check_url(line)
    return line


def _id(record: Mapping[str, object]) -> str:
    value = record.get("id")
    if isinstance(value, bool) or not isinstance(value, int):
        return _text(record, "id")
    if abs(value) >= 10**MAX_LINE:
        raise InvalidArticle(f"id is longer than {MAX_LINE:,} digits", field="id")
    return str(value)


def _short(line: str, name: str) -> str:
    limit = MAX_URL if name == "url" else MAX_LINE
    if len(line) > limit:
        raise InvalidArticle(f"{name} is longer than {limit:,} characters", field=name)
    return line


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise InvalidArticle(f"url cannot be read: {url[:80]!r}", field="url") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or _NO_HOST.search(parts.hostname):
        raise InvalidArticle(f"url is not an http or https address: {url[:80]!r}", field="url")


def _moment(record: Mapping[str, object], name: str, zone: tzinfo, dates: Order | None) -> datetime | None:
    value = record.get(name)
    try:
        if isinstance(value, datetime):
            if name != "not_before":  # an embargo without an end is one until the year 9999
                check_year(value)
            return to_utc(value, zone)
        text = normalise_line(_text(record, name))
        if not text:
            return None
        read = read_date(text, zone=zone, order=dates, language=_language(record))
        return read.begins(zone) if name == "not_before" else read.moment
    except InvalidDate as error:
        raise InvalidArticle(f"{name}: {error.message}", field=name) from None


def _number(record: Mapping[str, object], name: str, most: int) -> int | None:
    """Return a number between 1 and `most`; None where the field is no such number, which costs the field alone."""
    value = record.get(name)
    digits = value.strip() if isinstance(value, str) else str(value)
    number = int(digits) if re.fullmatch(r"[0-9]{1,10}", digits) else 0
    return number if 0 < number <= most else None


def _brief(value: object) -> str | None:
    """Return a line of text; None where the field is not one, which costs the field alone."""
    line = normalise_line(value) if isinstance(value, str) else ""
    return line if 0 < len(line) <= MAX_LINE else None


def _subjects(value: object) -> tuple[str, ...]:
    """Return the names of subjects, each once, from a list or a text with commas between them."""
    given = value.split(",") if isinstance(value, str) else value if isinstance(value, list | tuple) else ()
    names = (_brief(one.get("name") if isinstance(one, dict) else one) for one in given)
    return tuple(dict.fromkeys(name for name in names if name))[:_MOST_SUBJECTS]


def _language(record: Mapping[str, object]) -> str | None:
    return _line(record, "language").replace("_", "-").split("-")[0].lower() or None


def _authors(record: Mapping[str, object]) -> tuple[str, ...]:
    value = record.get("authors")
    if value is None or value == "":
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise InvalidArticle("authors must be a list of names", field="authors")
    return tuple(line for name in names if (line := _short(normalise_line(name), "authors")))

"""From the loose fields of a record to an `Article`: what is required, what is read, and who the article is.

And an article as the inbox has it, whole.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlsplit, urlunsplit

from index.dates import format_moment, parse_moment, parse_published, to_utc
from index.errors import InvalidArticle, InvalidDate
from index.text import normalise, normalise_line
from index.types import Article

FIELDS = ("id", "url", "source", "title", "text", "published", "modified", "language", "authors", "rights")
MAX_TEXT = 5_000_000
MAX_LINE = 1_000
MAX_URL = 4_000

_PLAIN_ID = re.compile(r"[A-Za-z0-9._~:-]{1,128}")
# Not `ref`: on many sites it is the article's number, and one address too many costs less than one article too few.
_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid)(=.*)?", re.IGNORECASE)
_WWW = re.compile(r"^(www\.)+(?=.+\.)")
_NO_HOST = re.compile(r"[\s<>\"'`\\^{|}]")


def make_article(record: Mapping[str, object], *, zone: tzinfo = UTC, source: str | None = None) -> Article:
    """Build an article from a record with the fields of `FIELDS`; others are ignored.

    `zone` reads dates that name none. Where the record has no source, `source` stands in, and where that is missing
    too, the URL's host.

    Raises:
        InvalidArticle: a required field is missing or empty, or a field is not what it should be; `field` names it.
    """
    title, text = _line(record, "title"), normalise(_text(record, "text"))
    if not title:
        raise InvalidArticle("title is missing or empty", field="title")
    if not text:
        raise InvalidArticle("text is missing or empty", field="text")
    if len(text) > MAX_TEXT:
        raise InvalidArticle(f"text is longer than {MAX_TEXT:,} characters", field="text")
    published = _moment(record, "published", zone)
    if published is None:
        raise InvalidArticle("published is missing or empty", field="published")
    url = _line(record, "url") or None
    origin = _line(record, "source") or normalise_line(source or "") or host_of(url) or "unknown"
    given = _line(record, "id")
    return Article(
        id=identify(given, url, origin, title, published, text),
        title=title,
        text=text,
        published=published,
        source=origin,
        modified=_moment(record, "modified", zone),
        url=url,
        language=_language(record),
        authors=_authors(record),
        rights=_line(record, "rights") or None,
        external_id=given if given and not _PLAIN_ID.fullmatch(given) else None,
    )


def dump_article(article: Article) -> str:
    """Write an article, whole, as a JSON object."""
    moments = {"published": format_moment(article.published), "modified": None}
    if article.modified:
        moments["modified"] = format_moment(article.modified)
    return json.dumps(asdict(article) | moments, ensure_ascii=False)


def load_article(record: str) -> Article:
    """Read what `dump_article` wrote."""
    fields = json.loads(record)
    fields["published"] = parse_moment(fields["published"])
    fields["modified"] = parse_moment(fields["modified"]) if fields["modified"] else None
    fields["authors"] = tuple(fields["authors"])
    return Article(**fields)


def identify(given: str, url: str | None, source: str, title: str, published: datetime, text: str = "") -> str:
    """Return who an article is: the id it was given, else the digest of its canonical URL, else of all it says.

    That is source, title, date and text: two texts under one title of one day are two articles. An id of other
    characters than an address can carry is replaced by its digest.
    """
    if _PLAIN_ID.fullmatch(given):
        return given
    return _digest(given or (canonical_url(url) if url else "\n".join((source, title, format_moment(published), text))))


def earlier_id(article: Article) -> str | None:
    """Return the id that Dateline gave an article before its text belonged to it; None where it has an id or a URL."""
    if article.id != identify("", None, article.source, article.title, article.published, article.text):
        return None
    return _digest("\n".join((article.source, article.title, format_moment(article.published))))


def canonical_url(url: str) -> str:
    """Return the URL as `https`, with lower-case host, without `www.`, usual port, tracking parameters or last slash.

    A fragment goes, unless it begins with `!` or `/`, as where a site tells its articles apart by it.
    """
    parts = urlsplit(url)
    host = host_of(url) or ""
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    # The parameters stay as they are written: to decode and encode them would drop `?12345` and confuse encodings.
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(part)))
    scheme = "https" if parts.scheme in ("http", "https", "") else parts.scheme
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, host + port, parts.path.rstrip("/"), query, fragment))


def host_of(url: str | None) -> str | None:
    """Return the host of a URL without `www.`, or None."""
    return _WWW.sub("", urlsplit(url).hostname or "") or None if url else None


def digest_of(article: Article) -> str:
    """Return the digest of what a reader sees, by which an update is told from a repetition."""
    return hashlib.sha256(f"{article.title}\n{article.text}".encode()).hexdigest()


def reads_as(article: Article, title: str, text: str) -> bool:
    """Return whether a stored title and text, normalised as now, are those of an article.

    What an earlier Dateline stored may hold characters that are removed today; without them it has not changed.
    """
    return normalise_line(title) == article.title and normalise(text) == article.text


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
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


def _moment(record: Mapping[str, object], name: str, zone: tzinfo) -> datetime | None:
    value = record.get(name)
    try:
        if isinstance(value, datetime):
            return to_utc(value, zone)
        text = normalise_line(_text(record, name))
        return parse_published(text, zone=zone) if text else None
    except InvalidDate as error:
        raise InvalidArticle(f"{name}: {error.message}", field=name) from None


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

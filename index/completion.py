"""The fields beside the text, where a record says the same text as the stored article: the fuller ones hold."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from index.addresses import host_of
from index.article import UNKNOWN_SOURCE
from index.precedence import is_dated_later, keep_address
from index.types import Article

_BESIDE = ("url", "language", "authors", "rights", "external_id", "slug", "place", "urgency", "subjects")
_DAY = timedelta(days=1)


def complete(article: Article, stored: Article) -> Article:
    """Return a record with the fields that hold once it is stored, of those that stand beside the text.

    No field is emptied. A record that says less than the stored article in any field adds what is not said yet, and
    changes nothing else; one that says as much, or was modified later, replaces what differs. So an article is
    corrected by its export, and a page, a feed and an export of it do not take each other's fields away in turn.
    """
    published = _settle_time(article, stored)
    if stored.language and article.text == stored.text and not is_dated_later(article, stored):
        article = replace(article, language=stored.language)  # it has been told of this text
    if is_dated_later(article, stored) or not _says_less(article, stored):
        kept = {name: getattr(article, name) or getattr(stored, name) for name in _BESIDE}
        return replace(article, source=_settle_source(article, stored), published=published, **kept)
    kept = {name: getattr(stored, name) or getattr(article, name) for name in _BESIDE}
    kept["url"] = keep_address(stored, article).url or article.url
    if _is_part(stored.authors, article.authors):
        kept["authors"] = article.authors
    source = article.source if _is_no_name(stored.source, stored) else stored.source
    near = abs(article.published - stored.published) < _DAY
    day = published if near or stored.assumed else stored.published
    return replace(article, source=source, published=day, **kept)


def _says_less(article: Article, stored: Article) -> bool:
    """Return whether a record lacks what is stored: a field, an author, the time of day, the name of the source."""
    return (
        any(getattr(stored, name) and not getattr(article, name) for name in (*_BESIDE, "modified"))
        or _is_part(article.authors, stored.authors)
        or _settle_source(article, stored) != article.source
        or (not stored.assumed and _exactness(article.published) < min(_exactness(stored.published), 1))
    )


def _settle_source(article: Article, stored: Article) -> str:
    is_named = _is_no_name(article.source, article) and not _is_no_name(stored.source, stored)
    return stored.source if is_named else article.source


def _is_no_name(source: str, article: Article) -> bool:
    return source.casefold() in (UNKNOWN_SOURCE, host_of(article.url))


def _settle_time(article: Article, stored: Article) -> datetime:
    """Return the date that holds: of two less than a day apart the more exact one, else the earlier.

    A feed often gives the time of the last change for that of publication, an export only the day.
    """
    given, known = article.published, stored.published
    if article.assumed or stored.assumed or abs(given - known) >= _DAY or is_dated_later(article, stored):
        return given
    return min(given, known, key=lambda one: (-_exactness(one), one))


def _exactness(moment: datetime) -> int:
    """Return 0 for a day, 1 for a full hour, which may be the beginning of a day elsewhere, 2 for another time."""
    if moment.time() == time():
        return 0
    return 1 if moment.minute == moment.second == 0 else 2


def _is_part(some: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Return whether all words of some names are among those of others, which have more."""
    few, many = ({word for name in names for word in name.casefold().split()} for names in (some, more))
    return few < many

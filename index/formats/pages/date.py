"""The date of a page: what its article states first, then what the page states; never one that may be another's."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from index.dates import ReadDate, read_date
from index.datewords import Order, find_order
from index.errors import InvalidDate
from index.formats.options import Options
from index.formats.pages.head import forget_others, page_date_of
from index.formats.pages.shown import is_of_masthead, shown_dates

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article.published", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "dc.date.created", "dcterms.created",
    "dcterms.issued", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publicationdate",
    "publication_date", "originalpublicationdate", "citation_publication_date", "article_date_original",
    "date_published", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "bt:pubdate", "rnews:datepublished",
    "date", "article:post_date", "displaydate", "ptime", "prism.publicationdate", "dcsext.articlefirstpublished",
)  # fmt: skip
_MARKED = "//*[@itemprop='datePublished'][not(self::meta)]"
_SHOWN = "//time[@pubdate or contains(@class, 'publish')]"
_OTHERS = (
    "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*[contains(@class, 'comment')]"
    " or ancestor::*[contains(@class, 'event')]"
    " or ancestor::*[not(self::body)][contains(@class, 'related') or contains(@class, 'recommend')]"
    " or ancestor::header[not(ancestor::article or ancestor::main or .//h1)]"
)
_UPDATE_CLASSES = ("updated", "modified", "update", "dt-updated", "date-modified")
_UPDATED = re.compile(
    r"\b(?:updated|modified|changed|aktualisiert|actualizado|atualizado|mis à jour)\W*(?:on\W*)?\Z", re.IGNORECASE
)
_FIRST_YEAR = 1600
_MOST_DATES = 1_000  # of a page, by which the order of day and month is told
_ORDERS: tuple[Order, ...] = ("dmy", "mdy")
_NUMBERS = re.compile(r"(?<![\d./-])\d{1,2}\s?([./-])\s?\d{1,2}\s?\1\s?(?:\d{4}|\d\d)(?![\d./-])")


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that a page states, or shows alone, where it stands in the page, and as it is written there."""

    date: ReadDate
    place: str
    written: str
    is_shown: bool = False


def find_date(
    tree: Any,  # noqa: ANN401 - lxml has no types
    stated: dict[str, Any],
    metas: dict[str, str],
    options: Options,
    language: str | None = None,
    title: str = "",
) -> Stated | None:
    """Return when a page was published, None if nothing states it.

    `stated` is the JSON-LD of the article, `language` the code of the one that the page declares, `title` its headline.
    The first date that can be read is the day; one that states a time or a zone for the same day or time completes it.
    """
    texts = _texts(tree, stated, metas)
    found = [Stated(date, place, text) for place, text in texts if (date := _read(text, options, language))]
    best = next(iter(found), None)
    for one in found[1:]:
        if best and _completes(one.date, best.date):
            best = one
    return best or _find_shown(tree, options, language, title)


def _find_shown(tree: Any, options: Options, language: str | None, title: str) -> Stated | None:  # noqa: ANN401
    for one in shown_dates(tree, title):
        for reading in one.readings:
            if date := _read(reading, options, language):
                return Stated(date, one.place, one.written, is_shown=True)
        if _NUMBERS.match(one.written):
            return None  # a date of an update that can be read is not that of publication
    return None


def find_ambiguous(
    tree: Any,  # noqa: ANN401 - lxml has no types
    stated: dict[str, Any],
    metas: dict[str, str],
    options: Options,
    title: str = "",
) -> str | None:
    """Return the first date that a page states or shows whose day and month may be swapped, as it is written."""
    for _, text in _texts(tree, stated, metas):
        if (found := _NUMBERS.match(text.strip())) and not _read(text, options):
            return found[0]
    for shown in shown_dates(tree, title):
        if (found := _NUMBERS.match(shown.written)) and not _read(found[0], options):
            return found[0]
    return None


def with_order(options: Options, tree: Any) -> Options:  # noqa: ANN401
    """Return the options with the order of day and month that the dates of a page show, if none is given."""
    if options.dates is not None:
        return options
    texts = tree.xpath("//text()[not(parent::script or parent::style)] | //meta/@content | //time/@datetime")
    found = (one[0] for text in texts if any(map(str.isdigit, text)) for one in _NUMBERS.finditer(text))
    distinct = list(dict.fromkeys(islice(found, _MOST_DATES)))
    return replace(options, dates=find_order(distinct)) if distinct else options


def is_reading_of(ambiguous: str, guessed: str) -> bool:
    """Return whether a guessed date is one of the two that a date whose day and month may be swapped can be."""
    for order in _ORDERS:
        with suppress(InvalidDate):
            if read_date(ambiguous, order=order).wall.date().isoformat() == guessed[:10]:
                return True
    return False


def _completes(date: ReadDate, best: ReadDate) -> bool:
    """Return whether a date adds a time to the same day, or a zone to the same time."""
    same_day = best.wall.date() in (date.wall.date(), date.moment.date())
    adds_time = not best.has_time and date.has_time and same_day
    return adds_time or (best.has_time and not best.has_zone and date.has_zone and _is_same_minute(best, date))


def hide_ambiguous(tree: Any, options: Options) -> None:  # noqa: ANN401
    """Remove dates whose day and month may be swapped, and those of other parts of a page, before a date is guessed.

    So are the dates that JSON-LD states of pictures, films, comments and other articles, and the day of reading that
    stands in a masthead.
    """
    forget_others(tree)
    for element in [one for one in tree.iter("div", "span", "p", "td", "li") if is_of_masthead(one)]:
        if element.getparent() is not None and element.find(".//h1") is None and element.find(".//p") is None:
            element.drop_tree()
    for time in tree.xpath(f"//time[{_OTHERS}]"):
        time.clear(keep_tail=True)
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.text, element.tail = _hide(element.text, options), _hide(element.tail, options)
            for name in ("content", "datetime", "title"):
                if element.get(name):
                    element.set(name, _hide(element.get(name), options) or "")


def _texts(tree: Any, stated: dict[str, Any], metas: dict[str, str]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if isinstance(stated.get("datePublished"), str):
        yield "JSON-LD datePublished", stated["datePublished"]
    yield f"meta {_PUBLISHED[0]}", metas.get(_PUBLISHED[0], "")
    marked = tree.xpath(_MARKED)
    yield from _read_elements("itemprop=datePublished", [one for one in marked if one.tag == "time"] or marked)
    yield from ((f"meta {name}", metas[name]) for name in _PUBLISHED[1:] if name in metas)
    yield from _read_elements("time marked as that of publication", tree.xpath(f"{_SHOWN}[not({_OTHERS})]"))
    yield "JSON-LD datePublished of the page", page_date_of(tree) or ""
    for name in ("dateCreated", "coverageStartTime"):
        if isinstance(stated.get(name), str):
            yield f"JSON-LD {name}", stated[name]
    times = [time for time in tree.xpath(f"//time[not({_OTHERS})]") if not _is_of_update(time)]
    within = [time for time in times if next(time.iterancestors("article"), None) is not None]
    yield from _read_elements("time", times if len(times) == 1 else within[:1])


def _is_of_update(time: Any) -> bool:  # noqa: ANN401
    """Return whether the words before a time, or its class, say that it is that of an update."""
    before = time.getprevious()
    words = time.getparent().text if before is None else before.tail or before.text_content()
    return _UPDATED.search(words or "") is not None or (time.get("class") or "").lower() in _UPDATE_CLASSES


def _read_elements(place: str, elements: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for element in elements:
        stated = element.get("datetime") or element.get("content")
        stated = stated or (element.get("title") if element.tag == "abbr" else None)  # as microformats have it
        yield place, stated or element.text_content()


def _read(text: str, options: Options, language: str | None = None) -> ReadDate | None:
    with suppress(InvalidDate):
        date = read_date(" ".join(text.split()), zone=options.zone, order=options.dates, language=language)
        return date if date.moment.year >= _FIRST_YEAR else None  # `0001-01-01` is how some systems write none
    return None


def _is_same_minute(one: ReadDate, other: ReadDate) -> bool:
    return one.wall.replace(second=0, microsecond=0) == other.wall.replace(second=0, microsecond=0)


def _hide(text: str | None, options: Options) -> str | None:
    return text and _NUMBERS.sub(lambda found: found[0] if _read(found[0], options) else "", text)

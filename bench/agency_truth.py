"""What a file of an agency says of an item, read by its path alone, to compare with what a reader makes of it.

The rules of the readers (which date is whose, what is no text) are not repeated here: a field is right if the file has
that very value at the place that its standard gives it.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from index.dates import parse_published
from index.errors import InvalidDate
from index.types import Article

_G2 = {"n": "http://iptc.org/std/nar/2006-10-01/"}
_DATES = ("n:itemMeta/n:firstCreated", "n:itemMeta/n:versionCreated", "n:contentMeta/n:contentCreated",
          "n:contentMeta/n:contentModified")  # fmt: skip
_JSON_DATES = ("firstcreated", "versioncreated", "firstCreated", "versionCreated", "contentcreated", "contentCreated")


@dataclass(slots=True)
class Stated:
    """The values that an item has for each field."""

    headlines: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    letters: str = ""

    def find_wrong(self, article: Article) -> list[str]:
        """Return the names of the fields that an article has otherwise."""
        dates = [article.published, *filter(None, [article.modified])]
        moments = set(filter(None, map(_moment, self.dates)))
        told = {
            "headline": _fold(article.title) in set(map(_fold, self.headlines)),
            "dates": all(str(date) in moments for date in dates),
            "language": (article.language or "") in {one[:2].lower() for one in self.languages} | {""},
            "version": str(article.revision or "") in self.versions | {""},
            "status": self.statuses <= {"usable", ""},
            "body": all(_letters(paragraph) in self.letters for paragraph in article.text.split("\n\n")),
        }
        return [name for name, is_right in told.items() if not is_right]


def read_stated(path: Path) -> dict[str, Stated]:
    """Return what a file of NewsML-G2 or ninjs says, by the ids of its items; empty for any other."""
    try:
        return dict(_read_g2(path) if path.suffix == ".xml" else _read_ninjs(json.loads(path.read_bytes())))
    except (ValueError, etree.XMLSyntaxError):
        return {}


def _read_g2(path: Path) -> Iterator[tuple[str, Stated]]:
    for item in etree.parse(str(path)).iter(f"{{{_G2['n']}}}newsItem"):
        attributes = ("@xml:lang", "n:contentMeta/n:language/@tag", "n:contentSet/*/@xml:lang")
        yield (
            item.get("guid", ""),
            Stated(
                headlines={"".join(one.itertext()) for one in item.xpath("n:contentMeta/n:headline", namespaces=_G2)},
                dates={one.text or "" for path in _DATES for one in item.xpath(path, namespaces=_G2)},
                languages={tag for path in attributes for tag in item.xpath(path, namespaces=_G2)},
                versions=set(item.xpath("@version")),
                statuses={
                    one.rpartition(":")[2] for one in item.xpath("n:itemMeta/n:pubStatus/@qcode", namespaces=_G2)
                },
                letters=_letters("".join(item.xpath("n:contentSet//text()", namespaces=_G2))),
            ),
        )


def _read_ninjs(value: object) -> Iterator[tuple[str, Stated]]:
    if isinstance(value, list):
        for one in value:
            yield from _read_ninjs(one)
    elif isinstance(value, dict):
        headlines = [
            value.get("headline"),
            value.get("title"),
            *(one.get("value") for one in value.get("headlines", ())),
        ]
        yield (
            str(value.get("uri") or value.get("guid") or ""),
            Stated(
                headlines={str(one) for one in headlines},
                dates={str(value.get(name)) for name in _JSON_DATES},
                languages={str(value.get("language") or "")},
                versions={str(value.get("version"))},
                statuses={str(value.get("pubstatus") or value.get("pubStatus") or "")},
                letters=_letters(html.unescape(re.sub(r"<[^>]*>", "", " ".join(_strings(value))))),
            ),
        )
        for name in ("items", "associations"):
            inner = value.get(name)
            yield from _read_ninjs(list(inner.values()) if isinstance(inner, dict) else inner)


def _strings(value: object) -> Iterator[str]:
    """Yield every text within a value."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(one)


def _moment(text: str) -> str:
    try:
        return str(parse_published(text))
    except InvalidDate:
        return ""


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))

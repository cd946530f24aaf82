"""Files of news items in XML: NewsML-G2, NewsML 1 and NITF, one item in memory at a time."""

import io
import re
from collections.abc import Callable, Iterator

from index.errors import Unreadable
from index.formats.agency import newsml_1, newsml_g2
from index.formats.agency.conversion import convert
from index.formats.agency.elements import Element, Items, attribute, local_name
from index.formats.agency.nitf import read_nitf
from index.formats.agency.statements import Statement
from index.formats.options import Options
from index.types import Record, Rejected

_ITEMS = frozenset(("newsItem", "packageItem", "NewsItem", "nitf"))
_OTHERS = ("conceptItem", "knowledgeItem", "planningItem", "catalogItem", "newsMessage", "NewsML", "contentSet",
           "contentMeta", "groupSet")  # fmt: skip
ROOTS = re.compile(
    rb"(?:<\?[^>]*+>|<!doctype[^>\[]*+(?:\[[^\]]*+\]\s*+)?>|<!--(?:(?!-->).)*+-->|\s)*+<(?:[\w-]+:)?(?:"
    + "|".join(sorted((*_ITEMS, *_OTHERS))).encode()
    + rb")[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
"""What such a file begins with."""


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article, a withdrawal or a rejection for each item; rejections have the number of the item."""
    items, packages, seen = Items(stream, _ITEMS, options.max_record), dict[str, list[str]](), set[str]()
    number = 0
    try:
        for number, item in enumerate(items, start=1):
            if local_name(item) == "packageItem":
                packages[attribute(item, "guid")] = newsml_g2.read_references(item)
                continue
            seen.add(attribute(item, "guid"))
            yield from _read_item(item, origin, number, options)
    except Unreadable as error:
        yield Rejected(origin, number + 1 if number else None, error.message)
        return
    yield from _tell_missing(packages, seen, origin)
    if not number:
        yield Rejected(origin, None, f"it holds no news item, but a {items.root}: there is no text in it to read")


def _read_item(item: Element, origin: str, number: int, options: Options) -> Iterator[Record]:
    try:
        for stated in _READ[local_name(item)](item, options):
            if isinstance(stated, str):
                yield Rejected(origin, number, stated)
            else:
                yield convert(stated, origin, number, options, within=item)
    except Unreadable as error:  # a text within it that is malformed: the items after it are read
        yield Rejected(origin, number, error.message)


def _tell_missing(packages: dict[str, list[str]], seen: set[str], origin: str) -> Iterator[Rejected]:
    """Yield a rejection for each package whose items are not in the file; its own text is nothing but a list."""
    for name, references in packages.items():
        missing = [one for one in references if one not in seen]
        if missing or not references:
            what = f"it refers to {len(missing)} items that are not in the file: ingest those"
            yield Rejected(origin, None, f"the package {name[:200]!r} has no text; {what}")


_READ: dict[str, Callable[[Element, Options], Iterator[Statement | str]]] = {
    "newsItem": lambda item, _: iter([newsml_g2.read_item(item)]),
    "NewsItem": lambda item, _: newsml_1.read_items(item),
    "nitf": lambda item, options: iter([read_nitf(item, options)]),
}

"""Read feedparser's test feeds: are the titles and dates read that each file itself expects?

    python -m bench.feeds FOLDER [--list]

FOLDER is `tests` of feedparser's repository. The first comment of a file has an expression about what is read, of which
comparisons of an entry's title and dates with a value are taken; nothing of it is run. A title is compared as text,
without markup; a date by its text, and where a time is expected, by that.
"""

import argparse
import ast
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.report import write_result
from index.dates import parse_published
from index.errors import InvalidDate, Unreadable
from index.formats.feeds.feed import FeedEntry, parse_feed
from index.formats.fields.markup import to_paragraphs
from index.formats.options import Options
from index.text import normalise_line

_EXPECTED = re.compile(rb"Expect:\s*(.*?)(?:-->|\n\s*\n)", re.DOTALL)
_DATES = ("published", "updated", "published_parsed", "updated_parsed")
_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file expects of a field of one of its entries, counted from zero."""

    place: int
    name: str
    value: object


def main() -> None:
    """Read every file, write the result and list what is not as expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true", help="list the files whose expectation is not held")
    arguments = parser.parse_args()
    figures: dict[str, object] = {}
    for kind in ("wellformed", "illformed", "encoding"):
        counts, wrong = check_folder(arguments.folder / kind)
        figures[kind] = dict(sorted(counts.items()))
        for line in wrong if arguments.list else ():
            print(line)
    write_result("feeds", figures)


def check_folder(folder: Path) -> tuple[Counter[str], list[str]]:
    """Return the counts of a folder, and a line for each file that is refused or not as expected."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for path in sorted(folder.rglob("*.xml")):
        counts["files"] += 1
        started = time.monotonic()
        data = path.read_bytes()
        name = path.relative_to(folder.parent)
        try:
            feed = parse_feed(data, str(name), Options())
        except Unreadable as error:
            counts[f"refused: {re.split('[:;]', error.message)[0]}"] += 1
            wrong.append(f"{name}: refused: {error.message}")
            continue
        counts["read"] += 1
        counts["over ten seconds"] += time.monotonic() - started > _SECONDS
        for one in find_expected(data):
            kind = "titles" if one.name == "title" else "dates"
            counts[kind] += 1
            if holds(one, feed.entries):
                counts[f"{kind} as expected"] += 1
            else:
                wrong.append(f"{name}: {one} but {_show(one, feed.entries)}")
    return counts, wrong


def find_expected(data: bytes) -> Iterator[Expected]:
    """Yield what a file expects of the titles and dates of its entries."""
    found = _EXPECTED.search(data)
    try:
        tree = ast.parse(found[1].decode("utf-8", "replace").strip(), mode="eval") if found else None
    except SyntaxError:
        return
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq) and (place := _read_place(node.left)):
            with suppress(ValueError):  # the value is an expression
                yield Expected(*place, ast.literal_eval(node.comparators[0]))


def _read_place(node: ast.expr) -> tuple[int, str] | None:
    """Return the entry and the field of `entries[0]['title']`, also of its `title_detail`; None for anything else."""
    keys: list[object] = []
    while isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        keys.insert(0, node.slice.value)
        node = node.value
    if not isinstance(node, ast.Name) or node.id != "entries" or not keys or not isinstance(keys[0], int):
        return None
    match keys[1:]:
        case ["title"] | ["title_detail", "value"]:
            return keys[0], "title"
        case [str(name)] if name in _DATES:
            return keys[0], name
    return None


def holds(expected: Expected, entries: tuple[FeedEntry, ...]) -> bool:
    """Return whether an entry has what is expected of it."""
    if expected.place >= len(entries):
        return False
    entry, value = entries[expected.place], expected.value
    if expected.name == "title":
        return entry.title in (normalise_line(str(value)), normalise_line(to_paragraphs(str(value))))
    found = (entry.published, entry.modified) if expected.name.startswith("pub") else (entry.modified, entry.published)
    given = next(filter(None, found), None)
    if not isinstance(value, tuple):
        return given == normalise_line(str(value))
    try:
        year, month, day, hour, minute, second = value[:6]
        return parse_published(given or "") == datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (InvalidDate, ValueError):
        return False


def _show(expected: Expected, entries: tuple[FeedEntry, ...]) -> str:
    if expected.place >= len(entries):
        return f"there are {len(entries)} entries"
    entry = entries[expected.place]
    return repr(entry.title if expected.name == "title" else (entry.published, entry.modified))


if __name__ == "__main__":
    main()

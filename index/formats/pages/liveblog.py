"""Live blogs: their entries with their times, from the JSON-LD of the page, and from the blocks that it shows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from index.dates import read_date
from index.errors import InvalidDate, Unreadable
from index.formats.fields.credits import is_credit
from index.formats.fields.markup import to_paragraphs
from index.formats.pages.byline import is_aside
from index.formats.pages.head import line_of
from index.formats.pages.prose import LISTS, fold, is_prose, line_in

_LIVE = re.compile(
    r"\b(?:live|as it happened|live-?(?:blog|ticker)|minute by minute|en directo?|minuto a minuto|in diretta"
    r"|ao vivo)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:\w+[.,]? ){0,4}\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{2,4}\)?)?(?: Uhr)?",
    re.IGNORECASE,
)
_STAMPED = "//time | //*[contains(@class, 'time') or contains(@class, 'stamp')][not(*)]"
_OTHERS = re.compile(r"comment|related|promo|sidebar|recommend|most-?read|popular", re.IGNORECASE)
_BY = re.compile(r"(?:^|[\s_-])(?:by|byline|author|credit)(?:[\s_-]|$)", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4", "h5")
_FEWEST = 2  # entries
_LEAST = 0.7  # of the text that was found, where buttons may stand, too
_SHORTEST = 40  # characters of a paragraph above the entries, where bylines and buttons stand


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: when it was written, as it is told, its heading and its paragraphs."""

    stamp: str
    heading: str
    lines: tuple[str, ...]

    def tell(self) -> str:
        """Return the entry in paragraphs, the first of which begins with the time."""
        first, *rest = filter(None, (self.heading, *self.lines))
        return "\n\n".join([f"{self.stamp} – {first}" if self.stamp else first, *rest])

    @property
    def words(self) -> str:
        """The words of its paragraphs, by which it is compared."""
        return fold(" ".join(self.lines))


def read_live(tree: Any, stated: dict[str, Any], title: str, text: str) -> str:  # noqa: ANN401 - lxml has no types
    """Return the text of a live blog: what stands above its entries, and each of these with its time.

    Of any other page, and of one whose entries cannot be told apart, the `text` that was found is returned.
    """
    is_stated = "LiveBlogPosting" in str(stated.get("@type"))
    if not (is_stated or _LIVE.search(title) or tree.xpath("//*[contains(@itemtype, 'LiveBlogPosting')]")):
        return text
    blocks = [(block, entry) for block, stamp in _blocks_of(tree) if (entry := _read_block(block, stamp)).lines]
    entries = [entry for _, entry in blocks]
    known = " ".join(entry.words for entry in entries)
    entries += [one for one in _stated_entries(stated.get("liveBlogUpdate")) if one.words not in known]
    if len(entries) < (1 if is_stated else _FEWEST):
        return text
    above = _above(tree, blocks[0][0]) if blocks else _before(text, entries)
    told = "\n\n".join([*(line for line in above if fold(line) != fold(title)), *(one.tell() for one in entries)])
    return told if len(told) >= _LEAST * len(text) else text  # entries of another form, which would be lost


def _stated_entries(updates: object) -> Iterator[_Entry]:
    for one in updates if isinstance(updates, list) else [updates]:
        body = one.get("articleBody") or one.get("description") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(body, str):
            continue
        with suppress(Unreadable):
            lines = tuple(filter(None, to_paragraphs(body).split("\n")))
            heading = line_of(one.get("headline") or one.get("name"))
            if lines:
                yield _Entry(_tell_time(str(one.get("datePublished") or "")), heading, lines)


def _blocks_of(tree: Any) -> list[tuple[Any, str]]:  # noqa: ANN401
    """Return the blocks of the entries and their times: beside each other with one time each, and the most text."""
    stamped = [one for one in tree.xpath(_STAMPED) if one.tag == "time" or _CLOCK.fullmatch(line_in(one))]
    times = [one for one in stamped if not _is_aside(one)]
    counts = Counter(around for one in times for around in one.iterancestors())
    found: dict[Any, list[tuple[Any, str]]] = defaultdict(list)
    for one in times:
        block = next((up for up in one.iterancestors() if up.getparent() is None or counts[up.getparent()] > 1), None)
        if block is not None and block.getparent() is not None and block.find(".//h1") is None:
            found[block.getparent()].append((block, _tell_time(one.get("datetime") or "") or line_in(one)))
    several = (group for group in found.values() if len(group) >= _FEWEST)
    return max(several, key=_size, default=[])


def _size(blocks: list[tuple[Any, str]]) -> int:
    return sum(len(line_in(p)) for block, _ in blocks for p in block.iter("p"))


def _is_aside(time: Any) -> bool:  # noqa: ANN401
    """Return whether a time is that of a comment, or of another article."""
    named = (f"{one.get('class')} {one.get('id')}" for one in time.iterancestors() if one.tag != "body")
    return any(map(_OTHERS.search, named)) or any(True for _ in time.iterancestors("aside", "nav", "footer"))


def _read_block(block: Any, stamp: str) -> _Entry:  # noqa: ANN401
    pieces = [(piece, line_in(piece)) for piece in block.iter("p", "li", "blockquote", *_HEADINGS)]
    heading = next((line for piece, line in pieces if piece.tag in _HEADINGS and line), "")
    lines = [line for piece, line in pieces if piece.tag not in _HEADINGS and _is_of_entry(piece, line)]
    return _Entry(stamp, heading, tuple(dict.fromkeys(lines)))


def _is_of_entry(piece: Any, line: str) -> bool:  # noqa: ANN401
    """Return whether a piece of a block is its text: no caption, byline, credit or button to share it."""
    if not line or is_aside(line) or is_credit(line) or _CLOCK.fullmatch(line) or _BY.search(piece.get("class") or ""):
        return False
    if any(True for _ in piece.iterancestors("p", "li", "blockquote", "figcaption", "figure", "nav", "footer")):
        return False
    around = next(piece.iterancestors(*LISTS), piece)
    return is_prose(piece.getparent() if around.tag == "blockquote" else around, line)


def _above(tree: Any, first: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the paragraphs of a page that stand above its first entry."""
    for one in tree.iter():
        if one is first:
            return
        if one.tag == "p" and len(line := line_in(one)) >= _SHORTEST and is_prose(one, line) and not is_aside(line):
            yield line


def _before(text: str, entries: list[_Entry]) -> Iterator[str]:
    """Yield the lines of a text that stand before the first that is of an entry."""
    known = " ".join(f"{fold(one.heading)} {one.words}" for one in entries)
    for line in filter(None, text.split("\n\n")):
        if fold(line) in known:
            return
        yield line


def _tell_time(written: str) -> str:
    """Return a time as it is told above an entry, "6 May 2025, 12:15 UTC"; empty where it cannot be read."""
    with suppress(InvalidDate):
        date = read_date(written)
        moment = date.moment if date.has_zone else date.wall
        clock = f", {moment:%H:%M}{' UTC' if date.has_zone else ''}" if date.has_time else ""
        return f"{moment.day} {moment:%B %Y}{clock}"
    return ""

"""Records as `dateline inspect` shows them: each field with its provenance, and many records in sum."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from textwrap import shorten

from rich.text import Text

from api.commands.intake import count
from api.commands.output.terminal import open_console
from index.dates import format_moment
from index.formats.provenance import Provenance, Reading
from index.types import Article, Rejected, Withdrawal

_FIELDS = (
    "title", "published", "modified", "source", "authors", "language", "url", "id", "external_id", "rights",
    "not_before", "revision", "correction", "slug", "place", "urgency", "subjects",
)  # fmt: skip
_SUMMED = ("title", "published", "source", "authors", "language", "url", "text")
_WIDTH = 11
_LONGEST = 100  # characters shown of a value
_EDGE = 12  # words shown of the beginning and of the end of a text
_SHOWN = 20  # refusals of one input, beyond its first ones
_COMMON = 4  # values of a field that are named in a summary


def print_json_line(reading: Reading) -> None:
    """Print a record as a JSON object on a line."""
    record = reading.record
    body: dict[str, object] = {"file": reading.origin, "number": reading.number, "format": reading.format}
    if isinstance(record, Article):
        noted = {one.field: one for one in reading.fields}
        body |= {"record": "article", "fields": {name: _show(name, record, noted) for name in _present(record)}}
        body |= {"text": asdict(_measure(record.text)) | _source_of(noted.get("text"))}
    elif isinstance(record, Withdrawal):
        body |= {"record": "withdrawal", "withdrawal": asdict(record)}
    else:
        body |= {"file": record.origin, "number": record.line, "record": "refused", "reason": record.reason}
    body["left_out"] = [asdict(one) for one in reading.omitted]
    sys.stdout.write(json.dumps(body, ensure_ascii=False, default=_to_json) + "\n")


class Report:
    """The output for one input: its first articles in full as they are read, and at the end all of them in sum."""

    def __init__(self, path: str, limit: int) -> None:
        self._path, self._limit = path, limit
        self._console = open_console()
        self._kinds: Counter[str] = Counter()
        self._formats: Counter[str] = Counter()
        self._places: dict[str, Counter[str]] = {name: Counter() for name in _SUMMED}
        self._values: dict[str, Counter[str]] = {name: Counter() for name in ("source", "language")}
        self._omitted: Counter[str] = Counter()
        self._days: list[datetime] = []
        self._refused: list[Rejected] = []

    def show(self, reading: Reading) -> None:
        """Print a record if it is one of the first; count it."""
        record = reading.record
        kind = "refused" if isinstance(record, Rejected) else type(record).__name__.lower()
        self._kinds[kind] += 1
        self._formats[reading.format] += 1
        self._omitted.update({one.kind for one in reading.omitted})
        if isinstance(record, Rejected):
            self._refused += [record] if len(self._refused) < _SHOWN else []
            return
        if isinstance(record, Article):
            self._count(record, reading)
        if self._kinds[kind] <= self._limit:
            for line in _describe(reading):
                self._console.print(line)

    def finish(self) -> None:
        """Print what the input amounts to, and what of it was refused, and why."""
        number, refused = self._kinds.total(), self._kinds["refused"]
        if number > 1 or number - refused > self._limit or not number:
            for line in self._sum_up():
                self._console.print(line)
        for one in self._refused:
            place = one.origin if one.line is None else f"{one.origin}:{one.line}"
            self._console.print(_line("refused", place, one.reason, joint=": "))
        if refused > len(self._refused):
            self._console.print(f"and {refused - len(self._refused):,} more refused, which --json lists")

    def _count(self, article: Article, reading: Reading) -> None:
        for one in reading.fields:
            if one.field in self._places:
                self._places[one.field][one.place or one.remark] += 1
        for name, counter in self._values.items():
            counter[getattr(article, name) or "none"] += 1
        known = [*self._days, article.published]
        self._days = [min(known), max(known)]

    def _sum_up(self) -> Iterator[Text]:
        kinds = (("article", "articles"), ("withdrawal", "withdrawals"), ("refused", "refused"))
        counts = [f"{number:,} {one if number == 1 else many}" for one, many in kinds if (number := self._kinds[one])]
        formats = ", ".join(name for name, _ in self._formats.most_common(_COMMON)) or "nothing to read"
        yield Text(f"{_clean(self._path)} in sum ({formats}): {', '.join(counts) or 'no record'}", style="bold")
        for name in _SUMMED if self._kinds["article"] > self._limit else ():
            value = ""
            if name == "published":
                value = f"{self._days[0].date()} to {self._days[-1].date()}"
            elif name in self._values:
                value = _enumerate(self._values[name])
            places = f"from {_enumerate(self._places[name])}" if self._places[name] else ""
            if value or places:
                yield _line(name, value, places) if value else _line(name, places)
        if self._omitted and self._kinds["article"] > self._limit:
            yield _line("left out", f"in articles: {_enumerate(self._omitted)}")


def _describe(reading: Reading) -> Iterator[Text]:
    record = reading.record
    place = reading.origin if reading.number is None else f"{reading.origin}:{reading.number}"
    yield Text(f"{_clean(place)} ({reading.format})", style="bold")
    if isinstance(record, Withdrawal):
        name = record.external_id or record.url or record.id or ""
        yield _line("withdraws", name, f"of {record.source or 'any source'}: {record.reason}")
    elif isinstance(record, Article):
        noted = {one.field: one for one in reading.fields}
        for name in _present(record):
            yield _line(name, _write(getattr(record, name)), _tell(noted.get(name)))
        if not record.language:
            yield _line("language", "none", "neither declared nor detected")
        yield from _describe_text(record.text, noted.get("text"))
        kinds = Counter(one.kind for one in reading.omitted)
        for kind, number in kinds.items():
            texts = "; ".join(one.text for one in reading.omitted if one.kind == kind)
            yield _line("left out", f"{kind}{f' ({number:,})' if number > 1 else ''}: {shorten(texts, 2 * _LONGEST)}")
    yield Text("")


def _describe_text(text: str, noted: Provenance | None) -> Iterator[Text]:
    size = _measure(text)
    lengths = (count(size.characters, "character"), count(size.words, "word"), count(size.paragraphs, "paragraph"))
    value = ", ".join(lengths)
    yield _line("text", value, _tell(noted))
    yield _line("  begins", size.begins)
    yield _line("  ends", size.ends)


@dataclass(frozen=True, slots=True)
class _Size:
    """How long a text is, and its first and last words."""

    characters: int
    words: int
    paragraphs: int
    begins: str
    ends: str


def _measure(text: str) -> _Size:
    words = text.split()
    return _Size(
        len(text),
        len(words),
        sum(1 for part in text.split("\n") if part.strip()),
        " ".join(words[:_EDGE])[:_LONGEST],
        " ".join(words[-_EDGE:])[-_LONGEST:],
    )


def _present(article: Article) -> list[str]:
    return [name for name in _FIELDS if getattr(article, name)]


def _show(name: str, article: Article, noted: dict[str, Provenance]) -> dict[str, object]:
    return {"value": getattr(article, name)} | _source_of(noted.get(name))


def _source_of(noted: Provenance | None) -> dict[str, object]:
    if noted is None:
        return {"from": None}
    told = {"from": noted.place, "written": noted.written, "remark": noted.remark or None}
    return {name: value for name, value in told.items() if value is not None}


def _tell(noted: Provenance | None) -> str:
    if noted is None:
        return ""
    written = f" {shorten(noted.written, _LONGEST)!r}" if noted.written else ""
    place = f"from {noted.place}{written}" if noted.place else ""
    return ", ".join(filter(None, (place, noted.remark)))


def _write(value: object) -> str:
    if isinstance(value, datetime):
        return format_moment(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _enumerate(counts: Counter[str]) -> str:
    named = [f"{_clean(value)} ({number:,})" for value, number in counts.most_common(_COMMON)]
    more = len(counts) - _COMMON
    return ", ".join(named) + (f" and {more:,} more" if more > 0 else "")


def _line(label: str, value: str, told: str = "", *, joint: str = "  ") -> Text:
    line = Text(f"  {label:<{_WIDTH}} {_clean(value)}")
    return line.append(f"{joint}{_clean(told)}", style="dim") if told else line


def _clean(text: str) -> str:
    """Return a text of an unknown author on one line, without what a terminal would obey."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _to_json(value: object) -> object:
    return format_moment(value) if isinstance(value, datetime) else str(value)

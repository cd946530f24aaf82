"""Wire texts of ANPA 1312 and IPTC 7901: messages between the characters SOH and EOT, of head, text and date."""

import io
import re
from collections.abc import Iterator

from index.errors import Unreadable
from index.formats.agency.conversion import convert
from index.formats.agency.statements import Statement, read_embargo
from index.formats.fields.records import date_in_name
from index.formats.lines import too_long
from index.formats.options import Options
from index.text import decode, normalise
from index.types import Record, Rejected

MESSAGE = re.compile(rb"[\x16\x00\x7f\s]*\x01")
"""What such a file begins with."""

_STEP = 65_536
_NO_TEXT = bytes({*range(32), 127} - set(b"\x02\x03\t\n\x1f"))  # controls of the printers that the wires drove
_TEXT, _END = b"\x02", b"\x03"
_ANPA = re.compile(r"[a-z]?\w?\d{4}\s*\x1f[^\n]*\n\s*(?P<priority>[a-z])\s+(?P<category>[a-z])\s+"
                   r"(?P<slug>[^\n]*?)\s+(?P<month>\d\d)-(?P<day>\d\d)\b", re.IGNORECASE)  # fmt: skip
_IPTC = re.compile(r"(?P<source>[a-z]{2,4})(?P<number>\d{3,4})\s+(?P<priority>[1-9])\s+(?P<category>[a-z]{1,3})\s+\d+"
                   r"(?:\s+(?P<agency>[A-Za-z]+)[^\n]*)?\n\s*(?P<slug>[^\n]*)", re.IGNORECASE)  # fmt: skip
_ANPA_DATE = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<hour>\d\d):?(?P<minute>\d\d)\s*(?P<zone>[A-Z]{3,4})?"
)
_IPTC_DATE = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?:\s+(?P<zone>[A-Z]{3,4}))?\s+(?P<name>[A-Z]{3})\w*\s+(?P<year>\d\d)",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\s*([A-Z]{2,5})-")
_URGENCY = {"f": "1", "b": "2", "u": "3", "r": "4", "d": "5", "a": "6", "s": "6"}
_SUBJECTS = {
    "a": "domestic news", "d": "lifestyle", "e": "entertainment", "f": "finance", "i": "international news",
    "l": "lifestyle", "p": "politics", "s": "sport", "w": "Washington",
}  # fmt: skip
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w .,'’/-]{1,60}?)(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r" \((?P<agency>[\w/ -]{2,20})\)\s*(?:—|-+|_|:)\s"
)
_NOTE = re.compile(r"(?:eds?(?:itors?)?|ap photos?|photos?|with|advisory|note)\b[ :.]", re.IGNORECASE)
_HELD = re.compile(r"\bembargo|\bhold for release\b", re.IGNORECASE)
_BY = re.compile(r"by\s+(?=\w)", re.IGNORECASE)
_ENDS = " \t<=\x10^"
_MOST_HEADS = 30
_PLACES = {
    "source": "dateline, head or end of the message", "text": "text of the message", "authors": "byline above the text",
    "place": "dateline", "slug": "head", "urgency": "priority in the head", "subjects": "category in the head",
    "not_before": "notes to editors",
}  # fmt: skip
_LONGEST_HEAD = 1_000
_BLANKS = re.compile(r"[ \t\x1f]+")


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each message; rejections have the number of the message."""
    number = 0
    for data in _messages(stream, options.max_record):
        number += 1
        if data is None:
            yield Rejected(origin, number, too_long(options.max_record))
            continue
        try:
            yield _read_message(data.translate(None, _NO_TEXT), origin, number, options)
        except Unreadable as error:
            yield Rejected(origin, number, error.message)


def _messages(stream: io.BufferedReader, limit: int) -> Iterator[bytes | None]:
    """Yield the messages of a stream, each from its SOH; None for one that is longer than the limit."""
    held = bytearray()
    lost = False
    while block := stream.read1(_STEP):
        first, *others = block.split(b"\x01")
        held += first
        for other in others:
            if lost or held.strip(b"\x00\x16\x7f \t\r\n\x04\x0c"):
                yield None if lost else bytes(held)
            held, lost = bytearray(other), False
        if len(held) > limit:
            held, lost = bytearray(), True
    if lost or held.strip(b"\x00\x16\x7f \t\r\n\x04\x0c"):
        yield None if lost else bytes(held)


def _read_message(message: bytes, origin: str, number: int, options: Options) -> Record:
    before, begun, rest = message.partition(_TEXT)
    data, _, after = rest.partition(_END)
    head, trailer = (_shorten(part.decode("latin-1")) for part in (before, after))
    anpa = _ANPA.match(head)
    found = anpa or _IPTC.match(head)
    if not begun or found is None:
        return Rejected(origin, number, "it is no message of ANPA 1312 or IPTC 7901: its head or text is not marked")
    story = _Story(decode(data.replace(b"\x1f", b" "), "the message"), marked=anpa is not None)
    published = _date(trailer, origin, found, options)
    if published is None and options.undated is None:
        return Rejected(origin, number, "the message has no date with a year: name the day in the name of the file")
    dateline = _DATELINE.match(story.text)
    given = found.groupdict()
    _note_places(story, published, trailer, options)
    return convert(
        Statement(
            fields={
                "source": _source(given, trailer, dateline["agency"] if dateline else "", options),
                "title": story.title or given["slug"].strip(" /"),
                "text": story.text,
                "authors": story.byline,
                "place": dateline["place"] if dateline else "",
                "slug": story.slug or given["slug"].strip(" /"),
                "urgency": _URGENCY.get(given["priority"].lower(), given["priority"]),
                "subjects": [_SUBJECTS[given["category"].lower()]] if given["category"].lower() in _SUBJECTS else [],
                "not_before": read_embargo(" ".join(story.notes), options),
            },
            note=" ".join(story.notes),
            published=(published,) if published else (),
            signals=("correction",) if re.search(r"\bcorrect(?:s|ed|ion)\b", story.slug, re.IGNORECASE) else (),
        ),
        origin, number, options,
    )  # fmt: skip


def _note_places(story: "_Story", published: str | None, trailer: str, options: Options) -> None:
    dated = _ANPA_DATE.search(trailer) or _IPTC_DATE.search(trailer)
    for name, place in _PLACES.items():
        options.note(name, place)
    place = "end of the message" if dated else "head, with the year in the name of the file"
    if published:
        options.note("published", place, published)
    options.note("title", "lines above the text" if story.title else "slug in the head")
    for note in story.notes:
        options.omit("note to editors", note)


def _shorten(head: str) -> str:
    """Return the beginning of a head or a trailer with single blanks: it is searched for what may stand anywhere."""
    return _BLANKS.sub(lambda run: "\x1f" if "\x1f" in run[0] else " ", head).lstrip(" \n")[:_LONGEST_HEAD]


def _source(given: dict[str, str], trailer: str, dateline: str, options: Options) -> str:
    agency = _AGENCY.match(trailer)
    return dateline or given.get("agency") or (agency[1] if agency else "") or options.source or ""


def _date(trailer: str, origin: str, head: re.Match[str], options: Options) -> str | None:
    """Return the date of a message: at its end, else the month and day of its head in the year of the file's name."""
    if found := _ANPA_DATE.search(trailer) or _IPTC_DATE.search(trailer):
        parts = found.groupdict()
        month = parts.get("month") or f"{_MONTHS.get(parts['name'].lower(), 0):02}"
        clock = f"{parts['hour']}:{parts['minute']} {(parts['zone'] or '').upper()}".strip()
        return f"{_year(parts['year'])}-{month}-{parts['day']} {clock}"
    named = date_in_name(origin, options.zone)
    if named is None:
        return None
    given = head.groupdict()
    return f"{named.year}-{given['month']}-{given['day']}" if given.get("month") else named.date().isoformat()


def _year(digits: str) -> int:
    return int(digits) + (1900 if int(digits) > 69 else 2000)


class _Story:
    """The text of a message: slug, headline, byline and notes, which stand above it, and its paragraphs."""

    def __init__(self, text: str, *, marked: bool) -> None:
        self.slug = self.title = self.byline = ""
        self.notes: list[str] = []
        lines = _curl(text).split("\n")
        body = self._take_marked(lines) if marked else self._take_plain(lines)
        self.text = normalise("\n".join(body))

    def _take_marked(self, lines: list[str]) -> list[str]:
        """Take the lines of an ANPA head, which begin with a caret and end in `<` or `=`; return the paragraphs."""
        place = 0
        for place, line in enumerate(lines[:_MOST_HEADS]):
            if place and not line.startswith("^"):
                break
            self._take_head(line.strip(_ENDS), is_slug=not place)
        else:
            place = min(len(lines), _MOST_HEADS)
        paragraphs: list[list[str]] = [[]]
        for line in lines[place:]:
            if line.startswith(("\t", "   ", "^")):
                paragraphs.append([])
            paragraphs[-1].append(line.strip(_ENDS))
        return [line for line in _join(paragraphs) if line not in ("___", "END")]

    def _take_head(self, line: str, *, is_slug: bool) -> None:
        if is_slug:
            self.slug = re.sub(r",\d*$", "", line)
        if _HELD.search(line):
            self.notes.append(line)
        elif is_slug:
            return
        elif _BY.match(line):
            self.byline = self.byline or line
        elif _NOTE.match(line):
            self.notes.append(line)
        elif line and not self.title:
            self.title = line

    def _take_plain(self, lines: list[str]) -> list[str]:
        """Take the lines above the first blank one, of which the last ends in `=`; return the paragraphs."""
        end = next((place for place, line in enumerate(lines) if place and not line.strip()), 0)
        head = [line.strip(_ENDS) for line in lines[:end] if line.strip()][:_MOST_HEADS]
        for line in head:
            if _HELD.search(line):
                self.notes.append(line)
            elif _BY.match(line):
                self.byline = line
            elif not (line.isupper() and len(line.split()) < 3) and not re.fullmatch(r"\(.*\)", line):
                self.title = f"{self.title} {line}".strip()
        body = lines[end:]
        cut = next((place for place, line in enumerate(body) if line.strip().lower() == "# notebook"), len(body))
        return _join_lines(body[:cut])


def _join_lines(lines: list[str]) -> list[str]:
    """Return paragraphs, which blank lines part, each in one line."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip(_ENDS))
        elif paragraphs[-1]:
            paragraphs.append([])
    return _join(paragraphs)


def _join(paragraphs: list[list[str]]) -> list[str]:
    """Return each paragraph in one line, and a blank line after each."""
    joined = (" ".join(filter(None, lines)) for lines in paragraphs)
    return [line for paragraph in joined if paragraph for line in (paragraph, "")]


def _curl(text: str) -> str:
    """Return a text with the quotation marks and dashes for which the wires write two accents and an underscore."""
    text = text.replace("``", "“").replace("''", "”")
    return re.sub(r"(?<= )_(?= )", "—", text)

"""Where the fields of an article come from, and what of its record is left out; readers note both where it is asked."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from index.addresses import host_of
from index.article import FIELDS
from index.dates import read_date
from index.datewords import Order, has_order
from index.errors import InvalidDate
from index.types import Article, Record

DATES = ("published", "modified", "not_before")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the value of a field stands, as in `JSON-LD datePublished`; empty if nowhere.

    `written` is the value as it stands there, None if it is not known; `remark` says how it was read.
    """

    field: str
    place: str
    written: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Omitted:
    """A part of a record that is not part of its article: its kind, such as `caption`, and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with the provenance of its fields and what was left out of it, and the file that it was read from.

    `number` is its line or number in the file, None where the file is one record.
    """

    record: Record
    origin: str
    format: str
    number: int | None = None
    fields: tuple[Provenance, ...] = ()
    omitted: tuple[Omitted, ...] = ()


@dataclass(slots=True)
class Trace:
    """What the readers have noted of the record that they are reading, and of the file it is in."""

    origin: str = ""
    format: str = ""
    number: int | None = None
    _fields: dict[str, Provenance] = field(default_factory=dict)
    _omitted: list[Omitted] = field(default_factory=list)

    def begin(self, origin: str, format: str) -> None:  # noqa: A002 - a format is what it is
        """Note the file that is read now."""
        self.origin, self.format = origin, format

    def note(self, name: str, place: str, written: str | None = None, remark: str = "") -> None:
        """Note where a field comes from; what was noted of it before stays."""
        self._fields.setdefault(name, Provenance(name, place, written, remark))

    def omit(self, kind: str, text: str) -> None:
        """Note that a part of the record is left out."""
        self._omitted.append(Omitted(kind, text))

    def has(self, name: str) -> bool:
        """Return whether it is noted where a field comes from."""
        return name in self._fields

    def remark(self, name: str, remark: str) -> None:
        """Add how a field was read to where it comes from."""
        if name in self._fields:
            self._fields[name] = replace(self._fields[name], remark=remark)

    def take(self, record: Record) -> Reading:
        """Return what has been noted of a record, and forget it."""
        fields = [one for one in self._fields.values() if getattr(record, one.field, None)]
        reading = Reading(record, self.origin, self.format, self.number, tuple(fields), tuple(self._omitted))
        self._fields, self._omitted, self.number = {}, [], None
        return reading

    def complete(
        self, record: Mapping[str, object], article: Article, zone: tzinfo, dates: Order | None, source: str | None
    ) -> None:
        """Note of the fields of an article, made from a record, what no reader has noted."""
        given = {name: record[name] for name in FIELDS if record.get(name) not in (None, "", (), [])}
        self._fields = {name: noted for name, noted in self._fields.items() if name in given}
        for name, value in given.items():
            self.note(name, f"field {name}", value if isinstance(value, str) and name in DATES else None)
        for name in DATES:
            self._tell_date(name, given.get(name), zone, dates, article.language)
        if "source" not in given:
            self._note_source(article, source)
        self._tell_id(given.get("id"), article)

    def _tell_date(self, name: str, value: object, zone: tzinfo, dates: Order | None, language: str | None) -> None:
        """Note how a date was read: by itself, as a day, or in a zone that it does not state."""
        noted = self._fields.get(name)
        if noted is None or noted.remark:
            return
        written = noted.written or (value if isinstance(value, str) else None)
        if written is None and isinstance(value, datetime):
            return
        with suppress(InvalidDate):
            date = read_date(written or "", zone=zone, order=dates, language=language)
            remark = "" if date.has_zone else f"without a zone, read in {zone}"
            remark = remark if date.has_time else "a day, without a time"
            if dates and has_order(written or ""):
                remark = f"{'day' if dates == 'dmy' else 'month'} first, {remark}"
            self._fields[name] = replace(noted, written=written, remark=remark)

    def _note_source(self, article: Article, source: str | None) -> None:
        is_host = host_of(article.url) == article.source
        place = "--source" if source else "host of the address" if is_host else ""
        self.note("source", place, None, "" if place else "none is stated; name it with --source")

    def _tell_id(self, given: object, article: Article) -> None:
        if given is None:
            made = "digest of the address" if article.url else "digest of source, title, date and text"
            self.note("id", made)
        elif article.external_id is not None:
            self.remark("id", f"its digest; {article.external_id!r} is kept as external_id")

"""The options that every format is read with."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from index.article import FIELDS
from index.datewords import Order
from index.errors import InvalidInput
from index.formats.parallel import Pool
from index.formats.progress import Progress
from index.formats.provenance import Trace
from index.formats.undated import Undated
from index.types import Assumed


@dataclass(frozen=True, slots=True)
class Options:
    """Field names, source, time zone and size limit for the records of a file.

    `fields` maps a name in the file to an article field, as in `("date", "published")`; `source` is the publisher of
    articles that do not name one; `zone` is the time zone of dates without one; `dates` says whether the day or the
    month comes first in `04/05/2025`; a record longer than `max_record` bytes is rejected without being held in memory;
    `undated` is the rule for articles without a date, which are rejected if it is None, and `file_time` the time of the
    file that is read, where the rule needs it; `pool` parses pages beside this process; `progress` takes what the
    readers leave beside the records, and `trace`, if given, where their fields come from. With a `clock`, an article
    that by it is not published yet is rejected.

    Raises:
        InvalidInput: `fields` names a field that articles do not have, or maps two names to one field.
    """

    fields: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    zone: tzinfo = UTC
    dates: Order | None = None
    max_record: int = 20_000_000
    undated: Undated | None = None
    file_time: datetime | None = field(default=None, compare=False, repr=False)
    pool: Pool | None = field(default=None, compare=False, repr=False)
    progress: Progress = field(default_factory=Progress, compare=False, repr=False)
    trace: Trace | None = field(default=None, compare=False, repr=False)
    clock: Callable[[], datetime] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        mapped = [ours for _, ours in self.fields]
        for ours in mapped:
            if ours not in FIELDS:
                raise InvalidInput(f"{ours!r} is not a field of an article; use: {', '.join(FIELDS)}", field="fields")
            if mapped.count(ours) > 1:
                raise InvalidInput(f"{ours!r} is mapped from two fields; map it from one", field="fields")

    def filled_by(self, given: str) -> tuple[str, ...]:
        """Return the article fields that a field of the file fills: those it is mapped to, else its own name."""
        return tuple(ours for name, ours in self.fields if name == given) or (given,)

    def in_file(self, time: Callable[[], datetime | None]) -> "Options":
        """Return the options for a file, whose time is asked for only if undated articles get it."""
        if self.undated is None or self.undated.rule is not Assumed.FILE_TIME:
            return self
        return replace(self, file_time=time())

    def alone(self) -> "Options":
        """Return the options for another process, which leaves nothing beside its records."""
        return replace(self, pool=None, progress=Progress(), trace=None)

    def note(self, name: str, place: str, written: str | None = None, remark: str = "") -> None:
        """Note where a field of the record that is being read comes from, if anybody asks."""
        if self.trace is not None:
            self.trace.note(name, place, written, remark)

    def omit(self, kind: str, text: str) -> None:
        """Note that a part of the record that is being read is left out, if anybody asks."""
        if self.trace is not None:
            self.trace.omit(kind, text)

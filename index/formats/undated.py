"""Which date an article gets whose source states none: none, when it was first seen, that of its file, or one given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import partial

from index.dates import parse_published
from index.errors import InvalidDate, InvalidInput
from index.text import shorten
from index.types import Assumed

REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Undated:
    """The rule by which undated articles get a date; `moment` is the date that was given, None for other rules."""

    rule: Assumed
    moment: datetime | None = None
    clock: Callable[[], datetime] = field(default=partial(datetime.now, UTC), compare=False, repr=False)

    def fill(self, record: Mapping[str, object], file_time: datetime | None = None) -> dict[str, object]:
        """Return an undated record with its assumed date, or without one where it comes from no file.

        `file_time` is the time of the file that the record is in.
        """
        if self.rule is Assumed.FIRST_SEEN:
            date: datetime | None = self.clock()
        else:
            date = file_time if self.rule is Assumed.FILE_TIME else self.moment
        return {**record, "published": date, "assumed": self.rule}


def is_undated(record: Mapping[str, object]) -> bool:
    """Return whether a record states no date of publication; one that cannot be read is stated."""
    value = record.get("published")
    return value is None or (isinstance(value, str) and not value.strip())


def hint_at_rules(given: Undated | None) -> str:
    """Return what gives an undated article a date, where the rule that is `given` does not."""
    if given is None:
        return "--undated first-seen, file-time or a date gives it one"
    return "it comes from no file whose time is known: use --undated first-seen or a date"


def parse_undated(text: str, zone: tzinfo = UTC) -> Undated | None:
    """Return the rule that a text names: `first-seen`, `file-time` or a date, its time in `zone`; None for `reject`.

    Raises:
        InvalidInput: it names none.
    """
    if text == REJECT:
        return None
    if text in (Assumed.FIRST_SEEN, Assumed.FILE_TIME):
        return Undated(Assumed(text))
    try:
        return Undated(Assumed.GIVEN, parse_published(text, zone=zone))
    except InvalidDate:
        expected = "reject, first-seen, file-time or a date such as 2015-01-28"
        raise InvalidInput(f"undated is {expected}, not {shorten(text)!r}", field="undated") from None

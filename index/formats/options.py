"""How records are read: the one value that every reader is given."""

from dataclasses import dataclass
from datetime import UTC, tzinfo

from index.article import FIELDS
from index.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Options:
    """What the files do not say of themselves.

    `fields` pairs a name in the file with the field of ours that it fills, as in `("date", "published")`; `source`
    names who published an article that does not say so; `zone` is where dates without a zone were written; a record of
    more than `max_record` bytes is rejected without being held in memory.

    Raises:
        InvalidInput: `fields` names a field that articles do not have, or fills one twice.
    """

    fields: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    zone: tzinfo = UTC
    max_record: int = 20_000_000

    def __post_init__(self) -> None:
        filled = [ours for _, ours in self.fields]
        for ours in filled:
            if ours not in FIELDS:
                raise InvalidInput(
                    f"{ours!r} is not a field of an article; these are: {', '.join(FIELDS)}", field="fields"
                )
            if filled.count(ours) > 1:
                raise InvalidInput(f"{ours!r} is filled from two fields", field="fields")

    def filled_by(self, given: str) -> tuple[str, ...]:
        """Return the fields that a field of the file fills: those it is mapped to, else the one of its own name."""
        return tuple(ours for name, ours in self.fields if name == given) or (given,)

"""What storing an article did."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What storing an article did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article; `version` is the number of its new version, None where it has none."""

    outcome: Outcome
    version: int | None

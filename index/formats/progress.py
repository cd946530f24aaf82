"""What the reading of files leaves beside the records: how far an archive was read, and what was passed over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_MOST_KINDS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two records of an archive: bytes of its decompressed content, and records before it."""

    offset: int
    number: int


@dataclass(slots=True)
class Progress:
    """The progress of one run.

    `starts` says from where an archive is read on, by its path; `passed` counts, by their kind, the parts of archives
    that are no articles. After each record `origin` and `place` say up to where the archive it came from has been read;
    `origin` is None where it came from no archive.
    """

    starts: Mapping[str, Place] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)
    origin: str | None = None
    place: Place = Place(0, 0)

    def reach(self, origin: str | None, place: Place) -> None:
        """Note that an archive has been read up to a place."""
        self.origin, self.place = origin, place

    def pass_over(self, kind: str) -> None:
        """Count a part that is no article; `kind` is bounded in number, whatever an archive says."""
        self.passed[kind if kind in self.passed or len(self.passed) < _MOST_KINDS else "others"] += 1

"""Rejections by kind: how many records were rejected for one reason, and the first of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.types import Rejected

_MOST_KINDS = 1_000
_OTHERS = "other reasons"
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NUMBER = re.compile(r"(?<!\w)\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Refusals:
    """The rejections of one kind: how many, and the first of them."""

    number: int
    first: Rejected


def group(rejected: Iterable[Rejected]) -> tuple[Refusals, ...]:
    """Return rejections by kind, the most frequent kind first."""
    kinds = dict[str, Refusals]()
    for one in rejected:
        count(one, kinds)
    return sort_kinds(kinds)


def count(rejected: Rejected, kinds: dict[str, Refusals]) -> None:
    """Add a rejection to those of its kind."""
    kind = _kind_of(rejected.reason)
    kind = kind if kind in kinds or len(kinds) < _MOST_KINDS else _OTHERS
    known = kinds.get(kind)
    kinds[kind] = Refusals(known.number + 1 if known else 1, known.first if known else rejected)


def sort_kinds(kinds: dict[str, Refusals]) -> tuple[Refusals, ...]:
    """Return the kinds, the most frequent one first."""
    return tuple(sorted(kinds.values(), key=lambda kind: -kind.number))


def _kind_of(reason: str) -> str:
    """Return a reason without the values and the advice in it, which differ from record to record."""
    return _NUMBER.sub("0", _QUOTED.sub("''", reason.partition("; ")[0]))

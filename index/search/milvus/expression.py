"""Filters as an expression of Milvus, over numbers alone: names are compared by their codes."""

import hashlib
from collections.abc import Iterable

from index.dates import to_epoch
from index.types import FOREVER, Filters


def code_of(name: str) -> int:
    """Return the number that stands for the name of a source or a language: 63 bits of its digest.

    No name can break an expression, whatever its characters. Should two names have one code, the catalogue tells them
    apart.
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) >> 1


def express(filters: Filters) -> str:
    """Return the expression that keeps what the filters keep."""
    if filters.as_of is None:
        clauses = [f"valid_to == {FOREVER}"]
    else:
        moment = to_epoch(filters.as_of)
        clauses = [f"valid_from <= {moment}", f"valid_to > {moment}"]
    if filters.since is not None:
        clauses.append(f"published >= {to_epoch(filters.since)}")
    if filters.until is not None:
        clauses.append(f"published <= {to_epoch(filters.until)}")
    if filters.sources:
        clauses.append(f"source in {_codes(filters.sources)}")
    if filters.languages:
        clauses.append(f"language in {_codes(filters.codes)}")
    return " and ".join(clauses)


def _codes(names: Iterable[str]) -> list[int]:
    return sorted({code_of(name) for name in names})

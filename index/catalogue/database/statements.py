"""Statements as PostgreSQL takes them."""

import re
from functools import lru_cache
from itertools import count

_VALUE = re.compile(r"\?(\d*)")
_HINT = re.compile(r"\bNOT INDEXED\b|\bINDEXED BY \w+|\bCROSS (?=JOIN\b)")


@lru_cache(maxsize=512)
def for_postgres(statement: str) -> str:
    """Return a statement with `$1` for `?` and `?1`, and without what is said to SQLite's planner."""
    numbers = count(1)
    return _VALUE.sub(lambda found: f"${found[1] or next(numbers)}", _HINT.sub("", statement))

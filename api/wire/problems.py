"""Sentences for what is wrong with the form of a request, as Pydantic and the parser of JSON report it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from index.text import shorten

Names = Callable[[str], Sequence[str]]
"""Returns the known names of one kind: field, or parameter."""

_REQUIRED = re.compile(r"^(?:Input|Value|[A-Z][a-z]+) should ")  # how pydantic begins
_DIGITS = "a number has thousands of digits"
_TOLD = 10  # problems of one request
_TOLD_OTHERWISE = {  # what pydantic says in words of its own
    "string_unicode": "contains half of a surrogate pair, which is not text",
    "model_attributes_type": "must be a JSON object",
    "model_type": "must be a JSON object",
    "dict_type": "must be a JSON object",
    "recursion_depth_exceeded": "is nested too deeply",
    "recursion_loop": "is nested too deeply",  # what pydantic takes a very deep value for
}
_TOLD_OF_BODY = {"string_unicode": "a key of the JSON contains half of a surrogate pair, which is not text"}


def explain_all(problems: Sequence[Mapping[str, Any]], names: Names) -> tuple[str, str | None]:
    """Return a sentence for the first problems, and the field that has the first one.

    Unknown names come first: one that is misspelt is why another is missing. The known ones are listed once.
    """
    ordered = sorted(problems, key=lambda problem: problem["type"] != "extra_forbidden")
    explained = [_explain(one, names if one is ordered[0] else _no_names) for one in ordered[:_TOLD]]
    more = f"; and {len(ordered) - _TOLD} more" if len(ordered) > _TOLD else ""
    return "; ".join(message for message, _ in explained) + more, explained[0][1]


def _explain(problem: Mapping[str, Any], names: Names) -> tuple[str, str | None]:
    """Return a sentence for a problem that pydantic reports, and the field that has it."""
    place: Sequence[str | int] = problem["loc"]
    kind, where = problem["type"], shorten(".".join(str(part) for part in place[1:]))
    if kind == "json_invalid":
        return f"the body is not JSON: {problem['ctx']['error']} at character {place[-1]}", None
    if not where:
        return _TOLD_OF_BODY.get(kind, "the body must be a JSON object"), None
    if kind == "missing":
        return f"{where} is required", where
    if kind == "extra_forbidden":
        kind = "parameter" if place[0] == "query" else "field"
        known = names(kind)
        listed = f" (the {kind}s are {', '.join(known)})" if known and len(place) == 2 else ""
        return f"there is no {kind} {shorten(str(place[-1]))!r}{listed}", where
    if told := _TOLD_OTHERWISE.get(kind):
        return f"{where} {told}", where
    if kind == "too_short":
        return f"{where} is empty", where
    if kind == "too_long":  # of a text, too, where other rules apply to it first
        unit = "characters" if isinstance(problem["input"], str) else "items"
        return f"{where} must have at most {problem['ctx']['max_length']:,} {unit}", where
    return f"{where}: {_say(problem['msg'])}", where


def _say(message: str) -> str:
    """Return what pydantic says of a value as what is required of it: `must be at most 10`."""
    said = _REQUIRED.sub("must ", message)
    for theirs, ours in (("less than or equal to", "at most"), ("greater than or equal to", "at least")):
        said = said.replace(theirs, ours)
    return said[0].lower() + said[1:]


def _no_names(_: str) -> Sequence[str]:
    return ()


def explain_unreadable(error: BaseException | None) -> str:
    """Return a sentence for what the parser of JSON raised, except for a syntax error."""
    match error:
        case UnicodeDecodeError():
            return "the body is not UTF-8: send JSON in UTF-8"
        case RecursionError():
            return "the JSON is nested too deeply"
        case ValueError():
            return f"this is not JSON: {_DIGITS if 'digits' in str(error) else error}"
    return "the body cannot be read: send JSON"

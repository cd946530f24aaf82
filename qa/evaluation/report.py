"""Evaluation reports: figures and judgements written as JSON, and judgements read from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from index.dates import format_moment, parse_moment
from index.errors import DatelineError, InvalidInput, Unreadable
from qa.evaluation.cases import Case
from qa.evaluation.judgement import Judgement
from qa.evaluation.metrics import Share
from qa.types import Reason

_DERIVED = ("kind", "declined", "weighed", "exact", "f1", "held", "correct")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Report:
    """The parts of a report that a comparison needs: the judgements, and the depths of its figures."""

    name: str
    cutoffs: tuple[int, ...]
    judgements: tuple[Judgement, ...]


def write_json(figures: object) -> str:
    """Return an evaluation, or any other record of figures, as JSON; judgements include their derived fields."""
    return json.dumps(figures, ensure_ascii=False, indent=2, default=_unfold)


def read_report(path: Path) -> Report:
    """Read an evaluation that `write_json` has written; derived fields are computed again.

    Raises:
        Unreadable: there is no such file, or it is not such a report; the message says what is missing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    try:
        return _read_body(json.loads(text), str(path))
    except DatelineError as error:
        raise Unreadable(f"{path} is not an evaluation report: {error.message}") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path} is not an evaluation report: the JSON cannot be read: {error}") from None


def _unfold(value: object) -> object:
    """Return a value that JSON cannot write in a form that it can: records by field, sets sorted."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return format_moment(value)
    record = {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]
    derived = {Share: ("value",), Judgement: _DERIVED}.get(type(value), ())
    return record | {name: getattr(value, name) for name in derived}


def _read_body(body: object, name: str) -> Report:
    record = _record(body, "it")
    cutoffs = [_take(_record(row, "a row of retrieval"), "k", int) for row in _take(record, "retrieval", list)]
    judgements: dict[str, Judgement] = {}
    for place, entry in enumerate(_take(record, "judgements", list), start=1):
        try:
            judgement = _read_judgement(_record(entry, "it"))
        except DatelineError as error:
            raise InvalidInput(f"judgement {place}: {error.message}") from None
        if judgement.case.id in judgements:
            raise InvalidInput(f"judgement {place}: the id {judgement.case.id!r} is given twice")
        judgements[judgement.case.id] = judgement
    return Report(name, tuple(cutoffs), tuple(judgements.values()))


def _read_judgement(record: Mapping[str, object]) -> Judgement:
    reason = _take_or_none(record, "reason", str)
    if reason is not None and reason not in set(Reason):
        raise InvalidInput(f"there is no reason {reason!r}")
    return Judgement(
        case=_read_case(_record(_take(record, "case", dict), "case")),
        gold=frozenset(_take_each(record, "gold", str)),
        right=frozenset(_take_each(record, "right", str)),
        ranked=_take_each(record, "ranked", str),
        holding=_take_each(record, "holding", bool),
        quoted=_take_each(record, "quoted", bool),
        confidence=_take(record, "confidence", (float, int)),
        # Reports from before there was a reader have one number for both.
        evidence=_take(record, "evidence" if "evidence" in record else "confidence", (float, int)),
        reason=None if reason is None else Reason(reason),
        short=_take_or_none(record, "short", str),
    )


def _read_case(record: Mapping[str, object]) -> Case:
    as_of = _take_or_none(record, "as_of", str)
    return Case(
        id=_take(record, "id", str),
        question=_take(record, "question", str),
        answers=_take_each(record, "answers", str),
        gold=_take_each(record, "gold", str),
        with_answer=_take_each(record, "with_answer", str),
        as_of=None if as_of is None else parse_moment(as_of),
    )


def _record(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise InvalidInput(f"{name} is not a JSON object")
    return value


def _take(record: Mapping[str, object], name: str, kind: type[V] | tuple[type[V], ...]) -> V:
    value = record.get(name)
    if not isinstance(value, kind):
        raise InvalidInput(f"{name} is missing or of the wrong type")
    return value


def _take_or_none(record: Mapping[str, object], name: str, kind: type[V]) -> V | None:
    return None if record.get(name) is None else _take(record, name, kind)


def _take_each(record: Mapping[str, object], name: str, kind: type[V]) -> tuple[V, ...]:
    values = _take(record, name, list)
    if not all(isinstance(value, kind) for value in values):
        raise InvalidInput(f"{name} is not a list of the right type")
    return tuple(values)

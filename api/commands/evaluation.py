"""`evaluate`: how well the questions of a file are answered, as a table or as JSON."""

import csv
import json as json_format
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.flags import Data, Embedder, Json, Threads, read_settings

if TYPE_CHECKING:
    from api.settings import Settings
    from qa.cases import Case
    from qa.evaluate import Evaluation
    from qa.metrics import CurvePoint


def evaluate(
    questions: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON lines: question, answer, gold, as_of.", show_default=False)
    ],
    *,
    as_of_field: Annotated[
        str, typer.Option(metavar="NAME", help="Field with the day that a question is asked as of.")
    ] = "as_of",
    k: Annotated[int, typer.Option("--k", "-k", min=1, max=100, metavar="NUMBER", help="How deep to look.")] = 10,
    bound: Annotated[
        float,
        typer.Option(
            "--bound", min=0, max=1, metavar="SHARE", help="Answerable questions that a threshold may decline."
        ),
    ] = 0.1,
    curve: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the refusal curve here, as CSV.", show_default=False)
    ] = None,
    data: Data = None,
    embedder: Embedder = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Measure answers over a question file."""
    from qa.cases import read_cases

    cases = read_cases(questions, as_of_field)
    evaluation = _evaluate(cases, read_settings(data=data, embedder=embedder, threads=threads), k=k, bound=bound)
    if curve is not None:
        _write_curve(evaluation.refusing.curve, curve)
    if json:
        typer.echo(json_format.dumps(evaluation, ensure_ascii=False, indent=2, default=_unfold))
    else:
        from api.commands.figures import print_evaluation
        from api.commands.terminal import open_console

        print_evaluation(evaluation, open_console())


def _evaluate(cases: "list[Case]", settings: "Settings", *, k: int, bound: float) -> "Evaluation":
    from api.commands.library import library_of
    from api.commands.terminal import show_count

    with library_of(settings) as library, show_count(len(cases)) as meter:
        from qa.evaluate import evaluate as evaluate_cases

        return evaluate_cases(cases, library, k=k, bound=bound, on_question=lambda _: meter.advance())


def _write_curve(points: "tuple[CurvePoint, ...]", path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["threshold", "falsely_declined", "rightly_declined"])
        writer.writerows([point.threshold, point.falsely_declined, point.rightly_declined] for point in points)


def _unfold(value: object) -> object:
    """Return what JSON has no form for in one that it has: records by field, a share with its value, sets in order."""
    from index.dates import format_moment
    from qa.metrics import Share

    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return format_moment(value)
    record = {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]
    return record | {"value": value.value} if isinstance(value, Share) else record

"""`evaluate`: how well the questions of a file are answered, and what changed since, as tables or as JSON."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.flags import Json, with_settings
from index.errors import InvalidInput

if TYPE_CHECKING:
    from api.settings import Settings
    from qa.evaluation.cases import Case
    from qa.evaluation.compare import Comparison
    from qa.evaluation.evaluate import Evaluation
    from qa.evaluation.metrics import CurvePoint


@with_settings("data", "embedder", "embedding", "reading")
def evaluate(
    settings: "Settings",
    questions: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="JSON lines: question, answer, gold, as_of.", show_default=False),
    ] = None,
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
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here what --json prints.", show_default=False)
    ] = None,
    compared: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--compare", metavar="A B", help="Ask nothing; compare two reports of --out.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """Measure answers over a question file.

    With --compare, say instead what has changed between two such measurements.
    """
    if compared is not None:
        if questions is not None or curve is not None:
            raise InvalidInput("--compare reads two reports, and goes with neither a question file nor --curve")
        _show_comparison(_compare(*compared), out, json=json)
        return
    if questions is None:
        raise InvalidInput("name a question file, or two reports with --compare")
    from qa.evaluation.cases import read_cases

    cases = read_cases(questions, as_of_field)
    _show_evaluation(_evaluate(cases, settings, (out, curve), k=k, bound=bound), out, curve, json=json)


def _evaluate(
    cases: "list[Case]", settings: "Settings", written: "tuple[Path | None, ...]", *, k: int, bound: float
) -> "Evaluation":
    """Evaluate, once the files that are `written` at the end are known to take it: asking may last for minutes."""
    from api.commands.library import library_and_reader_of, require_index
    from api.commands.terminal import show_count

    require_index(settings.data)
    for file in written:
        if file is not None:
            file.open("a").close()
    with library_and_reader_of(settings) as (library, reader), show_count(len(cases)) as meter:
        from qa.evaluation.evaluate import evaluate as evaluate_cases

        return evaluate_cases(cases, library, k=k, bound=bound, on_question=lambda _: meter.advance(), reader=reader)


def _compare(before: Path, after: Path) -> "Comparison":
    from qa.evaluation.compare import compare
    from qa.evaluation.report import read_report

    return compare(read_report(before), read_report(after))


def _show_evaluation(evaluation: "Evaluation", out: Path | None, curve: Path | None, *, json: bool) -> None:
    if curve is not None:
        _write_curve(evaluation.refusing.curve, curve)
    if not _write_json(evaluation, out, json=json):
        from api.commands.figures import print_evaluation
        from api.commands.terminal import open_console

        print_evaluation(evaluation, open_console())


def _show_comparison(comparison: "Comparison", out: Path | None, *, json: bool) -> None:
    if not _write_json(comparison, out, json=json):
        from api.commands.changes import print_comparison
        from api.commands.terminal import open_console

        print_comparison(comparison, open_console())


def _write_json(figures: object, out: Path | None, *, json: bool) -> bool:
    """Write figures as JSON to where they are wanted so; return whether that is all that is to be printed."""
    from qa.evaluation.report import write_json

    if out is not None:
        # A question file may hold half a surrogate pair, which JSON can say and UTF-8 cannot.
        out.write_text(write_json(figures) + "\n", encoding="utf-8", errors="replace")
    if json:
        typer.echo(write_json(figures))
    return json


def _write_curve(points: "tuple[CurvePoint, ...]", path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["threshold", "falsely_declined", "rightly_declined"])
        writer.writerows([point.threshold, point.falsely_declined, point.rightly_declined] for point in points)

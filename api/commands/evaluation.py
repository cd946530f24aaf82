"""`evaluate`: how well the questions of a file are answered, and what changed, as tables or as JSON."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings
from index.errors import InvalidInput

if TYPE_CHECKING:
    from api.settings import Settings
    from qa.evaluation.cases import Case
    from qa.evaluation.compare import Comparison
    from qa.evaluation.evaluate import Evaluation
    from qa.evaluation.metrics import CurvePoint


Questions = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="JSON Lines with question, answer, gold, as_of.", show_default=False),
]
AsOfField = Annotated[str, typer.Option(metavar="NAME", help="Field with the as-of date of a question.")]
Depth = Annotated[int, typer.Option("--k", "-k", min=1, max=100, metavar="NUMBER", help="Number of hits to judge.")]
Bound = Annotated[
    float,
    typer.Option(
        "--bound", min=0, max=1, metavar="SHARE", help="Share of answerable questions that a threshold may decline."
    ),
]
CurveFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the refusal curve to this file, as CSV.", show_default=False),
]
OutFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write what --json prints to this file.", show_default=False)
]
Compared = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        "--compare", metavar="A B", help="Compare two reports written by --out; ask nothing.", show_default=False
    ),
]


@with_settings("data", "embedder", "embedding", "reading")
def evaluate(
    settings: "Settings",
    questions: Questions = None,
    *,
    as_of_field: AsOfField = "as_of",
    k: Depth = 10,
    bound: Bound = 0.1,
    curve: CurveFile = None,
    out: OutFile = None,
    compared: Compared = None,
    json: Json = False,
) -> None:
    """Measure the answers to a file of questions.

    With --compare, show what changed between two measurements.
    """
    if compared is not None:
        if questions is not None or curve is not None:
            raise InvalidInput("--compare reads two reports: leave out the question file and --curve")
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
    """Evaluate, after checking that the files to be `written` can be: asking may take minutes."""
    from api.commands.context.library import library_and_reader_of
    from api.commands.output.terminal import show_count
    from index.catalogue.presence import require_index

    require_index(settings.data, settings.shared)
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
        from api.commands.output.figures import print_evaluation
        from api.commands.output.terminal import open_console

        print_evaluation(evaluation, open_console())


def _show_comparison(comparison: "Comparison", out: Path | None, *, json: bool) -> None:
    if not _write_json(comparison, out, json=json):
        from api.commands.changes import print_comparison
        from api.commands.output.terminal import open_console

        print_comparison(comparison, open_console())


def _write_json(figures: object, out: Path | None, *, json: bool) -> bool:
    """Write figures as JSON to `out`, and to standard output if `json`; return whether they were printed."""
    from qa.evaluation.report import write_json

    if out is not None:
        # A question may hold a lone surrogate, which JSON can escape and UTF-8 cannot encode.
        out.write_text(write_json(figures) + "\n", encoding="utf-8", errors="replace")
    if json:
        typer.echo(write_json(figures))
    return json


def _write_curve(points: "tuple[CurvePoint, ...]", path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["threshold", "falsely_declined", "rightly_declined"])
        writer.writerows([point.threshold, point.falsely_declined, point.rightly_declined] for point in points)

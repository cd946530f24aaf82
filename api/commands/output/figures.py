"""The figures of an evaluation as tables."""

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from qa.evaluation.calibration import Bin
from qa.evaluation.evaluate import Answering, Calibrations, Evaluation, OfKind, Refusing, Retrieval, Spans
from qa.evaluation.metrics import Mean, Share

_NAMED = 3
_RETRIEVAL: tuple[tuple[str, Callable[[Retrieval], float | None]], ...] = (
    ("a right article among the first articles", lambda figures: figures.hits),
    ("gold articles recalled by them", lambda figures: figures.recall),
    ("a right article behind the first passages", lambda figures: figures.passage_hits),
    ("gold articles recalled by them", lambda figures: figures.passage_recall),
    ("an answer in one of the first passages", lambda figures: figures.reached),
    ("share of those passages that hold one", lambda figures: figures.holding),
)


def print_evaluation(evaluation: Evaluation, console: Console) -> None:
    """Print every figure of an evaluation."""
    console.print(
        f"{evaluation.questions} questions, {evaluation.answerable} of them answerable"
        f" and {evaluation.questions - evaluation.answerable} to be declined"
    )
    if evaluation.unknown_names:
        named = ", ".join(evaluation.unknown_names[:_NAMED])
        console.print(f"not in the index, of the articles named as right: {len(evaluation.unknown_names)}, as {named}")
    for table in (
        _retrieval_table(evaluation),
        _answer_table(evaluation.answering),
        _span_table(evaluation.spans),
        _kind_table(evaluation.kinds),
        _refusal_table(evaluation.refusing),
        _confidence_table(evaluation.calibration),
        _bin_table(evaluation.calibration.weighed.bins),
    ):
        console.print()
        console.print(table)


def _retrieval_table(evaluation: Evaluation) -> Table:
    table = _table("Retrieval", *(f"at {figures.k}" for figures in evaluation.retrieval))
    for name, read in _RETRIEVAL:
        table.add_row(name, *(_number(read(figures)) for figures in evaluation.retrieval))
    table.add_row("mean reciprocal rank of a right article", _number(evaluation.reciprocal_rank))
    return table


def _answer_table(answering: Answering) -> Table:
    table = _table("Answers", "share", "count")
    _add_share(table, "answered: the first quote holds the answer", answering.first)
    _add_share(table, "answered: one of the quotes does", answering.any)
    _add_share(table, "of all with an answer: the first quote holds it", answering.first_of_all)
    _add_share(table, "of all with an answer: one of the quotes does", answering.any_of_all)
    return table


def _span_table(spans: Spans) -> Table:
    table = _table("Short answers", "share", "count")
    _add_share(table, "answered: there is a short answer", spans.given)
    _add_share(table, "answered: it is a known one (exact match)", spans.exact_of_answered)
    _add_mean(table, "answered: F1 of its words", spans.f1_of_answered)
    _add_share(table, "of all with an answer: exact match", spans.exact)
    _add_mean(table, "of all with an answer: F1", spans.f1)
    return table


def _kind_table(kinds: Sequence[OfKind]) -> Table:
    table = _table("By kind of question", "n", "answered", "exact match", "F1", "a quote holds it")
    for figures in kinds:
        shares = (figures.answered.value, figures.exact.value, figures.f1.value, figures.held.value)
        table.add_row(figures.kind.replace("_", " "), str(figures.n), *map(_number, shares))
    return table


def _refusal_table(refusing: Refusing) -> Table:
    table = _table("Refusals", "share", "count")
    _add_share(table, "precision: the declined that were unanswerable", refusing.precision)
    _add_share(table, "recall: the unanswerable that were declined", refusing.recall)
    _add_share(table, "falsely declined, of the answerable", refusing.falsely_declined)
    table.add_row("area under the curve, by evidence", _number(refusing.auroc))
    if refusing.best is not None:
        name = f"declining below {refusing.best.threshold:.3f} would catch"
        table.add_row(name, _number(refusing.best.rightly_declined))
        table.add_row(f"and falsely decline (allowed: {refusing.bound:g})", _number(refusing.best.falsely_declined))
    return table


def _confidence_table(calibration: Calibrations) -> Table:
    table = _table("Where evidence was weighed", "all", "answered")
    both = (calibration.weighed, calibration.answered)
    table.add_row("questions", *(str(figures.right.whole) for figures in both))
    table.add_row("right (declined counts as wrong)", *(_number(figures.right.value) for figures in both))
    table.add_row("expected calibration error", *(_number(figures.ece) for figures in both))
    table.add_row("expected if confidence were perfect", *(_number(figures.ece_by_chance) for figures in both))
    table.add_row("Brier score", *(_number(figures.brier) for figures in both))
    table.add_row("area under the risk-coverage curve", *(_number(figures.aurc) for figures in both))
    return table


def _bin_table(bins: Sequence[Bin]) -> Table:
    table = _table("All of these, by confidence", "n", "mean", "right")
    for held in bins:
        table.add_row(f"{held.low:.1f} to {held.high:.1f}", str(held.n), _number(held.confidence), _number(held.right))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title, box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _add_share(table: Table, name: str, share: Share) -> None:
    table.add_row(name, _number(share.value), f"{share.part} of {share.whole}")


def _add_mean(table: Table, name: str, figure: Mean) -> None:
    table.add_row(name, _number(figure.value), f"mean of {figure.n}")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"

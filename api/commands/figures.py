"""The figures of an evaluation as tables."""

from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from qa.evaluate import Answering, Evaluation, Refusing, Retrieval
from qa.metrics import Share

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
        _refusal_table(evaluation.refusing),
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


def _refusal_table(refusing: Refusing) -> Table:
    table = _table("Refusals", "share", "count")
    _add_share(table, "precision: the declined that were unanswerable", refusing.precision)
    _add_share(table, "recall: the unanswerable that were declined", refusing.recall)
    _add_share(table, "falsely declined, of the answerable", refusing.falsely_declined)
    table.add_row("area under the curve, by confidence", _number(refusing.auroc))
    if refusing.best is not None:
        name = f"declining below {refusing.best.threshold:.3f} would catch"
        table.add_row(name, _number(refusing.best.rightly_declined))
        table.add_row(f"and lose (allowed: {refusing.bound:g})", _number(refusing.best.falsely_declined))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title, box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _add_share(table: Table, name: str, share: Share) -> None:
    table.add_row(name, _number(share.value), f"{share.part} of {share.whole}")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"

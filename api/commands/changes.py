"""The changes between two evaluations as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from qa.evaluation.compare import Comparison, Difference, Metric

_NAMED = 10
_NAMES = {
    Metric.EXACT: "exact match",
    Metric.F1: "F1",
    Metric.HELD: "a quote holds the answer",
    Metric.ANSWERED: "answerable, answered",
    Metric.DECLINED: "unanswerable, declined",
    Metric.REACHED: "answer in top {k} passages",
    Metric.HITS: "right article in top {k}",
}


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print what is compared, what is left out, and the change of each metric with its confidence interval."""
    console.print(f"A is {comparison.before}, B is {comparison.after}; questions compared: {comparison.shared}")
    _print_left_out("only in A", comparison.only_before, console)
    _print_left_out("only in B", comparison.only_after, console)
    _print_left_out("in both, but with a different question or right answer", comparison.changed, console)
    console.print()
    console.print(_table(comparison.differences))
    console.print()
    console.print(
        f"Interval and p are from a paired bootstrap: {comparison.resamples:,} resamples, seed {comparison.seed}."
    )


def _print_left_out(where: str, names: Sequence[str], console: Console) -> None:
    if names:
        named = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        console.print(f"left out, {where}: {len(names)} ({named})")


def _table(differences: Sequence[Difference]) -> Table:
    table = Table("Change", box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("A", "B", "B − A", "95 % interval", "p", "n"):
        table.add_column(column, justify="right")
    for row in differences:
        name = _NAMES[row.metric].format(k=row.k)
        interval = "-" if row.low is None or row.high is None else f"{_signed(row.low)} to {_signed(row.high)}"
        p = "-" if row.p is None else f"{row.p:.4f}"
        table.add_row(name, f"{row.before:.3f}", f"{row.after:.3f}", _signed(row.change), interval, p, str(row.n))
    return table


def _signed(value: float) -> str:
    return f"{round(value, 3) + 0.0:+.3f}"  # adding 0.0 turns -0.0 into 0.0

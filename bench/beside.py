"""The figures that the README and docs/performance.md claim, measured now beside those that are committed."""

from collections.abc import Callable, Mapping
from typing import Any

from bench.report import Result, read_result, tabulate

Reading = Callable[[Result], object]

_FIGURES: Mapping[str, tuple[str, Reading]] = {
    "Ingest of everything: passages per second": ("ingest_whole", lambda r: round(r["passages"] / r["seconds"], 1)),
    "Ingest of everything: peak memory, MiB": ("ingest_whole", lambda r: r["peak_mib"]),
    "Ingest time relative to embedding alone": ("ingest", lambda r: r["ratio"]),
    "An answer, median / 95th percentile, ms": ("ask", lambda r: _pair(r["with the reader"]["milliseconds"]["total"])),
    "An answer without the reader, ms": ("ask", lambda r: _pair(r["without"]["milliseconds"]["total"])),
    "Start of the server until ready, s": ("start", lambda r: r["seconds_to_ready"]),
    "Start of the server until the first answer, s": ("start", lambda r: r["seconds_to_first_answer"]),
    "Short answers: exact match": ("answers", lambda r: r["with the reader"]["all"]["exact"]),
    "Short answers: F1": ("answers", lambda r: r["with the reader"]["all"]["f1"]),
    "A right article among the first 1 / 5 / 10": (
        "answers", lambda r: " / ".join(map(str, r["with the reader"]["all"]["article_hits"].values())),
    ),
    "Unanswerable questions declined": ("refusal", lambda r: r["all"]["declined_late"]),
    "Answerable questions declined": ("refusal", lambda r: r["all"]["declined_answerable"]),
    "Hits, quotes or texts of deleted articles": ("deletion", lambda r: r["leaks"]),
}  # fmt: skip


def read_figures() -> dict[str, object]:
    """Return each figure by what it says; a figure that was never measured is a dash."""
    return {what: _read(name, reading) for what, (name, reading) in _FIGURES.items()}


def set_beside(committed: Mapping[str, object], now: Mapping[str, object]) -> str:
    """Return one table of both."""
    return tabulate(["What", "committed", "now"], [[what, committed[what], now[what]] for what in committed])


def _read(name: str, reading: Reading) -> object:
    try:
        return reading(read_result(name))
    except KeyError:
        return "–"


def _pair(milliseconds: Mapping[str, Any]) -> str:
    return f"{milliseconds['p50']} / {milliseconds['p95']}"

"""The figures that the README and docs/performance.md claim, measured now beside those that are committed."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from bench.report import Result, describe_kind, read_result, tabulate

Reading = Callable[[Result], object]

_FIGURES: Mapping[str, tuple[str, Reading]] = {
    "Ingest of everything: passages per second": ("ingest_whole", lambda r: round(r["passages"] / r["seconds"], 1)),
    "Ingest of everything: peak memory, MiB": ("ingest_whole", lambda r: r["peak_mib"]),
    "Ingest time relative to embedding alone": ("ingest", lambda r: r["ratio"]),
    "Share of embedding in the processor time of an ingest": ("steps", lambda r: r["share"]["embed"]),
    "Ingest, relative to torch": ("ratios", lambda r: _ratio(r, "ingest")),
    "A question embedded, relative to torch": ("ratios", lambda r: _ratio(r, "question")),
    "An answer, relative to torch": ("ratios", lambda r: _ratio(r, "answer")),
    "An answer, median / 95th percentile, ms": ("ask", lambda r: _pair(r["with the reader"]["milliseconds"]["total"])),
    "An answer without the reader, ms": ("ask", lambda r: _pair(r["without"]["milliseconds"]["total"])),
    "Start of the server until ready, s": ("start", lambda r: r["seconds_to_ready"]),
    "Start of the server until the first answer, s": ("start", lambda r: r["seconds_to_first_answer"]),
    "A search over HTTP, median / 95th percentile, ms": ("serving", lambda r: _pair(r["search"])),
    "An answer over HTTP, ms": ("serving", lambda r: _pair(r["ask"])),
    "Searches of eight clients, a second": ("serving", lambda r: r["searches_together"]["per_second"]),
    "Own memory of server / worker, MiB": (
        "serving", lambda r: f"{r['memory_mib']['server']['own']} / {r['memory_mib']['worker']['own']}",
    ),
    "Commands --help / search / ask, s": (
        "serving", lambda r: " / ".join(str(r["commands"][name]["seconds"]) for name in ("--help", "search", "ask")),
    ),
    "A search by its stages, in total, ms": ("stages", lambda r: r["milliseconds"]["total"]),
    "An article sent until it is found, ms": ("freshness", lambda r: _pair(r["single"]["found_ms"])),
    "Short answers: exact match": ("answers", lambda r: r["with the reader"]["all"]["exact"]),
    "Short answers: F1": ("answers", lambda r: r["with the reader"]["all"]["f1"]),
    "A right article among the first 1 / 5 / 10": (
        "answers", lambda r: " / ".join(map(str, r["with the reader"]["all"]["article_hits"].values())),
    ),
    "Unanswerable questions declined": ("refusal", lambda r: r["all"]["declined_late"]),
    "Answerable questions declined": ("refusal", lambda r: r["all"]["declined_answerable"]),
    "Hits, quotes or texts of deleted articles": ("deletion", lambda r: r["leaks"]),
    "A million passages: a search, ms": ("large", lambda r: _pair(next(iter(r["searches"].values()))["ms"]["whole"])),
    "A million passages: own memory after questions, MiB": (
        "large", lambda r: r["opened"]["after_questions_mib"]["own"],
    ),
    "Beside txtai: passages per second, relative": ("peers", lambda r: _relative(r, "txtai")),
    "Beside Haystack: passages per second, relative": ("peers", lambda r: _relative(r, "haystack")),
}  # fmt: skip


def read_figures() -> dict[str, object]:
    """Return each figure by what it says; a figure that was never measured is a dash."""
    return {what: _read(name, reading) for what, (name, reading) in _FIGURES.items()}


def set_beside(committed: Mapping[str, object], now: Mapping[str, object], measured: Collection[str]) -> str:
    """Return one table of both; a figure of a benchmark that is not in `measured` was not measured now."""
    rows = [
        [what, committed[what], now[what] if _FIGURES[what][0] in measured else "not measured"] for what in committed
    ]
    return tabulate(["What", "committed", "now"], rows)


def _read(name: str, reading: Reading) -> object:
    try:
        return reading(read_result(name))
    except KeyError:
        return "–"


def _pair(milliseconds: Mapping[str, Any]) -> str:
    return f"{milliseconds['p50']} / {milliseconds['p95']}"


def _ratio(result: Result, name: str) -> object:
    """Return a ratio to torch on this kind of processor."""
    return result["kinds"][describe_kind()][name]["ratio"]


def _relative(result: Result, other: str) -> object:
    ours, theirs = (result["contestants"][name]["passages_per_second"] for name in ("dateline", other))
    return round(ours / theirs, 2)

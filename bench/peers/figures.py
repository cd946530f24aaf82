"""The table of Dateline beside other libraries."""

from collections.abc import Callable
from typing import Any

from bench.report import read_result, tabulate

_ROWS: dict[str, Callable[[Any], object]] = {
    "Version": lambda r: r["version"],
    "Indexing: passages per second; CPU time": lambda r: f"{r['passages_per_second']}; {r['processor_seconds']} s",
    "Peak memory while indexing": lambda r: f"{r['peak_mib']} MiB",
    "A search, median / 95th / 99th percentile": lambda r: _spread(r["idle_ms"]),
    "A search while 500 passages are added": lambda r: _spread(r["while_indexing_ms"]),
    "– of these failed": lambda r: r["while_indexing_ms"].get("failed", 0),
    "Memory afterwards": lambda r: f"{r['memory_mib']} MiB",
    "From start of the process to the first result": lambda r: f"{r['seconds_to_first_result']} s",
    "On disk": lambda r: f"{r['disk_mib']} MiB",
    "Installed, with the model": lambda r: f"{r['install_mib']:,} MiB",
}


def show_peers() -> str:
    """Return the table.

    Raises:
        KeyError: one of them was not measured.
    """
    kept = read_result("peers")["contestants"]
    found = {name: kept[name] for name in ("dateline", "txtai", "haystack")}
    rows = [[what, *(read(one) for one in found.values())] for what, read in _ROWS.items()]
    return tabulate(["What", *found], rows)


def _spread(times: dict[str, float]) -> str:
    return f"{times['p50']} / {times['p95']} / {times['p99']} ms" if "p50" in times else "none"

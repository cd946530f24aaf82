"""Results: the figures as JSON, with the machine and the versions of the packages; and tables of them."""

import importlib.metadata
import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
Result = dict[str, Any]  # parsed JSON
_PACKAGES = ("torch", "sentence-transformers", "faiss-cpu", "tantivy", "numpy", "dateline")


def write_result(name: str, figures: Mapping[str, object]) -> None:
    """Write the figures of one benchmark under its name, and print them."""
    result = {"benchmark": name, "day": f"{datetime.now(UTC):%Y-%m-%d}", "machine": describe_machine(), **figures}
    text = json.dumps(result, indent=1, ensure_ascii=False)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(text)


def read_result(name: str) -> Result:
    """Return a result by its name; empty if it was never measured."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def tabulate(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def describe_machine() -> dict[str, object]:
    """Return the processor, its cores, the memory in GiB, and the versions of the main packages."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
        "python": platform.python_version(),
        "versions": {name: version for name in _PACKAGES if (version := _version_of(name))},
    }


def describe_kind() -> str:
    """Return the processor, its cores, and the instructions that decide the speed of int8: "AMD EPYC, 2, vnni"."""
    flags = next(
        (line for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if line.startswith("flags")), ""
    )
    kinds = {"vnni": ("avx512_vnni", "avx_vnni"), "avx512": ("avx512bw",), "avx2": ("avx2",)}
    kind = next((kind for kind, names in kinds.items() if set(names) & set(flags.split())), "other")
    machine = describe_machine()
    return f"{machine['processor']}, {machine['cores']}, {kind}"


def _version_of(package: str) -> str | None:
    """Return the version of a package; None where it is not installed, as torch is not beside the extra `ray`."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())

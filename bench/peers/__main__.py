"""Compare: `python -m bench.peers --rtqa FOLDER [--peers PYTHON] [--passages N] [--only NAME]…`.

PYTHON is the interpreter of an environment with txtai, haystack-ai and sentence-transformers-haystack, beside torch and
sentence-transformers. All three index the same passages with all-MiniLM-L6-v2 (Dateline in int8, the others in
float32), one after the other, and are asked the same questions. With `--only`, the figures of the others are kept if
they are of as many passages. The size of an installation is that of a package with everything that it requires, and of
the model.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bench.report import read_result, write_result
from bench.rtqa import read_answerable, read_articles
from index.passages.chunking import cut_passages
from index.passages.embedding import open_embedder
from index.passages.weights import minilm_folder

ROOT = Path(__file__).parents[2]
CONTESTANTS = ("dateline", "txtai", "haystack")
QUESTIONS = 500
_SIZE = """
import importlib.metadata as m, json, re, sys
from packaging.requirements import Requirement
def size(name, seen, extra=""):
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen: return
    try: found = m.distribution(name)
    except m.PackageNotFoundError: return
    seen[key] = sum(f.locate().stat().st_size for f in found.files or [] if f.locate().is_file())
    for line in found.requires or []:
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": extra}): size(need.name, seen)
seen = {}
for name in sys.argv[1:]: size(name, seen)
print(sum(seen.values()))
"""


def write_material(rtqa: Path, number: int, file: Path) -> None:
    """Write the passages and questions that all contestants get."""
    embedder = open_embedder()
    passages = (
        article.text[piece.span.start : piece.span.end]
        for article in read_articles(rtqa)
        for piece in cut_passages(article.text, embedder.tokenise, article.language)
    )
    questions = [asked.text for asked in read_answerable(rtqa)[:QUESTIONS]]
    file.write_text(json.dumps({"passages": list(islice(passages, number)), "questions": questions}), "utf-8")


def run_contestant(name: str, python: str, file: Path, folder: Path) -> dict[str, Any]:
    """Return the figures of one contestant, each part in a process of its own, and the size of its folder."""
    env = os.environ | {"MODEL": str(minilm_folder()), "HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}
    figures: dict[str, Any] = {}
    for part in ("fill", "reopen"):
        env["BEGUN"] = str(time.time())
        command = [python, "-m", f"bench.peers.with_{name}", part, str(folder), str(file)]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{name} failed: {done.stderr[-2_000:]}")
        figures |= json.loads(done.stdout.splitlines()[-1])
        if part == "fill":
            figures["disk_mib"] = round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 2**20, 1)
    return rounded(figures)


def size_of(python: str, packages: Sequence[str], *folders: Path) -> int:
    """Return the size of packages with everything that they require, and of folders beside them, in MiB."""
    done = subprocess.run([python, "-c", _SIZE, *packages], capture_output=True, text=True, check=True)
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    return (int(done.stdout) + sum(file.stat().st_size for file in files)) // 2**20


def rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return figures with one decimal place, or two below ten."""
    return {
        name: rounded(value) if isinstance(value, dict) else round(value, 1 if value >= 10 else 2)
        for name, value in figures.items()
    }


def version_of(python: str, package: str) -> str:
    """Return the version of a package in an environment."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Run the comparison and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--passages", type=int, default=5_000)
    parser.add_argument("--only", choices=CONTESTANTS, action="append")
    arguments = parser.parse_args()
    wanted, earlier = arguments.only or CONTESTANTS, read_result("peers")
    same = bool(arguments.only) and earlier.get("passages") == arguments.passages
    found: dict[str, Any] = earlier["contestants"] if same else {}
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "material.json"
        write_material(arguments.rtqa, arguments.passages, file)
        for name in wanted:
            python = sys.executable if name == "dateline" else arguments.peers
            found[name] = run_contestant(name, python, file, Path(work) / name)
    packages = {
        "dateline": (["dateline"], [ROOT / part for part in ("api", "qa", "index")]),  # its models are within
        "txtai": (["txtai", "sentence-transformers"], [minilm_folder()]),
        "haystack": (["haystack-ai", "sentence-transformers-haystack"], [minilm_folder()]),
    }
    for name in wanted:
        python = sys.executable if name == "dateline" else arguments.peers
        needed, beside = packages[name]
        found[name] |= {"version": version_of(python, needed[0]), "install_mib": size_of(python, needed, *beside)}
    write_result("peers", {"passages": arguments.passages, "questions": QUESTIONS, "contestants": found})


if __name__ == "__main__":
    main()

"""Wrong usage is reported before a model is opened, and creates nothing."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.api.commands.conftest import SIEGE, run, write_lines

SLOW = {"torch", "sentence_transformers", "transformers", "onnxruntime"}
NO_INDEX = "there is no index in"
NO_FILE = "No such file or directory"
WRONG = [
    (["ingest", "nosuch.jsonl"], 1, NO_FILE),
    (["ingest", "nosuch.jsonl", "nowhere"], 1, NO_FILE),
    (["ingest", "picture.png"], 1, "unknown file type"),
    (["ingest", "empty"], 1, "nothing to read"),
    (["ingest", "news.jsonl", "--map", "date"], 2, "--map"),
    (["ingest", "news.jsonl", "--zone", "Mars"], 2, "--zone"),
    (["ingest", "news.jsonl", "--embedder", "/no/such/model"], 1, "the embedding model '/no/such/model' is not there"),
    (["ingest", "news.jsonl", "--embedder", "empty"], 1, "holds no model weights"),
    (["ingest", "news.jsonl", "--embedder", "x" * 1_000], 1, "is not there: name a folder"),
    (["watch", "nosuch", "--once"], 1, NO_FILE),
    (["watch", "empty", "--once", "--embedder", "/no/such/model"], 1, "/no/such/model"),
    (["feed", "ftp://x/y", "--once"], 2, "'ftp://x/y' is not an http or https address"),
    (["evaluate", "nosuch.jsonl"], 1, NO_FILE),
    (["evaluate", "questions.jsonl", "--out", "report.json"], 1, NO_INDEX),
    (["ask", "Who?"], 1, NO_INDEX),
    (["ask", "Who?", "--since", "2015-02-30"], 2, "2015-02-30"),
    (["search", "Kobane"], 1, NO_INDEX),
    (["mcp"], 1, NO_INDEX),
    (["status"], 1, NO_INDEX),
    (["inbox"], 1, NO_INDEX),
    (["verify"], 1, NO_INDEX),
    (["compact"], 1, NO_INDEX),
    (["backup", "copy"], 1, NO_INDEX),
    (["rebuild"], 1, NO_INDEX),
    (["delete", "siege"], 1, NO_INDEX),
    (["retract", "siege", "--reason", "It was wrong."], 1, NO_INDEX),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the current folder, with a file of articles, one of questions, one of no kind, and an empty folder."""
    write_lines(tmp_path / "news.jsonl", SIEGE)
    write_lines(tmp_path / "questions.jsonl", {"question": "Who?"})
    (tmp_path / "picture.png").write_bytes(b"PNG")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG, ids=[" ".join(one[0])[:60] for one in WRONG])
def test_what_is_wrong_is_told_and_nothing_is_made(folder: Path, arguments: list[str], code: int, said: str) -> None:
    """The sentence names the fault, the exit code is as documented, and no file or folder is created."""
    before = sorted(folder.rglob("*"))
    result = run(*arguments, "--data", str(folder / "data"))
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert sorted(folder.rglob("*")) == before


def imported_by(*commands: Sequence[str]) -> set[str]:
    """Return the modules that a process has imported after running some commands."""
    code = """
import json, sys
from typer.testing import CliRunner
from api.cli import app
for command in json.loads(sys.argv[1]):
    CliRunner().invoke(app, command)
print(*sys.modules)
"""
    import json

    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(commands)], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_no_model_is_imported_to_tell_it(folder: Path) -> None:
    """Neither --help nor any of these errors imports torch."""
    wrong = [[*arguments, "--data", str(folder / "data")] for arguments, _, _ in WRONG]
    helps = [[name, "--help"] for name in ("ask", "serve", "ingest", "feed", "evaluate", "demo")]
    imported = imported_by(*wrong, *helps)
    assert "api.settings" in imported
    assert not imported & SLOW


def test_what_is_missing_is_told_before_anything_slow_is_imported(folder: Path) -> None:
    """A missing file or index is told without numpy, the readers of formats, the reader's network or the catalogue."""
    missing = [["ingest", "nosuch.jsonl"], ["ask", "Who?"], ["delete", "siege"], ["backup", "copy"]]
    missing += [[name, "--json"] for name in ("status", "inbox", "rebuild", "verify", "compact", "answers")]
    missing += [["search", "Kobane"], ["mcp"]]
    imported = imported_by(*([*arguments, "--data", str(folder / "data")] for arguments in missing))
    assert "api.settings" in imported
    assert not imported & {"numpy", "tokenizers", "faiss", "tantivy", "rapidfuzz", "charset_normalizer"}
    assert not imported & {"index.formats.detection", "qa.reading.reader", "index.catalogue.catalogue", "index.library"}


def test_help_imports_no_settings() -> None:
    """`dateline --help` imports neither pydantic nor the settings."""
    assert not imported_by(["--help"]) & {"api.settings", "pydantic", "numpy"}


def test_one_file_that_is_there_is_ingested_though_others_are_not(folder: Path, data: Path) -> None:
    """A missing path is reported, and the others are ingested."""
    result = run("ingest", "nosuch.jsonl", "news.jsonl", "--data", str(data))
    assert (result.exit_code, NO_FILE in result.stderr) == (0, True)
    assert "1 article added" in result.stdout

"""Commands that need no model open none: neither a library that runs models is imported, nor a file of a model read."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from tests.api.commands.conftest import SIEGE, SNOW, imports_of, write_lines

# Runs commands in one process, in which nothing that runs a model can be imported and no file of a model opened.
RUN = """
import json, sys

LIBRARIES = {"onnxruntime", "tokenizers", "torch", "transformers", "sentence_transformers"}
FILES = ("model.onnx", "words.bin", "tokenizer.json")
refused = []

class Forbidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in LIBRARIES:
            refused.append(name)
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

def refuse(event, arguments):
    if event == "open" and str(arguments[0]).endswith(FILES):
        refused.append(str(arguments[0]))
        raise PermissionError("no model here")

sys.meta_path.insert(0, Forbidden())
sys.addaudithook(refuse)
from typer.testing import CliRunner
from api.cli import app

for command in json.loads(sys.argv[1]):
    refused.clear()
    result = CliRunner().invoke(app, command)
    print(json.dumps([result.exit_code, refused, result.output]))
"""


@dataclass(frozen=True)
class Ran:
    """What became of a command: its exit code, what it was refused, and what it printed."""

    code: int
    refused: tuple[str, ...]
    output: str


def run_without_models(*commands: Sequence[str]) -> list[Ran]:
    """Run commands one after the other in one process that has no models."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands)], capture_output=True, text=True, check=True, env=os.environ
    )
    rows = map(json.loads, done.stdout.splitlines())
    return [Ran(code, tuple(refused), output) for code, refused, output in rows]


def test_a_model_would_be_refused(filled: Path) -> None:
    """In such a process a search fails, for it embeds its question."""
    (searched,) = run_without_models(["search", "Kobane", "--data", str(filled)])
    assert searched.code != 0
    assert searched.refused


def test_commands_that_need_no_model_open_none(filled: Path, tmp_path: Path) -> None:
    """What is looked at, checked, copied, removed, rewritten or rebuilt needs no model, nor does a rehearsal."""
    news, data = write_lines(tmp_path / "more.jsonl", SIEGE, SNOW | {"id": "other"}), ("--data", str(filled))
    commands = [
        ["status", *data],
        ["inbox", *data],
        ["answers", *data],
        ["inspect", str(news)],
        ["ingest", str(news), "--dry-run", *data],
        ["verify", *data],
        ["backup", str(tmp_path / "copy"), *data],
        ["key", "add", "desk", "--rights", "ask", *data],
        ["key", "list", *data],
        ["key", "revoke", "desk", *data],
        ["retract", "siege", "--reason", "It was wrong.", *data],
        ["delete", "snow", *data],
        ["compact", *data],
        ["rebuild", *data],
    ]
    for command, ran in zip(commands, run_without_models(*commands), strict=True):
        assert (ran.code, ran.refused) == (0, ()), (command, ran)


def test_a_rebuild_opens_the_model_for_a_passage_without_a_vector(filled: Path) -> None:
    """Where a passage lacks its vector, the model makes it: the same command needs the model then."""
    (whole,) = run_without_models(["rebuild", "--data", str(filled)])
    assert (whole.code, whole.output) == (0, "rebuilt: 2 passages\n")
    catalogue = Catalogue(filled)
    with catalogue.write() as transaction:
        transaction._db.execute("DELETE FROM vector WHERE rowid = (SELECT min(rowid) FROM vector)")
    catalogue.close()
    (lacking,) = run_without_models(["rebuild", "--data", str(filled)])
    assert lacking.code == 1
    assert lacking.refused


@pytest.mark.parametrize("command", ["status", "inbox", "answers"])
def test_a_catalogue_is_looked_at_without_numpy(filled: Path, command: str) -> None:
    """What is read from the catalogue alone imports neither numpy nor the indexes."""
    _, imported = imports_of(command, "--data", str(filled))
    assert "index.catalogue.catalogue" in imported
    assert not imported & {"numpy", "faiss", "tantivy"}


@pytest.mark.parametrize("arguments", [["ask", "Who drove Islamic State out of Kobane?"], ["search", "Kobane"]])
def test_a_question_imports_no_server(filled: Path, arguments: list[str]) -> None:
    """`ask` and `search` in the data folder import neither the framework of the server nor that of agents."""
    _, imported = imports_of(*arguments, "--data", str(filled))
    assert "qa.search.retrieve" in imported
    assert not imported & {"fastapi", "starlette", "uvicorn", "mcp", "httpx", "rich.progress"}

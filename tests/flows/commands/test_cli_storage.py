"""`dateline verify`, `backup` and `compact`: the files of an index."""

import json
import sqlite3
from pathlib import Path

from index.catalogue import FILE_NAME
from tests.flows.commands.conftest import run


def test_verify_finds_nothing_and_then_a_fault(filled: Path) -> None:
    """A sound index is one line and 0; a fault is named, plainly or as JSON, and 1."""
    sound = run("verify", "--data", str(filled))
    assert (sound.exit_code, sound.stdout) == (0, "no fault in 2 articles, 2 passages\n")
    assert run("verify", "--json", "--data", str(filled)).stdout == "[]\n"
    with sqlite3.connect(filled / FILE_NAME) as catalogue:
        catalogue.execute("DELETE FROM vector WHERE digest = (SELECT embedded FROM passage WHERE article = 'snow')")
    catalogue.close()
    plain = run("verify", "--data", str(filled))
    assert (plain.exit_code, plain.stdout.count("\n")) == (1, 1)
    assert plain.stdout.startswith("vectors: passage 2 has no vector")
    shown = run("verify", "--json", "--data", str(filled))
    assert (shown.exit_code, [fault["where"] for fault in json.loads(shown.stdout)]) == (1, ["vectors"])

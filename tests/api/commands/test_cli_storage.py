"""`dateline verify`, `backup` and `compact`: the files of an index."""

import json
import sqlite3
from pathlib import Path

import pytest

import index.library
from index.catalogue.presence import FILE_NAME
from index.passages.embedding import open_embedder
from tests.api.commands.conftest import found_by, run
from tests.index.tiny_model import write_model


def test_verify_finds_nothing_and_then_a_fault(filled: Path) -> None:
    """An index without faults is one line and 0; a fault is named, as text or JSON, and 1."""
    sound = run("verify", "--data", str(filled))
    assert (sound.exit_code, sound.stdout) == (0, "no faults found (2 articles, 2 passages)\n")
    assert run("verify", "--json", "--data", str(filled)).stdout == "[]\n"
    with sqlite3.connect(filled / FILE_NAME) as catalogue:
        catalogue.execute("DELETE FROM vector WHERE digest = (SELECT embedded FROM passage WHERE article = 'snow')")
    catalogue.close()
    plain = run("verify", "--data", str(filled))
    assert (plain.exit_code, plain.stdout.count("\n")) == (1, 1)
    assert plain.stdout.startswith("vectors: passage 2 has no vector")
    shown = run("verify", "--json", "--data", str(filled))
    assert (shown.exit_code, [fault["where"] for fault in json.loads(shown.stdout)]) == (1, ["vectors"])


def test_a_backup_is_a_data_folder(filled: Path, tmp_path: Path) -> None:
    """It prints what was copied, as text or JSON; searches on the copy find the same; a second copy is refused."""
    target = tmp_path / "copy"
    plain = run("backup", str(target), "--data", str(filled))
    assert plain.exit_code == 0
    assert plain.stdout.startswith(f"{target}: 2 articles, generation ")
    assert found_by("Kobane", target) == found_by("Kobane", filled)
    again = run("backup", str(target), "--data", str(filled))
    assert (again.exit_code, again.stdout, again.stderr.count("\n")) == (2, "", 1)
    assert again.stderr == f"dateline: {target} is not empty; name a new or empty folder\n"
    body = json.loads(run("backup", str(tmp_path / "other"), "--json", "--data", str(filled)).stdout)
    assert (body["articles"], body["folder"]) == (2, str(tmp_path / "other"))
    assert body["bytes"] == (tmp_path / "other" / FILE_NAME).stat().st_size


def test_a_compaction_leaves_what_is_found_as_it_was(filled: Path) -> None:
    """It prints the new size, as text or JSON, and removes nothing that was not deleted."""
    assert run("delete", "snow", "--data", str(filled)).exit_code == 0
    plain = run("compact", "--data", str(filled))
    assert (plain.exit_code, plain.stdout.endswith("; 0 vectors and 1 tombstones dropped\n")) == (0, True)
    body = json.loads(run("compact", "--json", "--data", str(filled)).stdout)
    assert 0 < body["after"] <= body["before"]
    assert (body["vectors"], body["tombstones"]) == (0, 0)
    assert found_by("Kobane", filled) == ["siege"]
    assert run("verify", "--data", str(filled)).exit_code == 0


def test_rebuild_changes_the_model(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Afterwards commands open the new model by default, the old one is refused, and verify finds no fault."""
    monkeypatch.setattr(index.library, "open_embedder", open_embedder)
    model = write_model(tmp_path / "tiny")
    monkeypatch.chdir(tmp_path)
    changed = run("rebuild", "--embedder", "tiny", "--json", "--data", str(filled))
    assert changed.exit_code == 0
    job = json.loads(changed.stdout)
    assert (job["state"], job["done"], job["report"]["embedded"]) == ("done", 2, 2)
    assert json.loads(run("status", "--json", "--data", str(filled)).stdout)["embedder"].startswith("tiny@")
    monkeypatch.chdir(filled)
    assert found_by("record snow Boston", filled) != []
    refused = run("search", "snow", "--embedder", "all-MiniLM-L6-v2", "--data", str(filled))
    assert (refused.exit_code, "dateline rebuild --embedder" in refused.stderr) == (1, True)
    assert run("verify", "--data", str(filled)).exit_code == 0
    assert run("rebuild", "--embedder", str(model), "--data", str(filled)).stdout == "rebuilt: 2 passages\n"
    missing = run("rebuild", "--embedder", str(tmp_path), "--data", str(filled))
    assert (missing.exit_code, missing.stdout, missing.stderr.count("\n")) == (1, "", 1)

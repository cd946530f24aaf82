"""`dateline rebuild --engine`: an archive moves to Milvus and back; what is said where it cannot."""

import json
import sqlite3
from pathlib import Path

import pytest

from index.catalogue.presence import FILE_NAME
from tests.api.commands.conftest import found_by, run
from tests.index.search.milvus.lite import collection_of, lite_file, needs_lite


def address_of(folder: Path) -> str:
    """Return the address of a collection for a folder, in a file of milvus-lite."""
    return f"milvus+file://{lite_file()}/{collection_of(folder)}"


def search(folder: Path) -> dict[str, object]:
    """Return the body of a search."""
    body = json.loads(run("search", "Who drove Islamic State out of Kobane?", "--json", "--data", str(folder)).stdout)
    assert isinstance(body, dict)
    return body


def engine_of(folder: Path) -> str | None:
    """Return the engine that a folder notes."""
    with sqlite3.connect(folder / FILE_NAME) as catalogue:
        row = catalogue.execute("SELECT value FROM meta WHERE key = 'engine'").fetchone()
    catalogue.close()
    return row[0] if row else None


@needs_lite
def test_an_archive_moves_to_milvus_and_back(filled: Path) -> None:
    """Searches find the same hits with the same scores before, there and afterwards; a deletion counts at once."""
    before = search(filled)
    there = run("rebuild", "--engine", address_of(filled), "--data", str(filled))
    assert (there.exit_code, there.stdout) == (0, "rebuilt: 2 passages\n")
    assert engine_of(filled) == address_of(filled)
    assert search(filled)["hits"] == before["hits"]
    assert "words_only" not in search(filled)["index"]  # type: ignore[operator]
    assert run("compact", "--data", str(filled)).exit_code == 0
    assert search(filled)["hits"] == before["hits"]
    assert run("delete", "snow", "--data", str(filled)).exit_code == 0
    assert found_by("record snow Boston", filled) == ["siege"]
    back = run("rebuild", "--engine", "local", "--data", str(filled))
    assert (back.exit_code, engine_of(filled)) == (0, "local")
    assert found_by("record snow Boston", filled) == ["siege"]


def test_a_typo_is_one_sentence(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a flag of a rebuild, as a flag of a search and as a variable it names what was written, and what to write."""
    given = (
        (["rebuild", "--engine", "milvs://h/news"], "--engine"),
        (["search", "snow", "--engine", "milvs://h/news"], "--engine"),
    )
    for arguments, place in given:
        result = run(*arguments, "--data", str(filled))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert result.stderr.startswith(
            f"dateline: {place} cannot be 'milvs://h/news': an engine is local, or milvus://HOST:19530/COLLECTION"
        )
    monkeypatch.setenv("DATELINE_ENGINE", "milvus://h:19530")
    result = run("search", "snow", "--data", str(filled))
    assert result.stderr.startswith("dateline: DATELINE_ENGINE cannot be 'milvus://h:19530': its collection must have")
    assert engine_of(filled) is None


@needs_lite
def test_without_its_server_words_answer_and_nothing_moves(filled: Path) -> None:
    """A search says that it was by words alone; a rebuild fails with one sentence, and the folder's engine stays."""
    nowhere = "milvus://127.0.0.1:1/news?timeout=1"
    found = run("search", "snow", "--engine", nowhere, "--json", "--data", str(filled))
    body = json.loads(found.stdout)
    assert (body["index"]["words_only"], [hit["article"] for hit in body["hits"]]) == (True, ["snow"])
    failed = run("rebuild", "--engine", nowhere, "--data", str(filled))
    assert (failed.exit_code, failed.stdout) == (1, "")
    said = (
        "the rebuild failed: Milvus at http://127.0.0.1:1 gives no answer: check that it runs, and the engine's address"
    )
    assert failed.stderr.splitlines()[-1] == f"dateline: {said}"
    assert "Traceback" not in failed.stderr
    assert engine_of(filled) is None
    assert "words_only" not in search(filled)["index"]  # type: ignore[operator]

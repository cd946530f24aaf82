"""A data folder of the former default model, all-MiniLM-L6-v2 in float32: opened by it, refused, and changed."""

import json
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.library import open_library
from index.passages import weights
from index.passages.embedding import Embedder
from index.passages.names import DEFAULT_MODEL
from index.passages.weights import MINILM
from tests.api.commands.conftest import SIEGE, SNOW, found_by, run, write_lines
from tests.conftest import fill, write_article

FERRY = write_article("Ferry returns", "The ferry to Port Amble sails again from Friday.")


@pytest.fixture
def former(tmp_path: Path, reference: Embedder) -> Path:
    """A folder as earlier versions left it: it has the name of its model, and no word on how to open it."""
    library = open_library(tmp_path / "data", embedder=reference)
    fill(library, FERRY)
    with library.catalogue.snapshot() as snapshot:
        assert (snapshot.embedder(), snapshot.upkeep.model()) == (MINILM, None)
    library.close()
    return tmp_path / "data"


@pytest.fixture
def uninstalled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the package that carries the float32 weights."""
    monkeypatch.setattr(weights, "_PACKAGE", "no-such-package")


def vectors_of(data: Path) -> tuple[str | None, int]:
    """Return the name of a folder's model, and how many passages lack its vector."""
    catalogue = Catalogue(data)
    with catalogue.snapshot() as snapshot:
        model, lacking = snapshot.embedder(), snapshot.counts().unembedded
    catalogue.close()
    return model, lacking


def test_it_is_opened_by_its_own_model(former: Path, tmp_path: Path) -> None:
    """Where the extra is installed, it is searched and added to as before."""
    assert run("ingest", str(write_lines(tmp_path / "news.jsonl", SIEGE)), "--data", str(former)).exit_code == 0
    shown = json.loads(run("search", "boat service", "--json", "--data", str(former)).stdout)
    assert shown["hits"][0]["title"] == "Ferry returns"
    assert {hit["dense_rank"] is not None for hit in shown["hits"]} == {True}
    assert vectors_of(former) == (MINILM, 0)


@pytest.mark.usefixtures("uninstalled")
def test_without_the_extra_both_ways_out_are_told(former: Path, tmp_path: Path) -> None:
    """Every command that needs the model says what to install, or how to change to the default model."""
    news = str(write_lines(tmp_path / "news.jsonl", SIEGE))
    for command in (["search", "ferry"], ["ask", "Who?"], ["ingest", news]):
        result = run(*command, "--data", str(former))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        assert "pip install 'dateline[torch]'" in result.stderr
        assert f"`dateline rebuild --embedder {DEFAULT_MODEL}`" in result.stderr
    assert run("rebuild", "--data", str(former)).stdout == "rebuilt: 1 passages\n"  # from the vectors that are there
    assert vectors_of(former) == (MINILM, 0)


def test_vectors_of_two_models_are_not_mixed(former: Path, tmp_path: Path) -> None:
    """The default model is not used on it when it is asked for, and the error says how to change."""
    news = str(write_lines(tmp_path / "news.jsonl", SIEGE))
    for command in (["search", "ferry"], ["ingest", news]):
        result = run(*command, "--embedder", DEFAULT_MODEL, "--data", str(former))
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"'{MINILM}'" in result.stderr
        assert "`dateline rebuild --embedder`" in result.stderr
    assert vectors_of(former) == (MINILM, 0)


@pytest.mark.usefixtures("uninstalled")
def test_it_is_changed_without_the_extra(former: Path, tmp_path: Path) -> None:
    """The rebuild opens the default model alone; afterwards the folder is one of that model."""
    result = run("rebuild", "--embedder", DEFAULT_MODEL, "--data", str(former))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "rebuilt: 1 passages\n", "")
    assert vectors_of(former) == (DEFAULT_MODEL, 0)
    assert run("ingest", str(write_lines(tmp_path / "news.jsonl", SNOW)), "--data", str(former)).exit_code == 0
    assert vectors_of(former) == (DEFAULT_MODEL, 0)
    assert found_by("snow in Boston", former)[0] == "snow"
    assert (found := run("verify", "--data", str(former))).exit_code == 0, found.stdout

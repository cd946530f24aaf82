"""`dateline move`: from a folder into a shared catalogue, and back."""

import json
from pathlib import Path

import pytest

from tests.api.commands.conftest import found_by, run
from tests.postgres import PASSWORD, PostgresServer


def test_an_archive_moves_and_is_found_there(
    filled: Path, tmp_path: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It prints what was moved, as text or JSON; with the setting the same is found there, and back in a folder."""
    address = postgres.new_address()
    bare = address.replace(f":{PASSWORD}@", "@")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    there = run("move", bare, "--data", str(filled))
    assert there.exit_code == 0, there.stderr
    assert there.stdout.startswith("the catalogue ")
    assert ": 2 articles, generation " in there.stdout
    again = run("move", bare, "--data", str(filled))
    assert (again.exit_code, again.stdout, again.stderr.count("\n")) == (2, "", 1)
    assert "is not empty: move into a new one" in again.stderr
    host = tmp_path / "host"
    monkeypatch.setenv("DATELINE_CATALOGUE", address)
    assert found_by("Kobane", host) == found_by("Kobane", filled)
    assert run("delete", "siege", "--data", str(host)).exit_code == 0
    back = run("move", str(tmp_path / "back"), "--json", "--data", str(host))
    body = json.loads(back.stdout)
    assert (body["articles"], body["target"]) == (1, str(tmp_path / "back" / "catalogue.sqlite"))
    monkeypatch.delenv("DATELINE_CATALOGUE")
    assert found_by("Kobane", tmp_path / "back") == ["snow"]
    assert "siege" in found_by("Kobane", filled)
    assert run("verify", "--data", str(tmp_path / "back")).exit_code == 0


def test_a_password_among_the_arguments_is_refused(filled: Path) -> None:
    """Other users can see it there; the sentence says where to put it, and does not repeat it."""
    result = run("move", f"postgresql://me:{PASSWORD}@127.0.0.1:1/d", "--data", str(filled))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "put it into PGPASSWORD, or into ~/.pgpass" in result.stderr
    assert PASSWORD not in result.stderr


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ("postgrsql://u@h/d", 2, "cannot be moved there: it must be postgresql://USER@HOST:5432/DATABASE; did you"),
        ("postgresql://u@127.0.0.1:1/d", 1, "nothing listens there: start the server, or correct the address"),
    ],
)
def test_a_target_that_is_not_there_is_one_sentence(filled: Path, target: str, code: int, said: str) -> None:
    """A typo is told from a server that does not run; the archive is as it was."""
    result = run("move", target, "--data", str(filled))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)
    assert said in result.stderr
    assert "siege" in found_by("Kobane", filled)


def test_a_folder_with_an_index_is_no_target(filled: Path) -> None:
    """Nothing is overwritten."""
    result = run("move", str(filled), "--data", str(filled))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"dateline: {filled} is not empty; name a new or empty folder\n"

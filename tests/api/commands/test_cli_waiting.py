"""What a command says while it waits: for others always, for itself on a terminal only."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from api.commands.output import waiting
from api.commands.output.waiting import waiting_for, working
from tests.api.commands.conftest import QUOTE, Desk, Server, run

CALL = "from api.commands.output import waiting; waiting.AFTER = 0; from api.cli import main; main()"


def test_a_slow_server_is_named(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has not replied after a second is said to be waited for, once, on standard error."""
    import threading

    server.hangs = threading.Event()

    def tell(text: str) -> None:
        typer.echo(f"dateline: {text}", err=True)
        assert server.hangs
        server.hangs.set()  # so it replies only after this was said

    monkeypatch.setattr(waiting, "_tell", tell)
    result = run("search", "Kobane", "--server", server.url)
    assert result.stderr.splitlines()[0] == f"dateline: waiting for {server.url}"


def test_what_takes_less_than_a_second_is_not_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither for others nor for the command itself; what the command prints is unchanged."""
    with waiting_for("another process"), working("opening the index"):
        pass
    result = run("ask", "Who?")
    assert (result.exit_code, result.stderr, capsys.readouterr().err) == (0, "", "")
    assert QUOTE in result.stdout


@pytest.mark.parametrize("terminal", [True, False])
def test_the_work_of_the_command_is_told_on_a_terminal_only(filled: Path, terminal: bool) -> None:
    """`search` says that it opens the index and its model; in a pipe it prints nothing on standard error."""
    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", CALL, "search", "Kobane", "--data", str(filled)],
        stdout=subprocess.PIPE,
        stderr=slave if terminal else subprocess.PIPE,
        check=True,
    )
    os.close(slave)
    said = os.read(master, 10_000) if terminal else done.stderr
    os.close(master)
    assert said.splitlines() == ([b"dateline: opening the index and its model"] if terminal else [])
    assert b"Kobane" in done.stdout


def test_a_backup_tells_what_its_bar_counts(filled: Path, tmp_path: Path) -> None:
    """On a terminal, a copy that may take minutes says what is copied."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", CALL, "backup", str(tmp_path / "copy"), "--data", str(filled)]
    subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, check=True)
    os.close(slave)
    assert b"copying the pages of the catalogue" in os.read(master, 10_000)
    os.close(master)

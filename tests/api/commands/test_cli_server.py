"""`dateline ask --server`: asking a running server, and processes that end early."""

import json
import signal
import threading
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from api.wire.answers import show_answer
from api.wire.hits import show_search
from tests.api.commands.conftest import (
    ANSWERED,
    CITATION,
    DECLINED,
    FOUND,
    QUOTE,
    Server,
    imports_of,
    run,
    start,
)


def test_a_server_is_asked_instead(server: Server, tmp_path: Path) -> None:
    """The question and its filters are sent as they were typed, and the reply is shown as if answered here."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    flags = ["--as-of", "2015-02-01", "--source", "a", "--data", str(tmp_path / "none")]
    result = run("ask", "Who liberated Kobane?", *flags, "--server", f"{server.url}/")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{ANSWERED.short} [1]\n\n{QUOTE} [1]\n")
    sent = json.loads(server.body)
    assert (server.path, sent["question"], sent["as_of"], sent["sources"]) == (
        "/ask", "Who liberated Kobane?", "2015-02-01", ["a"],
    )  # fmt: skip
    assert not (tmp_path / "none").exists()


def test_a_server_is_searched_instead(server: Server) -> None:
    """The parameters of a search are sent, sources more than once, and the hits are shown."""
    server.reply = show_search(FOUND).model_dump_json()
    result = run("search", "Kobane & co", "-k", "3", "--source", "a", "--source", "b", "--server", server.url)
    assert result.exit_code == 0
    assert "1. Kobane is free" in result.stdout
    parts = urlsplit(server.path)
    assert parts.path == "/search"
    assert parse_qs(parts.query) == {"q": ["Kobane & co"], "k": ["3"], "source": ["a", "b"]}


def test_a_server_may_decline(server: Server) -> None:
    """A declined answer from a server is exit code 3; an unknown reason is shown by its name."""
    server.reply = show_answer(DECLINED).model_copy(update={"reason": "moon_phase"}).model_dump_json()
    result = run("ask", "Who?", "--server", server.url)
    assert result.exit_code == 3
    assert "Declined: moon_phase." in result.stdout


@pytest.mark.parametrize(
    ("status", "reply", "named"),
    [
        (422, '{"error": {"type": "invalid", "message": "no such day", "field": "since"}}', "refused: no such day"),
        (503, '{"error": {"type": "unavailable", "message": "being opened", "field": null}}', "being opened"),
        (502, "<html>Bad gateway</html>", "502"),
        (200, "<html>Welcome</html>", "is not a Dateline server of this version"),
        (200, "{}", "is not a Dateline server of this version"),
    ],
)
def test_a_server_that_fails_is_one_sentence(server: Server, status: int, reply: str, named: str) -> None:
    """A refusal, a proxy's page and another kind of server are each one sentence and a failure."""
    server.status, server.reply = status, reply
    for command in ("ask", "search"):
        result = run(command, "Who?", "--server", server.url)
        assert result.exit_code == 1
        assert named in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "127.0.0.1:8000", "ftp://example.org", "http://[", ""])
def test_a_server_that_is_not_there_is_one_sentence(address: str) -> None:
    """A closed port and an invalid address are one sentence that names it, and a failure."""
    result = run("ask", "Who?", "--server", address)
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: ")
    assert address in result.stderr
    assert result.stderr.count("\n") == 1


def test_no_server_is_told_with_how_to_start_one() -> None:
    """A closed port: the message says what to do, without the number of an error."""
    result = run("search", "Who?", "--server", "http://127.0.0.1:1")
    assert result.stderr == (
        "dateline: no server responds at http://127.0.0.1:1; start one with `dateline serve`, or correct --server\n"
    )


def test_asking_a_server_opens_no_model(server: Server) -> None:
    """Neither a model's library nor an index's is imported to ask a server."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    shown, imported = imports_of("ask", "Who?", "--server", server.url)
    assert QUOTE in shown
    assert "httpx" in imported
    assert not imported & {"torch", "transformers", "faiss", "tantivy", "fastapi"}


def test_an_interrupt_is_quiet(server: Server) -> None:
    """Ctrl-C while waiting for a server is exit code 130, without output."""
    server.hangs = threading.Event()
    process = start("ask", "Who?", "--server", server.url)
    assert server.reached.wait(30)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=30)
    assert (process.returncode, said, complained) == (130, "", "")


def test_a_reader_who_leaves_is_no_error(server: Server) -> None:
    """Output into a closed pipe ends without a traceback, as text and as JSON."""
    server.hangs = threading.Event()
    server.reply = show_answer(replace(ANSWERED, citations=(CITATION,) * 2_000)).model_dump_json()
    for flags in ([], ["--json"]):
        server.reached.clear()
        server.hangs.clear()
        process = start("ask", "Who?", "--server", server.url, *flags)
        assert server.reached.wait(30)
        assert process.stdout is not None
        process.stdout.close()
        server.hangs.set()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait(30) == 1
        process.stderr.close()


def test_a_terminal_without_curly_quotes_is_no_error(server: Server) -> None:
    """A character that the terminal's encoding lacks is replaced."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    said, complained = start("ask", "Who?", "--server", server.url, PYTHONIOENCODING="ascii").communicate(timeout=30)
    assert (f"?{QUOTE}?" in said, complained) == (True, "")

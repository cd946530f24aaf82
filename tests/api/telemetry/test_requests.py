"""Ids of requests, and the log: a line of JSON for each, without questions."""

import json
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.processes.supervisor import worker_command
from api.settings import Settings
from index.catalogue.keys import Right
from index.catalogue.presence import FILE_NAME
from tests.api.conftest import write_record
from tests.api.guard.doors import add_key, bearer
from tests.api.guard.test_logs import QUESTION, REQUESTS, SECRET_WORD, drop_passages, request_of_a_day
from tests.api.loaded import serving_quickly
from tests.api.quick_server import ROOT, command


@contextmanager
def logging_server(data: Path, **settings: object) -> Iterator[tuple[str, list[str]]]:
    """Run a server as a process; yield its address and, once it has ended, the lines of its log."""
    process = subprocess.Popen(
        [*command("server", str(data)), json.dumps(settings)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines: list[str] = []
    assert process.stdout
    assert process.stderr
    first = process.stderr.readline() if settings.get("log_format") == "json" else process.stdout.readline()
    lines += [first] if settings.get("log_format") == "json" else []
    try:
        yield re.findall(r"http://[^\s\"]+", first)[0], lines
        process.terminate()
        out, errors = process.communicate(timeout=60)
        assert process.returncode == 0
        assert settings.get("log_format") != "json" or out == ""
        lines += errors.splitlines()
    finally:
        process.kill()
        process.communicate()


def read_lines(lines: list[str]) -> list[dict[str, Any]]:
    """Return the lines as objects; each must be one."""
    entries = [json.loads(line) for line in lines]
    for entry in entries:
        assert {"time", "level", "logger", "message"} <= entry.keys()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", entry["time"])
    return entries


@pytest.mark.parametrize("given", ["mine-1", "A.b_c" * 12])
def test_an_id_that_a_client_gives_is_kept(tmp_path: Path, given: str) -> None:
    """The response repeats it, whatever the status."""
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url, headers={"X-Request-ID": given}) as client:
        for path in ("/health/live", "/search?q=who", "/search", "/nowhere"):
            assert client.get(path).headers["X-Request-ID"] == given
        assert client.get("/", headers={"Host": "foreign.example"}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, "a\tb", '"quoted"', f"dl_{'a' * 43}"])
def test_an_id_that_is_no_plain_word_is_replaced(tmp_path: Path, given: str) -> None:
    """Nor is an id given twice to two requests that have none."""
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url) as client:
        made = {client.get("/health/live", headers={"X-Request-ID": given}).headers["X-Request-ID"] for _ in range(2)}
    assert len(made) == 2
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in made)


def test_each_request_is_a_line_of_json(tmp_path: Path) -> None:
    """With its id, route, status and stage times, in the order of their ends; calls of machines only if they fail."""
    with (
        logging_server(tmp_path, log_format="json", log_requests=True) as (url, lines),
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        client.post("/articles", params={"wait": 60}, json=write_record())
        client.post("/ask", json={"question": QUESTION}, headers={"X-Request-ID": "first"})
        client.get("/search", params={"q": QUESTION}, headers={"X-Request-ID": "second"})
        client.get(f"/{SECRET_WORD}", headers={"X-Request-ID": "third"})
        client.get("/health/ready")
        client.get("/metrics")
        client.get("/metrics?a=b", headers={"X-Request-ID": "fourth"})
    entries = read_lines(lines)
    assert entries[0]["message"].startswith("Dateline is ready on http://")
    first, second, third = (
        next(one for one in entries if one.get("request_id") == name) for name in ("first", "second", "third")
    )
    assert (first["logger"], first["level"], first["message"]) == ("dateline.requests", "info", "POST /ask 200")
    assert (first["method"], first["route"], first["status"], first["answer"]) == ("POST", "/ask", 200, "declined")
    assert first["ms"] >= first["stages_ms"]["search"] > 0
    assert second["stages_ms"].keys() == {"search"}
    assert (third["route"], third["status"]) == ("other", 404)
    assert [one["route"] for one in entries if one["logger"] == "dateline.requests"] == [
        "/articles", "/ask", "/search", "other", "/metrics",
    ]  # fmt: skip


def test_a_day_in_json_leaves_no_question_and_no_key(tmp_path: Path) -> None:
    """Requests of every kind, broken ones and bugs among them: every line is JSON, and has neither."""
    secret = add_key(tmp_path, "desk", *Right)
    with (
        logging_server(tmp_path, log_format="json", log_requests=True) as (url, lines),
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        for number in range(len(REQUESTS)):
            request_of_a_day(client, secret, number)
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as broken:
            broken.sendall(f"{SECRET_WORD}\r\n\r\n".encode())
            assert b" 400 " in broken.recv(1_000)
        client.headers.update(bearer(secret) | {"X-Request-ID": "bug"})
        drop_passages(tmp_path)
        failed = client.get("/search", params={"q": QUESTION})
        assert failed.status_code in (500, 503)
    entries = read_lines(lines)
    assert SECRET_WORD not in "\n".join(lines)
    assert secret not in "\n".join(lines)
    assert secret[11:] not in "\n".join(lines)
    assert "Invalid HTTP request received." in [one["message"] for one in entries if one["logger"] == "uvicorn.error"]
    (error,) = [one for one in entries if one.get("exception") and one.get("request_id") == "bug"]
    assert "Traceback" in error["exception"]


def test_the_plain_log_has_requests_if_asked_for(tmp_path: Path) -> None:
    """One line each, with the same fields as words; without the setting there is none."""
    with logging_server(tmp_path, log_requests=True) as (url, lines), httpx.Client(base_url=url) as client:
        client.get("/search", params={"q": QUESTION}, headers={"X-Request-ID": "mine"})
    assert re.search(r"INFO dateline\.requests: GET /search 200 method=\"GET\".* request_id=\"mine\"", "\n".join(lines))
    with logging_server(tmp_path) as (url, lines), httpx.Client(base_url=url) as client:
        client.get("/search", params={"q": QUESTION})
    assert "dateline.requests" not in "\n".join(lines)


def test_the_worker_logs_in_the_same_format(tmp_path: Path) -> None:
    """A worker that cannot start says why as an object, too."""
    settings = Settings.model_validate({"data": tmp_path, "embedder": "all-MiniLM-L6-v2-int8", "log_format": "json"})
    (tmp_path / FILE_NAME).write_bytes(b"this is no database" * 1_000)
    done = subprocess.run(worker_command(settings), capture_output=True, text=True, check=False, stdin=subprocess.PIPE)
    (entry,) = read_lines(done.stderr.splitlines())
    assert done.returncode == 1
    assert entry["message"].startswith("the worker cannot start: ")

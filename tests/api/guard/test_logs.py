"""The log: no key and no question stands in it, whatever happens, unless the settings ask for questions."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api.guard.logs import PrivateFormatter, configure_logs, questions
from index.catalogue.keys import Right
from index.errors import StorageFailed
from tests.api.guard.doors import add_key, bearer
from tests.api.quick_server import ROOT, command

SECRET_WORD = "xylophone"
QUESTION = f"Who plays the {SECRET_WORD}?"


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """A logger of the test."""
    logger = logging.getLogger("dateline.test")
    yield logger
    logger.handlers.clear()


def write(logger: logging.Logger, error: BaseException, *, messages: bool = False) -> str:
    """Return what the log has of an error."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PrivateFormatter(messages=messages))
    logger.handlers = [handler]
    try:
        raise error
    except BaseException as raised:
        logger.exception("something of %s failed", f"dl_{'a' * 43}", exc_info=raised)
    return stream.getvalue()


def chain(cause: Exception, effect: Exception, *, explicit: bool) -> Exception:
    """Return an error that another one led to."""
    effect.__context__ = cause
    if explicit:
        effect.__cause__ = cause
    return effect


@pytest.mark.parametrize(
    "error",
    [
        ValueError(QUESTION),
        KeyError(QUESTION),
        chain(ValueError(QUESTION), StorageFailed("the disk is full"), explicit=True),
        chain(RuntimeError(QUESTION), TypeError(QUESTION), explicit=False),
        ExceptionGroup(QUESTION, [ValueError(QUESTION), ExceptionGroup(QUESTION, [KeyError(QUESTION)])]),
    ],
)
def test_an_unexpected_error_has_places_but_no_message(error: Exception, log: logging.Logger) -> None:
    """Its kind and its places in the code are written, and those of the errors behind it; messages if asked for."""
    written = write(log, error)
    assert SECRET_WORD not in written
    assert "test_logs.py" in written
    assert type(error).__name__ in written
    assert SECRET_WORD in write(log, error, messages=True)


def test_the_words_of_dateline_and_of_the_system_are_kept(log: logging.Logger) -> None:
    """What our own errors and the operating system say is written, as it holds nothing that a client sent."""
    written = write(log, chain(OSError(28, "No space left"), StorageFailed("the disk is full"), explicit=True))
    assert "No space left" in written
    assert "which led to:" in written
    assert "StorageFailed: the disk is full" in written


def test_a_key_is_cut_to_its_beginning(log: logging.Logger) -> None:
    """Also where messages are asked for."""
    for messages in (False, True):
        written = write(log, StorageFailed(f"(dl_{'b' * 43})"), messages=messages)
        assert "something of dl_aaaaaaaa… failed" in written
        assert "(dl_bbbbbbbb…)" in written


def test_questions_are_logged_if_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting turns a logger of its own on and off, and leaves the others at warnings."""
    given: dict[str, object] = {}
    monkeypatch.setattr(logging, "basicConfig", lambda **more: given.update(more))
    configure_logs(log_questions=True)
    assert questions.isEnabledFor(logging.INFO)
    configure_logs()
    assert not questions.isEnabledFor(logging.INFO)
    assert given["level"] == logging.WARNING


@pytest.mark.parametrize("asked_for", [False, True])
def test_a_day_of_requests_leaves_no_question_and_no_key(tmp_path: Path, asked_for: bool) -> None:
    """A real server that gets requests of every kind, good, bad and failing, logs neither; with the setting, questions.

    The one thing that it logs for certain is a bug: an error is provoked in it by a catalogue that loses a table.
    """
    secret = add_key(tmp_path, "desk", *Right)
    settings = {"log_questions": asked_for}
    process = subprocess.Popen(
        [*command("server", str(tmp_path)), json.dumps(settings)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    address = process.stdout.readline().split()[-1]
    with httpx.Client(base_url=address, timeout=60) as client:
        seen = {request_of_a_day(client, secret, number) for number in range(len(REQUESTS))}
        client.headers.update(bearer(secret))
        drop_passages(tmp_path)
        failed = [client.get("/search", params={"q": QUESTION}), client.post("/ask", json={"question": QUESTION})]
    process.terminate()
    _, logged = process.communicate(timeout=60)
    assert {200, 202, 401, 404, 405, 413, 415, 422} <= seen
    assert all(response.status_code in (500, 503) for response in failed)
    assert "Traceback" in logged
    assert secret not in logged
    assert secret[11:] not in logged
    assert (SECRET_WORD in logged) == asked_for


JSON = {"Content-Type": "application/json"}
BODY = json.dumps({"question": QUESTION})
REQUESTS: list[tuple[str, str, dict[str, str], str]] = [
    ("GET", f"/search?q={SECRET_WORD}", {}, ""),
    ("POST", "/ask", JSON, BODY),
    ("POST", "/ask/stream", JSON, BODY),
    ("POST", "/ask", JSON, BODY[:-1]),
    ("POST", "/ask", JSON, json.dumps({"question": QUESTION, SECRET_WORD: 1})),
    ("POST", "/ask", JSON, json.dumps({"question": QUESTION * 100})),
    ("POST", "/ask", JSON, json.dumps({"question": QUESTION, "as_of": SECRET_WORD})),
    ("POST", "/ask", {"Content-Type": "text/plain"}, BODY),
    ("POST", "/ask", JSON, BODY + " " * 1_000_001),
    ("GET", f"/?q={SECRET_WORD}", {}, ""),
    ("GET", f"/search?q={SECRET_WORD}&key=KEY", {}, ""),
    ("GET", f"/search?q={SECRET_WORD}&since={SECRET_WORD}", {}, ""),
    ("GET", f"/articles/{SECRET_WORD}", {}, ""),
    ("GET", "/answers/KEY", {}, ""),
    ("PUT", f"/search?q={SECRET_WORD}", {}, ""),
    ("GET", f"/{SECRET_WORD}/KEY", {}, ""),
    ("GET", f"/search?q={SECRET_WORD}", {"Authorization": "Basic KEY"}, ""),
    ("GET", f"/search?q={SECRET_WORD}", {"Authorization": "Bearer KEYx"}, ""),
    ("GET", f"/search?q={SECRET_WORD}", {"Host": "KEY.example"}, ""),
    ("POST", "/ask", {**JSON, "Origin": "https://KEY.example"}, BODY),
    ("POST", "/articles", JSON, json.dumps({"title": "A", "text": "B.", "published": str(datetime.now(UTC))})),
]  # fmt: skip


def request_of_a_day(client: httpx.Client, secret: str, number: int) -> int:
    """Send one of the requests; return its status."""
    method, path, headers, body = REQUESTS[number]
    given = bearer(secret) | {name: value.replace("KEY", secret) for name, value in headers.items()}
    return client.request(method, path.replace("KEY", secret), headers=given, content=body).status_code


def drop_passages(data: Path) -> None:
    """Take a table from the catalogue of a running server."""
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None).execute('DROP TABLE passage')"
    subprocess.run([sys.executable, "-c", code, str(data / "catalogue.sqlite")], check=True)

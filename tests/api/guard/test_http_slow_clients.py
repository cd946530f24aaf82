"""Clients that stall: that do not send the rest of a request, or do not read a response."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from api.settings import Settings
from tests.api.conftest import write_record
from tests.api.loaded import connecting, serving_quickly

HEAD = b"POST %b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"


@contextmanager
def connection(url: str) -> Iterator[socket.socket]:
    """Yield a TCP connection to a server."""
    place = urlsplit(url)
    assert place.hostname
    assert place.port
    with socket.create_connection((place.hostname, place.port), timeout=60) as opened:
        yield opened


def read_all(opened: socket.socket) -> bytes:
    """Return what a server sends until it closes the connection."""
    received = b""
    while part := opened.recv(65_536):
        received += part
    return received


def error_of(received: bytes, status: int) -> Any:
    """Return the error that a server has sent, and that it closes the connection."""
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode()), received
    assert b"connection: close" in head.lower()
    error = json.loads(body)["error"]
    assert set(error) == {"type", "message", "field"}
    return error


def test_half_sent_headers_end_in_408(tmp_path: Path) -> None:
    """A client that sends a header and then nothing gets 408, in the one shape of errors."""
    with serving_quickly(tmp_path, request_timeout=0.2) as url, connection(url) as opened:
        opened.sendall(b"GET /index HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        error = error_of(read_all(opened), 408)
    assert error["type"] == "timeout"


def test_headers_that_drip_end_too(tmp_path: Path) -> None:
    """Sending a byte at a time does not keep a connection open: the limit is on the headers as a whole."""
    with serving_quickly(tmp_path, request_timeout=1) as url, connection(url) as opened:
        opened.sendall(b"GET /index HTTP/1.1\r\nX-Slow: ")
        stop = threading.Event()

        def drip() -> None:
            while not stop.wait(0.05):
                try:
                    opened.sendall(b"a")
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            received = opened.recv(65_536)
        finally:
            stop.set()
            dripping.join()
    assert received.startswith(b"HTTP/1.1 408 ")


def test_a_connection_on_which_nothing_comes_is_closed(tmp_path: Path) -> None:
    """An idle connection is closed without a response, also one that is kept alive after a response."""
    with serving_quickly(tmp_path, request_timeout=0.2) as url:
        with connection(url) as opened:
            assert read_all(opened) == b""
        with connection(url) as opened:
            opened.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert read_all(opened).count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/ask", "application/json"), ("/articles", "application/json"), ("/articles", "application/x-ndjson")],
)
def test_half_sent_bodies_end_in_408(path: str, kind: str, tmp_path: Path) -> None:
    """A body that stops arriving gets 408, of any kind; no slot and no connection is held for it."""
    with serving_quickly(tmp_path, request_timeout=0.2) as url, connection(url) as opened:
        opened.sendall(HEAD % (path.encode(), kind.encode(), 1_000) + b'{"question": ')
        error = error_of(read_all(opened), 408)
    assert error["type"] == "timeout"


@pytest.mark.parametrize("kind", [b"application/json", b"application/x-ndjson"])
def test_a_body_that_drips_ends_too(kind: bytes, tmp_path: Path) -> None:
    """The body of a question has a total limit, and little more for each byte received, whatever its declared type."""
    with serving_quickly(tmp_path, request_timeout=0.5) as url, connection(url) as opened:
        opened.sendall(HEAD % (b"/ask", kind, 100_000))
        received = b""
        opened.settimeout(0.05)
        for _ in range(1_000):
            try:
                opened.sendall(b" ")
                received = opened.recv(65_536)
                break
            except TimeoutError:
                continue
    assert received.startswith(b"HTTP/1.1 408 ")


def test_a_body_that_nobody_reads_does_not_keep_its_connection(tmp_path: Path) -> None:
    """A request that was answered before its body arrived ends after the request timeout."""
    with serving_quickly(tmp_path, request_timeout=0.5) as url, connection(url) as opened:
        opened.sendall(HEAD % (b"/nowhere", b"application/json", 100_000))
        assert opened.recv(65_536).startswith(b"HTTP/1.1 404 ")
        closed = False
        for _ in range(1_000):
            try:
                opened.sendall(b" ")
            except OSError:
                closed = True
                break
            time.sleep(0.02)
    assert closed


def test_a_stream_may_take_long_as_long_as_it_comes(tmp_path: Path) -> None:
    """Lines with pauses shorter than the limit are accepted, however long they take in total."""
    lines = [json.dumps(write_record(id=f"n{n}")).encode() + b"\n" for n in range(8)]

    def send() -> Iterator[bytes]:
        for line in lines:
            time.sleep(0.4)
            yield line

    with serving_quickly(tmp_path, request_timeout=2) as url:
        kind = {"Content-Type": "application/x-ndjson"}
        response = httpx.post(f"{url}/articles", content=send(), headers=kind, timeout=60)
    assert (response.status_code, response.json()["accepted"]) == (202, 8)


def test_what_a_stream_has_brought_before_it_stops_stays_accepted(tmp_path: Path) -> None:
    """Complete lines of a stream that stalls are stored."""
    with serving_quickly(tmp_path, request_timeout=0.5) as url:
        with connection(url) as opened:
            line = json.dumps(write_record(id="n1")).encode()
            opened.sendall(HEAD % (b"/articles", b"application/x-ndjson", 100_000) + line + b'\n{"title":')
            error_of(read_all(opened), 408)
        with httpx.Client(base_url=url) as client:
            while client.get("/index").json()["lag"]:
                pass
            assert client.get("/articles/n1").status_code == 200


def test_a_client_that_does_not_read_its_answer_is_left(tmp_path: Path) -> None:
    """A client that does not read ends its connection, and the work for it."""
    ended = threading.Event()

    async def send_much(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(64):  # more than the kernel takes for a client
            await send({"type": "http.response.body", "body": b" " * 1_000_000, "more_body": True})
        ended.set()

    app = FastAPI()
    app.mount("/", send_much)
    settings = Settings.model_validate({"data": tmp_path, "request_timeout": 0.3})
    with connecting(app, settings) as url, connection(url) as opened:
        opened.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert ended.wait(60)


def test_what_is_no_http_is_refused_in_the_one_shape(tmp_path: Path) -> None:
    """Bytes that are not HTTP get an error in the one shape."""
    with serving_quickly(tmp_path) as url, connection(url) as opened:
        opened.sendall(b"\x16\x03\x01\x02\x00\r\n\r\n")
        error = error_of(read_all(opened), 400)
    assert error["type"] == "unreadable"


def test_headers_that_are_too_long_are_refused_as_such(tmp_path: Path) -> None:
    """The client is told what is too long, and how long it may be."""
    with serving_quickly(tmp_path) as url, connection(url) as opened:
        opened.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 70_000)
        error = error_of(read_all(opened), 431)
    assert error["type"] == "too_large"
    assert "longer than 65,536 bytes" in error["message"]


def test_connections_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    """Above the limit a request gets 503 with `Retry-After`, except health checks; far above, it is closed."""
    with serving_quickly(tmp_path, connections=2) as url:
        with connection(url), connection(url):
            response = httpx.get(f"{url}/index")
            assert httpx.get(f"{url}/health/live").status_code == 200
            with connection(url), connection(url), connection(url) as fifth:
                assert read_all(fifth) == b""
        while httpx.get(f"{url}/index").status_code == 503:
            pass
    assert (response.status_code, response.json()["error"]["type"]) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0

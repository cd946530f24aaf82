"""Requests whose bytes are wrong: refused on the connection itself, in the shape of the path that they name."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.guard.test_http_slow_clients import connection, read_all
from tests.api.loaded import serving_quickly

CHAT = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
OPENAI = {"message", "type", "param", "code"}


def exchange(url: str, sent: bytes) -> tuple[int, Any]:
    """Send bytes; return the status of the one response and its body, after which the connection is closed."""
    with connection(url) as opened:
        opened.sendall(sent)
        received = read_all(opened)
    assert received.count(b"HTTP/1.1 ") == 1, received
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (CHAT + CHUNKED + b"zz\r\n{}\r\n", 400),
        (CHAT + b"X-Long: " + b"x" * 70_000, 431),
        (b"GET /v1/\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"GET http://127.0.0.1/v1/models HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", 400),
        (b"GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", 408),
        (CHAT + b"Content-Length: 100\r\n\r\n{", 408),
    ],
)
def test_whatever_is_wrong_below_v1_is_told_in_openais_shape(sent: bytes, status: int, tmp_path: Path) -> None:
    """Bytes that never become a request name their path all the same, and get OpenAI's shape for it."""
    with serving_quickly(tmp_path, request_timeout=0.5) as url:
        told, body = exchange(url, sent)
    assert (told, set(body), set(body["error"])) == (status, {"error"}, OPENAI)
    assert body["error"]["type"] == "invalid_request_error"


def test_the_shape_is_that_of_the_request_that_is_wrong(tmp_path: Path) -> None:
    """On a connection that is used again, the path of an earlier request does not choose the shape."""
    good = b"GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with serving_quickly(tmp_path) as url, connection(url) as opened:
        opened.sendall(good + b"GET /index\xff HTTP/1.1\r\n\r\n")
        received = read_all(opened)
    assert set(json.loads(received.rpartition(b"\r\n\r\n")[2])["error"]) == {"type", "message", "field"}


def test_a_body_with_two_lengths_is_refused_with_what_follows_it(tmp_path: Path) -> None:
    """Content-Length and Transfer-Encoding together are 400, and nothing more is served on the connection.

    A proxy that goes by the other of the two sees one request where the server sees two (RFC 9112, 6.3).
    """
    lengths = b"POST /ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n" + CHUNKED + b"0\r\n\r\n"
    with serving_quickly(tmp_path) as url:
        status, body = exchange(url, lengths + b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert status == 400
    assert body["error"]["message"] == "a request must have Content-Length or Transfer-Encoding, not both"


def test_asking_for_a_websocket_is_answered_and_not_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Any client can ask for one, so that a line for each would fill the log."""
    upgrade = b"Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    with serving_quickly(tmp_path) as url:
        status, _ = exchange(url, b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n" + upgrade)
    assert status == 200
    assert not [record for record in caplog.records if record.name.startswith("uvicorn")]

"""Hosts that speak HTTP badly: each call ends with one sentence, and soon."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from index.errors import ModelUnavailable
from qa.generation.client import Client
from qa.generation.endpoint import Endpoint
from qa.generation.request import Message
from tests.qa.generation.scripted import CALM

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
PIECE = b'data: {"choices": [{"delta": {"content": "Ada "}}]}\n\n'


@contextmanager
def speaking(*parts: bytes) -> Iterator[Client]:
    """Serve on a free port what is no script's: the same bytes to whoever connects, then the end of the connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, parts))
        thread.start()
        try:
            yield Client(Endpoint(f"http://127.0.0.1:{server.getsockname()[1]}/v1", "rude"), CALM)
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(server: socket.socket, parts: tuple[bytes, ...]) -> None:
    with suppress(OSError):  # closed while it waits, or by a client that leaves
        while True:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.recv(100_000)
                for part in parts:
                    connection.sendall(part)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(100_000):  # a close with unread bytes would take back what was sent
                    pass


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((), "connection to the model server .* broke"),
        ((b"220 mail.example ESMTP\r\n",), "broke"),
        ((b"\x00\xff" * 1_000,), "broke"),
        ((b"HTTP/1.1 200 OK\r\nContent-Ty",), "broke"),
        ((b"HTTP/1.1 200 OK\r\nX: ", b"x" * 1_000_000), "broke"),
        ((b"HTTP/1.1 banana\r\n\r\n",), "broke"),
        ((HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", PIECE), "broke"),
        ((HEAD + b"Content-Encoding: gzip\r\n\r\n", b"no gzip at all"), "broke"),
        ((HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"data: " + b"x" * 3_000_000)), "too long"),
        ((HEAD + b"\r\n", b"data: " + b"x" * 1_000_000), "too long"),
    ],
)
def test_what_is_no_http_fails_with_a_sentence(parts: tuple[bytes, ...], said: str) -> None:
    """Silence, another protocol, broken headers, chunks or encodings, and lines without end."""
    with speaking(*parts) as client, pytest.raises(ModelUnavailable, match=said):
        list(client.stream([Message("user", "Who won?")]))


@pytest.mark.parametrize("head", [b"Content-Length: 100000\r\n", b"Transfer-Encoding: chunked\r\n"])
def test_what_came_before_a_broken_connection_is_passed_on(head: bytes) -> None:
    """A body that ends before its time fails behind its pieces, and is not asked for again: they were said."""
    chunk = f"{len(PIECE):x}\r\n".encode() + PIECE + b"\r\n" if b"chunked" in head else PIECE
    with speaking(HEAD + head + b"\r\n", chunk) as client:
        stream = client.stream([Message("user", "Who won?")])
        assert next(stream) == "Ada "
        with pytest.raises(ModelUnavailable, match="broke"):
            next(stream)

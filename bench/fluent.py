"""A model server on loopback that writes a right answer at an even pace, and notes when each of its sentences ends.

It stands in for a fast language model: what is measured beside it is our own share of an answer.
"""

import json
import re
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from index.passages.chunking import split_sentences

PACE = 0.005
"""Seconds between two pieces of some four characters: 200 tokens a second."""
_SENTENCES = 3
_PASSAGE = re.compile(r"^\[(\w{4})\] [^\n]*\n([^\n]+)", re.MULTILINE)
_LEAD = "Meanwhile, "  # so that no sentence is verbatim, and the checker is asked about each


class Fluent(ThreadingHTTPServer):
    """The server; `ended` are the times at which sentences were sent whole, by their text."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ended: dict[str, float] = {}
        self.begun = self.finished = self.left = 0.0
        self.silent = False
        self.closed = threading.Event()

    @property
    def url(self) -> str:
        """Return the URL of its API."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def reset(self, *, silent: bool = False) -> None:
        """Forget the last call; a `silent` server sends nothing until its client leaves."""
        self.ended, self.begun, self.finished, self.left = {}, 0.0, 0.0, 0.0
        self.silent = silent
        self.closed.clear()


@contextmanager
def fluent_server() -> Iterator[Fluent]:
    """Serve on a free port until the block ends."""
    server = Fluent()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def write_answer(prompt: str) -> list[str]:
    """Return sentences with their keys: the first one of each passage, hardly changed."""
    written = list[str]()
    for key, text in _PASSAGE.findall(prompt):
        spans = [span for span in split_sentences(text, "en") if 6 < len(text[span.start : span.end].split()) < 40]
        if spans and len(written) < _SENTENCES:
            sentence = text[spans[0].start : spans[0].end].rstrip(". ")
            written.append(f"{_LEAD}{sentence} [{key}].")
    return written


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Fluent

    def do_POST(self) -> None:
        server, body = self.server, json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.begun = time.perf_counter()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            self._write(body)
        except OSError:
            server.left = time.perf_counter()
        server.closed.set()

    def _write(self, body: dict[str, Any]) -> None:
        while self.server.silent:
            self._pause(PACE)
        for sentence in write_answer(str(body["messages"][-1]["content"])):
            for piece in re.findall(r".{1,4}", f"{sentence} "):
                self._pause(PACE)
                self._send(piece)
            self.server.ended[re.sub(r" \[\w{4}\]", "", sentence)] = time.perf_counter()
        self.wfile.write(b"data: [DONE]\n\n")
        self.server.finished = time.perf_counter()

    def _send(self, piece: str) -> None:
        event = json.dumps({"choices": [{"delta": {"content": piece}}]})
        self.wfile.write(f"data: {event}\n\n".encode())
        self.wfile.flush()

    def _pause(self, seconds: float) -> None:
        """Wait; raise as soon as the client has closed its connection."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self.connection], [], [], left)[0] and not self.connection.recv(1):
                raise ConnectionError("the client has left")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""

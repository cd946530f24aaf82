"""A model server on loopback that writes a right answer at an even pace, and notes when each of its sentences ends.

It stands in for a fast language model: what is measured beside it is our own share of an answer.
"""

import json
import math
import re
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from index.passages.chunking import split_sentences
from qa.support.words import stems_of

PACE = 0.005
"""Seconds between two pieces of some four characters: 200 tokens a second."""
_SENTENCES = 3
_PASSAGE = re.compile(r"^\[(\w{4})\] [^\n]*\n([^\n]+)", re.MULTILINE)
_QUESTION = re.compile(r"^Question:\n[^\n]*\n([^\n]+)", re.MULTILINE)
_SHORTEST, _LONGEST = 7, 39  # words of a sentence
_LEAD = "Meanwhile, "  # so that no sentence is verbatim, and the checker is asked about each


class Fluent(ThreadingHTTPServer):
    """The server, for one answer at a time.

    `calls` are its calls, each from its beginning to its end or to the leaving of its client, inf until then;
    `ended` are the times at which sentences were sent whole, by their text. Times are those of `perf_counter`.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ended: dict[str, float] = {}
        self.calls: list[tuple[float, float]] = []
        self.silent = False
        self.closed = threading.Event()

    @property
    def url(self) -> str:
        """Return the URL of its API."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def reset(self, *, silent: bool = False) -> None:
        """Forget the last answer; a `silent` server sends nothing until its client leaves."""
        self.ended, self.calls, self.silent = {}, [], silent
        self.closed.clear()

    def wait(self, seconds: float) -> bool:
        """Wait until every call has ended, some seconds at most; return whether they have."""
        return self.closed.wait(seconds) and all(end != math.inf for _, end in self.calls)


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
    """Return sentences with their keys, hardly changed: those that share most words with the question, one a passage.

    Where a sentence is asked for once more, the prompt has no passages, and nothing is said.
    """
    asked = _QUESTION.search(prompt)
    wanted = stems_of(asked[1]) if asked else frozenset()
    best = [(*_choose(text, wanted), key) for key, text in _PASSAGE.findall(prompt)]
    chosen = sorted(best, key=lambda one: -one[0])[:_SENTENCES]
    return [f"{_LEAD}{sentence} [{key}]." for _, sentence, key in chosen if sentence]


def _choose(text: str, wanted: frozenset[str]) -> tuple[int, str]:
    """Return the sentence of a passage that shares most stems with a question, and how many."""
    sentences = [text[span.start : span.end].rstrip(". ") for span in split_sentences(text, "en")]
    fit = [one for one in sentences if _SHORTEST <= len(one.split()) <= _LONGEST and "“" not in one]
    return max(((len(wanted & stems_of(one)), one) for one in fit), key=lambda pair: pair[0], default=(0, ""))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Fluent

    def do_POST(self) -> None:
        server, body = self.server, json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        calls, begun = server.calls, time.perf_counter()
        place = len(calls)
        calls.append((begun, math.inf))
        server.closed.clear()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        with suppress(OSError):  # the client has left
            self._write(body)
        calls[place] = (begun, time.perf_counter())
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

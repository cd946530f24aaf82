"""A model server on loopback that plays a script: what a real one may send, right or wrong."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qa.generation.client import Client, Patience
from qa.generation.endpoint import Endpoint

QUICK = Patience(connect=1.0, first=0.5, idle=0.3, whole=5.0, backoff=0.01)
"""For servers that are silent."""
CALM = Patience(backoff=0.01)
"""For all others: on a busy machine they may take seconds."""


@dataclass
class Script:
    """What the server plays: chunks of bytes for a request, after a status; a number is a pause in seconds.

    `requests` are the bodies that it got, `left` is set once a client has closed its connection early.
    """

    play: Callable[[dict[str, Any]], list[bytes | float]]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def client(self, patience: Patience = CALM) -> Client:
        """Return a client of this server."""
        return Client(Endpoint(self.url, "scripted"), patience)


def event(text: str | None, **more: Any) -> bytes:
    """Return the event of a piece of text."""
    return f"data: {json.dumps({'choices': [{'delta': {'content': text} | more}]})}\n\n".encode()


DONE = b"data: [DONE]\n\n"


def say(*texts: str) -> list[bytes | float]:
    """Return the events of a right answer."""
    return [*map(event, texts), DONE]


class _Server(ThreadingHTTPServer):
    script: Script


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        script, body = self.server.script, json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): self.headers.get(name) for name in ("Authorization", "traceparent")}
        script.requests.append(body | headers)
        self.send_response(script.status)
        for name, value in ({"Content-Type": "text/event-stream", "Connection": "close"} | script.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        try:
            for part in script.play(body):
                if isinstance(part, float):
                    self._pause(part)
                else:
                    self.wfile.write(part)
                    self.wfile.flush()
        except OSError:
            script.left.set()

    def _pause(self, seconds: float) -> None:
        """Wait; raise once the client has closed its connection."""
        until = time.monotonic() + seconds
        self.connection.settimeout(0.01)
        while time.monotonic() < until:
            with suppress(TimeoutError):
                if not self.connection.recv(1):
                    raise ConnectionError

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""


@contextmanager
def serving(script: Script, tls: ssl.SSLContext | None = None) -> Iterator[Script]:
    """Serve a script on a free port, over TLS if there is a context for it."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.script = script
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    script.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

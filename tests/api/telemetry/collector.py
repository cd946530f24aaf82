"""A collector of traces on loopback, which speaks OTLP over HTTP."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class Received:
    """A span as the collector got it; ids are in hexadecimal, `parent` is empty for a root."""

    name: str
    trace: str
    id: str
    parent: str
    kind: int
    failed: bool
    attributes: dict[str, object]


@dataclass(slots=True)
class Collector:
    """What was received: the spans, the attributes of the service, and all bytes."""

    url: str
    spans: list[Received] = field(default_factory=list)
    service: dict[str, object] = field(default_factory=dict)
    raw: bytes = b""

    def wait(self, happened: Callable[[list[Received]], object]) -> list[Received]:
        """Wait until the spans are as wanted; return them."""
        while not happened(self.spans):
            time.sleep(0.01)
        return self.spans

    def take(self, body: bytes) -> None:
        """Keep the spans of one message."""
        self.raw += body
        message = ExportTraceServiceRequest.FromString(body)
        for resource in message.resource_spans:
            self.service = _read(resource.resource.attributes)
            for scope in resource.scope_spans:
                self.spans += map(_receive, scope.spans)


def _receive(span: Any) -> Received:
    ids = (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex())
    return Received(span.name, *ids, span.kind, span.status.code == 2, _read(span.attributes))


def _read(attributes: Any) -> dict[str, object]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in attributes}


@contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            collector.take(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector = Collector(f"http://127.0.0.1:{server.server_port}/v1/traces")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield collector
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""The middleware that keeps a record of each request, and makes metrics, a log line and a trace from it."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.telemetry.metrics import Metrics
from api.telemetry.record import Record, begin_record, choose_id, end_record, requests
from api.wire.methods import METHODS, name_route

if TYPE_CHECKING:
    from api.telemetry.tracing import RequestTrace, Tracing

REQUEST_ID = "X-Request-ID"
_KNOWN = frozenset((*METHODS, "HEAD", "OPTIONS"))
_FREQUENT = ("/health/", "/metrics")  # calls of machines, every few seconds: not traced, and logged if they fail


class ObserveRequests:
    """Give each request an id, and count, log and trace it; what is None or false is left out.

    The id is the one that the client sends as `X-Request-ID`, if it is a plain word; the response repeats it.
    """

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[BaseRoute],
        metrics: Metrics | None,
        tracing: "Tracing | None",
        *,
        logged: bool,
    ) -> None:
        self._app, self._routes = app, routes
        self._metrics, self._tracing, self._logged = metrics, tracing, logged
        self._timed = bool(metrics or tracing or logged)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a record."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        tracing = None if scope["path"].startswith(_FREQUENT) else self._tracing
        trace = tracing.begin(headers) if tracing else None
        record = Record(choose_id(headers.get(REQUEST_ID, "")), trace)
        status, begun, token = 500, time.perf_counter(), begin_record(record, timed=self._timed)

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = record.id
            await send(message)

        if self._metrics:
            self._metrics.begin()
        try:
            await self._app(scope, receive, note)
        finally:
            self._end(record, trace, scope, status, time.perf_counter() - begun)
            end_record(token)

    def _end(self, record: Record, trace: "RequestTrace | None", scope: Scope, status: int, seconds: float) -> None:
        if not self._timed:
            return
        method, route = scope["method"] if scope["method"] in _KNOWN else "other", name_route(scope, self._routes)
        if self._metrics:
            self._metrics.end(record, method, route, status, seconds)
        if trace:
            trace.end(record, method, route, status)
        if self._logged and (status >= 400 or not route.startswith(_FREQUENT)):
            fields = _describe(record, seconds, method, route, status)
            requests.info("%s %s %d", method, route, status, extra={"fields": fields})


def _describe(record: Record, seconds: float, method: str, route: str, status: int) -> dict[str, object]:
    """Return what the log has of a request: nothing that the client wrote, but the id that it may have chosen."""
    fields: dict[str, object] = {"method": method, "route": route, "status": status, "ms": round(1_000 * seconds, 2)}
    fields["stages_ms"] = record.milliseconds()
    if outcome := record.outcome:
        fields |= {"answer": outcome.status, "reason": outcome.reason, "dropped": outcome.dropped}
    return fields

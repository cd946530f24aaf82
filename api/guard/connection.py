"""HTTP/1.1 connections of uvicorn, with limits on their number and on how long a client may stall.

uvicorn itself waits without limit for the rest of a request, and for a client that does not read its response.
"""

import sys
from asyncio import Protocol, TimerHandle, Transport
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import cast

import h11
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from api.errors import RETRY_SOON, show_error, write_error
from api.guard.parsing import AmbiguousLength, Parser
from api.guard.target import pass_in_origin_form, read_path

_FULL = "too many connections are open; try again in a moment"
_HEALTH = "/health/"
_LONG_HEADERS, _HEADERS = 431, 65_536


class Connection(H11Protocol):
    """A connection on which a request must arrive, and a response be read, within some seconds.

    Above `limit` open connections, requests other than health checks are refused; above twice as many, connections are
    closed. `note` is called with the status of each refusal.
    """

    def __init__(self, *, seconds: float, limit: int, note: Callable[[int], None], **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type] # what uvicorn passes to its protocols
        self._note = note
        self.conn: Parser = Parser(_HEADERS)
        self._seconds, self._limit = seconds, limit
        self._request_timer: TimerHandle | None = None
        self._answer_timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Start the request timer."""
        super().connection_made(transport)
        if len(self.connections) > 2 * self._limit:
            transport.abort()
        app = cast("ASGIApp", self.app)
        if len(self.connections) > self._limit:
            app = partial(_refuse, app, self._note)
        self.app = partial(pass_in_origin_form, app)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self._stop_request_timer()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Receive bytes; the end of the headers stops the request timer."""
        super().data_received(data)
        self._await_request()

    def on_response_complete(self) -> None:
        """Start the timer of the next request, which includes the rest of an unread body."""
        self._stop_request_timer()
        super().on_response_complete()
        self._await_request()

    def pause_writing(self) -> None:
        """Start the timer for the client to read."""
        super().pause_writing()
        self._answer_timer = self.loop.call_later(self._seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop that timer: the client has read."""
        super().resume_writing()
        if self._answer_timer:
            self._answer_timer.cancel()
            self._answer_timer = None

    def send_400_response(self, _: str) -> None:
        """Refuse bytes that are not HTTP, or headers that are too long; uvicorn calls it while it handles the error."""
        error = sys.exc_info()[1]
        if isinstance(error, h11.ProtocolError) and error.error_status_hint == _LONG_HEADERS:
            self._end(_LONG_HEADERS, f"the headers of the request are longer than {_HEADERS:,} bytes; send fewer")
        elif isinstance(error, AmbiguousLength):
            self._end(400, "a request must have Content-Length or Transfer-Encoding, not both")
        else:
            self._end(400, "this is not a valid HTTP request")

    def _unsupported_upgrade_warning(self) -> None:
        """Log nothing: any client can ask for a WebSocket, and the request is answered without one."""

    def _await_request(self) -> None:
        """Keep the request timer running while no request is being answered."""
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        if cycle and not cycle.response_complete:
            self._stop_request_timer()
        elif self._request_timer is None and not self.transport.is_closing():
            self._request_timer = self.loop.call_later(self._seconds, self._time_out)

    def _stop_request_timer(self) -> None:
        if self._request_timer:
            self._request_timer.cancel()
            self._request_timer = None

    def _time_out(self) -> None:
        """Close the connection, with a 408 if part of a request has arrived."""
        if self.conn.trailing_data[0]:
            self._end(408, f"the headers of the request did not arrive within {self._seconds:g} seconds")
        self.transport.close()

    def _end(self, status: int, message: str) -> None:
        """Send an error, in the shape of the path, if no response has started, and close the connection."""
        self._note(status)
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = write_error(status, message, path=read_path(self.conn.head)).encode()
            headers = [
                ("Content-Type", "application/json"),
                ("Content-Length", str(len(body))),
                ("Connection", "close"),
            ]
            reason = HTTPStatus(status).phrase
            head = h11.Response(status_code=status, headers=headers, reason=reason.encode())
            for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def connections_of(seconds: float, limit: int, note: Callable[[int], None] = lambda _: None) -> type[Protocol]:
    """Return what uvicorn calls to make a connection; `note` is called with the status of each one refused."""
    made = partial(Connection, seconds=seconds, limit=limit, note=note)
    return cast("type[Protocol]", made)  # uvicorn does nothing else with it


async def _refuse(app: ASGIApp, note: Callable[[int], None], scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"].startswith(_HEALTH):
        await app(scope, receive, send)
        return
    note(503)
    headers = {"Retry-After": str(RETRY_SOON), "Connection": "close"}
    await show_error(503, _FULL, headers=headers)(scope, receive, send)

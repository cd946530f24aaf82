"""The parser of a connection: h11's, which also knows where a request begins, and refuses an ambiguous length."""

import h11

_FIRST_LINE = 8_192  # bytes kept of a request's beginning; a longer path belongs to no call
_LENGTHS = {b"content-length", b"transfer-encoding"}


class AmbiguousLength(h11.RemoteProtocolError):
    """A request gives its length twice, so that a proxy may see another end of it, and another request behind it."""


class Parser(h11.Connection):
    """The server's side of a connection; `head` is how the request that is being received begins."""

    def __init__(self, longest: int) -> None:
        super().__init__(h11.SERVER, longest)
        self.head = b""

    def receive_data(self, data: bytes) -> None:
        """Receive bytes."""
        if self.their_state is h11.IDLE and len(self.head) < _FIRST_LINE:
            self.head = (self.head + data)[:_FIRST_LINE]
        super().receive_data(data)

    def start_next_cycle(self) -> None:
        """Begin the next request, whose first bytes may have arrived."""
        super().start_next_cycle()
        self.head = self.trailing_data[0][:_FIRST_LINE]

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """Return the next event.

        Raises:
            AmbiguousLength: the request has both Content-Length and Transfer-Encoding (RFC 9112, 6.3).
            h11.RemoteProtocolError: what was received is not HTTP.
        """
        event = super().next_event()
        if isinstance(event, h11.Request) and {b"content-length", b"transfer-encoding"} <= {
            n for n, _ in event.headers
        }:
            raise AmbiguousLength("both Content-Length and Transfer-Encoding", error_status_hint=400)
        return event

"""What `Chaos` works with."""

from pathlib import Path
from typing import Protocol

import httpx

KEPT = httpx.Limits(keepalive_expiry=2)
"""A client's connections: the server closes one after five idle seconds, which must not be as the client uses it."""


class Servers(Protocol):
    """What is worked with and killed: a server on one of its `folders`, or several with a `shared` catalogue."""

    folders: tuple[Path, ...]
    shared: str | None

    @property
    def client(self) -> httpx.Client:
        """The client of a server."""
        ...

    def start(self) -> None:
        """Start what does not run; return once it responds."""
        ...

    def kill(self, victims: str) -> None:
        """Kill the `server`, the `worker` or `both` with SIGKILL."""
        ...

    def stop(self) -> None:
        """Stop cleanly."""
        ...

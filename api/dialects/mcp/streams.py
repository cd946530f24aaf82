"""MCP over standard input and output: the streams of the package, behind the check of each message."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import anyio
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp_types import ErrorData, JSONRPCError

from api.dialects.mcp.messages import Fault, find_fault


class CheckedLines:
    """The lines of standard input, each a message; one with a fault is not passed on, but answered by `refuse`.

    Nothing is read before `begin` says how to answer.
    """

    def __init__(self) -> None:
        self._begun = anyio.Event()
        self._refuse: Callable[[Fault], Awaitable[None]]

    def begin(self, refuse: Callable[[Fault], Awaitable[None]]) -> None:
        """Begin to read."""
        self._refuse = refuse
        self._begun.set()

    async def __aiter__(self) -> AsyncIterator[str]:
        """Yield the messages without fault."""
        await self._begun.wait()
        async for line in anyio.wrap_file(sys.stdin.buffer):
            if not line.strip():
                continue
            if fault := find_fault(line):
                await self._refuse(fault)
            else:
                yield line.decode()


@asynccontextmanager
async def checked_standard_streams() -> AsyncIterator[tuple[Any, Any]]:
    """Yield the streams of the package over standard input and output; it sees no message with a fault.

    Each of those is answered with its error.
    """
    lines = CheckedLines()
    async with stdio_server(stdin=cast("anyio.AsyncFile[str]", lines)) as (reading, writing):

        async def refuse(fault: Fault) -> None:
            error = ErrorData(code=fault.code, message=fault.message)
            await writing.send(SessionMessage(JSONRPCError(jsonrpc="2.0", id=fault.id, error=error)))

        lines.begin(refuse)
        yield reading, writing

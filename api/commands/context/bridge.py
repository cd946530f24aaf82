"""A running server's tools on standard input and output: what a desktop client asks is passed on over HTTP.

The package `mcp` is imported here for its client.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from typing import Any

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
)
from mcp_types.version import LATEST_MODERN_VERSION
from pydantic import TypeAdapter, ValidationError

from api.commands.context.remote import ServerFailed, authorize
from api.dialects.mcp.streams import checked_standard_streams
from api.wire.errors import ErrorBody, RpcErrorBody, RpcErrorDetail

Context = ServerRequestContext[Any, Any]

_REFUSAL: TypeAdapter[RpcErrorBody | ErrorBody] = TypeAdapter(RpcErrorBody | ErrorBody)
_TIMEOUT = httpx2.Timeout(120, connect=5)


def bridge(url: str, key: str | None = None) -> None:
    """Pass requests on to a server, with an API key if it needs one, until standard input ends.

    Raises:
        ServerFailed: it cannot be reached, or does not speak the protocol.
        InvalidInput: the key cannot be one.
    """
    remote = Remote(url, key)
    anyio.run(remote.check)
    anyio.run(_speak, remote)


class Remote:
    """A running server. Each request has a connection of its own: after a restart of the server, the next one works."""

    def __init__(self, url: str, key: str | None) -> None:
        self._url = url
        self._headers = authorize(key)

    async def check(self) -> None:
        """Ask for the tools once.

        Raises:
            ServerFailed: the server cannot be reached, or does not speak the protocol.
        """
        try:
            async with self.connected() as client:
                await client.list_tools()
        except MCPError as error:
            raise ServerFailed(f"{self._url} refused: {error}") from None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Client]:
        """Connect for one request.

        Raises:
            ServerFailed: the server cannot be reached.
            MCPError: it refused the request.
        """
        try:
            hooks = {"response": [self._refuse]}
            async with httpx2.AsyncClient(headers=self._headers, timeout=_TIMEOUT, event_hooks=hooks) as http:
                transport = streamable_http_client(f"{self._url.rstrip('/')}/mcp", http_client=http)
                async with Client(transport, mode=LATEST_MODERN_VERSION) as client:
                    yield client
        except Exception as error:  # noqa: BLE001 - raised again, without the groups of the package's tasks
            raise self._explain(_find_first(error)) from None

    async def _refuse(self, response: httpx2.Response) -> None:
        """Raise an error of the server, with a hint where it wants a key."""
        if response.is_error:
            with suppress(ValidationError):
                error = _REFUSAL.validate_json(await response.aread()).error
                if isinstance(error, RpcErrorDetail) and "type" not in (error.data or {}):
                    return  # the protocol's own, which the package reads
                hint = "; set DATELINE_KEY to a key of that server" if response.status_code == 401 else ""
                raise ServerFailed(f"{self._url} refused: {error.message}{hint}")

    def _explain(self, error: BaseException) -> BaseException:
        match error:
            case httpx2.InvalidURL() | httpx2.UnsupportedProtocol():
                return ServerFailed(f"{self._url!r} is not the address of a server, such as http://127.0.0.1:8000")
            case httpx2.TimeoutException():
                return ServerFailed(f"{self._url} did not respond in time")
            case httpx2.HTTPError() | OSError():
                return ServerFailed(f"{self._url} cannot be reached: {error}")
        return error


async def _speak(remote: Remote) -> None:
    server = _face(remote)
    async with checked_standard_streams() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _face(remote: Remote) -> Server[Any]:
    """Return a server whose tools and resources are those of a running one."""

    @asynccontextmanager
    async def asking() -> AsyncIterator[Client]:
        try:
            async with remote.connected() as client:
                yield client
        except ServerFailed as error:
            raise MCPError(INTERNAL_ERROR, error.message) from None

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        async with asking() as client:
            return await client.list_tools()

    async def call_tool(_: Context, params: CallToolRequestParams) -> CallToolResult:
        async with asking() as client:
            return await client.call_tool(params.name, params.arguments)

    async def list_resources(_: Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        async with asking() as client:
            return await client.list_resources()

    async def list_templates(_: Context, __: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        async with asking() as client:
            return await client.list_resource_templates()

    async def read_resource(_: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        async with asking() as client:
            return await client.read_resource(params.uri)

    return Server(
        "dateline",
        version=version("dateline"),
        title="Dateline",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def _find_first(error: BaseException) -> BaseException:
    """Return the first error of a group."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error

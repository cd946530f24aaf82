"""The Model Context Protocol: the tools of `tools.py` over HTTP and over standard input and output.

The package `mcp` speaks the protocol in all its versions; for the server it is imported here alone. It takes a moment
to load, so import this module only where a client has called.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib.metadata import version
from typing import Any

import anyio
from anyio import to_thread
from fastapi import Request
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http import REQUEST_CANCELLED
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from mcp_types import (
    Annotations,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    ResourceLink,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    ToolAnnotations,
)
from mcp_types import Tool as ToolOfProtocol
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, MODERN_PROTOCOL_VERSIONS
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.dialects.addresses import TEMPLATE, read_address
from api.dialects.mcp.messages import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    UNSUPPORTED_VERSION,
    Fault,
    find_fault,
)
from api.dialects.mcp.reports import PLAIN, Link, Report, write_article
from api.dialects.mcp.streams import checked_standard_streams
from api.dialects.mcp.tools import TOOLS, Tool, find_tool, make_schema, run_tool
from api.errors import Refusal, translated
from api.guard.body import JSON, declared_type
from api.processes.excerpts import read_excerpt
from api.service import Service
from index.dates import format_moment
from index.text import shorten

INSTRUCTIONS = (
    "Dateline answers questions from an archive of news articles. Ask with `ask`, one question at a time, and"
    " cite the numbered sources of its answer. If it finds no answer, say so; do not fill the gap from memory."
)
_SESSION = "mcp-session-id"
_VERSIONS = (*HANDSHAKE_PROTOCOL_VERSIONS, *MODERN_PROTOCOL_VERSIONS)


class Calls:
    """The calls that are being answered, so that a client can cancel one by a request of its own.

    A client of the versions until 2025-11-25 cancels so, and names the session of the call. The id of a session is all
    that there is of it: it is given out once, cannot be guessed, and nothing is kept under it but running calls.
    """

    def __init__(self) -> None:
        self._running: dict[tuple[str, str], anyio.CancelScope] = {}

    @contextmanager
    def running(self, session: str, number: str) -> Iterator[None]:
        """Run a call that `cancel` can stop.

        Raises:
            MCPError: it was cancelled.
        """
        with anyio.CancelScope() as scope:
            self._running[session, number] = scope
            try:
                yield
            finally:
                self._running.pop((session, number), None)
        if scope.cancelled_caught:
            raise MCPError(REQUEST_CANCELLED, "the call was cancelled")

    def cancel(self, session: str, number: str) -> None:
        """Cancel a call, if it is running."""
        if scope := self._running.get((session, number)):
            scope.cancel()


class Endpoint:
    """The protocol over HTTP: each request is answered by itself, with one JSON object, and no session is kept."""

    def __init__(self, service: Service) -> None:
        self._calls = Calls()
        self._server = make_server(service, self._calls)

    async def exchange(self, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose body has been read."""
        if refusal := _refuse(body, Headers(scope=scope)):
            await refusal(scope, receive, send)
            return
        message = json.loads(body)
        session = dict(scope["headers"]).get(_SESSION.encode(), b"").decode("latin-1")
        if message.get("method") == "notifications/cancelled" and isinstance(message.get("params"), dict):
            self._calls.cancel(session, str(message["params"].get("requestId")))
        if message.get("method") == "initialize":
            send = partial(_give_session, send)
        manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, partial(_replay, iter([body]), receive), send)


def serve_standard_streams(service: Service) -> None:
    """Speak the protocol on standard input and output until the input ends; calls wait until the library is open."""
    server = make_server(service, Calls())

    async def speak() -> None:
        async with checked_standard_streams() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(speak)


def make_server(service: Service, calls: Calls) -> Server[Any]:
    """Return the package's server, with our tools and the articles as resources."""

    async def call_tool(context: ServerRequestContext[Any, Any], params: CallToolRequestParams) -> CallToolResult:
        request: Request | None = context.request
        session = request.headers.get(_SESSION, "") if request else ""
        with calls.running(session or secrets.token_hex(8), str(context.request_id)):
            await _wait_until_open(service, request)
            return await _call(params, service, request)

    async def read_resource(
        context: ServerRequestContext[Any, Any], params: ReadResourceRequestParams
    ) -> ReadResourceResult:
        await _wait_until_open(service, context.request)
        return await _read(params.uri, service)

    return Server(
        "dateline",
        version=version("dateline"),
        title="Dateline",
        description="Cited question answering over an archive of news articles",
        instructions=INSTRUCTIONS,
        get_tool_input_schema=_find_schema,
        on_list_tools=_list_tools,
        on_call_tool=call_tool,
        on_list_resources=_list_resources,
        on_list_resource_templates=_list_templates,
        on_read_resource=read_resource,
    )


async def _wait_until_open(service: Service, request: Request | None) -> None:
    """Wait for the library on standard input, where the client has just started this process."""
    if request is None:
        await to_thread.run_sync(service.settled.wait, abandon_on_cancel=True)


async def _call(params: CallToolRequestParams, service: Service, request: Request | None) -> CallToolResult:
    try:
        tool = find_tool(params.name)
    except Refusal as refusal:
        raise MCPError(INVALID_PARAMS, refusal.message) from None
    try:
        return _show(await run_tool(tool, params.arguments or {}, service, request))
    except Refusal as refusal:  # an agent reads it, and can correct itself
        return CallToolResult(content=[TextContent(text=refusal.message)], is_error=True)


async def _read(uri: str, service: Service) -> ReadResourceResult:
    try:
        with translated():
            article, number = read_address(uri)
            reading = await service.read(
                partial(read_excerpt, article, service.library.catalogue, service.quoting, number=number)
            )
    except Refusal as refusal:
        raise MCPError(INVALID_PARAMS, refusal.message, {"uri": shorten(uri)}) from None
    contents = TextResourceContents(uri=uri, mime_type=PLAIN, text=write_article(reading))
    return ReadResourceResult(contents=[contents])


async def _list_tools(_: ServerRequestContext[Any, Any], __: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(tools=_show_tools())


async def _list_resources(_: ServerRequestContext[Any, Any], __: PaginatedRequestParams | None) -> ListResourcesResult:
    return ListResourcesResult(resources=[])  # an archive has too many to list


async def _list_templates(
    _: ServerRequestContext[Any, Any], __: PaginatedRequestParams | None
) -> ListResourceTemplatesResult:
    template = ResourceTemplate(
        name="article",
        title="An article of the archive",
        uri_template=TEMPLATE,
        description="The text of an article by its id, in its current version or the one of a number.",
        mime_type=PLAIN,
    )
    return ListResourceTemplatesResult(resource_templates=[template])


@cache
def _show_tools() -> list[ToolOfProtocol]:
    return [_show_tool(name, tool) for name, tool in TOOLS.items()]


def _show_tool(name: str, tool: Tool) -> ToolOfProtocol:
    return ToolOfProtocol(
        name=name,
        title=tool.title,
        description=tool.description,
        input_schema=make_schema(tool.arguments),
        output_schema=make_schema(tool.result),
        annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _find_schema(name: str) -> dict[str, Any] | None:
    return next((tool.input_schema for tool in _show_tools() if tool.name == name), None)


def _show(report: Report) -> CallToolResult:
    links = [_show_link(link) for link in report.links]
    return CallToolResult(
        content=[TextContent(text=report.text), *links], structured_content=report.body.model_dump(mode="json")
    )


def _show_link(link: Link) -> ResourceLink:
    return ResourceLink(
        uri=link.uri,
        name=link.name,
        title=link.title,
        description=link.description,
        mime_type=link.media_type,
        annotations=Annotations(audience=["user"], priority=1.0, last_modified=format_moment(link.modified)),
    )


def _refuse(body: bytes, headers: Headers) -> Response | None:
    """Return the response to a request that the package would not understand, in the shape of the protocol."""
    if (declared := declared_type(headers)) != JSON:
        given = f", not {shorten(declared)}" if declared else ""
        return _show_fault(415, Fault(INVALID_REQUEST, f"Content-Type must be {JSON}{given}"))
    asked = headers.getlist("mcp-protocol-version")
    if fault := find_fault(body):
        missing = 404 if {*asked} & {*MODERN_PROTOCOL_VERSIONS} else 200
        return _show_fault({INVALID_PARAMS: 200, METHOD_NOT_FOUND: missing}.get(fault.code, 400), fault)
    if len(asked) > 1:
        message = "a request must have one MCP-Protocol-Version header"
        return _show_fault(400, Fault(INVALID_REQUEST, message, json.loads(body).get("id")))
    if not asked or asked[0] in _VERSIONS:
        return None
    requested = shorten(asked[0])
    message = f"the protocol version {requested!r} is not spoken here; the versions are {', '.join(_VERSIONS)}"
    data = {"supported": list(_VERSIONS), "requested": requested}
    return _show_fault(400, Fault(UNSUPPORTED_VERSION, message, json.loads(body).get("id"), data))


def _show_fault(status: int, fault: Fault) -> Response:
    return Response(fault.write(), status, media_type=JSON)


async def _replay(bodies: Iterator[bytes], receive: Receive) -> Message:
    """Give the body that has been read once more, then what follows it."""
    for body in bodies:
        return {"type": "http.request", "body": body, "more_body": False}
    return await receive()


async def _give_session(send: Send, message: Message) -> None:
    """Send a message of a response, with the id of a new session in its headers."""
    if message["type"] == "http.response.start":
        MutableHeaders(scope=message)[_SESSION] = secrets.token_hex(16)
    await send(message)

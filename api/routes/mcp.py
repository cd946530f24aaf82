"""`POST /mcp`: the Model Context Protocol over streamable HTTP, without sessions."""

from typing import TYPE_CHECKING, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from starlette.types import Receive, Scope, Send

from api.errors import ERRORS_OF_ALL
from api.guard.body import refuse_parameters
from api.routes.dependencies import ServiceDep
from api.service import Service
from api.wire import examples
from api.wire.errors import MCP_PATH, RpcErrorBody

if TYPE_CHECKING:
    from api.dialects.mcp.server import Endpoint

router = APIRouter(tags=["chat"], dependencies=[Depends(refuse_parameters)])

_MESSAGE = {"schema": {"type": "object"}, "example": examples.MCP_CALL}
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": RpcErrorBody} for status in (*ERRORS_OF_ALL, 404, 406, 415, 422)
}


class _Exchange(Response):
    """A response that the endpoint of the protocol sends."""

    def __init__(self, endpoint: "Endpoint", body: bytes) -> None:
        self._endpoint, self._body = endpoint, body
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await self._endpoint.exchange(self._body, scope, receive, send)


@router.post(
    MCP_PATH,
    summary="Call tools by the Model Context Protocol",
    response_class=Response,
    openapi_extra={"requestBody": {"content": {"application/json": _MESSAGE}, "required": True}},
    responses={
        200: {"description": "The reply", "content": {"application/json": {"example": examples.MCP_REPLY}}},
        202: {"description": "A notification was taken"},
        **_ERRORS,
    },
)
async def exchange(request: Request, service: ServiceDep) -> Response:
    """Answer one message of the protocol: tools `ask`, `search`, `get_article` and `recheck`.

    The server keeps no session, so nothing is lost where one is dropped. Disconnecting or cancelling stops a call.
    """
    body = await request.body()
    return _Exchange(await _find_endpoint(request.app, service), body)


async def _find_endpoint(app: FastAPI, service: Service) -> "Endpoint":
    """Return the endpoint of an app, made at its first request: the protocol's package takes a moment to load."""
    if not hasattr(app.state, "mcp"):
        app.state.mcp = await to_thread.run_sync(_make_endpoint, service)
    endpoint: Endpoint = app.state.mcp
    return endpoint


def _make_endpoint(service: Service) -> "Endpoint":
    from api.dialects.mcp.server import Endpoint

    return Endpoint(service)

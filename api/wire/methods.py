"""The methods of a path: HEAD wherever there is GET, and all of them in `Allow`."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OTHER = "other"
METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class ServeHead:
    """Respond to HEAD as to GET, without the body.

    FastAPI's routes do not serve HEAD, and a second route for each would double the OpenAPI document.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, send_head)


def list_methods(app: Starlette, path: str) -> list[str]:
    """Return the methods that some route of the app serves at a path, in alphabetical order."""
    found = {method for method in METHODS for route in app.routes if _serves(route, method, path)}
    return sorted(found | {"HEAD"} if "GET" in found else found)


def _serves(route: BaseRoute, method: str, path: str) -> bool:
    if isinstance(route, Mount) and method != "GET":  # a mount of files matches every method, and refuses it later
        return False
    match, _ = route.matches({"type": "http", "method": method, "path": path, "root_path": ""})
    return match is Match.FULL


def name_route(scope: Scope, routes: Sequence[BaseRoute]) -> str:
    """Return the path of the route that a request was for, such as `/articles/{id}`; `other` where there is none.

    `routes` is where it is looked for if the request was refused before the app looked.
    """
    route = scope.get("route") or next((one for one in routes if _has_path(one, scope["path"])), None)
    return str(getattr(route, "path", "")) or OTHER


def _has_path(route: BaseRoute, path: str) -> bool:
    """Return whether a route serves a path, by whatever method."""
    return route.matches({"type": "http", "method": "GET", "path": path, "root_path": ""})[0] is not Match.NONE

"""Who sent a request: a key or an address. Limits and the queue tell clients apart by it."""

import ipaddress
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_IPV6_NETWORK = 64  # what one customer is assigned, and can choose addresses from


class BehindProxies(ProxyHeadersMiddleware):
    """Believe the headers of trusted proxies on whom a request comes from, and keep that it came through one."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - uvicorn has types of its own
        """Pass the request on."""
        peer = scope["client"][0] if scope.get("client") else None
        if peer in self.trusted_hosts and any(name == b"x-forwarded-for" for name, _ in scope["headers"]):
            scope.setdefault("state", {})["proxy"] = peer
        await super().__call__(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Client:
    """A client, by a name that tells it from others; `local` if it is on this machine and uses no key."""

    name: str
    local: bool = False


def client_of_address(scope: Scope) -> Client:
    """Return the client by its address; an IPv6 address counts as its network.

    Who comes through a proxy is not on this machine, even if the proxy is and names no address; for whom it names
    something else, the proxy's own address counts.
    """
    proxy: str | None = scope.get("state", {}).get("proxy")
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return Client(proxy or host[:64])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None and not address.is_loopback:
            return Client(str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False)))
        address = address.ipv4_mapped or address
    return Client(str(address), address.is_loopback and proxy is None)


def remember_client(scope: Scope, client: Client) -> None:
    """Keep the client of a request, for whoever handles it later."""
    scope.setdefault("state", {})["client"] = client


def name_client(request: Request | None) -> str:
    """Return the name of the client of a request; that of a process on this machine if there is none."""
    return client_of(request.scope).name if request else ""


def client_of(scope: Scope) -> Client:
    """Return the client of a request."""
    client = scope.get("state", {}).get("client")
    return client if isinstance(client, Client) else client_of_address(scope)

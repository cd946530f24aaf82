"""Fetch untrusted URLs over HTTP: from public addresses only, with limits on size and time.

The only module that imports httpcore, which allows the IP address of a connection to be checked, so that DNS rebinding
does not work.
"""

import re
import socket
import zlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from types import TracebackType
from typing import Self

import anyio
import httpcore
import httpx

from index.errors import DatelineError

_MOST_REDIRECTS = 5
_REDIRECT_STATUSES = (301, 302, 303, 307, 308)
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_TEMPORARY_STATUSES = (408, 425, 429, 500, 502, 503, 504)
_CONNECT_SECONDS = 10.0
_MOST_ADDRESSES = 3
_LONGEST_VALIDATOR = 1_000
_NAT64 = IPv6Network("64:ff9b::/96")
_NETWORK_ERRORS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.ConnectionNotAvailable,
)


class FetchFailed(DatelineError):
    """A fetch failed; `temporary` if a retry may succeed, `retry_after` is the unparsed header."""

    def __init__(self, message: str, *, temporary: bool = False, retry_after: str | None = None) -> None:
        super().__init__(message)
        self.temporary = temporary
        self.retry_after = retry_after


class AddressRefused(FetchFailed):
    """A URL is refused without a request."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Limits of a fetch: bytes after decompression, seconds, the `Accept` header, and the content types."""

    most_bytes: int
    seconds: float
    accept: str
    types: re.Pattern[str]


FEED = Wanted(
    20_000_000,
    60,
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
    re.compile(r"(?!image/|audio/|video/|font/).*"),  # a feed is told by its bytes: many servers name another type
)
ANY = Wanted(20_000_000, 60, "text/html, application/xml;q=0.9, */*;q=0.8", FEED.types)
PAGE = Wanted(10_000_000, 30, "text/html, application/xhtml+xml;q=0.9", re.compile(r"text/html|application/xhtml\+xml"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response; `url` is the address after redirects, and `data` is empty if it has not `changed` (304)."""

    url: str
    changed: bool
    data: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """An HTTP client with one request at a time and a minimum interval per host; use it in `async with`."""

    def __init__(self, *, allow_private: bool = False, pace: float = 1.0) -> None:
        """Fetch from public addresses, or from any; requests to one host are at least `pace` seconds apart."""
        self._pool = httpcore.AsyncConnectionPool(network_backend=_CheckedNetwork(allow_private=allow_private))
        self._pace = pace
        self._turns: dict[str, anyio.Lock] = {}
        self._free_at: dict[str, float] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.aclose()

    async def fetch(
        self, url: str, wanted: Wanted, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Fetch a URL; `etag` and `last_modified` of an earlier response make the request conditional.

        Raises:
            FetchFailed: the request failed, or the response is not wanted; the message is a clause about the URL.
        """
        headers = {"Accept": wanted.accept, "Accept-Encoding": "gzip", "User-Agent": f"dateline/{version('dateline')}"}
        conditions = zip(_CONDITIONS, (etag, last_modified), strict=True)
        headers |= {name: value for name, value in conditions if value}
        target = _parse(url)
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._turn(target.host):
                reply = await self._bounded(target, wanted, headers)
            if isinstance(reply, Fetched):
                return reply
            target = reply
        raise FetchFailed(f"it redirects more than {_MOST_REDIRECTS} times")

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the next request to a host is allowed."""
        async with self._turns.setdefault(host, anyio.Lock()):
            await anyio.sleep_until(self._free_at.get(host, 0))
            try:
                yield
            finally:
                self._free_at[host] = anyio.current_time() + self._pace

    async def _bounded(self, target: httpx.URL, wanted: Wanted, headers: dict[str, str]) -> Fetched | httpx.URL:
        """Send one request; return the response, or the target of a redirect."""
        try:
            with anyio.fail_after(wanted.seconds):
                return await self._ask(target, wanted, headers)
        except TimeoutError:
            raise FetchFailed(f"it takes longer than {wanted.seconds:g} seconds", temporary=True) from None
        except _NETWORK_ERRORS as error:
            raise FetchFailed(f"it cannot be fetched: {str(error) or type(error).__name__}", temporary=True) from None

    async def _ask(self, target: httpx.URL, wanted: Wanted, headers: dict[str, str]) -> Fetched | httpx.URL:
        address = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        fields = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        timeout = {"connect": _CONNECT_SECONDS}
        async with self._pool.stream("GET", address, headers=fields, extensions={"timeout": timeout}) as response:
            received = httpx.Headers(response.headers)
            if response.status in _REDIRECT_STATUSES and "location" in received:
                return _parse(received["location"], target)
            etag, last_modified = _validator(received, "etag"), _validator(received, "last-modified")
            if response.status == HTTPStatus.NOT_MODIFIED and headers.keys() & {*_CONDITIONS}:
                return Fetched(str(target), False, etag=etag, last_modified=last_modified)
            _check(response.status, received, wanted)
            data = await _read(response, received.get("content-encoding", ""), wanted.most_bytes)
            return Fetched(str(target), True, data, received.get("content-type", ""), etag, last_modified)


def is_public(address: str) -> bool:
    """Return whether an IP address is globally routable; an IPv4 address embedded in IPv6 is checked itself."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or _unwrap_nat64(ip) or ip
    local = ip.is_multicast or ip.is_reserved or ip.is_unspecified or getattr(ip, "is_site_local", False)
    return ip.is_global and not local


class _CheckedNetwork(httpcore.AnyIOBackend):
    """Connects to public addresses only: a name is resolved once, and the address that was checked is used."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature of the base class
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that accepts a connection.

        Raises:
            AddressRefused: none of its addresses is allowed.
        """
        addresses = await _resolve(host, port)
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if not allowed:
            named = host if host == addresses[0] else f"{host} resolves to {addresses[0]}, which"
            raise AddressRefused(f"{named} is not a public address; use --allow-private to fetch from it")
        failure: Exception | None = None
        for address in allowed[:_MOST_ADDRESSES]:
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = failure or error
        raise failure or httpcore.ConnectError(f"{host} has no address")


async def _resolve(host: str, port: int) -> list[str]:
    try:
        found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchFailed(f"the host {host} was not found", temporary=True) from None
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def _unwrap_nat64(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(address.packed[-4:]) if address in _NAT64 else None


def _parse(url: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        found = base.join(url) if base else httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise AddressRefused(f"{url[:200]!r} is not a URL") from None
    if found.scheme not in ("http", "https") or not found.host:
        raise AddressRefused(f"{url[:200]!r} is not an http or https URL")
    if found.userinfo:
        raise AddressRefused("it contains a user name or password; remove them from the URL")
    return found


def _check(status: int, headers: httpx.Headers, wanted: Wanted) -> None:
    """Refuse a response by its status and headers."""
    if status != HTTPStatus.OK:
        named = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
        raise FetchFailed(
            f"the server responded with {status} {named}".strip(),
            temporary=status in _TEMPORARY_STATUSES,
            retry_after=headers.get("retry-after"),
        )
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not wanted.types.fullmatch(kind):
        raise FetchFailed(f"its content type is {kind[:80] or 'missing'}, which is not supported")
    if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > wanted.most_bytes:
        raise _too_long(wanted.most_bytes)


async def _read(response: httpcore.Response, encoding: str, most: int) -> bytes:
    """Read and decompress a body of at most `most` bytes."""
    packed = encoding.strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchFailed(f"its content encoding is {packed[:80]!r}, which was not requested")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed not in ("", "identity") else None
    data = bytearray()
    try:
        async for piece in response.aiter_stream():
            data += unpack.decompress(piece, most + 1 - len(data)) if unpack else piece
            if len(data) > most:
                raise _too_long(most)
    except zlib.error as error:
        raise FetchFailed(f"it cannot be decompressed: {error}") from None
    if unpack and not unpack.eof:
        raise FetchFailed("it is truncated: its compressed data is incomplete", temporary=True)
    return bytes(data)


def _too_long(most: int) -> FetchFailed:
    return FetchFailed(f"it is longer than {most:,} bytes")


def _validator(headers: httpx.Headers, name: str) -> str | None:
    value = headers.get(name)
    return value if value and len(value) <= _LONGEST_VALIDATOR else None

"""Fetching from addresses that nobody here has chosen: to public hosts alone, bounded in size and in time.

The only file that imports httpcore: it lets the address be checked that a connection is made to, whatever its name
resolved to before.
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

_REDIRECTS = 5
_REDIRECTING = (301, 302, 303, 307, 308)
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_CONNECT_SECONDS = 10.0
_ATTEMPTS = 3
_LONGEST_TAG = 1_000
_TRANSLATED = IPv6Network("64:ff9b::/96")
_NETWORK_ERRORS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.ConnectionNotAvailable,
)


class FetchFailed(DatelineError):
    """Say why nothing was fetched; `passing` where it may go better later, `retry_after` as the server put it."""

    def __init__(self, message: str, *, passing: bool = False, retry_after: str | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.retry_after = retry_after


class AddressRefused(FetchFailed):
    """Say that an address is not asked at all, and why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is fetched: at most so many bytes once expanded, within so many seconds, of types that match."""

    most_bytes: int
    seconds: float
    accept: str
    types: re.Pattern[str]


FEED = Wanted(
    20_000_000,
    60,
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
    re.compile(r"(?:application|text)/(?:[\w.-]+\+)?(?:xml|rss|atom|rdf)|text/(?:plain|html)|"),
)
PAGE = Wanted(10_000_000, 30, "text/html, application/xhtml+xml;q=0.9", re.compile(r"text/html|application/xhtml\+xml"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address, after redirects that of `url`; without data where it has not `changed`."""

    url: str
    changed: bool
    data: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """Fetches, from each host one thing at a time and no faster than at a walking pace; to be used in `async with`."""

    def __init__(self, *, allow_private: bool = False, pace: float = 1.0) -> None:
        """Fetch from public addresses, or from any; from one request to a host until the next, `pace` seconds go by."""
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
        """Fetch what stands at an address, unless it still is what `etag` and `last_modified` were given for.

        Raises:
            FetchFailed: nothing came, or nothing that is wanted, and why; the message begins in the middle of a
                sentence about the address.
        """
        headers = {"Accept": wanted.accept, "Accept-Encoding": "gzip", "User-Agent": f"dateline/{version('dateline')}"}
        conditions = zip(_CONDITIONS, (etag, last_modified), strict=True)
        headers |= {name: value for name, value in conditions if value}
        target = _parse(url)
        for _ in range(_REDIRECTS + 1):
            async with self._turn(target.host):
                reply = await self._bounded(target, wanted, headers)
            if isinstance(reply, Fetched):
                return reply
            target = reply
        raise FetchFailed(f"it redirects more than {_REDIRECTS} times")

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a host may be asked."""
        async with self._turns.setdefault(host, anyio.Lock()):
            await anyio.sleep_until(self._free_at.get(host, 0))
            try:
                yield
            finally:
                self._free_at[host] = anyio.current_time() + self._pace

    async def _bounded(self, target: httpx.URL, wanted: Wanted, headers: dict[str, str]) -> Fetched | httpx.URL:
        """Ask once; return what came, or where to ask instead."""
        try:
            with anyio.fail_after(wanted.seconds):
                return await self._ask(target, wanted, headers)
        except TimeoutError:
            raise FetchFailed(f"it takes longer than {wanted.seconds:g} seconds", passing=True) from None
        except _NETWORK_ERRORS as error:
            raise FetchFailed(f"it cannot be fetched: {str(error) or type(error).__name__}", passing=True) from None

    async def _ask(self, target: httpx.URL, wanted: Wanted, headers: dict[str, str]) -> Fetched | httpx.URL:
        address = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        sent = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        timeout = {"connect": _CONNECT_SECONDS}
        async with self._pool.stream("GET", address, headers=sent, extensions={"timeout": timeout}) as response:
            told = httpx.Headers(response.headers)
            if response.status in _REDIRECTING and "location" in told:
                return _parse(told["location"], target)
            etag, last_modified = _tag(told, "etag"), _tag(told, "last-modified")
            if response.status == HTTPStatus.NOT_MODIFIED and headers.keys() & {*_CONDITIONS}:
                return Fetched(str(target), False, etag=etag, last_modified=last_modified)
            _check(response.status, told, wanted)
            data = await _read(response, told.get("content-encoding", ""), wanted.most_bytes)
            return Fetched(str(target), True, data, told.get("content-type", ""), etag, last_modified)


def is_public(address: str) -> bool:
    """Tell whether an address is one of the internet at large; an IPv4 address within an IPv6 one is judged itself."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or _untranslated(found) or found
    local = found.is_multicast or found.is_reserved or found.is_unspecified or getattr(found, "is_site_local", False)
    return found.is_global and not local


class _CheckedNetwork(httpcore.AnyIOBackend):
    """Connections to public addresses: a name is resolved once, and what it resolved to is what is connected to."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as its parent has it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            AddressRefused: it has none that may be connected to.
        """
        addresses = await _resolve(host, port)
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if not allowed:
            named = host if host == addresses[0] else f"{host} leads to {addresses[0]}, which"
            raise AddressRefused(f"{named} is not a public address; --allow-private would fetch from it")
        failure: Exception | None = None
        for address in allowed[:_ATTEMPTS]:
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = failure or error
        raise failure or httpcore.ConnectError(f"{host} has no address")


async def _resolve(host: str, port: int) -> list[str]:
    try:
        found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchFailed(f"there is no host {host}", passing=True) from None
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def _untranslated(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(address.packed[-4:]) if address in _TRANSLATED else None


def _parse(url: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        found = base.join(url) if base else httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise AddressRefused(f"{url[:200]!r} is not an address") from None
    if found.scheme not in ("http", "https") or not found.host:
        raise AddressRefused(f"{url[:200]!r} is not an http or https address")
    if found.userinfo:
        raise AddressRefused("an address with a name and a password in it is not fetched")
    return found


def _check(status: int, told: httpx.Headers, wanted: Wanted) -> None:
    """Refuse what is not wanted, by what is told of it."""
    if status != HTTPStatus.OK:
        named = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
        raise FetchFailed(
            f"it answered {status} {named}".strip(), passing=status in _PASSING, retry_after=told.get("retry-after")
        )
    kind = told.get("content-type", "").partition(";")[0].strip().lower()
    if not wanted.types.fullmatch(kind):
        raise FetchFailed(f"it is of the type {kind[:80] or 'unknown'}")
    if told.get("content-length", "").isdecimal() and int(told["content-length"]) > wanted.most_bytes:
        raise _too_long(wanted.most_bytes)


async def _read(response: httpcore.Response, encoding: str, most: int) -> bytes:
    """Read what is no longer than `most` bytes, and expand it no further than that."""
    packed = encoding.strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchFailed(f"it is encoded as {packed[:80]!r}, which was not asked for")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed not in ("", "identity") else None
    data = bytearray()
    try:
        async for piece in response.aiter_stream():
            data += unpack.decompress(piece, most + 1 - len(data)) if unpack else piece
            if len(data) > most:
                raise _too_long(most)
    except zlib.error as error:
        raise FetchFailed(f"it cannot be expanded: {error}") from None
    if unpack and not unpack.eof:
        raise FetchFailed("it breaks off: its compressed data has no end", passing=True)
    return bytes(data)


def _too_long(most: int) -> FetchFailed:
    return FetchFailed(f"it is longer than {most:,} bytes")


def _tag(told: httpx.Headers, name: str) -> str | None:
    value = told.get(name)
    return value if value and len(value) <= _LONGEST_TAG else None

"""Host names and origins: parsing them, and which host names are the server's. `api.guard.access` applies it."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{0,5}))?", re.IGNORECASE)
_PATTERN = re.compile(r"\*|(\*\.)?[a-z0-9._-]+|\[?[0-9a-f:.]+\]?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Authority:
    """A host and its port, which is None if it is not written."""

    host: str
    port: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a page; the port is the scheme's default if none is written."""

    scheme: str
    host: str
    port: int | None

    def serves(self, authority: Authority | None) -> bool:
        """Return whether a page of this origin was loaded from that host and port.

        Schemes are not compared, because a proxy that terminates TLS forwards plain HTTP. A port missing from `Host` is
        therefore the default of this origin's scheme.
        """
        if authority is None:
            return False
        port = _DEFAULT_PORTS.get(self.scheme) if authority.port is None else authority.port
        return (self.host, self.port) == (authority.host, port)


@dataclass(frozen=True, slots=True)
class HostNames:
    """The host names of a server: `localhost` and loopback addresses always, and these patterns.

    A pattern is a name, `*.` and a name for its subdomains, or `*`, as in Starlette's TrustedHostMiddleware.
    """

    patterns: frozenset[str]
    any_address: bool

    def include(self, host: str) -> bool:
        """Return whether a host, as `read_authority` returns it, is among them."""
        if "*" in self.patterns or host in self.patterns or host == "localhost":
            return True
        if address := _read_address(host):
            return self.any_address or address.is_loopback
        return any(host.endswith(pattern[1:]) for pattern in self.patterns if pattern.startswith("*."))


def make_host_names(bound: str, allowed: Iterable[str]) -> HostNames:
    """Return the host names of a server that is bound to an address, with further allowed ones.

    A server that is bound to all addresses does not know its own, so it accepts any address, but no name. That is safe:
    DNS rebinding changes what a name resolves to, never an address.
    """
    address = _read_address(bound)
    wildcard = address is not None and address.is_unspecified
    patterns = frozenset(normalise_host(host) for host in (*allowed, bound))
    return HostNames(patterns, any_address=wildcard)


def read_authority(text: str) -> Authority | None:
    """Parse a `Host` header; None if it is invalid."""
    found = _AUTHORITY.fullmatch(text)
    if not found:
        return None
    host = normalise_host(found[1])
    if found[1].startswith("[") and _read_address(host) is None:
        return None
    return Authority(host, int(found[2]) if found[2] else None)


def read_origin(text: str) -> Origin | None:
    """Parse an `Origin` header; None if it is `null` or invalid."""
    scheme, separator, rest = text.partition("://")
    authority = read_authority(rest)
    if not separator or not _SCHEME.fullmatch(scheme) or authority is None:
        return None
    scheme = scheme.lower()
    port = _DEFAULT_PORTS.get(scheme) if authority.port is None else authority.port
    return Origin(scheme, authority.host, port)


def normalise_host(host: str) -> str:
    """Return a host in the form for comparison: lower case, without brackets or final dot, an address shortened."""
    name = host.lower().removesuffix(".")
    address = _read_host(name)
    return address.compressed if address else name


def check_hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the host patterns of a setting, checked.

    Raises:
        ValueError: one is invalid.
    """
    for host in hosts:
        name, colon, port = host.rpartition(":")
        if colon and port.isdecimal() and _read_host(host) is None:
            raise ValueError(f"{host!r} has a port, which is not part of a host name; write {name!r}")
        if not _PATTERN.fullmatch(host) or (colon and _read_host(host) is None):
            raise ValueError(f"{host!r} is not a host name without a port, such as ask.example.org or *.example.org")
    return hosts


def check_origins(origins: tuple[str, ...]) -> tuple[str, ...]:
    """Return the origins of a setting, checked.

    Raises:
        ValueError: one is invalid, such as `*`, or `null`, which any page can have.
    """
    for origin in origins:
        if read_origin(origin) is None:
            raise ValueError(f"{origin!r} is not an origin such as https://news.example.org")
    return origins


def _read_host(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a host is, with or without brackets; None for a name."""
    return _read_address(host.removeprefix("[").removesuffix("]"))


def check_proxies(proxies: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses and networks of a setting, checked.

    Raises:
        ValueError: one is invalid.
    """
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            raise ValueError(f"{proxy!r} is not an address or a network such as 10.0.0.0/8") from None
    return proxies


def is_loopback(host: str) -> bool:
    """Return whether a server that is bound to a host can be reached from this machine only."""
    address = _read_address(normalise_host(host))
    return host == "localhost" or (address is not None and address.is_loopback)


def _read_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None

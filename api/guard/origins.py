"""Which names this server answers for, and which origins may write to it. `api.guard.middleware` applies it."""

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
    """A host with its port, which is None where it is not written."""

    host: str
    port: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page comes from; the port is the scheme's own where none is written."""

    scheme: str
    host: str
    port: int | None

    def serves(self, authority: Authority | None) -> bool:
        """Return whether a page of this origin was loaded from that host and port.

        The scheme is not compared: a proxy that ends TLS passes plain HTTP on. A port that `Host` leaves out is
        therefore the default one of this origin's scheme.
        """
        if authority is None:
            return False
        port = _DEFAULT_PORTS.get(self.scheme) if authority.port is None else authority.port
        return (self.host, self.port) == (authority.host, port)


@dataclass(frozen=True, slots=True)
class HostNames:
    """The names that a server answers for: `localhost` and loopback addresses always, and these patterns.

    A pattern is a name, `*.` and a name for everything below it, or `*`, as Starlette's TrustedHostMiddleware has it.
    """

    patterns: frozenset[str]
    any_address: bool

    def hold(self, host: str) -> bool:
        """Return whether the server answers for a host, as `read_authority` gives it."""
        if "*" in self.patterns or host in self.patterns or host == "localhost":
            return True
        if address := _read_address(host):
            return self.any_address or address.is_loopback
        return any(host.endswith(pattern[1:]) for pattern in self.patterns if pattern.startswith("*."))


def make_host_names(bound: str, allowed: Iterable[str]) -> HostNames:
    """Return the names of a server that is bound to an address, and has been given further ones.

    One that is bound to all addresses cannot know its own; it answers for each address, but for no name. That is safe:
    a page can rebind the name that it was loaded from, never an address.
    """
    address = _read_address(bound)
    wildcard = address is not None and address.is_unspecified
    patterns = frozenset(normalise_host(host) for host in (*allowed, bound))
    return HostNames(patterns, any_address=wildcard)


def read_authority(text: str) -> Authority | None:
    """Read a `Host` header; None where it is none."""
    found = _AUTHORITY.fullmatch(text)
    if not found:
        return None
    host = normalise_host(found[1])
    if found[1].startswith("[") and _read_address(host) is None:
        return None
    return Authority(host, int(found[2]) if found[2] else None)


def read_origin(text: str) -> Origin | None:
    """Read an `Origin` header; None for `null` and for anything that is none."""
    scheme, separator, rest = text.partition("://")
    authority = read_authority(rest)
    if not separator or not _SCHEME.fullmatch(scheme) or authority is None:
        return None
    scheme = scheme.lower()
    port = _DEFAULT_PORTS.get(scheme) if authority.port is None else authority.port
    return Origin(scheme, authority.host, port)


def normalise_host(host: str) -> str:
    """Return a host as it is compared: lower case, no brackets, no dot at its end, an address in its short form."""
    name = host.lower().removesuffix(".")
    address = _read_address(name.removeprefix("[").removesuffix("]"))
    return address.compressed if address else name


def check_hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return host patterns of the settings as they are.

    Raises:
        ValueError: one is none.
    """
    for host in hosts:
        if not _PATTERN.fullmatch(host):
            raise ValueError(f"{host!r} is not a host name without a port, such as ask.example.org or *.example.org")
    return hosts


def check_origins(origins: tuple[str, ...]) -> tuple[str, ...]:
    """Return origins of the settings as they are.

    Raises:
        ValueError: one is none; `null` and `*` are among those, for any page can have the former.
    """
    for origin in origins:
        if read_origin(origin) is None:
            raise ValueError(f"{origin!r} is not an origin such as https://news.example.org")
    return origins


def _read_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None

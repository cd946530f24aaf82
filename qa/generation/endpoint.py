"""The address of a model server, and what is wrong with it."""

import logging
import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from index.errors import InvalidInput

_CALL = "/chat/completions"
_HOST = re.compile(r"[\w.:%-]+")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model on an OpenAI-compatible server: `url` is that of its API, such as `http://127.0.0.1:8080/v1`."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Return the URL that is called."""
        base = self.url.rstrip("/")
        return base if base.endswith(_CALL) else f"{base}{_CALL}"


def read_endpoint(url: str, model: str, key: str | None = None) -> Endpoint:
    """Return the endpoint of a URL; one that sends text to another machine without TLS is warned of.

    Raises:
        InvalidInput: the URL is not an http or https one with a host, or holds a password or a query.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not _HOST.fullmatch(host):
        raise InvalidInput(f"the model server's URL cannot be {url!r}: it must be like http://127.0.0.1:8080/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InvalidInput("the model server's URL must have no user, password, query or fragment; set its key apart")
    if not model.strip():
        raise InvalidInput("the model server needs the name of a model")
    if parts.scheme == "http" and _is_public(host):
        log.warning("passages and questions are sent to %s without encryption; use https", host)
    return Endpoint(url.strip(), model.strip(), key or None)


def _is_public(host: str) -> bool:
    if (
        host == "localhost"
        or host.endswith((".localhost", ".local", ".internal"))
        or "." not in host + ":" * host.count(":")
    ):
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return True

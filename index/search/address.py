"""The address of an engine, as a setting names it: `local`, or a collection on a Milvus server or in a file."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import SplitResult, parse_qsl, urlsplit

from index.errors import InvalidInput

LOCAL = "local"
"""The engine of this machine."""

INDEXES = ("FLAT", "IVF_SQ8", "HNSW")
_SCHEMES = {"milvus": "http", "milvus+tls": "https", "milvus+file": ""}
_PORT = 19_530
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_SHAPE = "milvus://HOST:19530/COLLECTION, milvus+tls://HOST:19530/COLLECTION or milvus+file:///PATH/COLLECTION"


@dataclass(frozen=True, slots=True)
class Address:
    """A collection on a Milvus server, or in a file of milvus-lite.

    `uri` is what the client connects to. `index` is the kind of a new collection's index, `shards` and `replicas` are
    how many it gets. `timeout` is how many seconds a question waits for the server at most.
    """

    uri: str
    collection: str
    index: str = "IVF_SQ8"
    shards: int = 1
    replicas: int = 1
    timeout: float = 3.0

    @property
    def is_file(self) -> bool:
        """Return whether it is a file, which one process at a time can open."""
        return "://" not in self.uri

    def describe(self) -> str:
        """Return where it is, without a key."""
        return f"{self.collection} at {self.uri}"


@dataclass(frozen=True, slots=True)
class EngineSetting:
    """Which engine to use, and the key of its server; without an `address`, the one that the data folder names."""

    address: str | None = None
    key: str | None = None


OWN = EngineSetting()
"""The engine that the data folder names."""


def read_address(text: str) -> Address | None:
    """Read the address of an engine; None for the engine of this machine.

    Raises:
        InvalidInput: it is no such address; the message is a clause that says what is.
    """
    if text == LOCAL:
        return None
    parts = _split(text)
    folder, _, collection = parts.path.rpartition("/")
    if not _NAME.fullmatch(collection):
        raise InvalidInput(f"its collection must have 1 to 64 letters, digits and underscores: {_SHAPE}")
    options = _read_options(parts.query)
    if parts.scheme == "milvus+file":
        if parts.netloc or not folder:
            raise InvalidInput(f"it names no file: {_SHAPE}")
        return replace(Address(folder, collection, index="FLAT"), **options)  # type: ignore[arg-type]
    if folder:
        raise InvalidInput(f"it names more than one collection: {_SHAPE}")
    uri = f"{_SCHEMES[parts.scheme]}://{_host_of(parts)}"
    return replace(Address(uri, collection), **options)  # type: ignore[arg-type]


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        known = parts.scheme in _SCHEMES and (parts.port is None or parts.port > 0) and not parts.fragment
        if known:
            return parts
    except ValueError:  # of the port, or of brackets
        pass
    raise InvalidInput(f"an engine is {LOCAL}, or {_SHAPE}")


def _host_of(parts: SplitResult) -> str:
    if "@" in parts.netloc:
        raise InvalidInput("an address shows no password: put USER:PASSWORD into DATELINE_ENGINE_KEY")
    if not parts.hostname:
        raise InvalidInput(f"it names no host: {_SHAPE}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{parts.port or _PORT}"


def _read_options(query: str) -> dict[str, object]:
    options: dict[str, object] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == "index" and value in INDEXES:
            options[name] = value
        elif name in ("shards", "replicas") and value.isdecimal() and 1 <= int(value) <= 64:
            options[name] = int(value)
        elif name == "timeout" and re.fullmatch(r"\d{1,3}(\.\d+)?", value) and float(value) > 0:
            options[name] = float(value)
        else:
            raise InvalidInput(_explain(name, value))
    return options


def _explain(name: str, value: str) -> str:
    allowed = {
        "index": f"one of {', '.join(INDEXES)}",
        "shards": "a number from 1 to 64",
        "replicas": "a number from 1 to 64",
        "timeout": "seconds, above 0 and below 1000",
    }
    if name in allowed:
        return f"{name}={value} in the address of an engine must be {allowed[name]}"
    near = get_close_matches(name, allowed, 1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(allowed)}"
    return f"the address of an engine has no option {name!r}; {meant}"

"""The address of a shared catalogue: a database of a PostgreSQL server, and the schema in it."""

import re
import zlib
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from index.errors import InvalidInput

_SHAPE = "postgresql://USER@HOST:5432/DATABASE"
_SCHEMES = ("postgresql", "postgres")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class CatalogueAddress:
    """A schema in a database: what the client library connects to, and what messages call it, without a password."""

    uri: str
    schema: str
    shown: str

    @property
    def lock_class(self) -> int:
        """The number by which the server tells the advisory locks of this catalogue from others'."""
        return zlib.crc32(self.schema.encode()) & 0x7FFFFFFF


def read_catalogue_address(text: str) -> CatalogueAddress:
    """Read the address of a shared catalogue, such as `postgresql://USER@HOST:5432/DATABASE?schema=news`.

    The schema is `dateline` unless it is named. Other options are those of PostgreSQL's client library.

    Raises:
        InvalidInput: it is no such address; the message is a clause that says what is.
    """
    scheme = text.partition("://")[0]
    if scheme not in _SCHEMES or "://" not in text:
        near = get_close_matches(scheme, _SCHEMES, 1)
        raise InvalidInput(f"it must be {_SHAPE}" + (f"; did you mean {near[0]}://?" if near else ""))
    try:
        parts = urlsplit(text)
    except ValueError as error:  # of brackets
        raise InvalidInput(f"it must be {_SHAPE}") from error
    database = parts.path.removeprefix("/")
    if not database or "/" in database:
        raise InvalidInput(f"it must name one database: {_SHAPE}")
    options = parse_qsl(parts.query, keep_blank_values=True)
    schema = dict(options).get("schema", "dateline")
    if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise InvalidInput(f"schema={schema} must have 1 to 63 small letters, digits and underscores")
    query = urlencode([option for option in options if option[0] != "schema"], quote_via=quote)
    hosts = parts.netloc.rpartition("@")[2] or dict(options).get("host", "this machine")
    uri = urlunsplit(("postgresql", parts.netloc, parts.path, query, ""))
    return CatalogueAddress(uri, schema, f"the catalogue {schema} in {database} at {hosts}")

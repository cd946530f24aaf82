"""Strict reading of a request: its media type, JSON, lines and parameters."""

import json
from collections.abc import AsyncIterator, Collection
from typing import NoReturn

from fastapi import Request
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect

from api.errors import Refusal
from api.wire.problems import explain_unreadable
from index.errors import Unreadable
from index.formats.json.values import explain_json
from index.text import shorten

JSON = "application/json"
LINES = "application/x-ndjson"


async def require_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON, or is refused by `parse_json`.

    FastAPI parses the body too, but takes the last of duplicate keys.
    """
    content_type_of(request, (JSON,))
    parse_json(await request.body())


async def require_json_if_any(request: Request) -> None:
    """Refuse a body as `require_json` does, unless it is empty."""
    if await request.body():
        await require_json(request)


def content_type_of(request: Request, accepted: Collection[str]) -> str:
    """Return the declared media type of the body.

    Raises:
        Refusal: 415, it is not one of those accepted.
    """
    declared = declared_type(request.headers)
    if declared not in accepted:
        given = f", not {shorten(declared)}" if declared else ""
        raise Refusal(415, f"Content-Type must be {' or '.join(accepted)}{given}")
    return declared


def declared_type(headers: Headers) -> str:
    """Return the media type that the headers declare, in lower case and without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


async def refuse_parameters(request: Request) -> None:
    """Refuse every query parameter, for a call that has none, so that no filter is ignored."""
    for name in request.query_params:
        raise Refusal(422, f"there is no parameter {shorten(name)!r}; this call has none", field=shorten(name))


async def refuse_repeats(request: Request) -> None:
    """Refuse a repeated parameter, of which one value would be ignored; sources and languages may repeat."""
    names = [name for name, _ in request.query_params.multi_items() if name not in ("source", "language")]
    for name in names:
        if names.count(name) > 1:
            raise Refusal(422, f"{shorten(name)} is given more than once", field=shorten(name))


def parse_json(data: bytes) -> object:
    """Parse JSON strictly: no NaN, no duplicate keys.

    Raises:
        Unreadable: it is empty, not UTF-8, not JSON, or nested too deeply.
    """
    if not data.strip():
        raise Unreadable("the body is empty")
    try:
        return json.loads(data, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(f"this is not JSON: {explain_json(error)}") from None
    except (RecursionError, ValueError) as error:
        raise Unreadable(explain_unreadable(error)) from None


async def read_lines(request: Request, limit: int) -> AsyncIterator[bytes | None]:
    """Yield the lines of a body that are not blank; None for one longer than `limit` bytes.

    Raises:
        Refusal: 400, the client disconnected before the end.
    """
    line, too_long = bytearray(), False
    try:
        async for chunk in request.stream():
            *ends, rest = chunk.split(b"\n")
            for end in ends:
                line += end
                if too_long or len(line) > limit:
                    yield None
                elif line.strip():
                    yield bytes(line)
                line, too_long = bytearray(), False
            line += rest
            if len(line) > limit:
                line, too_long = bytearray(), True
    except ClientDisconnect:
        raise Refusal(400, "the client disconnected before the end of the body") from None
    if too_long or line.strip():
        yield None if too_long else bytes(line)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a key is given twice in one object")
    return record


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")

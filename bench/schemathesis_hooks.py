"""What schemathesis must be told to call a Dateline server: how JSON Lines are written. See CONTRIBUTING.md."""

import schemathesis  # type: ignore[import-not-found]  # runs in an environment of its own


@schemathesis.serializer("application/x-ndjson")  # type: ignore[untyped-decorator]
def write_lines(_: object, value: object) -> bytes:
    """Return the bytes of a body of lines."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")

"""Front matter: the fields above a Markdown text, in the part of YAML that such files use, or in lines of TOML."""

import re
from collections.abc import Iterator

_KEY = re.compile(r"([A-Za-z][\w .-]{0,24}?)\s*:(?:\s+(.*)|\s*)")
_SCALAR = re.compile(r"[>|][+-]?\d?\s*")
_ITEM = re.compile(r"\s*-\s+(?:name\s*:\s*)?(.+)")
_NAME = re.compile(r"\s+name\s*:\s*(.+)")
_COMMENT = re.compile(r"\s+#\s.*\Z")


def read_fields(lines: list[str], fence: str) -> Iterator[tuple[str, str | list[str]]]:
    """Yield label and value of the lines between two fences; a list of YAML is a list, and a folded text one line."""
    if fence == "+++":
        pairs = (line.partition("=")[::2] for line in lines if "=" in line)
        yield from ((label.strip().lower(), _unquote(value)) for label, value in pairs)
        return
    for label, value, block in _parts(lines):
        items = [_unquote(found[1]) for line in block if (found := _ITEM.fullmatch(line))]
        names = [_unquote(found[1]) for line in block if (found := _NAME.fullmatch(line))]
        if _SCALAR.fullmatch(value) or (value and block):
            begun = "" if _SCALAR.fullmatch(value) else value
            yield label, _unquote(" ".join(" ".join([begun, *block]).split()))
        else:
            yield label, _unquote(value) if value else items or names


def _parts(lines: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each key with its value and the lines below that belong to it."""
    label, value, block = "", "", list[str]()
    for line in lines:
        found = _KEY.fullmatch(line)
        if found is None:
            block += [line] if line.strip() else []
            continue
        if label:
            yield label, value, block
        label, value, block = found[1].lower(), (found[2] or "").strip(), []
    if label:
        yield label, value, block


def _unquote(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"') and value[:1] == value[-1:]:
        return value[1:-1]
    return _COMMENT.sub("", value).strip("\"'")

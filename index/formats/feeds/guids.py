"""What identifies an entry of a feed whose address does not: its GUID, unless entries of other titles have it too."""

import hashlib
from collections.abc import Iterable

from index.article import MAX_LINE


def find_shared(entries: Iterable[tuple[str, str]]) -> set[str]:
    """Return the GUIDs that entries of several titles have; given are GUID and title of each entry."""
    titles: dict[str, set[str]] = {}
    for guid, title in entries:
        titles.setdefault(guid, set()).add(title)
    return {guid for guid, named in titles.items() if len(named) > 1}


def name_entry(source: str | None, guid: str | None, *content: str | None) -> str:
    """Return an id for an entry, unique within its source: by its GUID, else by its content."""
    digest = hashlib.sha256("\n".join(part or "" for part in content).encode(errors="replace")).hexdigest()[:32]
    return f"{source or ''} {guid or digest}"[-MAX_LINE:]

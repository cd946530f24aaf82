"""Pictures and media within the entries of a feed: feedparser takes their titles, texts and credits for the entry's."""

import re
from bisect import bisect_left
from collections import defaultdict

_NAMES = rb"(image|media:(?:group|content|title|description|text|credit)|itunes:(?:title|summary|subtitle))"
_OPENED = re.compile(rb"<" + _NAMES + rb"(?:\s[^<>]*)?(?<!/)>")
_CLOSED = re.compile(rb"</" + _NAMES + rb"\s*>")
_ENTRY = re.compile(rb"</?(?:item|entry)\b")


def drop_media(feed: bytes) -> bytes:
    """Return a feed without such elements; one that is not closed before its entry ends stays.

    Each element is looked for once: an expression that matches it as a whole takes minutes for thousands left open.
    """
    ends: dict[bytes, list[int]] = defaultdict(list)
    for found in _CLOSED.finditer(feed):
        ends[found[1]].append(found.end())
    entries = [found.start() for found in _ENTRY.finditer(feed)]
    kept, done = [], 0
    for found in _OPENED.finditer(feed):
        if found.start() < done:
            continue
        end = _following(ends[found[1]], found.end())
        if end is not None and end <= (_following(entries, found.end()) or end):
            kept.append(feed[done : found.start()])
            done = end
    return b"".join([*kept, feed[done:]])


def _following(places: list[int], place: int) -> int | None:
    """Return the first of sorted places from a place on."""
    at = bisect_left(places, place)
    return places[at] if at < len(places) else None

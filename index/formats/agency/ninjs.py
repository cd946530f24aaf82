"""ninjs 1.x and 2.x: a news item as a JSON object."""

from collections.abc import Mapping
from typing import Any

from index.formats.agency.statements import Statement, read_authority, read_place
from index.formats.agency.story import read_plain

_NAMES = ("uri", "guid")
_OWN = frozenset(
    ("pubstatus", "pubStatus", "versioncreated", "versionCreated", "representationtype", "representationType")
)
_BODIES = frozenset(("bodies", "body_text", "body_html", "body_xhtml", "headline", "headlines"))
_PICTURES = ("picture", "photo", "graphic", "video", "audio", "animation")


def is_ninjs(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a news item of ninjs: it has its identifier, and names that are ninjs's own."""
    named = any(isinstance(value.get(name), str) for name in _NAMES)
    return named and bool(_OWN & value.keys()) and bool(value.keys() & (_BODIES | {"type"}))


def find_items(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the item that an object is, or the items of a list within it; empty where it is none and has none."""
    if is_ninjs(value):
        return _expand(value)
    lists = (one for one in value.values() if isinstance(one, list))
    found = next((one for one in lists if any(isinstance(item, dict) and is_ninjs(item) for item in one)), [])
    return [item for one in found if isinstance(one, dict) for item in _expand(one)]


def _expand(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return an item, and those associated with it that have a text of their own."""
    given = value.get("associations")
    others = list(given.values()) if isinstance(given, dict) else given if isinstance(given, list) else []
    return [
        value,
        *(one for one in others if isinstance(one, dict) and is_ninjs(one) and _is_text(one) and _has_body(one)),
    ]


def read_ninjs(value: Mapping[str, Any]) -> Statement | str:
    """Return what a news item states, or why it is no article."""
    kind = _text(value, "type").lower()
    body, status = _body(value), _text(value, "pubstatus", "pubStatus") or "usable"
    if status == "usable" and not (_is_text(value) and (body or kind == "text")):
        return f"it is a news item without text, of the type {kind!r}"
    return Statement(
        fields={
            "id": _text(value, *_NAMES),
            "url": _text(value, "canonicalurl", "canonicalUrl") or None,
            "source": _source(value),
            "title": _pick(value, "headlines", "headline", "main") or _text(value, "title", "name"),
            "text": body,
            "authors": _text(value, "byline", "by") or _named(value, "authors", "people_authors"),
            "language": _text(value, "language"),
            "rights": _rights(value),
            "place": _text(value, "located") or read_place(_text(value, "dateline")),
            "slug": _text(value, "slugline"),
            "urgency": value.get("urgency"),
            "revision": str(value.get("version") or "").strip(),
            "subjects": _named(value, "subject", "subjects"),
            "not_before": _text(value, "embargoed", "embargo", "publish_schedule") or None,
        },
        status=status,
        note=_text(value, "ednote", "edNote"),
        published=tuple(filter(None, (
            _text(value, "firstcreated", "firstCreated"), _text(value, "contentcreated", "contentCreated"),
        ))),
        changed=_text(value, "versioncreated", "versionCreated"),
        signals=tuple(_named(value, "signal", "signals")),
    )  # fmt: skip


def _text(value: Mapping[str, Any], *names: str) -> str:
    return next((value[name] for name in names if isinstance(value.get(name), str) and value[name].strip()), "")


def _named(value: Mapping[str, Any], *names: str) -> list[str]:
    """Return the names, or else the codes, of the objects in a list."""
    given: list[Any] = next((value[name] for name in names if isinstance(value.get(name), list)), [])
    texts = [_text(one, "name", "code", "literal") if isinstance(one, dict) else one for one in given]
    return [text for text in texts if isinstance(text, str) and text]


def _has_body(value: Mapping[str, Any]) -> bool:
    return any(name == "bodies" or name.startswith("body_") for name, given in value.items() if given)


def _is_text(value: Mapping[str, Any]) -> bool:
    return _text(value, "type").lower() not in _PICTURES  # whose body is a caption


def _source(value: Mapping[str, Any]) -> str:
    named = next(iter(_named(value, "infosources", "infoSources", "infosource")), "")
    own = _text(value, "source", "provider") or named or _text(value, "copyrightholder", "copyrightHolder")
    return own or read_authority(_text(value, *_NAMES))


def _rights(value: Mapping[str, Any]) -> str:
    holder = _text(value, "copyrightholder", "copyrightHolder")
    usage = _text(value, "usageterms", "usageTerms")
    return " ".join(filter(None, (_text(value, "copyrightnotice", "copyrightNotice") or holder, usage)))


def _pick(value: Mapping[str, Any], many: str, one: str, role: str) -> str:
    """Return a headline: the main one of a list, else the first, as ninjs 2 has it; else the only one, as ninjs 1."""
    given = [entry for entry in value.get(many) or () if isinstance(entry, dict)]
    given.sort(key=lambda entry: role not in str(entry.get("role", "")))
    return next((text for entry in given if (text := _read(entry))), "") or _text(value, one)


def _body(value: Mapping[str, Any]) -> str:
    """Return the longest of the texts that are the body, else a description whose role is that of the text."""
    given, described = (value.get(name) for name in ("bodies", "descriptions"))
    texts = [_read(entry) for entry in (given if isinstance(given, list) else ()) if isinstance(entry, dict)]
    if not any(texts) and isinstance(described, list):  # not a summary, but all that is sent
        texts = [_read(entry) for entry in described if isinstance(entry, dict) and entry.get("role") == "text"]
    named = [(name, text) for name, text in value.items() if name.startswith("body_") and isinstance(text, str)]
    texts += [read_plain(text, markup=name != "body_text") for name, text in named]
    return max(texts, key=len, default="")


def _read(entry: Mapping[str, Any]) -> str:
    kind = _text(entry, "contenttype", "contentType", "mimetype").lower()
    return read_plain(_text(entry, "value", "text"), markup="html" in kind or "xml" in kind)

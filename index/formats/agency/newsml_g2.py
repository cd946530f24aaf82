"""NewsML-G2: news items, alone, in a message or beside a package of references."""

from index.formats.agency.elements import Element, attribute, attribute_at, find, find_all, local_name, text_at, text_of
from index.formats.agency.statements import UNTIL_FURTHER_NOTICE, Statement, read_authority, read_place
from index.formats.agency.story import read_names, read_plain, read_story

_TEXTS = frozenset(("", "text", "composite"))
_MOST_RENDITIONS = 50  # of one text: each is read to find the longest


def read_item(item: Element) -> Statement | str:
    """Return what a news item states, or why it is no article."""
    text, fault = _text(item)
    kind = _code(find(item, "itemMeta/itemClass"))
    status = _code(find(item, "itemMeta/pubStatus")) or "usable"
    if not text and status == "usable":
        if kind not in _TEXTS:
            return f"it is a news item without text, of the kind {kind!r}"
        if fault:
            return fault
    management, content = find(item, "itemMeta"), find(item, "contentMeta")
    created, changed = text_at(management, "firstCreated"), text_at(management, "versionCreated")
    return Statement(
        fields={
            "id": attribute(item, "guid"),
            "source": _source(management, content, attribute(item, "guid")),
            "title": text_at(content, "headline") or text_at(item, "//hl1") or text_at(management, "title"),
            "text": text,
            "authors": _authors(item, content),
            "language": attribute_at(content, "language", "tag") or attribute(item, "lang"),
            "rights": " ".join(text_of(one) for name in ("copyrightNotice", "usageTerms")
                               for one in find_all(item, f"rightsInfo/{name}")),
            "place": text_at(content, "located/name") or read_place(text_at(content, "dateline") or _dateline(item)),
            "slug": text_at(content, "slugline"),
            "urgency": text_at(content, "urgency"),
            "revision": attribute(item, "version"),
            "subjects": [text_at(one, "name", "mainConcept/name") for one in find_all(content, "subject")],
            "not_before": _embargo(management),
        },
        status=status,
        note=text_at(management, "edNote"),
        published=tuple(filter(None, (created, text_at(content, "contentCreated")))),
        changed=changed,
        signals=tuple(_code(one) for one in find_all(management, "signal")),
    )  # fmt: skip


def read_references(package: Element) -> list[str]:
    """Return the identifiers of the items that a package refers to."""
    return [name for one in find_all(package, "//itemRef") if (name := attribute(one, "residref", "href"))]


def _code(element: Element) -> str:
    """Return what a `qcode` or a `uri` names: `canceled` of `stat:canceled`."""
    return attribute(element, "qcode", "uri").rstrip("/").replace("/", ":").rpartition(":")[2].lower()


def _source(management: Element, content: Element, name: str) -> str:
    provider = find(management, "provider")
    named = text_at(provider, "name") or attribute(provider, "literal") or text_of(provider)
    address = attribute(provider, "uri")
    host = address.partition("//")[2].partition("/")[0].removeprefix("www.") if "//" in address else address
    return (
        named
        or attribute(provider, "qcode").rpartition(":")[2].removeprefix("www.")
        or host
        or text_at(content, "infoSource/name", "creditline")
        or read_authority(name)
    )


def _authors(item: Element, content: Element) -> list[str]:
    if byline := text_at(content, "by"):
        return [byline]
    creators = [text_at(one, "name") for one in find_all(content, "creator")]
    return [name for name in creators if name] or [n for one in find_all(item, "//byline") for n in read_names(one)]


def _dateline(item: Element) -> str:
    return text_at(item, "//location") if find(item, "//dateline") is not None else ""


def _embargo(management: Element) -> object:
    """Return the end of an embargo; where the element is empty, it has none yet."""
    stated = find(management, "embargoed")
    return None if stated is None else text_of(stated) or UNTIL_FURTHER_NOTICE


def _text(item: Element) -> tuple[str, str]:
    """Return the longest text among the renditions of the content, and why there is none."""
    content = find(item, "contentSet")
    texts = [read_story(one) for one in find_all(content, "inlineXML")[:_MOST_RENDITIONS] if _is_markup(one)]
    texts += [_inline(one) for one in find_all(content, "inlineData")[:_MOST_RENDITIONS]]
    longest = max(texts, key=len, default="")
    remote = attribute_at(content, "remoteContent", "href", "residref")
    if not longest and remote:
        return "", f"its text is not in the item, which refers to {remote[:200]!r}: ingest that"
    packed = attribute_at(content, "inlineData", "encoding")
    if not longest and packed:
        name = packed.rpartition("/")[2][:40]
        return "", f"its content is packed ({name!r}), which is not read: ask the agency for text or inlineXML"
    return longest, "" if longest else "it has no text: its content is empty"


def _is_markup(inline: Element) -> bool:
    """Return whether inline XML is a document of text: NITF, XHTML or paragraphs, not a table of events or results."""
    names = {local_name(one) for one in inline.iterdescendants()}
    return bool(names & {"p", "body", "body.content", "pre"})


def _inline(data: Element) -> str:
    if attribute(data, "encoding"):  # packed data: a picture, or text that nobody can read here
        return ""
    return read_plain("".join(data.itertext()))

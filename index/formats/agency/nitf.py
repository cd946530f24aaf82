"""NITF 2.x and 3.x: a document of news with its head (`docdata`) and body."""

from index.formats.agency.elements import Element, attribute, attribute_at, find, find_all, text_at, text_of
from index.formats.agency.statements import UNTIL_FURTHER_NOTICE, Statement, read_embargo, read_place
from index.formats.agency.story import read_names, read_story
from index.formats.options import Options

_HEAD = "body/body.head"
_DATA = "head/docdata"


def read_nitf(document: Element, options: Options) -> Statement:
    """Return what an NITF document states; its id is that of `doc-id`, within the source that gave it."""
    head, data = find(document, _HEAD), find(document, _DATA)
    key = find(data, "du-key")
    note = attribute_at(data, "ed-msg", "info", "msg-type") or text_at(data, "ed-msg")
    status = attribute(data, "management-status")
    return Statement(
        fields={
            "id": _identify(data, status),
            "source": _source(document, head, data),
            "title": text_at(head, "hedline/hl1", "headline/hl1") or text_at(document, "head/title"),
            "text": read_story(find(document, "body")) if find(document, "body") is not None else "",
            "authors": [name for one in find_all(head, "byline") for name in read_names(one)],
            "language": _language(document),
            "rights": _rights(head, data),
            "place": read_place(text_at(head, "dateline/location") or text_at(head, "dateline")),
            "slug": attribute(key, "key") or attribute_at(data, "fixture", "fix-id"),
            "urgency": attribute_at(data, "urgency", "ed-urg"),
            "revision": attribute(key, "version"),
            "subjects": _subjects(document, data),
            "not_before": _embargo(data, status, note, options),
        },
        status=status,
        note=note,
        published=_dates(document, head, data),
        changed=attribute_at(document, "head/revision-history", "norm"),
        signals=(attribute_at(data, "correction", "info"), attribute_at(data, "ed-msg", "msg-type")),
    )


def _identify(data: Element, status: str) -> str:
    """Return the id of a document; of a notice about another, that of the other, which `management-doc-idref` names."""
    other = attribute(data, "management-doc-idref") if status.lower() not in ("", "usable", "embargoed") else ""
    return other or attribute_at(data, "doc-id", "id-string")


def _source(document: Element, head: Element, data: Element) -> str:
    delivered = find_all(data, "del-list/from-src")
    return (
        attribute_at(document, "head/pubdata", "name")
        or text_at(head, "distributor/org", "distributor")
        or attribute_at(data, "doc-id", "regsrc")
        or (attribute(delivered[0], "src-name") if delivered else "")
        or attribute_at(data, "doc.copyright", "holder")
    )


def _dates(document: Element, head: Element, data: Element) -> tuple[str, ...]:
    coded = (
        attribute_at(data, "date.issue", "norm"),
        attribute_at(head, "dateline/story.date", "norm"),
        attribute_at(document, "head/pubdata", "date.publication"),
    )
    return tuple(filter(None, (*coded, text_at(data, "date.issue"), text_at(head, "dateline/story.date"))))


def _language(document: Element) -> str:
    body = find(document, "body")
    return attribute(body, "lang") or attribute(document, "lang") or attribute(find(body, "body.content"), "lang")


def _rights(head: Element, data: Element) -> str:
    stated = text_at(head, "rights")
    holder = attribute_at(data, "doc.copyright", "holder")
    year = attribute_at(data, "doc.copyright", "year")
    usage = attribute_at(data, "doc.rights", "info", "owner", "limitations")
    return stated or " ".join(filter(None, ((f"Copyright {year}".strip() + f" {holder}") if holder else "", usage)))


def _subjects(document: Element, data: Element) -> list[str]:
    coded = find_all(document, "head/tobject/tobject.subject")
    named = [
        attribute(one, "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type") for one in coded
    ]
    keys = [attribute(one, "key") for one in find_all(data, "key-list/keyword")]
    classes = find_all(data, "identified-content/classifier")
    return [name for name in (*named, *keys, *(attribute(one, "value") or text_of(one) for one in classes)) if name]


def _embargo(data: Element, status: str, note: str, options: Options) -> object:
    """Return when a document may be released: its `date.release`, else what its notes say."""
    released = attribute_at(data, "date.release", "norm") or text_at(data, "date.release")
    if released:
        return released
    return UNTIL_FURTHER_NOTICE if status.lower() == "embargoed" else read_embargo(note, options)

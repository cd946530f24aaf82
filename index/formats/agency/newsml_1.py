"""NewsML 1.0 to 1.2: news items with components, each story with the news lines that stand nearest above it."""

from collections.abc import Iterator

from index.formats.agency.elements import Element, attribute, attribute_at, find, find_all, local_name, text_at, text_of
from index.formats.agency.statements import UNTIL_FURTHER_NOTICE, Statement, read_place
from index.formats.agency.story import read_names, read_plain, read_story

_TEXTS = ("", "text", "complexdata")
_MOST_STORIES = 1_000


def read_items(item: Element) -> Iterator[Statement | str]:
    """Yield what each story of a news item states, or why the item is no article."""
    management = find(item, "NewsManagement")
    status = attribute_at(management, "Status", "formalname")
    stories = _stories(item)
    if len(stories) > _MOST_STORIES:
        yield f"it has {len(stories):,} stories; an item may have {_MOST_STORIES:,}: send it in parts"
        return
    if not stories and status.lower() in ("", "usable", "embargoed"):
        yield "it is a news item without text"
        return
    for number, (component, text) in enumerate(stories or [(find(item, "NewsComponent"), "")]):
        yield _state(item, management, component, text, _identify(item) + (f":{number + 1}" if number else ""), status)


def _state(item: Element, management: Element, component: Element, text: str, name: str, status: str) -> Statement:
    lines = find(component, "NewsLines")
    about = [component, *component.iterancestors()] if component is not None else []
    created, changed = text_at(management, "FirstCreated"), text_at(management, "ThisRevisionCreated")
    bylines = find_all(lines, "ByLine") or find_all(component, "//byline")
    return Statement(
        fields={
            "id": name,
            "source": _nearest(about, "AdministrativeMetadata/Provider/Party", "formalname")
            or text_at(item, "Identification/NewsIdentifier/ProviderId"),
            "title": text_at(lines, "HeadLine") or text_at(component, "//hl1")
            or text_at(item, "Identification/NameLabel"),
            "text": text,
            "authors": [found for one in bylines for found in read_names(one)],
            "language": _nearest(about, "DescriptiveMetadata/Language", "formalname") or attribute(item, "lang"),
            "rights": text_at(lines, "CopyrightLine") or text_at(component, "RightsMetadata/Copyright/CopyrightHolder"),
            "place": read_place(text_at(lines, "DateLine")),
            "slug": text_at(lines, "SlugLine") or text_at(item, "Identification/NameLabel"),
            "urgency": attribute_at(management, "Urgency", "formalname"),
            "revision": text_at(item, "Identification/NewsIdentifier/RevisionId"),
            "subjects": _subjects(about),
            "not_before": _embargo(management, status),
        },
        status=status,
        note=text_at(lines, "NewsLine/NewsLineText"),
        published=tuple(filter(None, (created,))),
        changed=changed,
        signals=tuple(attribute(one, "formalname") for one in find_all(management, "Instruction")),
    )  # fmt: skip


def _identify(item: Element) -> str:
    """Return the identifier of an item in all its revisions: of its parts, else its public one."""
    names = find(item, "Identification/NewsIdentifier")
    parts = [text_at(names, part) for part in ("ProviderId", "DateId", "NewsItemId")]
    return ":".join(("urn:newsml", *parts)) if parts[2] else text_at(names, "PublicIdentifier")


def _stories(item: Element) -> list[tuple[Element, str]]:
    """Return the component of each story, which is the nearest with a headline, and its longest text."""
    texts: dict[Element, str] = {}
    lines = [one.getparent() for one in find_all(item, "//HeadLine")]
    titled = {one.getparent() for one in lines if local_name(one) == "NewsLines"}
    for content in find_all(item, "//ContentItem"):
        kind = attribute_at(content, "MediaType", "formalname").lower()
        text = _text(find(content, "DataContent")) if kind in _TEXTS else ""
        if text:
            owner = _owner(content, titled)
            texts[owner] = max(texts.get(owner, ""), text, key=len)
    return list(texts.items())


def _owner(content: Element, titled: set[Element]) -> Element:
    above = [one for one in content.iterancestors() if local_name(one) == "NewsComponent"]
    return next((one for one in above if one in titled), above[-1] if above else content)


def _text(data: Element) -> str:
    if data is None:
        return ""
    return read_story(data) if len(data) else read_plain(data.text or "")


def _nearest(about: list[Element], path: str, name: str) -> str:
    return next((value for one in about if (value := attribute_at(one, path, name))), "")


def _subjects(about: list[Element]) -> list[str]:
    codes = [code for one in about for code in find_all(one, "DescriptiveMetadata/SubjectCode")]
    found = [attribute(one, "formalname") for code in codes for one in code]
    return found + [text_of(key) for one in about for key in find_all(one, "NewsLines/KeywordLine")]


def _embargo(management: Element, status: str) -> object:
    """Return when the status of an item changes to usable; no end where that is not told."""
    change = find(management, "StatusWillChange")
    becomes = attribute_at(change, "FutureStatus", "formalname").lower()
    if status.lower() != "embargoed":
        return None
    return (text_at(change, "DateAndTime") if becomes == "usable" else "") or UNTIL_FURTHER_NOTICE

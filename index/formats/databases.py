"""Text files of press databases: Nexis, Factiva and ProQuest, of one article or many, with fields and tail around."""

import re
from dataclasses import dataclass, field

from index.formats.loose import split_authors

_PARTS = re.compile(
    r"(?m)^[ \t]*(?:\d+ of \d+ DOCUMENTS?|_{20,}|End of Document)[ \t]*$|^Document [A-Z0-9]{6,}\d{8}[a-z0-9]+[ \t]*$"
)
_NUMBERED = re.compile(r"Document \d+ of \d+\s*\n")
_FEWEST_FIELDS = 3
_NEXIS = {"byline": "authors", "language": "language", "headline": "title", "publication-type": None, "section": None,
          "length": None, "load-date": None, "dateline": None, "graphic": None, "highlight": None, "edition": None,
          "subject": None, "organization": None, "geographic": None, "industry": None, "company": None, "person": None,
          "journal code": None, "type": None, "ticker": None, "document-type": None, "correction-date": None}  # fmt: skip
_NEXIS_LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z -]{2,18}):[ \t]*(.*)")
_LENGTH = re.compile(r"(?mi)^[ \t]*length:[ \t]*[\d,]+ words[ \t]*$")
_COPYRIGHT = re.compile(r"(?:copyright|\(c\)|©)\s.*", re.IGNORECASE)
_DATE = re.compile(r"((?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4})(?:,? [A-Z][a-z]+day)?\b.*")
_FACTIVA = re.compile(r"([A-Z]{2}|IPD|IPC)(?:[ \t]+(.*))?")
_CODES = {"HD": "title", "BY": "authors", "PD": "published", "SN": "source", "CY": "rights", "LA": None, "LP": "text",
          "TD": "text"}  # fmt: skip
_MARKS = {"HD", "PD", "SN"}
_PROQUEST = re.compile(r"([A-Z][A-Za-z ]{2,30}):[ \t]+(.*)")
_TITLES = {"Title": "title", "Author": "authors", "Publication title": "source", "Publication date": "published",
           "Full text": "text", "Copyright": "rights"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """An article of a press database: its fields by our names, its text among them, and the rest of its lines."""

    fields: dict[str, object] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def read_documents(text: str) -> list[Document | str]:
    """Return the articles of a database's file, a part that is none of them as text; empty for any other file."""
    parts = [part.strip("\n") for part in _PARTS.split(text) if part and part.strip()]
    found = [(_read_nexis(part) or _read_codes(part) or _read_proquest(part), part) for part in parts]
    if not any(document for document, _ in found) and not (len(parts) > 1 and _LENGTHS.search(text)):
        return []
    return [document or part for document, part in found]


_LENGTHS = re.compile(r"(?m)^\d[\d,]* words$")


def _read_nexis(part: str) -> Document | None:
    length = _LENGTH.search(part)
    lines = part.split("\n")
    dated = next((place for place, line in enumerate(lines[:12]) if _DATE.fullmatch(line.strip())), None)
    if length is None or dated is None:
        return None
    fields: dict[str, object] = {"published": _DATE.fullmatch(lines[dated].strip())[1]}  # type: ignore[index]
    first = next((place for place, line in enumerate(lines) if place > dated and _is_labelled(line)), len(lines))
    above = [line.strip() for line in lines[:dated] if line.strip()]
    below = [line for line in lines[dated + 1 : first] if line.strip() and not _COPYRIGHT.fullmatch(line.strip())]
    rights = next((line.strip() for line in lines if _COPYRIGHT.fullmatch(line.strip())), None)
    if len(above) > 1:
        title, source = above[0], above[1]
    else:
        title, source = " ".join(line.strip() for line in below[-1:]), (above or [""])[0]
    fields |= {"title": title, "source": source, "rights": rights}
    body, left_out = _read_body(lines[first:], fields)
    if not (title and source):
        return None
    return Document(fields | {"text": "\n".join(body)}, tuple(left_out))


def _read_body(lines: list[str], fields: dict[str, object]) -> tuple[list[str], list[str]]:
    """Return the text between the labelled lines above and those below, and the labelled lines."""
    start = 0
    for place, line in enumerate(lines):
        if _is_labelled(line):
            _put_nexis(line, fields)
            start = place + 1
        elif line.strip() == "Body":
            start = place + 1
            break
        elif line.strip():
            break
    end = next((place for place in range(start, len(lines)) if _ends(lines, place)), len(lines))
    for line in filter(_is_labelled, lines[end:]):
        _put_nexis(line, fields)
    return lines[start:end], [line.strip() for line in [*lines[:start], *lines[end:]] if line.strip()]


def _ends(lines: list[str], place: int) -> bool:
    """Return whether from here on there are only labelled lines and the copyright."""
    if lines[place].strip() == "Classification":
        return any(_is_labelled(line) for line in lines[place + 1 : place + 4])
    following = [line.strip() for line in lines[place:] if line.strip()]
    return bool(following) and _is_labelled(lines[place]) and "load-date" in " ".join(following).lower()


def _is_labelled(line: str) -> bool:
    found = _NEXIS_LINE.fullmatch(line)
    return found is not None and found[1].lower() in _NEXIS and (found[1].isupper() or found[1][:1].isupper())


def _put_nexis(line: str, fields: dict[str, object]) -> None:
    found = _NEXIS_LINE.fullmatch(line)
    name = _NEXIS[found[1].lower()] if found else None
    if found and name and found[2].strip():
        value = found[2].strip()
        fields.setdefault(name, split_authors(value.partition(", Staff")[0]) if name == "authors" else value.title())


def _read_codes(part: str) -> Document | None:
    """Read an article of Factiva whose fields stand under codes of two letters."""
    held: dict[str, list[str]] = {}
    code = ""
    for line in part.split("\n"):
        found = _FACTIVA.fullmatch(line)
        if found and (found[1] in _CODES or not held or code not in ("LP", "TD") or found[2] is None):
            code = found[1]
            held.setdefault(code, []).append(found[2] or "")
        elif code:
            held[code].append(line)
        elif line.strip():
            return None
    if not held.keys() >= _MARKS:
        return None
    fields: dict[str, object] = {}
    for code, name in _CODES.items():
        if name == "text" and code in held:
            fields["text"] = f"{fields.get('text', '')}\n\n" + "\n".join(held[code])
        elif name and code in held:
            value = " ".join(" ".join(held[code]).split())
            fields[name] = split_authors(value) if name == "authors" else value
    if "ET" in held:
        fields["published"] = f"{fields['published']} {held['ET'][0].strip()}"
    left_out = (f"{code} {' '.join(' '.join(lines).split())}" for code, lines in held.items() if not _CODES.get(code))
    return Document(fields, tuple(left_out))


def _read_proquest(part: str) -> Document | None:
    """Read an article of ProQuest, whose text stands under the label `Full text`."""
    fields: dict[str, object] = {}
    left_out: list[str] = []
    text: list[str] | None = None
    for line in _NUMBERED.sub("", part, count=1).split("\n"):
        found = _PROQUEST.fullmatch(line)
        if found and found[1] == "Full text":
            text = [found[2]]
        elif found and found[1] in _TITLES:
            value = found[2].strip()
            fields.setdefault(_TITLES[found[1]], split_authors(value) if found[1] == "Author" else value)
            left_out += [line] if text is None else []
        elif text is not None and not fields.keys() & {"published"}:
            text.append(line)
        elif line.strip():
            left_out.append(line.strip())
    if text is None or not fields.keys() >= {"title", "published"}:
        return None
    return Document(fields | {"text": "\n".join(text)}, tuple(left_out))

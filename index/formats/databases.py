"""Text files of press databases: Nexis, Factiva and ProQuest, of one article or many, with fields and tail around."""

import re
from dataclasses import dataclass, field

from index.formats.loose import split_authors

_PARTS = re.compile(
    r"(?m)^[ \t]*(?:\d+ of \d+ DOCUMENTS?|_{20,}|End of Document)[ \t]*$|^Document [A-Z0-9]{6,}\d{8}[a-z0-9]+[ \t]*$"
)
_NUMBERED = re.compile(r"Document \d+ of \d+\s*\n")
_NEXIS = {"byline": "authors", "language": "language", "headline": "title", "publication-type": None, "section": None,
          "length": None, "load-date": None, "dateline": None, "graphic": None, "highlight": None, "edition": None,
          "subject": None, "organization": None, "geographic": None, "industry": None, "company": None, "person": None,
          "journal code": None, "type": None, "ticker": None,
          "document-type": None, "correction-date": None}  # fmt: skip
_NEXIS_LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z -]{2,18}):[ \t]*(.*)")
_LENGTH = re.compile(r"(?mi)^[ \t]*length:[ \t]*[\d,]+ words[ \t]*$")
_RIGHTS = re.compile(r"copyright \d{4}|© ?\d{4}|all rights reserved", re.IGNORECASE)
_FACTIVA_LENGTH = re.compile(r"(?m)^\d[\d,]* words$")
_HEAD = 12  # lines that may be above the date
_DATE = re.compile(r"((?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4})(?:,? [A-Z][a-z]+day)?\b.*")
_FACTIVA = re.compile(r"([A-Z]{2}|IPD|IPC|PUB)(?:[ \t]+(.*))?")
_CODES = {"HD": "title", "BY": "authors", "PD": "published", "SN": "source", "CY": "rights", "LA": None, "LP": "text",
          "TD": "text"}  # fmt: skip
_LAST = ("CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN")
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
    parts = [part.strip("\n") for part in _PARTS.split(text) if part.strip()]
    found = [(_read_nexis(part) or _read_codes(part) or _read_proquest(part), part) for part in parts]
    if any(document for document, _ in found) or (_PARTS.search(text) and _FACTIVA_LENGTH.search(text)):
        return [document or part for document, part in found]
    return []


def _read_nexis(part: str) -> Document | None:
    """Read an article of Nexis: its paper stands above the date, or below the headline with the date."""
    lines = [line.strip() for line in part.split("\n")]
    dates = [(place, found[1]) for place, line in enumerate(lines[:_HEAD]) if (found := _DATE.fullmatch(line))]
    first = next((place for place, line in enumerate(lines) if _is_labelled(line)), None)
    if not dates or first is None or not _LENGTH.search(part):
        return None
    dated, published = dates[0]
    above = [line for line in lines[:dated] if line]
    below = [line for line in lines[dated + 1 : first] if line and not _RIGHTS.match(line)]
    title, source = (above + below[-1:])[:2] if len(above) > 1 else ("".join(below[-1:]), "".join(above))
    fields: dict[str, object] = {"title": title, "source": source, "published": published}
    fields["rights"] = next((line for line in lines if _RIGHTS.match(line)), None)
    start, end = _find_body(lines, first)
    for line in (*lines[first:start], *lines[end:]):
        _put_nexis(line, fields)
    left_out = tuple(line for line in (*lines[first:start], *lines[end:]) if line)
    return Document(fields | {"text": "\n".join(lines[start:end])}, left_out) if title and source else None


def _find_body(lines: list[str], first: int) -> tuple[int, int]:
    """Return where the text begins and ends: between the labelled lines above it and those below."""
    start = first
    while start < len(lines) and (not lines[start] or _is_labelled(lines[start])):
        start += 1
    start += start < len(lines) and lines[start] == "Body"
    for place in range(len(lines) - 1, start, -1):
        if lines[place] == "Classification" and any(map(_is_labelled, lines[place + 1 : place + 4])):
            return start, place
    end = len(lines)
    while end > start and (not lines[end - 1] or _is_labelled(lines[end - 1]) or _RIGHTS.match(lines[end - 1])):
        end -= 1
    return start, end


def _is_labelled(line: str) -> bool:
    found = _NEXIS_LINE.fullmatch(line)
    return found is not None and found[1].lower() in _NEXIS and found[1][:1].isupper()


def _put_nexis(line: str, fields: dict[str, object]) -> None:
    found = _NEXIS_LINE.fullmatch(line)
    name = _NEXIS[found[1].lower()] if found else None
    if found and name and found[2].strip():
        value = found[2].strip()
        fields.setdefault(name, split_authors(value.partition(", Staff")[0]) if name == "authors" else value.title())


def _read_codes(part: str) -> Document | None:
    """Read an article of Factiva whose fields stand under codes of two letters."""
    held = _hold_codes(part)
    if not held.keys() >= _MARKS:
        return None
    fields: dict[str, object] = {}
    for code, name in _CODES.items():
        if code in held and name not in (None, "text"):
            value = " ".join(" ".join(held[code]).split())
            fields[str(name)] = split_authors(value) if name == "authors" else value
    fields["text"] = "\n\n".join("\n".join(held[code]) for code in ("LP", "TD") if code in held)
    if "ET" in held:
        fields["published"] = f"{fields['published']} {held['ET'][0].strip()}"
    left_out = (f"{code} {' '.join(' '.join(lines).split())}" for code, lines in held.items() if not _CODES.get(code))
    return Document(fields, tuple(left_out))


def _hold_codes(part: str) -> dict[str, list[str]]:
    """Return the lines below each code; in the text only a code that stands alone, or the last ones, ends it."""
    held: dict[str, list[str]] = {}
    code = ""
    for line in part.split("\n"):
        found = _FACTIVA.fullmatch(line)
        if found and (code not in ("LP", "TD") or found[1] in ("LP", "TD", *_LAST) or found[2] is None):
            code = found[1]
            held.setdefault(code, []).append(found[2] or "")
        elif code:
            held[code].append(line)
        elif line.strip():
            return {}
    return held


def _read_proquest(part: str) -> Document | None:
    """Read an article of ProQuest, whose text stands under the label `Full text`."""
    fields: dict[str, object] = {}
    left_out: list[str] = []
    text: list[str] | None = None
    ended = False
    for line in _NUMBERED.sub("", part, count=1).split("\n"):
        found = _PROQUEST.fullmatch(line)
        if found and found[1] == "Full text":
            text = [found[2]]
        elif found and found[1] in _TITLES:
            value = found[2].strip()
            fields.setdefault(_TITLES[found[1]], _turn_names(value) if found[1] == "Author" else value)
            ended = text is not None
        elif text is not None and not ended:
            text.append(line)
        elif line.strip():
            left_out.append(line.strip())
    if text is None or not fields.keys() >= {"title", "published"}:
        return None
    return Document(fields | {"text": "\n".join(text)}, tuple(left_out))


def _turn_names(value: str) -> list[str]:
    """Return names that ProQuest gives with the family name first, divided by semicolons."""
    return [" ".join(reversed(name.strip().split(", ", 1))) for name in value.split(";") if name.strip()]

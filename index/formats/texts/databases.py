"""Downloads of news databases as text: Nexis, Factiva and ProQuest, each with one article or several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.formats.fields.loose import split_authors
from index.formats.texts.labels import Labelled, read_labels

# The weekday behind a date, and what follows it unless that is the time of day.
_WEEKDAY = re.compile(r"[\s,]+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?:(?=\s+\d{1,2}:\d\d)|.*\Z)", re.IGNORECASE)
_DAY = re.compile(r"(?=.*\b[A-Za-z]{3,9}\b)(?=.*\b(?:1[89]|20)\d\d\b).{8,60}")
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_ROLE = re.compile(r"[,;]\s*(?:[\w-]+ )*(?:writer|reporter|correspondent|editor|staff)\b.*\Z", re.IGNORECASE)
# Nexis: "1 of 2 DOCUMENTS" above each article, or "End of Document" below it.
_NUMBERED = re.compile(r"(?m)^[ \t]*(?:Document )?\d+ of \d+(?: DOCUMENTS?)?[ \t]*$", re.IGNORECASE)
_END = re.compile(r"(?m)^[ \t]*End of Document[ \t]*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|SERIES|BODY|SOURCE|URL|AUTOR|RUBRIK|LÄNGE)(?::[ \t]*(.*))?",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|SUBJECT|GRAPHIC|JOURNAL-CODE|DOCUMENT-TYPE|ACC-NO|CORRECTION-DATE"
    r"|NOTES|INDUSTRY|PERSON|GEOGRAPHIC|COMPANY|ORGANIZATION|TICKER)[ \t]*:.*"
    r"|Classification|Copyright (?:\d|©|\(c\)).*",
    re.IGNORECASE,
)
_GRAPHIC = re.compile(
    r"(?:graphics?|grafik(?:en)?)[ \t]*(?::.*)?|(?:bild(?:er)?|infographie|illustrations?|photos?)[ \t]*:.*",
    re.IGNORECASE,
)
_MOST_CAPTIONS = 12
# The page in front of a download of several, which lists their headlines and the search.
_COVER = re.compile(r"Job Number: ?\d+|Do[ck]ument\w* \(\d+\)", re.IGNORECASE)
_EDITION = re.compile(r"page \d+(?: of \d+)?|.*\bedition\b.*|copyright\b.*|all rights reserved.*|\W*", re.IGNORECASE)
# Factiva: "Document ABCDEF0020250211el2b00001" below each article, or codes of two or three letters at its lines.
_DOCUMENT = re.compile(r"(?m)^[ \t]*Document [A-Z][A-Z0-9]{5,}\d{8}\w+[ \t]*$")
_CODE = re.compile(
    r"(?:^|\n)[ \t]*(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|PUB|AN|ART|CLM|VOL|IPC"
    r"|IPD)(?=[ \t\n])"
)
# ProQuest.
_FULL_TEXT = re.compile(
    r"(?ms)^Full text:[ \t]*(.+?)(?=^(?:Title|Subject|Credit|Copyright|Location|People|Company)\s*:|\Z)"
)
_LINE = re.compile(r"(?m)^(Title|Author|Publication title|Publication date|Language of publication):[ \t]*(.+)$")


@dataclass(frozen=True, slots=True)
class Download:
    """One article of a download: the fields that stand above and below its text, and the text."""

    fields: dict[str, object]
    text: str


def read_downloads(text: str) -> list[Download]:
    """Return the articles of a download of a news database; none where the text is not one, or one cannot be read."""
    for split in (_read_nexis, _read_codes, _read_factiva, _read_proquest):
        found = list(split(text))
        if found and all(one.text.strip() and one.fields.get("title") for one in found):
            return found
    return []


def _read_nexis(text: str) -> Iterator[Download]:
    pattern = _END if _END.search(text) else _NUMBERED
    if pattern is _NUMBERED and not re.search(r"(?mi)^[ \t]*(?:LENGTH|LOAD-DATE):", text):
        return
    if not pattern.search(text):
        return
    for part in pattern.split(_NUMBERED.sub("", text) if pattern is _END else text):
        if part.strip():
            yield _read_nexis_part([line.strip() for line in part.split("\n")])


def _read_nexis_part(lines: list[str]) -> Download:
    first = next((place for place, line in enumerate(lines) if _LABEL.fullmatch(line)), len(lines))
    head = [line for line in lines[:first] if not _EDITION.fullmatch(line)]
    days = [place for place, line in enumerate(head) if _DAY.fullmatch(line)]
    if days and any(map(_COVER.fullmatch, head)):
        head, days = head[max(days[-1] - 2, 0) : days[-1] + 1], [min(days[-1], 2)]
    day = days[0] if days else None
    labels, body = _read_body(lines[first:])
    fields: dict[str, object] = {
        "authors": split_authors(_ROLE.sub("", _BY.sub("", labels.get("byline") or labels.get("autor", ""))))
    }
    if day is not None:
        fields["published"] = _WEEKDAY.sub("", head[day])
        # The older form has paper, day and headline; the newer one headline, paper and day.
        titled = head[day + 1 :]
        fields["source"] = (head[0] if titled else head[day - 1]) if day else None
        fields["title"] = " ".join(titled) if titled else " ".join(head[: max(day - 1, 0)])
    return Download({name: value for name, value in fields.items() if value}, body)


def _read_body(lines: list[str]) -> tuple[dict[str, str], str]:
    """Return the labels above a text, in small letters, and the text without what stands below it."""
    labels: dict[str, str] = {}
    start = 0
    for place, line in enumerate(lines):
        if found := _LABEL.fullmatch(line):
            labels[found[1].lower()] = found[2] or ""
            start = place + 1
        elif line:
            break
    end = _find_end(lines, start)
    return labels, "\n".join(lines[start:end])


def _find_end(lines: list[str], start: int) -> int:
    """Return where the lines below a text begin: all that follows has a label, as a line of the text may have, too."""
    end = len(lines)
    for place in range(len(lines) - 1, start, -1):
        if lines[place] == "Classification" and any(map(_BELOW.fullmatch, lines[place + 1 : place + 4])):
            end = place
            break
    labelled = [place for place in range(start, end) if _BELOW.fullmatch(lines[place]) or _is_graphic(lines[place])]
    for place in reversed(labelled):
        between = [line for line in lines[place + 1 : end] if not _EDITION.fullmatch(line)]
        if between and not (_is_graphic(lines[place]) and len(between) <= _MOST_CAPTIONS):
            break
        end = place
    return end


def _is_graphic(line: str) -> bool:
    """Return whether captions stand on a line and below it, at the end of an article."""
    return _GRAPHIC.fullmatch(line) is not None


def _read_factiva(text: str) -> Iterator[Download]:
    if not _DOCUMENT.search(text):
        return
    for part in _DOCUMENT.split(text):
        lines = part.strip("\n").split("\n")
        labelled = read_labels(lines) if part.strip() else Labelled()
        if part.strip():
            yield Download(labelled.fields, "\n".join(lines[labelled.size :]))


def _read_codes(text: str) -> Iterator[Download]:
    found = list(_CODE.finditer(text))
    if {"HD", "PD"} - {one[1] for one in found}:
        return
    starts = [place for place, one in enumerate(found) if one[1] == "HD"]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        values = {}
        for place in range(start, end):
            last = found[place + 1].start() if place + 1 < len(found) else len(text)
            values[found[place][1]] = text[found[place].end() : last].strip()
        lines = [values.get("LP", ""), values.get("TD", "")]
        fields: dict[str, object] = {
            "title": " ".join(values["HD"].split()),
            "published": " ".join(filter(None, (values.get("PD"), values.get("ET")))),
            "source": values.get("SN"),
            "authors": split_authors(_BY.sub("", values.get("BY", ""))),
            "language": values.get("LA"),
        }
        yield Download({name: value for name, value in fields.items() if value}, "\n\n".join(filter(None, lines)))


def _read_proquest(text: str) -> Iterator[Download]:
    if not re.search(r"(?m)^(?:ProQuest document|_{20,}$)", text):
        return
    for part in re.split(r"(?m)^Document \d+ of \d+[ \t]*$", text)[1:] or [text]:
        body, labels = _FULL_TEXT.search(part), dict(_LINE.findall(part))
        if not body:
            continue
        fields: dict[str, object] = {
            "title": labels.get("Title"),
            "published": labels.get("Publication date"),
            "source": labels.get("Publication title"),
            "authors": [_turn(name) for name in labels.get("Author", "").split(";") if name.strip()],
            "language": labels.get("Language of publication"),
        }
        yield Download({name: value for name, value in fields.items() if value}, body[1])


def _turn(name: str) -> str:
    """Return a name as it is spoken: "Ida Kern" of "Kern, Ida"."""
    surname, _, given = (part.strip() for part in name.partition(","))
    return f"{given} {surname}".strip()

"""The labelled lines above a text: `Subject:`, `HEADLINE:`, front matter; and those that Factiva orders."""

import re
from dataclasses import dataclass, field

from index.formats.frontmatter import read_fields
from index.formats.loose import split_authors

_FIELDS = {
    "title": ("title", "headline", "subject", "heading", "titel", "titre", "título", "titulo", "titolo"),
    "authors": ("author", "authors", "from", "byline", "by", "reporter", "writer", "autor", "auteur", "autore"),
    "published": ("date", "published", "publication date", "publish date", "pub date", "pubdate", "load-date",
                  "datum", "fecha", "data"),
    "modified": ("updated", "modified", "last modified", "lastmod"),
    "url": ("url", "link", "permalink", "source url", "canonical"),
    "source": ("source", "publication", "newspaper", "organization", "publisher", "quelle", "fuente", "fonte"),
    "language": ("language", "lang"),
    "rights": ("copyright", "rights"),
    "not_before": ("embargo", "embargoed until", "not before", "hold until"),
}  # fmt: skip
_OURS = {label: name for name, labels in _FIELDS.items() for label in labels}
_IGNORED = frozenset(
    ("article", "article-i.d.", "body", "categories", "category", "cc", "content", "content-type", "description",
     "distribution", "draft", "edition", "expires", "followup-to", "graphic", "id", "in-reply-to", "keywords", "layout",
     "length", "lines", "location", "message-id", "mime-version", "newsgroups", "nntp-posting-host", "page", "path",
     "references", "reply-to", "section", "sender", "slug", "summary", "tags", "text", "to", "topic", "type",
     "word count", "words", "x-newsreader", "xref")
)  # fmt: skip
_TEXTS = frozenset(("article", "body", "content", "full text", "text"))
_NUMBERED = re.compile(r"#?\d+\b")  # the number of an article, as in Usenet
_LINE = re.compile(r"\s*([A-Za-z][\w .-]{0,24}?)\s*:\s*(.*)")
_REPLY = re.compile(r"^(?:re|fwd?):\s*", re.IGNORECASE)
_NAMED = re.compile(r"[^\s<>()]+@[^\s<>()]+\s*\(([^()]+)\)")
_FENCES = ("---", "+++")
_WORDS = re.compile(r"\d[\d,]* words")
_BYLINE_REACH = 8
_FEWEST = 2


@dataclass(slots=True)
class Labelled:
    """The fields that the lines above a text state, how many lines they are, and what the last says of the text."""

    fields: dict[str, object] = field(default_factory=dict)
    size: int = 0
    beginning: str = ""


def read_labels(lines: list[str]) -> Labelled:
    """Return what the labelled lines at the top of a text say; without fields where it has none of ours."""
    labelled = _read_factiva(lines)
    if labelled.fields:
        return labelled
    fence = lines[0].strip() if lines and lines[0].strip() in _FENCES else ""
    labelled = _read_front_matter(lines, fence) if fence else _read_lines(lines)
    return labelled if len(labelled.fields) >= _FEWEST and (fence or "title" in labelled.fields) else Labelled()


def _read_front_matter(lines: list[str], fence: str) -> Labelled:
    end = next((place for place, line in enumerate(lines) if place and line.strip() == fence), 0)
    labelled = Labelled(size=end + 1)
    for label, value in read_fields(lines[1:end], fence):
        if label in _OURS:
            _put(labelled.fields, _OURS[label], value)
    return labelled


def _read_lines(lines: list[str]) -> Labelled:
    """Read labelled lines up to the text, which may begin beside a label; an indented line continues the one above."""
    labelled, last = Labelled(), ""
    for place, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        label = found[1].strip().lower() if found else ""
        if found and label in _OURS:
            last = _OURS[label] if _put(labelled.fields, _OURS[label], found[2].strip().strip("\"'")) else "other"
        elif found and label in _TEXTS and not _NUMBERED.match(found[2]):
            return Labelled(labelled.fields, place + 1, found[2])
        elif found and label in _IGNORED:
            last = "other"
        elif last and line[:1] in (" ", "\t") and line.strip():
            _continue(labelled.fields, last, line.strip())
        elif line.strip():
            break
        else:
            last = ""
        labelled.size = place + 1
    return labelled


def _put(fields: dict[str, object], name: str, value: str | list[str]) -> bool:
    """Set a field that is not set yet; return whether it was."""
    if not value or name in fields:
        return False
    if name == "authors":
        given = [value] if isinstance(value, str) else value
        cleaned = [_NAMED.sub(r"\1", one).strip("[]").replace('"', "") for one in given]
        fields[name] = split_authors(cleaned[0] if isinstance(value, str) else cleaned)
    elif isinstance(value, str):
        fields[name] = _REPLY.sub("", value) if name == "title" else value
    return name in fields


def _continue(fields: dict[str, object], name: str, line: str) -> None:
    given = fields.get(name)
    if name == "authors" and isinstance(given, list):
        fields[name] = [*given, *split_authors(line)]
    elif isinstance(given, str):
        fields[name] = f"{given} {line}"


def _read_factiva(lines: list[str]) -> Labelled:
    """Read section, headline, author, number of words, date and source, which stand above the first blank line."""
    end = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    head = [line.strip() for line in lines[:end]]
    words = next((place for place, line in enumerate(head[:_BYLINE_REACH]) if _WORDS.fullmatch(line)), 0)
    if not words or len(head) < words + 3:
        return Labelled()
    above = head[:words]
    has_author = len(above) > 1 and len(above[-1].split()) <= 6 and not above[-1].endswith((".", "?"))
    title = above[-2] if has_author else above[-1]
    authors = split_authors(above[-1]) if has_author else []
    return Labelled({"title": title, "authors": authors, "published": head[words + 1], "source": head[words + 2]}, end)

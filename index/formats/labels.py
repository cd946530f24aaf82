"""The labelled lines above a text: `Subject:`, `HEADLINE:`, front matter; and those that Factiva orders."""

import re
from dataclasses import dataclass, field

from index.formats.loose import split_authors

_FIELDS = {
    "title": ("title", "headline", "subject", "heading", "hd"),
    "authors": ("author", "authors", "from", "byline", "by", "reporter", "writer"),
    "published": ("date", "published", "publication date", "publish date", "pub date", "pubdate", "load-date"),
    "modified": ("updated", "modified", "last modified", "lastmod"),
    "url": ("url", "link", "permalink", "source url", "canonical"),
    "source": ("source", "publication", "newspaper", "organization", "publisher"),
    "language": ("language", "lang"),
    "rights": ("copyright", "rights"),
    "not_before": ("embargo", "embargoed until", "not before", "hold until"),
}  # fmt: skip
_OURS = {label: name for name, labels in _FIELDS.items() for label in labels}
_IGNORED = frozenset(
    ("article-i.d.", "categories", "category", "cc", "content-type", "description", "distribution",
     "draft", "edition", "expires", "followup-to", "graphic", "id", "in-reply-to", "keywords", "layout", "length",
     "lines", "location", "message-id", "mime-version", "newsgroups", "nntp-posting-host", "page", "path", "references",
     "reply-to", "section", "sender", "slug", "summary", "tags", "to", "topic", "type", "word count", "words",
     "x-newsreader", "xref")
)  # fmt: skip
_TEXT = frozenset(("body", "content", "text", "article", "full text", "story"))
_LINE = re.compile(r"\s*([A-Za-z][\w .-]{0,24}?)\s*:\s*(.*)")
_REPLY = re.compile(r"^(?:re|fwd?):\s*", re.IGNORECASE)
_NAMED = re.compile(r"[^\s<>()]+@[^\s<>()]+\s*\(([^()]+)\)")
_FENCES = ("---", "+++")
_WORDS = re.compile(r"\d[\d,]* words")
_BYLINE_REACH = 8
_FEWEST = 2


@dataclass(slots=True)
class Labelled:
    """The fields that the lines above a text state, how many lines they are, and what the text begins with on them."""

    fields: dict[str, object] = field(default_factory=dict)
    size: int = 0
    opening: str = ""


def read_labels(lines: list[str]) -> Labelled:
    """Return what the labelled lines at the top of a text say; without fields where it has none of ours."""
    labelled = _read_factiva(lines)
    if labelled.fields:
        return labelled
    fence = lines[0].strip() if lines and lines[0].strip() in _FENCES else ""
    for place, line in enumerate(lines[1:] if fence else lines, start=1 if fence else 0):
        if fence and line.strip() == fence:
            return Labelled(labelled.fields, place + 1)
        found = _LINE.fullmatch(line.replace(" = ", ": ", 1) if fence == "+++" else line)
        label = found[1].strip().lower() if found else ""
        if found and label in _OURS:
            _put(labelled.fields, _OURS[label], found[2].strip().strip("\"'"))
        elif found and label in _TEXT and not fence and labelled.fields:
            labelled.opening, labelled.size = found[2].strip(), place + 1
            break
        elif not (found and label in _IGNORED) and not fence and line.strip():
            break
        labelled.size = place + 1
    return labelled if len(labelled.fields) >= _FEWEST and "title" in labelled.fields and not fence else Labelled()


def _put(fields: dict[str, object], name: str, value: str) -> None:
    if not value or name in fields:
        return
    if name == "authors":
        fields[name] = split_authors(_NAMED.sub(r"\1", value).strip("[]").replace('"', ""))
    else:
        fields[name] = _REPLY.sub("", value) if name == "title" else value


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

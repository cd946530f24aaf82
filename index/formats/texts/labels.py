"""The labelled lines above a text: `Subject:`, `HEADLINE:`, front matter; and those that Factiva orders."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.formats.fields.loose import split_authors
from index.formats.fields.publication import tell_unpublished
from index.formats.texts.frontmatter import FENCES, read_front_matter

_FIELDS = {
    "title": ("title", "headline", "subject", "heading", "hd", "titel", "titre", "título", "titolo"),
    "authors": ("author", "authors", "from", "byline", "by", "reporter", "writer", "autor", "auteur", "autore"),
    "published": ("date", "published", "publication date", "publish date", "pub date", "pubdate", "load-date",
                  "datum", "fecha", "data"),
    "modified": ("updated", "modified", "last modified", "lastmod"),
    "url": ("url", "link", "permalink", "source url", "canonical"),
    "source": ("source", "publication", "newspaper", "organization", "publisher", "quelle", "fuente", "fonte"),
    "language": ("language", "lang"),
    "rights": ("copyright", "rights"),
    "place": ("dateline",),
    "not_before": ("embargo", "embargoed until", "not before", "hold until"),
}  # fmt: skip
_OURS = {label: name for name, labels in _FIELDS.items() for label in labels}
_IGNORED = frozenset(
    ("article", "article-i.d.", "categories", "category", "cc", "content-type", "description", "distribution",
     "draft", "edition", "expires", "followup-to", "graphic", "id", "in-reply-to", "keywords", "layout", "length",
     "lines", "location", "message-id", "mime-version", "newsgroups", "nntp-posting-host", "page", "path", "references",
     "reply-to", "section", "sender", "slug", "status", "summary", "tags", "to", "topic", "type", "word count", "words",
     "x-newsreader", "xref")
)  # fmt: skip
_TEXTS = frozenset(("text", "body", "content", "full text", "article"))
_NUMBERED = re.compile(r"#?\d+\b")  # `Article: 12` is a header of Usenet
_LINE = re.compile(r"\s*([A-Za-z][\w .-]{0,24}?)\s*:\s*(.*)")
_REPLY = re.compile(r"^(?:re|fwd?):\s*", re.IGNORECASE)
_NAMED = re.compile(r"[^\s<>()]+@[^\s<>()]+\s*\(([^()]+)\)")
_WORDS = re.compile(r"\d[\d,]* words")
_BYLINE_REACH = 8
_FEWEST = 2


@dataclass(slots=True)
class Labelled:
    """The fields that the lines above a text state, and how many lines they are.

    `rest` is the text that stands on the last of them, as behind `Text:`; `unpublished` says why, where they state that
    the text is not published.
    """

    fields: dict[str, object] = field(default_factory=dict)
    size: int = 0
    rest: list[str] = field(default_factory=list)
    unpublished: str | None = None


def read_labels(lines: list[str]) -> Labelled:
    """Return what the labelled lines at the top of a text say; without fields where it has none of ours."""
    labelled = _read_factiva(lines)
    if labelled.fields:
        return labelled
    if lines and lines[0].strip() in FENCES:
        return _read_fenced(lines)
    labelled = _read_unfenced(lines)
    return labelled if len(labelled.fields) >= _FEWEST and "title" in labelled.fields else Labelled()


def _read_unfenced(lines: list[str]) -> Labelled:
    labelled, last, stated = Labelled(), "", dict[str, object]()
    for place, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        label = found[1].strip().lower() if found else ""
        if found and label in _TEXTS and not _NUMBERED.match(found[2]):
            labelled.size, labelled.rest = place + 1, [found[2]] if found[2] else []
            break
        if found and label in _OURS:
            last = _OURS[label] if _OURS[label] not in labelled.fields else ""
            _put(labelled.fields, _OURS[label], found[2].strip().strip("\"'"))
        elif found and label in _IGNORED:
            last = ""
        elif last and line[:1] in (" ", "\t") and line.strip():
            _append(labelled.fields, last, line.strip())  # a folded header
        elif line.strip():
            break
        if found:
            stated[label] = found[2].strip("\"'")
        labelled.size = place + 1
    labelled.unpublished = tell_unpublished({**stated, "not_before": labelled.fields.get("not_before")})
    return labelled


def _read_fenced(lines: list[str]) -> Labelled:
    """Return the front matter between two fences; nothing where the second is missing."""
    fence = lines[0].strip()
    end = next((place for place, line in enumerate(lines[1:], start=1) if line.strip() == fence), None)
    if end is None:
        return Labelled()
    stated = read_front_matter("\n".join(lines[1:end]), fence)
    fields: dict[str, object] = {}
    given = stated if stated is not None else _pair(lines[1:end], fence)
    pairs = [(label.lower(), value.strip().strip("\"'")) for label, value in given]
    for label, value in pairs:
        if label in _OURS:
            _put(fields, _OURS[label], value)
    if shown_from := dict(pairs).get("publishdate"):  # of Hugo, which shows the text from then on
        fields = {"published": shown_from, "not_before": shown_from} | fields
    unpublished = tell_unpublished({**dict(pairs), "not_before": fields.get("not_before")})
    return Labelled(fields, end + 1, unpublished=unpublished)


def _pair(lines: list[str], fence: str) -> Iterator[tuple[str, str]]:
    """Yield the labels and values of front matter that is not well-formed, line by line."""
    for line in lines:
        if found := _LINE.fullmatch(line.replace(" = ", ": ", 1) if fence == "+++" else line):
            yield found[1].strip(), found[2]


def _append(fields: dict[str, object], name: str, more: str) -> None:
    """Add what stands on the next line of a header to its value."""
    value = fields.get(name)
    if isinstance(value, str):
        fields[name] = f"{value} {more}"


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

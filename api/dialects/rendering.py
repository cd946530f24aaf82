"""An answer as the text of a chat message, piece by piece, with the places of its citations in that text."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from api.wire.refusals import NEAREST, explain
from index.types import Hit
from qa.types import Answer, Citation, Found, Proved, Step

_MARKDOWN = re.compile(r"([\\`*_\[\]<>~|#])")


class CitationStyle(StrEnum):
    """How the text shows citations: as Markdown links `[[1]](url)`, as `[1]`, or not at all.

    With `links` the text is Markdown, in which the words of articles are escaped; else it is plain text.
    """

    LINKS = "links"
    MARKERS = "markers"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A citation at `text[start:end]` of the whole message: its marker, or the sentence that it proves."""

    start: int
    end: int
    url: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Piece:
    """The next part of a message, and its annotations."""

    text: str = ""
    annotations: tuple[Annotation, ...] = ()


class MessageWriter:
    """Write the steps of one answer as pieces of one message; the same steps give the same text, streamed or not.

    `server` is the address of this server, for articles that have no URL: `http://127.0.0.1:8000`.
    """

    def __init__(self, style: CitationStyle, server: str) -> None:
        self._style, self._server = style, server.rstrip("/")
        self._length = 0

    def write(self, step: Step) -> Piece:
        """Return what a step adds to the message, if anything."""
        match step:
            case Found(_, asked):
                return self._add(f"*{self._escape(asked)}*\n\n") if asked and self._links else Piece()
            case Proved():
                return self._write_sentence(step)
            case Answer():
                return self._add(self._write_refusal(step)) if step.reason else Piece()

    def address_of(self, citation: Citation) -> str:
        """Return the address of a citation: the page of the article at the quote, else this server's view of it."""
        return citation.link or citation.url or self._view(citation.article, citation.version, citation.start)

    @property
    def _links(self) -> bool:
        return self._style is CitationStyle.LINKS

    def _add(self, text: str) -> Piece:
        self._length += len(text)
        return Piece(text)

    def _write_sentence(self, proved: Proved) -> Piece:
        space = " " if self._length else ""
        text = space + self._escape(proved.sentence.text)
        begun, annotations = self._length + len(space), []
        for citation in proved.citations:
            url = self.address_of(citation)
            start, marker = self._length + len(text) + 1, self._mark(citation, url)
            text += f" {marker}" if marker else ""
            place = (start, start + len(marker)) if marker else (begun, self._length + len(text))
            annotations.append(Annotation(*place, url, citation))
        self._length += len(text)
        return Piece(text, tuple(annotations))

    def _mark(self, citation: Citation, url: str) -> str:
        match self._style:
            case CitationStyle.LINKS:
                return f"[[{citation.n}]]({_encode_for_markdown(url)})"
            case CitationStyle.MARKERS:
                return f"[{citation.n}]"
            case CitationStyle.NONE:
                return ""

    def _write_refusal(self, answer: Answer) -> str:
        parts = [explain(answer)]
        if answer.suggestions:
            parts.append("\n".join(f"- {self._escape(text)}" for text in answer.suggestions))
        if answer.near:
            parts.append("\n".join([NEAREST, *(self._list_article(hit) for hit in _by_article(answer))]))
        return "\n\n".join(parts)

    def _list_article(self, hit: Hit) -> str:
        head = hit.head
        title = self._escape(head.title)
        if self._links:
            url = head.url or self._view(hit.passage.article, hit.passage.version, hit.passage.start)
            title = f"[{title}]({_encode_for_markdown(url)})"
        return f"- {title} ({self._escape(head.source)}, {head.published.date().isoformat()})"

    def _escape(self, text: str) -> str:
        """Return text of an article, or of a user, without effect as Markdown: it can open no link, image or tag."""
        return _MARKDOWN.sub(r"\\\1", text) if self._links else text

    def _view(self, article: str, version: int, start: int) -> str:
        return f"{self._server}/?article={quote(article, safe='')}&version={version}&start={start}"


def _by_article(answer: Answer) -> list[Hit]:
    """Return the nearest hits, the best one of each article."""
    best: dict[str, Hit] = {}
    for hit in answer.near:
        best.setdefault(hit.passage.article, hit)
    return list(best.values())


def _encode_for_markdown(url: str) -> str:
    """Return a URL that cannot end the link it stands in."""
    return quote(url, safe=":/?#@!$&'*+,;=%-._~")

"""An answer as the text of a chat message, piece by piece, with the places of its citations in that text."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote

from api.dialects.markdown import encode_address, escape, escape_label
from api.dialects.notes import write_closing, write_opening
from api.wire.refusals import CLOSEST, NEAREST, explain
from api.wire.words import name_source
from index.types import Filters, Hit
from qa.types import Answer, Citation, Found, Perhaps, Proved, Reason, Step

_WEB = ("http://", "https://")
_NOTHING_SOUGHT = (Reason.AMBIGUOUS, Reason.NOT_A_QUESTION)


class CitationStyle(StrEnum):
    """How the text shows citations: as Markdown links `[[1]](url)`, as `[1]`, or not at all."""

    LINKS = "links"
    MARKERS = "markers"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text of a message, end exclusive, in code points and in UTF-16 code units.

    JavaScript counts the latter: they differ after a character outside the Basic Multilingual Plane, such as an emoji.
    """

    start: int
    end: int
    start_utf16: int
    end_utf16: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A citation at a span of the message: its marker, or the sentence that it proves if there are no markers."""

    span: Span
    url: str
    citation: Citation

    @property
    def start(self) -> int:
        """The first code point of the span."""
        return self.span.start

    @property
    def end(self) -> int:
        """The code point after the span."""
        return self.span.end


@dataclass(frozen=True, slots=True)
class Piece:
    """The next part of a message, and its annotations."""

    text: str = ""
    annotations: tuple[Annotation, ...] = ()


class MessageWriter:
    """Write the steps of one answer as pieces of one message; the same steps give the same text, streamed or not.

    `server` is the address of this server, for articles that have no URL: `http://127.0.0.1:8000`. With `markdown`,
    the default if citations are links, the text is Markdown, in which the words of articles are escaped; else it is
    plain text, which a client must not show as Markdown.
    """

    def __init__(self, style: CitationStyle, server: str, *, markdown: bool | None = None) -> None:
        self._style, self._server = style, server.rstrip("/")
        self._markdown = style is CitationStyle.LINKS if markdown is None else markdown
        self._length = self._astral = 0  # code points written, and how many of them take two units of UTF-16
        self._follows = False  # whether a sentence has been written

    def write(self, step: Step) -> Piece:
        """Return what a step adds to the message, if anything."""
        match step:
            case Found():
                return self._add(write_opening(step, self._escape, _emphasise if self._markdown else None))
            case Proved():
                return self._write_sentence(step)
            case Answer():
                return self._add(self._write_refusal(step) if step.reason else self._write_closing(step))

    def address_of(self, citation: Citation) -> str:
        """Return the address of a citation: the page of the article at the quote, else this server's view of it."""
        page = web_address(citation.link) or web_address(citation.url)
        return page or self._view(citation.article, citation.version, citation.start, citation.end)

    def _add(self, text: str, annotations: tuple[Annotation, ...] = ()) -> Piece:
        self._length += len(text)
        self._astral += _count_astral(text)
        return Piece(text, annotations)

    def _write_sentence(self, proved: Proved) -> Piece:
        if proved.polarity and not self._follows:
            said = self._add(f"{proved.polarity.words} ")
            proved_piece = self._write_sentence(replace(proved, polarity=None))
            return Piece(said.text + proved_piece.text, proved_piece.annotations)
        space = " " if self._follows else ""
        self._follows = True
        text = space + self._escape(proved.sentence.text)
        places: list[tuple[int, int]] = []
        for citation in proved.citations:
            marker = self._mark(citation)
            places.append((len(text) + 1, len(text) + 1 + len(marker)) if marker else (len(space), len(text)))
            text += f" {marker}" if marker else ""
        annotations = tuple(
            Annotation(self._locate(text, *place), self.address_of(citation), citation)
            for place, citation in zip(places, proved.citations, strict=True)
        )
        return self._add(text, annotations)

    def _locate(self, piece: str, start: int, end: int) -> Span:
        """Return a span of the next piece as one of the message."""
        first, last = (at + self._length for at in (start, end))
        wide = [self._astral + _count_astral(piece[:at]) for at in (start, end)]
        return Span(first, last, first + wide[0], last + wide[1])

    def _mark(self, citation: Citation) -> str:
        match self._style:
            case CitationStyle.LINKS:
                return f"[[{citation.n}]]({encode_address(self.address_of(citation))})"
            case CitationStyle.MARKERS:
                return f"[{citation.n}]"
            case CitationStyle.NONE:
                return ""

    def _write_closing(self, answer: Answer) -> str:
        """Return the short answers. Their markers repeat those of the sentences, and are not annotated again."""
        return write_closing(answer, self._escape, _embolden if self._markdown else str, self._mark)

    def _write_refusal(self, answer: Answer) -> str:
        parts = [self._escape(explain(answer))]
        if answer.reason not in _NOTHING_SOUGHT:
            parts.append(f"Looked for: {self._escape(answer.asked or answer.question)}{self._describe(answer.filters)}")
        if answer.perhaps:
            parts.append(self._write_perhaps(answer.perhaps))
        if answer.suggestions:
            parts.append("\n".join(f"- {self._escape(text)}" for text in answer.suggestions))
        if answer.near:
            parts.append("\n".join([NEAREST, "", *(self._list_article(hit) for hit in _heads(answer))]))
        return "\n\n".join(parts)

    def _write_perhaps(self, perhaps: Perhaps) -> str:
        """Return the closest sentence of a refusal with its source; it is not annotated, since it proves nothing."""
        cited, url = perhaps.citation, self.address_of(perhaps.citation)
        about = f"({self._escape(name_source(cited.source))}, {cited.published.date().isoformat()})"
        link = f"[{escape_label(cited.title)}]({encode_address(url)})" if self._markdown else url
        return f"{CLOSEST} “{self._escape(perhaps.text)}” {about} {link}"

    def _describe(self, filters: Filters) -> str:
        """Return filters as words in parentheses; nothing if there are none."""
        days = [(word, day) for word in ("since", "until", "as_of") if (day := getattr(filters, word))]
        words = [f"{word.replace('_', ' ')} {day.date().isoformat()}" for word, day in days]
        words += [f"in {', '.join(named)}" for named in (filters.sources, filters.languages) if named]
        return f" ({self._escape(', '.join(words))})" if words else ""

    def _list_article(self, hit: Hit) -> str:
        head = hit.head
        passage = hit.passage
        url = web_address(head.url) or self._view(passage.article, passage.version, passage.start, passage.end)
        about = f"({self._escape(name_source(head.source))}, {head.published.date().isoformat()})"
        if not self._markdown:
            return f"- {head.title} {about}: {url}"
        return f"- [{escape_label(head.title)}]({encode_address(url)}) {about}"

    def _escape(self, text: str) -> str:
        return escape(text) if self._markdown else text

    def _view(self, article: str, version: int, start: int, end: int) -> str:
        """Return the address of the page of this server that shows an article with a span highlighted."""
        return f"{self._server}/?article={quote(article, safe='')}&version={version}&start={start}&end={end}"


def _heads(answer: Answer) -> list[Hit]:
    """Return the nearest hits, the best one of each article."""
    best: dict[str, Hit] = {}
    for hit in answer.near:
        best.setdefault(hit.passage.article, hit)
    return list(best.values())


def web_address(url: str | None) -> str | None:
    """Return an address of the web; None for any other, such as one that would run a script.

    One with a user in front of its host is none: `https://bank.example@other.example/` seems to name another site.
    """
    if not url or not url.lower().startswith(_WEB):
        return None
    host = re.split(r"[/\\?#]", url.partition("://")[2], maxsplit=1)[0]
    return None if "@" in host else url


def _emphasise(text: str) -> str:
    return f"*{text}*"


def _embolden(text: str) -> str:
    return f"**{text}**"


def _count_astral(text: str) -> int:
    return sum(character > "\uffff" for character in text)

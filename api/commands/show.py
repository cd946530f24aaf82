"""Answers and passages as a reader of a terminal wants them; both come as the wire has them, from here or a server."""

import re
from collections.abc import Iterable
from datetime import datetime
from textwrap import shorten

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from api.schemas import AnswerBody, CitationBody, HitBody, SearchBody
from qa.types import Reason

REASONS = {
    Reason.NOTHING_FOUND: "Declined: nothing in the index comes near this question.",
    Reason.WEAK_EVIDENCE: "Declined: nothing in the index answers this with enough certainty.",
    Reason.OUT_OF_RANGE: "Declined: the index holds nothing of the time, or of the sources, that are asked for.",
    Reason.MODEL_DECLINED: "Declined: the language model found no answer in the passages.",
    Reason.NOTHING_VERIFIED: "Declined: what could be said was not borne out by the articles word for word.",
    Reason.MODEL_UNAVAILABLE: "Declined: the language model cannot be reached.",
}
EMPTY = "The index is empty. `dateline ingest PATH` fills it."

_ANSWERING = "bold green"
_INDENT = 4
_BEGINNING = 300  # characters of a passage that only came near
_WORD = re.compile(r"\w[\w'’-]*")
_SHORT = 4  # shorter words, numbers and names aside, build a question and say nothing of what it is about
_ASKING = {"what", "when", "where", "which", "whom", "whose", "does", "have", "were", "with", "from", "that", "this"}


def print_answer(answer: AnswerBody, console: Console) -> None:
    """Print an answer and under it each source; a declined question with the reason and what came nearest."""
    if answer.status == "declined":
        _print_refusal(answer, console)
        return
    console.print(_mark(answer.text, _answering_words(answer)))
    for citation in answer.citations:
        console.print()
        _print_citation(citation, answer, console)


def print_search(found: SearchBody, question: str, console: Console) -> None:
    """Print passages, best first."""
    if not found.hits:
        console.print(EMPTY if not found.index.articles else "Nothing was found.")
    for rank, hit in enumerate(found.hits, start=1):
        if rank > 1:
            console.print()
        _print_hit(f"{rank}.", hit, _asked_words(question), console)


def format_day(moment: datetime) -> str:
    """Return a day as a reader writes it: 26 January 2015."""
    return f"{moment.day} {moment:%B} {moment.year}"


def _print_refusal(answer: AnswerBody, console: Console) -> None:
    if not answer.index.articles:
        console.print(EMPTY)
        return
    known = {str(reason): sentence for reason, sentence in REASONS.items()}
    console.print(known.get(answer.reason or "", f"Declined: {answer.reason}."))
    if answer.near:
        console.print("The nearest passages:")
    for hit in answer.near:
        console.print()
        beginning = hit.model_copy(update={"text": shorten(hit.text, _BEGINNING, placeholder=" …")})
        _print_hit("-", beginning, _asked_words(answer.question), console)


def _print_citation(citation: CitationBody, answer: AnswerBody, console: Console) -> None:
    console.print(Text.assemble(f"[{citation.n}] ", (citation.title, "bold")))
    about = [citation.source, format_day(citation.published)]
    if citation.note:
        about.append(f"since {citation.note}")
    if citation.family.copies:
        about.append(f"also word for word in {citation.family.copies} more")
    _indent(Text(", ".join(about), "dim"), console)
    _indent(_mark(f"“{citation.quote}”", _answering_words(answer)), console)
    if citation.url:
        _indent(Text(citation.url, Style(dim=True, link=citation.link or citation.url)), console)


def _print_hit(sign: str, hit: HitBody, words: Iterable[str], console: Console) -> None:
    console.print(Text.assemble(f"{sign} ", (hit.title, "bold")))
    _indent(Text(f"{hit.source}, {format_day(hit.published)}", "dim"), console)
    _indent(_mark(hit.text, words), console)
    if hit.url:
        _indent(Text(hit.url, "dim"), console)


def _mark(text: str, words: Iterable[str]) -> Text:
    pattern = "|".join(map(re.escape, words))
    marked = Text(text)
    if pattern:
        marked.highlight_regex(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), _ANSWERING)
    return marked


def _answering_words(answer: AnswerBody) -> list[str]:
    """Return what answers: the short answer, or where there is none the words of the question."""
    return [answer.short] if answer.short else _asked_words(answer.question)


def _asked_words(question: str) -> list[str]:
    words = _WORD.findall(question)
    return [
        word
        for position, word in enumerate(words)
        if word.lower() not in _ASKING
        and (len(word) >= _SHORT or word.isdigit() or (position > 0 and word[0].isupper()))
    ]


def _indent(text: Text, console: Console) -> None:
    """Print a text under its headline; a pipe gets each of its lines whole."""
    indented: RenderableType = Padding.indent(text, _INDENT)
    if not console.is_terminal:
        indented = Text("\n").join(Text(" " * _INDENT) + line if line else line for line in text.split("\n"))
    console.print(indented)

"""Answers and passages on a terminal, from their wire format, whether computed here or by a server."""

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from textwrap import shorten

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from api.wire.answers import AnswerBody, CitationBody, FamilyBody, FindingBody, PerhapsBody
from api.wire.hits import CorrectionBody, HitBody, SearchBody
from api.wire.refusals import CLOSEST, REASONS
from api.wire.words import (
    DISAGREEMENT,
    format_day,
    format_period,
    name_source,
    say_correction,
    say_doubt,
    say_writer,
    tell_assumed,
)
from index.text import drop_invisible
from qa.language.when import Precision
from qa.types import Reason

EMPTY = "The index is empty. Add articles with `dateline ingest PATH`."

_EPOCH = datetime.fromtimestamp(0, UTC)
_ANSWERING = "bold green"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WHOLE = r"(?<!\w)(?<!\d[.,]){}(?!\w)(?![.,]\d)"  # neither "art" in "party" nor "12" in "12.5"
_INDENT = 4
_BEGINNING = 300  # characters shown of a passage when a question is declined
_WORD = re.compile(r"\w[\w'’-]*")
_SHORT = 4  # shorter words, except numbers and names, are not highlighted
_ASKING = {"what", "when", "where", "which", "whom", "whose", "does", "have", "were", "with", "from", "that", "this"}


def print_answer(answer: AnswerBody, console: Console) -> None:
    """Print an answer with its citations, or why a question is declined, with the nearest passages."""
    if answer.asked:
        console.print(_assemble((f"Asked: {answer.asked}", "dim")))
    _print_corrections(answer.corrected, console)
    if answer.status == "declined":
        _print_refusal(answer, console)
        return
    for line in _list_findings(answer):
        console.print(line)
    if answer.findings:
        console.print()
    console.print(_mark(answer.text, answer, answer.findings))
    if writer := say_writer(answer.model.generator, answer.fallback):
        console.print(_assemble((writer, "dim")))
    _warn_of_limit(answer, console)
    for citation in answer.citations:
        console.print()
        _print_citation(citation, answer, console)


def print_markdown(text: str) -> None:
    """Print an answer in Markdown."""
    sys.stdout.write(_clean(text))


def print_search(found: SearchBody, question: str, console: Console) -> None:
    """Print passages, best first."""
    _print_corrections(found.corrected, console)
    if not found.hits:
        console.print(EMPTY if not found.index.articles else "Nothing was found.")
        _print_hint(found.hint, console)
    for rank, hit in enumerate(found.hits, start=1):
        if rank > 1:
            console.print()
        _print_hit(f"{rank}.", hit, _asked_words(question, found.corrected), console)


def show_unembedded(number: int) -> str:
    """Return a note on how many passages have no vector yet, to follow their number; empty if all have one."""
    return f", of which {number:,} are not embedded yet and found by words only" if number else ""


def _list_findings(answer: AnswerBody) -> Iterator[Text]:
    """Yield the lines of the short answers; with their sources, the newest first, where they disagree."""
    disagree = answer.agreement == "disagree"
    if disagree:
        yield Text(DISAGREEMENT)
    for finding in _newest_first(answer) if disagree else answer.findings:
        sign = "- " if answer.agreement in ("list", "disagree") else ""
        word = None if disagree else say_doubt(finding.confidence)
        doubt = f"{word}: " if word else ""
        meant = finding.resolved
        period = f" ({format_period(meant.date, Precision(meant.precision))})" if meant else ""
        support = _attribute(finding, answer) if disagree else _markers(finding.citations)
        yield _assemble(sign, doubt, (" ".join(finding.text.split()), "bold"), period, support)


def _newest_first(answer: AnswerBody) -> list[FindingBody]:
    published = {citation.n: citation.published for citation in answer.citations}

    def newest(finding: FindingBody) -> datetime:
        return max((published[n] for n in finding.citations if n in published), default=_EPOCH)

    return sorted(answer.findings, key=newest, reverse=True)


def _attribute(finding: FindingBody, answer: AnswerBody) -> str:
    """Return the sources of a finding and their dates: `, says example-times on 3 March 2015 [1]`."""
    cited = [citation for citation in answer.citations if citation.n in finding.citations]
    said = [f"{name_source(one.source)} on {format_day(one.published)}{_markers([one.n])}" for one in cited]
    if not said:
        return ""
    verb = "says" if len({one.source for one in cited}) == 1 else "say"
    *others, last = said
    return f", {verb} {' and '.join([', '.join(others), last] if others else [last])}"


def _markers(numbers: Iterable[int]) -> str:
    return "".join(f" [{number}]" for number in numbers)


def _print_refusal(answer: AnswerBody, console: Console) -> None:
    if not answer.index.articles:
        console.print(EMPTY)
        return
    known = {str(reason): sentence for reason, sentence in REASONS.items()}
    if answer.reason in (Reason.NOT_A_QUESTION, Reason.AMBIGUOUS) and answer.message:
        console.print(_assemble(answer.message))  # which says what the hint says
    else:
        console.print(_assemble(known.get(answer.reason or "", f"Declined: {answer.reason}.")))
        _print_hint(answer.hint, console)
    for question in answer.suggestions:
        console.print(_assemble(f"- {question}"))
    _warn_of_limit(answer, console)
    if answer.perhaps:
        _print_perhaps(answer.perhaps, console)
    if answer.near:
        console.print("The nearest passages:")
    for hit in answer.near:
        console.print()
        beginning = hit.model_copy(update={"text": shorten(hit.text, _BEGINNING, placeholder=" …")})
        _print_hit("-", beginning, _asked_words(answer.question, answer.corrected), console)


def _print_perhaps(perhaps: PerhapsBody, console: Console) -> None:
    cited = perhaps.citation
    about = f"({name_source(cited.source)}, {format_day(cited.published)})"
    console.print(_assemble(f"{CLOSEST} “{perhaps.text}” ", (about, "dim")))


def _print_corrections(corrections: Iterable[CorrectionBody], console: Console) -> None:
    for one in corrections:
        console.print(_assemble((say_correction(one.typed, one.meant), "dim")))


def _print_hint(hint: str | None, console: Console) -> None:
    if hint:
        console.print(_assemble(hint))


def _warn_of_limit(answer: AnswerBody, console: Console) -> None:
    """Print a warning if the time limit stopped reading early."""
    read = answer.read
    if read.passages < read.of:
        console.print(f"The time limit stopped reading early: {read.passages} of {read.of} passages were read.")


def _print_citation(citation: CitationBody, answer: AnswerBody, console: Console) -> None:
    console.print(_assemble(f"[{citation.n}] ", (citation.title, "bold")))
    about = [name_source(citation.source), format_day(citation.published) + tell_assumed(citation.published_assumed)]
    if citation.note:
        about.append(f"since {citation.note}")
    about += _describe_copies(citation.family)
    about += [] if citation.url else [f"id {citation.article}"]  # by which `delete` and `retract` find it
    _indent(_assemble((", ".join(about), "dim")), console)
    said = [finding for finding in answer.findings if citation.n in finding.citations]
    if citation.quote:
        _indent(_mark(f"“{citation.quote}”", answer, said), console)
    if citation.rights:
        _indent(_assemble((citation.rights, "dim")), console)
    if citation.url:
        link = _clean(citation.link or citation.url)
        _indent(_assemble((citation.url, Style(dim=True, link=link))), console)


def _describe_copies(family: FamilyBody) -> Iterator[str]:
    """Yield how many copies contain the quote word for word, and how many other copies there are."""
    if family.verbatim:
        yield f"also word for word in {family.verbatim} more"
    others = family.copies - family.verbatim
    if others > 0:
        more = "more " if family.verbatim else ""
        yield f"{others} {more}{'copy' if others == 1 else 'copies'} of this article"


def _print_hit(sign: str, hit: HitBody, words: Iterable[str], console: Console) -> None:
    console.print(_assemble(f"{sign} ", (hit.title, "bold")))
    day = format_day(hit.published) + tell_assumed(hit.published_assumed)
    _indent(_assemble((f"{name_source(hit.source)}, {day}, id {hit.article}", "dim")), console)
    _indent(_mark_words(hit.text, words), console)
    if hit.url:
        _indent(_assemble((hit.url, "dim")), console)


def _mark(text: str, answer: AnswerBody, said: Iterable[FindingBody]) -> Text:
    """Return a text with the short answers highlighted, or the words of the question if there are none.

    Highlights are set by position: the text of an article is never parsed as markup.
    """
    if not answer.findings:
        return _mark_words(text, _asked_words(answer.question, answer.corrected))
    marked = _assemble(text)
    for finding in said:
        for start, end in _places(_clean(finding.text), marked.plain):
            marked.stylize(_ANSWERING, start, end)
    return marked


def _mark_words(text: str, words: Iterable[str]) -> Text:
    pattern = "|".join(map(re.escape, words))
    marked = _assemble(text)
    if pattern:
        marked.highlight_regex(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), _ANSWERING)
    return marked


def _places(words: str, text: str) -> list[tuple[int, int]]:
    """Return the spans of some words in a text, with any white space: as whole words, else within other words."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    whole = [match.span() for match in re.finditer(_WHOLE.format(pattern), text)]
    return whole or [match.span() for match in re.finditer(pattern, text)]


def _asked_words(question: str, corrections: Iterable[CorrectionBody]) -> list[str]:
    meant = {one.typed: one.meant for one in corrections}
    words = [meant.get(word, word) for word in _WORD.findall(question)]
    return [
        word
        for position, word in enumerate(words)
        if word.lower() not in _ASKING
        and (len(word) >= _SHORT or word.isdigit() or (position > 0 and word[0].isupper()))
    ]


def _assemble(*parts: str | tuple[str, str | Style]) -> Text:
    """Return parts as one text, without control characters."""
    styled = ((part, "") if isinstance(part, str) else part for part in parts)
    return Text.assemble(*((_clean(part), style) for part, style in styled))


def _clean(text: str) -> str:
    """Return a text without control and invisible characters, except white space.

    The server may not be trusted, and earlier versions of Dateline stored both.
    """
    return drop_invisible(_CONTROLS.sub("", text))


def _indent(text: Text, console: Console) -> None:
    """Print a text indented; lines are wrapped only on a terminal."""
    indented: RenderableType = Padding.indent(text, _INDENT)
    if not console.is_terminal:
        indented = Text("\n").join(Text(" " * _INDENT) + line if line else line for line in text.split("\n"))
    console.print(indented)

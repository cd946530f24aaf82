"""Answers and passages as a reader of a terminal wants them; both come as the wire has them, from here or a server."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import shorten

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from api.wire.answers import AnswerBody, CitationBody, FamilyBody, FindingBody, ResolvedBody
from api.wire.hits import HitBody, SearchBody
from index.text import drop_invisible
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
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WHOLE = r"(?<!\w)(?<!\d[.,]){}(?!\w)(?![.,]\d)"  # neither "art" in "party" nor "12" in "12.5"
_INDENT = 4
_BEGINNING = 300  # characters of a passage that only came near
_WORD = re.compile(r"\w[\w'’-]*")
_SHORT = 4  # shorter words, numbers and names aside, build a question and say nothing of what it is about
_ASKING = {"what", "when", "where", "which", "whom", "whose", "does", "have", "were", "with", "from", "that", "this"}


def print_answer(answer: AnswerBody, console: Console) -> None:
    """Print what answers, the sentences that say so and each source; of a declined question why, and what came near."""
    if answer.status == "declined":
        _print_refusal(answer, console)
        return
    for line in _say_findings(answer):
        console.print(line)
    if answer.findings:
        console.print()
    console.print(_mark(answer.text, answer, answer.findings))
    _warn_of_cut(answer, console)
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


def show_unembedded(number: int) -> str:
    """Return, in brackets behind the passages, how many of them have no vector yet; nothing where each has one."""
    return f" ({number:,} found by words alone until they are embedded)" if number else ""


def format_day(day: date) -> str:
    """Return a day as a reader writes it: 26 January 2015."""
    return f"{day.day} {day:%B} {day.year}"


def format_time(resolved: ResolvedBody) -> str:
    """Return the time that some words mean: 26 January 2015, the week of 26 January 2015, January 2015, 2015."""
    match resolved.precision:
        case "day":
            return format_day(resolved.date)
        case "week":
            return f"the week of {format_day(resolved.date)}"
        case "month":
            return f"{resolved.date:%B} {resolved.date.year}"
        case "year":
            return str(resolved.date.year)


def _say_findings(answer: AnswerBody) -> Iterator[Text]:
    """Yield the lines of the short answers: one, or each of a list, or each with who says so where they disagree."""
    if answer.agreement == "disagree":
        yield Text("The articles differ:")
    for finding in answer.findings:
        sign = "- " if answer.agreement in ("list", "disagree") else ""
        meant = f": {format_time(finding.resolved)}" if finding.resolved else ""
        voices = _voices(finding, answer) if answer.agreement == "disagree" else _markers(finding.citations)
        yield _assemble(sign, (" ".join(finding.text.split()), "bold"), meant, voices)


def _voices(finding: FindingBody, answer: AnswerBody) -> str:
    """Return who says so and when: `, says example-times on 3 March 2015 [1]`."""
    cited = [citation for citation in answer.citations if citation.n in finding.citations]
    said = [f"{one.source} on {format_day(one.published)}{_markers([one.n])}" for one in cited]
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
    console.print(_assemble(known.get(answer.reason or "", f"Declined: {answer.reason}.")))
    _warn_of_cut(answer, console)
    if answer.near:
        console.print("The nearest passages:")
    for hit in answer.near:
        console.print()
        beginning = hit.model_copy(update={"text": shorten(hit.text, _BEGINNING, placeholder=" …")})
        _print_hit("-", beginning, _asked_words(answer.question), console)


def _warn_of_cut(answer: AnswerBody, console: Console) -> None:
    """Say that the time limit cut reading short, where it did."""
    read = answer.read
    if read.passages < read.of:
        console.print(f"Reading was cut short by the time limit: {read.passages} of {read.of} passages were read.")


def _print_citation(citation: CitationBody, answer: AnswerBody, console: Console) -> None:
    console.print(_assemble(f"[{citation.n}] ", (citation.title, "bold")))
    about = [citation.source, format_day(citation.published)]
    if citation.note:
        about.append(f"since {citation.note}")
    about += _say_copies(citation.family)
    _indent(_assemble((", ".join(about), "dim")), console)
    said = [finding for finding in answer.findings if citation.n in finding.citations]
    _indent(_mark(f"“{citation.quote}”", answer, said), console)
    if citation.url:
        link = _clean(citation.link or citation.url)
        _indent(_assemble((citation.url, Style(dim=True, link=link))), console)


def _say_copies(family: FamilyBody) -> Iterator[str]:
    """Yield how many articles carry the quote word for word, and how many more are copies of the one that is cited."""
    if family.verbatim:
        yield f"also word for word in {family.verbatim} more"
    others = family.copies - family.verbatim
    if others > 0:
        more = "more " if family.verbatim else ""
        yield f"{others} {more}{'copy' if others == 1 else 'copies'} of this article"


def _print_hit(sign: str, hit: HitBody, words: Iterable[str], console: Console) -> None:
    console.print(_assemble(f"{sign} ", (hit.title, "bold")))
    _indent(_assemble((f"{hit.source}, {format_day(hit.published)}", "dim")), console)
    _indent(_mark_words(hit.text, words), console)
    if hit.url:
        _indent(_assemble((hit.url, "dim")), console)


def _mark(text: str, answer: AnswerBody, said: Iterable[FindingBody]) -> Text:
    """Return a text in which the short answers are marked, or where there is none the words of the question.

    Marks are set by position: an article's text is never read for markup.
    """
    if not answer.findings:
        return _mark_words(text, _asked_words(answer.question))
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
    """Return where words stand in a text, whatever blanks are between them: whole, or else as part of others."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    whole = [match.span() for match in re.finditer(_WHOLE.format(pattern), text)]
    return whole or [match.span() for match in re.finditer(pattern, text)]


def _asked_words(question: str) -> list[str]:
    words = _WORD.findall(question)
    return [
        word
        for position, word in enumerate(words)
        if word.lower() not in _ASKING
        and (len(word) >= _SHORT or word.isdigit() or (position > 0 and word[0].isupper()))
    ]


def _assemble(*parts: str | tuple[str, str | Style]) -> Text:
    """Return parts as one text, without what a terminal would obey."""
    styled = ((part, "") if isinstance(part, str) else part for part in parts)
    return Text.assemble(*((_clean(part), style) for part, style in styled))


def _clean(text: str) -> str:
    """Return a text without control and invisible characters, blanks and line breaks aside: a server may be anyone's.

    An earlier Dateline stored both.
    """
    return drop_invisible(_CONTROLS.sub("", text))


def _indent(text: Text, console: Console) -> None:
    """Print a text under its headline; a pipe gets each of its lines whole."""
    indented: RenderableType = Padding.indent(text, _INDENT)
    if not console.is_terminal:
        indented = Text("\n").join(Text(" " * _INDENT) + line if line else line for line in text.split("\n"))
    console.print(indented)

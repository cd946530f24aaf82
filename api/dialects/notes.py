"""What a message says besides the sentences: the question as it was asked, corrections, and short answers.

A client sends the message back with the next question; `split_notes` takes it apart again.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from api.wire.words import DISAGREEMENT, format_period, is_unsure, name_source, say_correction, say_doubt
from qa.language.polarity import Polarity
from qa.types import Agreement, Answer, Citation, Found, ShortAnswer

Write = Callable[[str], str]
"""Writes a text as a part of the message: escaped, in bold, in italics."""

_ASKED = "Asked as:"
_SHORT, _SEVERAL = "Short answer:", "Short answers:"
_UNSURE = ("Perhaps:", "Unlikely:")
_ONE_UNSURE = ("perhaps ", "unlikely: ")
_OPENING = re.compile(
    rf"\A(?:\*(?:[^*\\]|\\.)+\*\n\n|{_ASKED} [^\n]*\n\n)?(?:(?:Searched for [^\n]* instead of [^\n]*\.\n)+\n)?"
)
_POLARITY = re.compile(rf"\A(?:{'|'.join(re.escape(one.words) for one in Polarity)}) ")
_HEADS = "|".join((_SHORT, _SEVERAL, *_UNSURE, DISAGREEMENT))
_CLOSING = re.compile(rf"\n\n(?:\*\*)?({_HEADS})(?:\*\*)?\s(.*)\Z", re.DOTALL)
_MEANT = re.compile(r" \((?:the week of )?(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}\)\Z")  # as `format_period` writes it


def write_opening(found: Found, escape: Write, emphasise: Write | None) -> str:
    """Return what comes before the sentences: the whole question of a follow-up, and corrected words.

    `emphasise` writes in italics; it is None in plain text, where the question has a label instead.
    """
    asked = ""
    if found.asked:
        asked = emphasise(escape(found.asked)) if emphasise else f"{_ASKED} {found.asked}"
    corrected = "\n".join(escape(say_correction(one.typed, one.meant)) for one in found.corrected)
    return "".join(f"{part}\n\n" for part in (asked, corrected) if part)


def write_closing(answer: Answer, escape: Write, embolden: Write, mark: Callable[[Citation], str]) -> str:
    """Return what comes after the sentences: the short answers, which are known once all sentences are verified.

    Nothing is said where whole sentences answer, or where a sentence is the short answer and it is not uncertain.
    """
    if not answer.findings or _is_said(answer):
        return ""
    if answer.agreement is Agreement.DISAGREE:
        lines = [f"- {_write_rival(one, answer, escape, mark)}" for one in newest_first(answer)]
        return "\n\n" + "\n".join([embolden(DISAGREEMENT), "", *lines])
    if len(answer.findings) == 1:
        (only,) = answer.findings
        doubt = say_doubt(only.confidence)
        head = f"{doubt}:" if doubt else _SHORT
        return f"\n\n{embolden(head)} {_write_one(only, answer, escape, mark)}"
    each = [f"{_doubt_one(one)}{_write_one(one, answer, escape, mark)}" for one in answer.findings]
    return f"\n\n{embolden(_SEVERAL)} {'; '.join(each)}"


def split_notes(message: str) -> tuple[str, str | None, bool]:
    """Return the sentences of a message, as they were written, its short answer, and whether that is uncertain.

    The short answer is None if there is not just one; of several, the first tells whether they are uncertain, and
    answers that contradict each other are.
    """
    said = _POLARITY.sub("", _OPENING.sub("", message))
    closing = _CLOSING.search(said)
    if closing is None:
        return said, None, False
    short = closing[2] if closing[1] in (_SHORT, *_UNSURE) else None
    unsure = closing[1] == _SEVERAL and closing[2].startswith(_ONE_UNSURE)
    return said[: closing.start()], short, unsure or closing[1] in (*_UNSURE, DISAGREEMENT)


def drop_period(short: str) -> str:
    """Return a short answer without the period that its words mean."""
    return _MEANT.sub("", short)


def newest_first(answer: Answer) -> list[ShortAnswer]:
    """Return the short answers, those of the newest articles first."""
    return sorted(answer.findings, key=lambda one: _newest(one, answer), reverse=True)


def _newest(finding: ShortAnswer, answer: Answer) -> datetime:
    return max(citation.published for citation in _cited(finding, answer))


def _is_said(answer: Answer) -> bool:
    """Return whether a sentence is the short answer, and nothing has to be added to it."""
    if len(answer.findings) > 1:
        return False
    (only,) = answer.findings
    said = {sentence.text.rstrip(".") for sentence in answer.sentences}
    return not only.resolved and not is_unsure(only.confidence) and _line(only).rstrip(".") in said


def _doubt_one(finding: ShortAnswer) -> str:
    """Return what introduces one of several short answers: `perhaps 412`, `unlikely: 412`."""
    match say_doubt(finding.confidence):
        case "Perhaps":
            return _ONE_UNSURE[0]
        case "Unlikely":
            return _ONE_UNSURE[1]
    return ""


def _write_one(finding: ShortAnswer, answer: Answer, escape: Write, mark: Callable[[Citation], str]) -> str:
    marks = [marker for citation in _cited(finding, answer) if (marker := mark(citation))]
    return " ".join([escape(_say(finding)), *marks])


def _write_rival(finding: ShortAnswer, answer: Answer, escape: Write, mark: Callable[[Citation], str]) -> str:
    """Return one of several contradicting answers with the articles that say so: `412: post, 2015-01-26 [1]`."""
    sources = [
        f"{escape(name_source(citation.source))}, {citation.published:%Y-%m-%d} {mark(citation)}".rstrip()
        for citation in sorted(_cited(finding, answer), key=lambda one: one.published, reverse=True)
    ]
    return f"{escape(_say(finding))}: {'; '.join(sources)}"


def _say(finding: ShortAnswer) -> str:
    """Return a short answer, with the period that its words mean: `Monday (26 January 2015)`."""
    meant = finding.resolved
    return _line(finding) + (f" ({format_period(meant.day, meant.precision)})" if meant else "")


def _line(finding: ShortAnswer) -> str:
    return " ".join(finding.text.split())


def _cited(finding: ShortAnswer, answer: Answer) -> Iterator[Citation]:
    return (citation for citation in answer.citations if citation.n in finding.citations)

"""Figures that a sentence gives in place of others: of "rose to five from four", five holds, and four did before.

A reader takes either, since both stand where the question wants a number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Span
from qa.findings.finding import Extract
from qa.language.amount import read_amount
from qa.language.english.findings import revisions as english
from qa.proof.sentence import sentence_at, text_at
from qa.question import Kind, Understood


@dataclass(frozen=True, slots=True)
class Revision:
    """Two figures of one sentence as spans in it: the later one, and the one that held before."""

    later: Span
    earlier: Span
    since: frozenset[str]

    def touches(self, start: int, end: int) -> bool:
        """Return whether a span shares a character with either figure."""
        return any(one.start < end and start < one.end for one in (self.later, self.earlier))


def follow_revisions(extracts: Sequence[Extract], asked: Understood) -> list[Extract]:
    """Return extracts with the figure that is asked for in place of the other one of its sentence.

    That is the later figure, unless the question asks what was before, or names the time of the earlier one. A question
    for the difference is left alone.
    """
    if asked.kind is not Kind.NUMBER or english.ASKS_CHANGE.search(asked.text):
        return list(extracts)
    best: dict[tuple[str, int, Span], Extract] = {}
    for one in (_follow(extract, asked.text) for extract in extracts):
        key = (one.hit.passage.article, one.hit.passage.version, one.span)
        best[key] = max(one, best.get(key, one), key=lambda extract: extract.score)
    return list(best.values())


def _follow(extract: Extract, question: str) -> Extract:
    """Return the extract, or the figure of its sentence that the question asks for instead."""
    here = sentence_at(extract.hit, extract.span)
    start, end = extract.span.start - here.start, extract.span.end - here.start
    revision = read_revision(text_at(extract.hit, here), start, end)
    if revision is None:
        return extract
    before = english.ASKS_EARLIER.search(question) or revision.since & _times_in(question)
    wanted = revision.earlier if before else revision.later
    if wanted.start <= start and end <= wanted.end:
        return extract
    span = Span(here.start + wanted.start, here.start + wanted.end)
    return replace(extract, span=span, text=text_at(extract.hit, span))


def read_revision(sentence: str, start: int, end: int) -> Revision | None:
    """Return the two figures of a sentence of which a span is one; None where it tells of no such change."""
    for pattern in english.PATTERNS:
        for match in pattern.finditer(sentence):
            revision = Revision(Span(*match.span("later")), Span(*match.span("earlier")), _since(sentence, match))
            if revision.touches(start, end) and _compares(match) and not _is_ahead(sentence, match):
                return revision
    return None


def _compares(match: re.Match[str]) -> bool:
    """Return whether both figures are amounts in one unit, and no years."""
    later, earlier = (read_amount(f"{match[name]}{_word_behind(match, name)}") for name in ("later", "earlier"))
    if later is None or earlier is None or any(map(english.YEAR.fullmatch, (match["later"], match["earlier"]))):
        return False
    return later.unit == earlier.unit or later.unit is None or earlier.unit is None


def _word_behind(match: re.Match[str], name: str) -> str:
    """Return the word behind a figure, which may be its unit."""
    found = re.match(r"[\s-][^\W\d]+", match.string[match.end(name) :])
    return found.group() if found else ""


def _is_ahead(sentence: str, match: re.Match[str]) -> bool:
    """Return whether the change has not come yet, so that the earlier figure holds."""
    return english.UNREAL.search(sentence[: match.start("verb")]) is not None


def _since(sentence: str, match: re.Match[str]) -> frozenset[str]:
    """Return the times that stand behind the earlier figure: of "four in March", March."""
    end = match.end("earlier")
    stop = match.start("later") if match.start("later") > end else end + 40
    return _times_in(re.split(r"[,;]", sentence[end:stop])[0])


def _times_in(text: str) -> frozenset[str]:
    return frozenset(one.lower() for one in english.TIME.findall(text))

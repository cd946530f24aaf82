"""Which findings are shown: the best alone, several that hold together, or several of which only one can be right."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.types import Span
from qa.findings.agreement import FURTHER_VOICE, pool, sentence_of, voices
from qa.findings.finding import Extract, Finding
from qa.findings.meaning import Meaning, read_meaning
from qa.language.words import normalise_answer
from qa.proof.sentence import text_at
from qa.question import Kind, Understood
from qa.types import Agreement


@dataclass(frozen=True, slots=True)
class Margins:
    """How far, in log odds, a finding may lie below the best one to be shown beside it."""

    rival: float = 1.2
    """Where only one of them can be right."""
    member: float = 1.0
    """Where the question asks for several."""
    further: float = 1.5
    """As a sentence more, that is not said to answer."""


MARGINS = Margins()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The findings that answer, the first one first, how they stand to each other, and others worth a sentence."""

    findings: tuple[Finding, ...]
    agreement: Agreement
    further: tuple[Finding, ...] = ()


_WHICH = re.compile(
    r"\b(?:which|what) (?!(?:is|was|are|were|did|does|do|has|have|had|will|would|can|could|should|might|happens"
    r"|\w+ed)\b)\w+",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:,\s*(?:and|or)\b|,|;|\band\b|\bor\b|&)\s*")
_BETWEEN = re.compile(r"\s*(?:,|;|,?\s*\b(?:and|or|as well as)\b|&)\s*(?:(?:the|an?)\s+)?")
_WORDS_OF_PART = 6


def choose(findings: Sequence[Finding], asked: Understood, margins: Margins = MARGINS) -> Chosen:
    """Choose what to show of the findings of a question, which come the likeliest first."""
    if not findings:
        return Chosen((), Agreement.SINGLE)
    if asked.wants_list and len(members := _members(findings, margins.member)) > 1:
        return Chosen(tuple(members), Agreement.LIST)
    if asked.wants_list:
        return Chosen(tuple(members), Agreement.SINGLE)
    rivals = _rivals(findings, asked, margins.rival)
    if len(rivals) > 1:
        return Chosen(tuple(rivals if asked.dated else _newest_first(rivals, asked.kind)), Agreement.DISAGREE)
    least = findings[0].score - margins.further
    return Chosen((findings[0],), Agreement.SINGLE, tuple(one for one in findings[1:] if one.score >= least))


def _rivals(findings: Sequence[Finding], asked: Understood, margin: float) -> list[Finding]:
    """Return the best finding and those nearly as strong that it excludes, each by articles of its own."""
    best = findings[0]
    rivals, meanings = [best], [_meaning(best, asked.kind)]
    if asked.kind is Kind.THING and not _WHICH.search(asked.text):
        return rivals
    for finding in findings[1:]:
        apart = _keep(finding, lambda extract: all(_apart(extract, rival, asked.kind) for rival in rivals))
        if apart is None or apart.score < best.score - margin:
            continue
        meaning = _meaning(apart, asked.kind)
        if all(meaning.excludes(known) for known in meanings):
            rivals.append(apart)
            meanings.append(meaning)
    return rivals


def _apart(extract: Extract, rival: Finding, kind: Kind) -> bool:
    """Tell whether an extract is another article's word against a finding, and not of one sentence with it.

    A sentence that holds two names tells how they belong together, one that holds two numbers tells them apart.
    """
    if extract.hit.passage.article in {other.hit.passage.article for other in rival.extracts}:
        return False
    sentence, others = sentence_of(extract), {sentence_of(other) for other in rival.extracts}
    if sentence in others:
        return False
    if kind in (Kind.NUMBER, Kind.DATE):
        return True
    return rival.text not in sentence and all(extract.text not in other for other in others)


def _newest_first(rivals: Sequence[Finding], kind: Kind) -> Sequence[Finding]:
    """Return numbers that rise from day to day with the newest first, any others as they stand.

    A number is as old as the first article that gives it: later ones may still recall it.
    """
    if kind is not Kind.NUMBER:
        return rivals
    dated = sorted(rivals, key=_first_published)
    values = [amount.value for one in dated if (amount := _meaning(one, kind).amount)]
    times = [_first_published(one) for one in dated]
    rises = len(values) == len(dated) and _strictly_rises(values) and _strictly_rises(times)
    return dated[::-1] if rises else rivals


def _strictly_rises(values: Sequence[float] | Sequence[datetime]) -> bool:
    return len(set(values)) == len(values) and list(values) == sorted(values)


def _first_published(finding: Finding) -> datetime:
    return min(extract.hit.head.published for extract in finding.extracts)


def _members(findings: Sequence[Finding], margin: float) -> list[Finding]:
    """Return the findings that together answer a question for several; an enumeration is one of them, whole."""
    near = [finding for finding in findings if finding.score >= findings[0].score - margin]
    near.sort(key=lambda finding: not _enumerates(finding.text))  # before its own parts, which it then covers
    members: list[Finding] = []
    for finding in near:
        apart = _keep(
            finding, lambda extract: not any(extract.overlaps(other) for one in members for other in one.extracts)
        )
        if apart and not any(_holds(member.text, apart.text) for member in members):
            members.append(apart)
    return _joined(sorted(members, key=lambda finding: -finding.score))


def _joined(members: Sequence[Finding]) -> list[Finding]:
    """Return the findings with those that stand in a row in one sentence, "A", "B" and "C", as one: "A, B and C"."""
    lead = members[0].extracts[0]
    here = {place: extract for place, one in enumerate(members) if (extract := _beside(one, lead))}
    row = {place: here[place] for place in _run(here, lead)}
    if len(row) < 2:
        return list(members)
    span = Span(min(e.span.start for e in row.values()), max(e.span.end for e in row.values()))
    whole = Extract(lead.hit, span, text_at(lead.hit, span), lead.score)
    first = replace(members[0], text=whole.text, extracts=(whole,))
    return [first, *(one for place, one in enumerate(members) if place not in row)]


def _beside(finding: Finding, lead: Extract) -> Extract | None:
    """Return the extract of a finding that stands in the passage of another."""
    return next((extract for extract in finding.extracts if extract.hit.passage == lead.hit.passage), None)


def _run(here: dict[int, Extract], lead: Extract) -> list[int]:
    """Return which extracts stand in a row with `lead`, with nothing between them but what parts a list."""
    ordered = sorted(here, key=lambda place: here[place].span.start)
    runs: list[list[int]] = []
    for place in ordered:
        gap = Span(here[runs[-1][-1]].span.end, here[place].span.start) if runs else None
        if gap and _BETWEEN.fullmatch(text_at(lead.hit, gap)):
            runs[-1].append(place)
        else:
            runs.append([place])
    return next((run for run in runs if any(here[place] is lead for place in run)), [])


def _enumerates(text: str) -> bool:
    """Tell whether a text is a list of short things: "A, B and C", "A and B", but not "Paris, France"."""
    parts = [part for part in _PART.split(text) if part]
    short = all(len(part.split()) <= _WORDS_OF_PART for part in parts)
    return short and len(parts) > (1 if re.search(r"\b(?:and|or)\b|[;&]", text) else 2)


def _holds(text: str, part: str) -> bool:
    return f" {normalise_answer(part)} " in f" {normalise_answer(text)} "


def _keep(finding: Finding, wanted: Callable[[Extract], bool]) -> Finding | None:
    """Return a finding by those of its extracts that are wanted, weighed anew; None where there is none."""
    kept = tuple(extract for extract in finding.extracts if wanted(extract))
    if len(kept) == len(finding.extracts):
        return finding
    if not kept:
        return None
    score = pool((voice.score for voice in voices(kept)), FURTHER_VOICE)
    return replace(finding, text=kept[0].text, extracts=kept, score=min(score, finding.score))


def _meaning(finding: Finding, kind: Kind) -> Meaning:
    return read_meaning(finding.extracts[0], kind)

"""Choose which findings to show: the best alone, all parts of a list, or those that contradict each other."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.types import Span
from qa.findings.comparison.agreement import score_together, sentence_of
from qa.findings.comparison.likeness import says_of_it
from qa.findings.comparison.meaning import Meaning, read_meaning
from qa.findings.enumeration import complete_enumeration, find_companions
from qa.findings.finding import Extract, Finding
from qa.findings.weights import parameters
from qa.language.plural import read_count
from qa.language.words import normalise_answer
from qa.proof.sentence import text_at
from qa.question import Kind, Understood
from qa.types import Agreement


@dataclass(frozen=True, slots=True)
class Chosen:
    """The findings to show as answers, how they agree, and further ones to show as sentences alone."""

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
_COUNTED = 1.0  # log odds by which one of "which four teams" may be less likely than where none says how many
_WORDS_OF_PART = 6  # of one part of an enumeration, at most; chosen by hand, not measured


def choose(findings: Sequence[Finding], asked: Understood) -> Chosen:
    """Choose what to show of the findings of a question, which come in descending order of score."""
    if not findings:
        return Chosen((), Agreement.SINGLE)
    if asked.wants_list:
        count = read_count(asked.text)
        members = _members(findings, parameters().member_margin + (_COUNTED if count else 0.0))[:count]
        return Chosen(tuple(members), Agreement.LIST if len(members) > 1 else Agreement.SINGLE)
    rivals = _rivals(findings, asked, parameters().rival_margin)
    if len(rivals) > 1:
        return Chosen(tuple(rivals), Agreement.DISAGREE)
    least = findings[0].score - parameters().further_margin
    return Chosen((findings[0],), Agreement.SINGLE, tuple(one for one in findings[1:] if one.score >= least))


def _rivals(findings: Sequence[Finding], asked: Understood, margin: float) -> list[Finding]:
    """Return the best finding and those within the margin that contradict it, each from articles of its own."""
    best = findings[0]
    rivals, meanings = [best], [_meaning(best, asked.kind)]
    if (asked.kind is Kind.THING and not _WHICH.search(asked.text)) or not says_of_it(best.extracts[0], asked):
        return rivals
    for finding in findings[1:]:
        apart = _keep(finding, lambda extract: _contradicts(extract, rivals, asked))
        if apart is None or apart.score < best.score - margin:
            continue
        meaning = _meaning(apart, asked.kind)
        if all(meaning.excludes(known) for known in meanings):
            rivals.append(apart)
            meanings.append(meaning)
    return rivals


def _contradicts(extract: Extract, rivals: Sequence[Finding], asked: Understood) -> bool:
    """Return whether an extract is about the same thing as findings at the same time, and from other articles."""
    if not says_of_it(extract, asked):
        return False
    if asked.kind is Kind.NUMBER and any(_is_of_another_day(extract, rival) for rival in rivals):
        return False
    return all(_apart(extract, rival, asked.kind) for rival in rivals)


def _is_of_another_day(extract: Extract, rival: Finding) -> bool:
    """Return whether a number was published on other days than a finding: it tells how things went on."""
    days = {other.hit.head.published.date() for other in rival.extracts}
    return extract.hit.head.published.date() not in days


def _apart(extract: Extract, rival: Finding, kind: Kind) -> bool:
    """Return whether an extract comes from another article than a finding, and its sentence does not hold both.

    Two names in one sentence belong together; two numbers in one sentence are about different things.
    """
    if extract.hit.passage.article in {other.hit.passage.article for other in rival.extracts}:
        return False
    sentence, others = sentence_of(extract), {sentence_of(other) for other in rival.extracts}
    if sentence in others:
        return False
    if kind in (Kind.NUMBER, Kind.DATE):
        return True
    return rival.text not in sentence and all(extract.text not in other for other in others)


def _members(findings: Sequence[Finding], margin: float) -> list[Finding]:
    """Return the findings that together answer a question for several; an enumeration stays one finding."""
    near = [complete_enumeration(one) for one in findings if one.score >= findings[0].score - margin]
    near[1:1] = find_companions(near[0])
    near.sort(key=lambda finding: not enumerates(finding.text))  # before its parts, so that it replaces them
    members: list[Finding] = []
    for finding in near:
        apart = _keep(
            finding, lambda extract: not any(extract.overlaps(other) for one in members for other in one.extracts)
        )
        if apart and not any(_holds(member.text, apart.text) for member in members):
            members.append(apart)
    return _of_one_row(_joined(sorted(members, key=lambda finding: -finding.score)))


def _of_one_row(members: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those beside a row of names that are no row, or that repeat one of its names.

    Where a sentence enumerates what is asked for, a single name elsewhere is seldom one more of them.
    """
    first, *others = members
    if not enumerates(first.text):
        return list(members)
    return [first, *(one for one in others if enumerates(one.text) and not _share_name(first.text, one.text))]


def _share_name(row: str, other: str) -> bool:
    """Return whether one of two rows has a name of the other, in full or its end: "Lorn" of "Ada Lorn"."""
    pairs = ((row, other), (other, row))
    return any(_holds(text, part) for text, parts in pairs for part in _PART.split(parts) if part)


def _joined(members: Sequence[Finding]) -> list[Finding]:
    """Join the findings that one sentence enumerates: "A", "B" and "C" of "A, B and C" become one finding."""
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
    """Return the extract of a finding in the same passage as another extract."""
    return next((extract for extract in finding.extracts if extract.hit.passage == lead.hit.passage), None)


def _run(here: dict[int, Extract], lead: Extract) -> list[int]:
    """Return the keys of the extracts in one enumeration with `lead`: only commas or conjunctions lie between them."""
    ordered = sorted(here, key=lambda place: here[place].span.start)
    runs: list[list[int]] = []
    for place in ordered:
        gap = Span(here[runs[-1][-1]].span.end, here[place].span.start) if runs else None
        if gap and _BETWEEN.fullmatch(text_at(lead.hit, gap)):
            runs[-1].append(place)
        else:
            runs.append([place])
    return next((run for run in runs if any(here[place] is lead for place in run)), [])


def enumerates(text: str) -> bool:
    """Return whether a text enumerates short things: "A, B and C", "A and B", but not "Paris, France"."""
    parts = [part for part in _PART.split(text) if part]
    short = all(len(part.split()) <= _WORDS_OF_PART for part in parts)
    return short and len(parts) > (1 if re.search(r"\b(?:and|or)\b|[;&]", text) else 2)


def _holds(text: str, part: str) -> bool:
    return f" {normalise_answer(part)} " in f" {normalise_answer(text)} "


def _keep(finding: Finding, wanted: Callable[[Extract], bool]) -> Finding | None:
    """Return a finding reduced to the wanted extracts, with a new score; None where no extract is wanted."""
    kept = tuple(extract for extract in finding.extracts if wanted(extract))
    if len(kept) == len(finding.extracts):
        return finding
    if not kept:
        return None
    return replace(finding, text=kept[0].text, extracts=kept, score=min(score_together(kept), finding.score))


def _meaning(finding: Finding, kind: Kind) -> Meaning:
    return read_meaning(finding.extracts[0], kind)

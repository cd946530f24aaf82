"""Who came after somebody in an office: the first whom later articles say to hold it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from index.types import Hit
from qa.findings.finding import Finding
from qa.findings.persons.holders import Holder, Statement, statements_of
from qa.language.english.world.offices import WAS
from qa.language.office import Office, ends, find_office, read_succession
from qa.proof.sentence import sentence_at, sentences_of, text_at
from qa.question import Understood

_OVERLAP = timedelta(days=3)
"""For which articles still call one the holder of an office that she has left."""


def find_successor(asked: Understood, hits: Sequence[Hit], findings: Sequence[Finding]) -> Holder | None:
    """Return who came after the one whom a question names, by the passages; None where it asks for no successor."""
    succession = read_succession(asked.text)
    office = office_asked(asked, hits)
    if succession is None or office is None:
        return None
    score = max((finding.score for finding in findings), default=0.0)
    stated = sorted(statements_of(hits, office, score), key=lambda one: one.published)
    since = left_at(succession.surname, office, hits)
    if since is None:
        return None
    before = {one.surname for one in stated if one.published.date() < since.date()}
    later = [
        one
        for one in stated
        if not one.ended
        and one.surname not in before | {succession.surname}
        and one.published.date() >= since.date()
        and (office.body or succession.surname in f"{one.extract.hit.head.title} {one.extract.hit.text}")
        and not WAS.match(text_at(one.extract.hit, sentence_at(one.extract.hit, one.extract.span)), _place(one))
    ]
    counts = Counter(one.surname for one in later)
    if not counts:
        return None
    surname, _ = counts.most_common(1)[0]
    named = [one.extract for one in later if one.surname == surname]
    named.sort(key=lambda extract: -len(extract.text.split()))  # the full name first, of these the first article
    return Holder(Finding(named[0].text, tuple(named), named[0].score))


def office_asked(asked: Understood, hits: Sequence[Hit]) -> Office | None:
    """Return the office in which a successor is asked for: that of the question, or that of the one who left it.

    The country is that of the passages where the question names none.
    """
    succession = read_succession(asked.text)
    if succession is None or (succession.office and succession.office.body):
        return succession.office if succession else None
    texts = [text_at(hit, one) for hit in hits for one in sentences_of(hit)]
    held = find_office(succession.surname, texts)
    if succession.office is None or (held and held.title == succession.office.title):
        return held
    return succession.office


def left_at(surname: str, office: Office, hits: Sequence[Hit]) -> datetime | None:
    """Return when the passages first say that a person left an office, after they last name her as its holder."""
    held = [one.published for one in statements_of(hits, office, 0.0) if one.surname == surname and not one.ended]
    last = max(held, default=None)
    said = [
        hit.head.published for hit in hits if any(ends(text_at(hit, one), surname, office) for one in sentences_of(hit))
    ]
    return min((time for time in said if last is None or time >= last - _OVERLAP), default=last)


def _place(one: Statement) -> int:
    """Return where the name ends in its sentence."""
    return one.extract.span.end - sentence_at(one.extract.hit, one.extract.span).start

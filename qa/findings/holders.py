"""Who holds an office at a time: the newest article that says so, unless a later one says that it ended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.types import Hit, Span
from qa.findings.finding import Extract, Finding
from qa.language.office import Office, ends, find_holdings, read_office, reports_from, surname_of
from qa.proof.sentence import sentences_of, text_at
from qa.question import Understood


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office by the articles: the finding, and whether the last one known has left it."""

    finding: Finding
    left: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """That a passage names somebody as the holder of an office, or as one who held it."""

    extract: Extract
    ended: bool
    attached: bool

    @property
    def surname(self) -> str:
        """Return the surname of the one who is named."""
        return surname_of(self.extract.text)

    @property
    def published(self) -> datetime:
        """Return when the article was published."""
        return self.extract.hit.head.published


def find_holder(asked: Understood, hits: Sequence[Hit], findings: Sequence[Finding]) -> Holder | None:
    """Return who holds the office that a question asks about; None where it asks for none, or no article says who.

    The sentence of the newest article comes first. Where everybody known has left, it is the last of them and the
    sentence that says so.
    """
    office = read_office(asked.text)
    if office is None:
        return None
    score = max((finding.score for finding in findings), default=0.0)
    stated = sorted(statements_of(hits, office, score), key=lambda one: one.published, reverse=True)
    # "President Ada Lorn spoke with Russia" says nothing of who leads Russia, unless she is called its president too.
    sure = {one.surname for one in stated if one.attached}
    stated = [one for one in stated if one.surname in sure]
    for statement in (one for one in stated if not one.ended):
        if _leaving(statement, hits, office) is None:
            same = [one for one in stated if one.surname == statement.surname and not one.ended]
            return Holder(_finding(same))
    for statement in stated:
        if left := _leaving(statement, hits, office):
            return Holder(Finding(left.text, (left,), left.score), left=True)
    return None


def _finding(statements: Sequence[Statement]) -> Finding:
    """Return one finding of the statements, the newest day's first and of these the fullest name."""
    newest = statements[0].published.date()
    ordered = sorted(statements, key=lambda one: (-one.published.toordinal(), -len(one.extract.text)))
    first = next(one for one in ordered if one.published.date() == newest)
    extracts = tuple(one.extract for one in ordered)
    return Finding(first.extract.text, extracts, first.extract.score)


def statements_of(hits: Sequence[Hit], office: Office, score: float) -> Iterator[Statement]:
    """Yield whom the passages name as holders of an office, with the log odds of each extract."""
    for hit in hits:
        context = hit.head.title
        for sentence in sentences_of(hit):
            text = text_at(hit, sentence)
            for one in find_holdings(text, office, context):
                name = re.sub(r"[’']s?$", "", text[one.start : one.end])
                span = Span(sentence.start + one.start, sentence.start + one.start + len(name))
                attached = one.attached or reports_from(hit.text, office)
                yield Statement(Extract(hit, span, text_at(hit, span), score), one.ended, attached)


def _leaving(statement: Statement, hits: Sequence[Hit], office: Office) -> Extract | None:
    """Return the name in a sentence that says, then or later, that a person left office."""
    for hit in sorted(hits, key=lambda hit: hit.head.published, reverse=True):
        if hit.head.published < statement.published:
            break
        for sentence in sentences_of(hit):
            text = text_at(hit, sentence)
            if statement.surname in text and ends(text, statement.surname, office):
                start = sentence.start + text.index(statement.surname)
                span = Span(start, start + len(statement.surname))
                return Extract(hit, span, statement.surname, statement.extract.score)
    return None

"""Who holds an office at a time: the newest article that says so, unless a later one says that it ended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.types import Hit, Span
from qa.findings.finding import Extract, Finding
from qa.language.english.world import offices as english
from qa.language.office import Office, ends, find_holdings, read_office, reports_from, surname_of
from qa.proof.sentence import sentence_at, sentences_of, text_at
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
    return find_holder_of(office, hits, max((finding.score for finding in findings), default=0.0)) if office else None


def find_holder_of(office: Office, hits: Sequence[Hit], score: float = 0.0) -> Holder | None:
    """Return who holds an office by the passages, with the log odds of the finding; None where none says who."""
    found = _find(office, hits, score)
    return found if found or not office.second else _find(replace(office, title=office.second), hits, score)


def _find(office: Office, hits: Sequence[Hit], score: float) -> Holder | None:
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
            follower = _follower(left)
            last = follower or left
            return Holder(Finding(last.text, (last,), last.score), left=follower is None)
    return None


def _follower(left: Extract) -> Extract | None:
    """Return who took the place of one who left, by the sentence that says so or the next; None where neither does."""
    sentence = sentence_at(left.hit, left.span)
    following = next((one for one in sentences_of(left.hit) if one.start >= sentence.end), sentence)
    text = text_at(left.hit, Span(sentence.start, following.end))
    found = english.FOLLOWS.search(text[: left.span.start - sentence.start]) or english.SUCCEEDED_BY.search(text)
    name = next((name for name in ("name", "by", "will") if found and found.groupdict().get(name)), None)
    if found is None or name is None or surname_of(found[name]) == left.text:
        return None
    span = Span(sentence.start + found.start(name), sentence.start + found.end(name))
    return replace(left, span=span, text=text_at(left.hit, span))


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

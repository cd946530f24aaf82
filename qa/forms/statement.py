"""Sentences of passages as statements: without datelines, captions and links, and as drafts that cite them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from index.catalogue.snapshot import Snapshot
from index.passages.chunking import split_sentences
from index.text import normalise_line
from index.types import Hit, Span
from qa.language.english.forms import statements as english
from qa.language.orders import is_order
from qa.proof.citation import cite, count_copies
from qa.proof.sentence import leans
from qa.proof.verify import Claim, Draft, Proof
from qa.types import Citation, Family

_Item = TypeVar("_Item")

_WORD = re.compile(r"\w[\w’'.-]*\w|\w")
_SHORTEST, _LONGEST = 5, 90  # words of a sentence that states something


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence at `span` of the version that `hit` is a passage of, without the dateline before it.

    `before` is the text of the sentence before it; `place` counts the sentences of the passage.
    """

    hit: Hit
    span: Span
    text: str
    before: str = ""
    place: int = 0

    @property
    def published(self) -> datetime:
        """Return when its article was published."""
        return self.hit.head.published

    @property
    def article(self) -> str:
        """Return the article that it is from."""
        return self.hit.passage.article


def by_article(hits: Sequence[Hit]) -> list[Hit]:
    """Return the first passage of each article, in the order of the hits."""
    return first_of_each(hits, lambda hit: hit.passage.article)


def first_of_each(items: Iterable[_Item], name: Callable[[_Item], str]) -> list[_Item]:
    """Return the first item of each name, in the order given."""
    first: dict[str, _Item] = {}
    for item in items:
        first.setdefault(name(item), item)
    return list(first.values())


def read_whole(hit: Hit, snapshot: Snapshot, most: int | None = None) -> Hit:
    """Return the article of a passage as one passage, or its first `most` code points."""
    passage = hit.passage
    text = (snapshot.text_of(passage.article, passage.version) or "")[:most]
    return replace(hit, passage=replace(passage, start=0, end=len(text)), text=text)


def read_statements(hits: Iterable[Hit]) -> Iterator[Statement]:
    """Yield the sentences of passages that state something, each text once."""
    seen: set[str] = set()
    for hit in hits:
        before, place = "", 0
        for span in split_sentences(hit.text, hit.head.language):
            one = _trim(hit, span, before, place)
            if _states(one) and one.text not in seen:
                seen.add(one.text)
                place += 1
                yield one
            before = one.text


def _trim(hit: Hit, span: Span, before: str, place: int) -> Statement:
    """Return a sentence without its dateline: "KYIV, Ukraine (AP) — "."""
    text = hit.text[span.start : span.end]
    dateline = english.DATELINE.match(text)
    skipped = dateline.end() if dateline else 0
    start = hit.passage.start + span.start + skipped
    return Statement(hit, Span(start, hit.passage.start + span.end), text[skipped:], before, place)


def _states(one: Statement) -> bool:
    """Return whether a sentence is one: no headline, caption, byline, question or order to a model."""
    words = _WORD.findall(one.text)
    ends = one.text.rstrip().endswith((".", "!", ".”", '."', "”", '"', ".)", ".’", "…"))
    long_enough = len(words) >= _SHORTEST or english.SHORT.match(one.text) is not None
    fits = ends and long_enough and len(words) <= _LONGEST and not english.JUNK.search(one.text)
    return fits and not is_order(one.text)


def quote_of(one: Statement, *, whole: bool = True) -> Span:
    """Return what to quote of a statement: with the sentence before it where it leans on that, if `whole`."""
    if not (whole and leans(one.text) and one.before):
        return one.span
    start = one.hit.text.rfind(one.before, 0, one.span.start - one.hit.passage.start)
    return Span(one.hit.passage.start + start, one.span.end) if start >= 0 else one.span


def cite_statement(one: Statement, span: Span, hits: Sequence[Hit], independent: int = 1) -> Citation:
    """Return the citation of a span of the statement's passage."""
    start = one.hit.passage.start
    quote = one.hit.text[span.start - start : span.end - start]
    return cite(one.hit, span, Family(independent, count_copies(quote, one.hit, hits)))


def draft_of(citation: Citation) -> Draft:
    """Return the draft that says a quote."""
    return Draft(normalise_line(citation.quote), (citation,))


def claim_of(text: str, citation: Citation, confidence: float) -> Claim:
    """Return the claim that words of a quote answer."""
    return Claim((Proof(text, citation),), confidence)

"""How much of a source's text may be shown: all of it, a little around the words that answer, or nothing.

Citations and passages are cut just before they are shown, so that a setting holds for what was kept before it. Offsets
are those of what is shown: `version.text[start:end] == quote` holds of an empty quote, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from index.text import normalise_line
from index.types import Hit
from qa.proof.link import link_to
from qa.types import Answer, Citation, Found, Perhaps, Proved, SearchResult, Sentence, ShortAnswer, Step

SHORT = 200
"""How many characters of a text are shown at most, where it may be quoted in short."""


class Quote(StrEnum):
    """How much of a text may be shown."""

    FULL = "full"
    SHORT = "short"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a text: `text[start:end]` of it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quoting:
    """The sources that may not be quoted in full, by their names in lower case."""

    by_source: Mapping[str, Quote] = field(default_factory=dict)

    def of(self, source: str) -> Quote:
        """Return how much of a source's texts may be shown."""
        return self.by_source.get(source.casefold(), Quote.FULL)

    def cut_step(self, step: Step) -> Step:
        """Return a step of an answer as it may be shown."""
        if not self.by_source:
            return step
        match step:
            case Found():
                return replace(step, hits=self.cut_hits(step.hits))
            case Proved():
                citations = tuple(self._cut_citation(one, step.words.get(one.n, "")) for one in step.citations)
                return replace(step, citations=citations, sentence=self._cut_sentence(step.sentence, citations))
            case Answer():
                return self.cut_answer(step)

    def cut_answer(self, answer: Answer) -> Answer:
        """Return an answer as it may be shown: without the short answers of sources that may not be quoted."""
        if not self.by_source:
            return answer
        words = {n: one.text for one in reversed(answer.findings) for n in one.citations}
        citations = tuple(self._cut_citation(one, words.get(one.n, "")) for one in answer.citations)
        modes = {one.n: self.of(one.source) for one in citations}
        findings = tuple(filter(None, (_cut_finding(one, modes) for one in answer.findings)))
        kept = {one.text for one in findings}
        return replace(
            answer,
            citations=citations,
            sentences=tuple(self._cut_sentence(one, citations) for one in answer.sentences),
            findings=findings,
            short=answer.short if answer.short in kept else None,
            near=self.cut_hits(answer.near),
            perhaps=self._cut_perhaps(answer.perhaps) if answer.perhaps else None,
            dropped=tuple(replace(one, text="") for one in answer.dropped),  # nobody knows of which source
            hint=self._cut_hint(answer),
        )

    def cut_search(self, result: SearchResult) -> SearchResult:
        """Return the result of a search as it may be shown."""
        return replace(result, hits=self.cut_hits(result.hits)) if self.by_source else result

    def cut_hits(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return passages as they may be shown: the beginning of one that may be quoted in short."""
        return tuple(map(self._cut_hit, hits))

    def excerpt(self, source: str, text: str, words: str = "") -> Excerpt:
        """Return what may be shown of a text: where it is short, a part of it with the `words` that answer."""
        match self.of(source):
            case Quote.FULL:
                return Excerpt(0, len(text))
            case Quote.NONE:
                return Excerpt(0, 0)
            case Quote.SHORT:
                return _around(text, words)

    def _cut_hit(self, hit: Hit) -> Hit:
        part = self.excerpt(hit.head.source, hit.text)
        passage = replace(hit.passage, start=hit.passage.start + part.start, end=hit.passage.start + part.end)
        return replace(hit, passage=passage, text=hit.text[part.start : part.end])

    def _cut_citation(self, citation: Citation, words: str) -> Citation:
        mode = self.of(citation.source)
        if mode is Quote.FULL:
            return citation
        part = self.excerpt(citation.source, citation.quote, words)
        quote = citation.quote[part.start : part.end]
        start = citation.start + part.start
        link = link_to(citation.url, quote) if quote else citation.url
        return replace(citation, quote=quote, start=start, end=start + len(quote), link=link)

    def _cut_sentence(self, sentence: Sentence, citations: Sequence[Citation]) -> Sentence:
        """Return a sentence in the words that its first citation may show, else in those of the headline.

        A sentence in other words draws on all that it cites: the first of those that may not be quoted in full counts.
        """
        cited = [one for one in citations if one.n in sentence.citations]
        first = cited[0] if cited else None
        if first and sentence.text != normalise_line(first.quote):
            first = next((one for one in cited if self.of(one.source) is not Quote.FULL), first)
        if first is None or self.of(first.source) is Quote.FULL:
            return sentence
        return replace(sentence, text=normalise_line(first.quote) or first.title)

    def _cut_perhaps(self, perhaps: Perhaps) -> Perhaps | None:
        """Return an unsure sentence as it may be shown; None of a source that may not be quoted."""
        citation = self._cut_citation(perhaps.citation, "")
        return replace(perhaps, text=normalise_line(citation.quote), citation=citation) if citation.quote else None

    def _cut_hint(self, answer: Answer) -> str | None:
        """Return the hint, unless it has words of the nearest passage that may not be shown."""
        said = answer.hint or ""
        quoted = any(self.of(one.head.source) is not Quote.FULL and one.head.source in said for one in answer.near)
        return None if quoted and "“" in said else answer.hint


def _cut_finding(finding: ShortAnswer, modes: Mapping[int, Quote]) -> ShortAnswer | None:
    first = modes.get(finding.citations[0], Quote.FULL)
    return None if first is Quote.NONE or (first is Quote.SHORT and len(finding.text) > SHORT) else finding


def _around(text: str, words: str) -> Excerpt:
    """Return a part of a text, of whole words, that has the given words in its middle if they are in it."""
    if len(text) <= SHORT:
        return Excerpt(0, len(text))
    at = max(0, text.find(words)) if words else 0
    size = min(len(words), SHORT) if words and words in text else 0
    start = min(max(0, at - (SHORT - size) // 2), len(text) - SHORT)
    end = start + SHORT
    while 0 < start < at and not text[start - 1].isspace():
        start += 1
    while at + size < end < len(text) and not text[end].isspace():
        end -= 1
    return Excerpt(start, end)

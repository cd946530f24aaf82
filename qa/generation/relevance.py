"""Whether a written sentence answers the question: that it is true of what it cites is not enough."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.types import Hit, Span
from qa.findings.compose import Composed
from qa.language.polarity import Polarity
from qa.support.words import stems_of, words_of

ANSWERS = -1.0
"""The least log odds of the reader that a sentence answers.

Of sentences of NewsQA that answer, 83 % have more; of others of the same article that share most words with the
question, 59 %, and of any others 28 %.
"""
_SHARED = 0.5
_LEAD = re.compile(r"(?P<said>Yes|No)\b(?:\s*[,;:–—-]\s*|\s*[.!]\s*$)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Relevance:
    """What answers a question: what the quoted answer says, or else what the reader takes for an answer.

    `words` are short answers, `quoted` the spans of versions that are quoted, by article, version and place.
    `polarity` is what was proved of a question for yes or no, None of any other one. `rate` returns the log odds of the
    reader that a text answers.
    """

    question: str
    words: tuple[str, ...] = ()
    quoted: tuple[tuple[str, int, int, int], ...] = ()
    polarity: Polarity | None = None
    rate: Callable[[str], float] = lambda _: 0.0

    def is_answer(self, text: str, proofs: Iterable[tuple[Hit, Span]]) -> bool:
        """Return whether a sentence, with the spans that prove it, answers the question."""
        said = stems_of(text)
        if any(_holds(words, said) for words in self.words) or any(self._is_quoted(*proof) for proof in proofs):
            return True
        if self.polarity is not None:
            return _holds(self.question, said)
        return self.rate(text) >= ANSWERS

    def contradicts(self, said: Polarity) -> bool:
        """Return whether a sentence that begins with "yes" or "no" says what was not proved."""
        return self.polarity is not None and self.polarity is not said

    def _is_quoted(self, hit: Hit, span: Span) -> bool:
        return any(
            (article, version) == (hit.passage.article, hit.passage.version) and start < span.end and span.start < end
            for article, version, start, end in self.quoted
        )


def relevance_of(question: str, composed: Composed, rate: Callable[[str], float]) -> Relevance:
    """Return what answers a question to which the quoted answer is composed."""
    words = tuple(dict.fromkeys(proof.text for claim in composed.claims for proof in claim.proofs))
    cited = [one for draft in composed.drafts for one in (*draft.citations, *draft.corroborating)]
    quoted = tuple((one.article, one.version, one.start, one.end) for one in cited)
    return Relevance(question, words, quoted, composed.polarity, rate)


def split_lead(text: str) -> tuple[Polarity | None, str]:
    """Return what a sentence says before its comma, yes or no, and the rest of it as a sentence."""
    led = _LEAD.match(text)
    if led is None:
        return None, text
    rest = led["rest"]
    return Polarity(led["said"].lower()), rest[:1].upper() + rest[1:]


def _holds(words: str, said: frozenset[str]) -> bool:
    """Return whether a sentence has at least half of the content words."""
    wanted: Sequence[str] = sorted(_own(words))
    return bool(wanted) and sum(stem in said for stem in wanted) >= _SHARED * len(wanted)


def _own(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(words) if word.content)

"""A second look at the leading answer: does a sentence say that this answers the question?

The reader copies the likeliest span of each passage; the checker reads question and answer together, beside the
sentence that it was copied from and beside one other. What it takes for a no makes the answer less likely, and where
little is left the question is declined.
"""

import math
from dataclasses import replace

from index.library import Library
from qa.forms.affirming import claim_of, find_nearest
from qa.forms.statement import Statement, read_statements
from qa.proof.verify import Claim
from qa.reading.reader import Reader
from qa.verdict import Verdict

_PASSAGES = 10
# Fitted on 532 answered questions of rtqa-2022 (decision 0114): the log odds of confidence and of the checker.
_WEIGHT, _OFFSET = 0.3, -0.26
_SURE = 0.25  # of answers as likely as this, hardly anything that the checker says is enough to withhold one
_LEAST = 0.09  # of 178 questions asked as people ask, 6 wrong answers fell below it and 1 right one


def look_again(question: str, verdict: Verdict, library: Library, reader: Reader | None) -> Verdict:
    """Return the verdict with its confidence weighed by the checker, or `doubted` where hardly any is left.

    A refusal, an answer without a short one, and one that is likely as it is, is returned unchanged.

    Raises:
        ModelError: the checker failed.
    """
    claims = verdict.composed.claims
    if reader is None or not (verdict.enough and claims) or (claims[0].confidence or 0.0) >= _SURE:
        return verdict
    odds = reader.judge(
        [claim_of(question, claims[0].proofs[0].text, one) for one in _choose(question, verdict, library)]
    )
    if not odds:
        return verdict
    sure = [_weigh(one.confidence, max(odds)) for one in claims]
    weighed = tuple(replace(one, confidence=new) for one, new in zip(claims, sure, strict=True))
    composed = replace(verdict.composed, claims=weighed)
    return replace(verdict, composed=composed, confidence=sure[0], doubted=sure[0] < _LEAST)


def _choose(question: str, verdict: Verdict, library: Library) -> list[Statement]:
    """Return the sentence that the leading answer was copied from, and the one that shares most with the question."""
    statements = list(read_statements(verdict.hits[:_PASSAGES]))
    quoted = [one for one in statements if _is_quoted(one, verdict.composed.claims[0])][:1]
    others = [one for _, one in find_nearest(question, statements, library) if one not in quoted][:1]
    return quoted + others


def _is_quoted(one: Statement, claim: Claim) -> bool:
    return any(one.text in proof.citation.quote or proof.citation.quote in one.text for proof in claim.proofs)


def _weigh(confidence: float | None, odds: float) -> float:
    likely = min(max(confidence or 0.0, 0.001), 0.999)
    return 1 / (1 + math.exp(-(math.log(likely / (1 - likely)) + _WEIGHT * odds + _OFFSET)))

"""A second look at an answer that is not sure: does a sentence say that this answers the question?

The reader copies the likeliest span of each passage; the checker reads question and answer together, beside the
sentence that it was copied from and beside one other. What it takes for a no makes the answer less likely. The next
answer leads instead where it is taken for a yes by more than it is behind, and where little is left of either the
question is declined.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import Library
from qa.findings.choice import enumerates
from qa.findings.compose import compose_findings
from qa.findings.finding import Finding
from qa.findings.wording import word_for
from qa.forms.affirmation.affirming import claim_of, find_sharing
from qa.forms.statement import Statement, read_statements
from qa.proof.verify import Claim
from qa.question import Understood
from qa.reading.reader import Reader
from qa.types import Agreement
from qa.verdict import Verdict, log_odds

_PASSAGES = 10
# Fitted on 607 answered questions of rtqa-2022 (decision 0115): how the checker's log odds add to those of confidence.
_WEIGHT, _OFFSET = 0.33, 0.1
# Surer answers are not judged: those from 0.35 to 0.45 would change 6 of 921, as many for worse as for better.
_SURE = 0.35
# Below it an answer is withheld. From 0.08 to 0.1 are, of 921 questions of strangers, as many wrong ones as right ones;
# from 0.1 to 0.12 eight wrong ones and six right ones (decision 0139).
_LEAST = 0.1
# Weight of the checker between two answers: EM of 306 questions is 0.552, for 0.549 with 0.4.
_CHECKED = 0.25
_MOST = 1.4  # log odds that a second look can add: the checker's reach 4
_UNHEARD = -3.0  # log odds of an answer without a sentence that could be judged


@dataclass(frozen=True, slots=True)
class _Option:
    """An answer that may lead: its verdict, the log odds of its confidence, and those of the checker."""

    verdict: Verdict
    likely: float
    odds: float

    @property
    def choice(self) -> float:
        """Return what the option is compared by."""
        return self.likely + _CHECKED * self.odds

    @property
    def confidence(self) -> float:
        """Return the probability that the option is right."""
        return 1 / (1 + math.exp(-(self.likely + _WEIGHT * self.odds + _OFFSET)))


def look_again(asked: Understood, limit: int, verdict: Verdict, library: Library, reader: Reader | None) -> Verdict:
    """Return the verdict with its confidence weighed by the checker, or `doubted` where hardly any is left.

    The next finding leads, in at most `limit` sentences, where the checker prefers it. A refusal, an answer without a
    short one, one of several that no one sentence enumerates, and one that is likely as it is, is returned unchanged.

    Raises:
        ModelError: the checker failed.
    """
    claims = verdict.composed.claims
    in_reach = verdict.fit and verdict.lead_over_refusal > -_MOST
    if reader is None or not (in_reach and claims) or (claims[0].confidence or 0.0) >= _SURE:
        return verdict
    if asked.wants_list and (len(claims) > 1 or not enumerates(_words_of(verdict))):
        return verdict
    statements = list(read_statements(verdict.hits[:_PASSAGES]))
    own = _choose(asked.text, claims[0], statements, library)
    rival = _lead_with_next(asked, limit, verdict)
    theirs = [one for one in statements if rival and _is_quoted(one, rival.composed.claims[0])][:1]
    odds = reader.judge(
        [claim_of(word_for(asked, one.hit), _words_of(verdict), one) for one in own]
        + [claim_of(word_for(asked, one.hit), _words_of(rival), one) for one in theirs if rival]
    )
    if not odds:
        return verdict
    options = [_Option(verdict, log_odds(verdict.confidence), max(odds[: len(own)], default=_UNHEARD))]
    if rival and theirs:
        options.append(_Option(rival, log_odds(rival.confidence), odds[-1]))
    return _weigh(max(options, key=lambda option: option.choice))


def _lead_with_next(asked: Understood, limit: int, verdict: Verdict) -> Verdict | None:
    """Return the verdict with its first two findings exchanged; None where these are a list, or differ."""
    if verdict.composed.agreement is not Agreement.SINGLE or len(verdict.findings) < 2:
        return None
    first, second, *rest = verdict.findings
    ordered: list[Finding] = [replace(second, score=first.score), replace(first, score=second.score), *rest]
    composed = compose_findings(ordered, verdict.hits, asked, limit)
    if not composed.claims or composed.agreement is not Agreement.SINGLE:
        return None
    return replace(verdict, composed=composed, confidence=second.confidence or 0.0)


def _weigh(option: _Option) -> Verdict:
    verdict, sure = option.verdict, option.confidence
    share = sure / verdict.confidence if verdict.confidence else 1.0
    claims = [replace(one, confidence=min(share * (one.confidence or 0.0), 1.0)) for one in verdict.composed.claims]
    composed = replace(verdict.composed, claims=(replace(claims[0], confidence=sure), *claims[1:]))
    return replace(verdict, composed=composed, confidence=sure, doubted=sure < _LEAST)


def _choose(question: str, claim: Claim, statements: Sequence[Statement], library: Library) -> list[Statement]:
    """Return the sentence that the leading answer was copied from, and the one that shares most with the question."""
    quoted = [one for one in statements if _is_quoted(one, claim)][:1]
    others = [one for _, one in find_sharing(question, statements, library) if one not in quoted][:1]
    return quoted + others


def _is_quoted(one: Statement, claim: Claim) -> bool:
    return any(one.text in proof.citation.quote or proof.citation.quote in one.text for proof in claim.proofs)


def _words_of(verdict: Verdict | None) -> str:
    return verdict.composed.claims[0].proofs[0].text if verdict else ""

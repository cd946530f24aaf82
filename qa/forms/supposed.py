"""What a question takes for granted, judged by the checker: "Why was he arrested?" takes it that he was.

A reader that is asked why, when, where or how finds a reason, a time or a place in almost any passage about the same
people. So the question for yes or no that lies within is asked first, of the sentences that share most with it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from index.library import Library
from index.search.alternatives import Alternatives
from index.types import Hit
from qa.bars.proposal import names_in, words_of
from qa.findings.compose import Composed
from qa.forms.affirmation.affirming import claim_of, find_sharing, stem_of
from qa.forms.affirmation.assertion import read_assertion
from qa.forms.affirmation.polarity import judge_all
from qa.forms.statement import Statement, cite_statement, draft_of, quote_of, read_statements
from qa.language.alias import name_as
from qa.language.english.forms import premises as english
from qa.language.polarity import Polarity
from qa.language.verb import is_past
from qa.reading.reader import Reader
from qa.types import Agreement
from qa.verdict import Verdict

_PASSAGES, _LOOKED_AT, _AT_ONCE = 10, 10, 2
# Log odds of yes, chosen on 212 questions, half of them about what never happened (bench/results/premises.json).
_GRANTED = 0.1
_WHOLE = 0.99  # of the terms of a question
_PLAIN = 2.5  # enough to look no further
_STEEP = 1.5
_LIKELY, _ANSWERS = 0.3, 2.0  # of 300 questions, 2 more are answered whose premise holds, and none of the others


@dataclass(frozen=True, slots=True)
class _Support:
    """The highest log odds that a statement says what is taken for granted, and the statement."""

    odds: float
    statement: Statement


def require_premise(
    question: str, verdict: Verdict, library: Library, reader: Reader | None, names: Sequence[Alternatives] = ()
) -> Verdict:
    """Return the verdict on a question; without an answer where no statement says what it takes for granted.

    A statement may say it by another of the `names`.

    Where one says it less than plainly, the answer is as much less likely. Of a refusal it is asked as well where there
    is a sentence to show, so that it says what no article does.

    Raises:
        ModelError: the checker failed.
    """
    supposed = read_supposed(question) if (verdict.enough or verdict.doubted or verdict.possible) and reader else None
    if supposed is None or reader is None or _is_ruled(supposed, verdict.hits[:_PASSAGES], library):
        return verdict
    if lacks_manner(question, verdict.hits[:_PASSAGES]):
        return _withhold(supposed, verdict, library)
    best = _find_support(supposed, verdict.hits[:_PASSAGES], library, reader, names)
    if best is None:
        return verdict
    if best.odds < _GRANTED and _is_answered(question, verdict, reader):
        return verdict
    if best.odds >= _GRANTED:
        return _weaken(verdict, 1 / (1 + math.exp(-_STEEP * (best.odds - _GRANTED))))
    return _refuse(supposed, verdict, best.statement)


def _withhold(supposed: str, verdict: Verdict, library: Library) -> Verdict:
    """Return a verdict without an answer, with the sentence that shares most with what is taken for granted."""
    nearest = find_sharing(supposed, list(read_statements(verdict.hits[:_PASSAGES])), library)
    return _refuse(supposed, verdict, nearest[0][1]) if nearest else replace(verdict, supposed=supposed)


def _refuse(supposed: str, verdict: Verdict, nearest: Statement) -> Verdict:
    draft = draft_of(cite_statement(nearest, quote_of(nearest), verdict.hits))
    return replace(verdict, composed=Composed((draft,), (), Agreement.SINGLE), supposed=supposed)


def lacks_manner(question: str, hits: Sequence[Hit]) -> bool:
    """Return whether a question takes it that one was shot or the like, and no passage that names him says so."""
    said = next((said for asked, said in english.MANNERS if asked.search(question)), None)
    if said is None:
        return False
    names = names_in(question)
    texts = [f"{hit.head.title} {hit.text}" for hit in hits]
    return not any(said.search(text) for text in texts if not names or names & words_of(text))


def word_as(question: str, one: Statement) -> str:
    """Return a question with its verb as a sentence has it: "scrubbed" for "called off"."""
    for group in english.SAME:
        asked = next(((verb, form) for verb in group for form in range(2) if _has(question, verb[form])), None)
        if asked is None or any(_has(one.text, form) for form in asked[0]):
            continue
        if other := next((verb for verb in group if _has(one.text, verb[1])), None):  # "launch" may be a noun
            verb, form = asked
            return re.sub(rf"\b{verb[form]}\b", other[form], question, flags=re.IGNORECASE)
    return question


def _has(text: str, words: str) -> bool:
    return re.search(rf"\b{words}\b", text, re.IGNORECASE) is not None


def read_supposed(question: str) -> str | None:
    """Return the question for yes or no within one for a reason, a time, a place or a manner; None of any other.

    "Did he resign?" of "Why did he resign?"; None of "When was the attack?", which has no verb that could be judged.
    """
    plain = english.BEFORE_THIS.sub("", english.STRANDED.sub(r"\1", question.strip()))
    asked = english.CIRCUMSTANCE.match(plain)
    if asked is None or english.DENIED.search(asked["rest"]) or english.UNQUESTIONED.match(plain):
        return None  # what is denied no sentence need deny
    words = asked["rest"].rstrip(" ?.!").split()
    if asked["verb"].lower() != "did" and not any(is_past(word) for word in words[1:]):
        return None
    return english.ORDINAL.sub("", " ".join([asked["verb"].capitalize(), *words])) + "?"


def _is_ruled(question: str, hits: Sequence[Hit], library: Library) -> bool:
    """Return whether the rules for yes or no say yes without the checker, or a sentence declares it to be so.

    Who won is left to the checker: the rules take one contest for another.
    """
    statements, stem = list(read_statements(hits)), partial(stem_of, library)
    assertion = None if english.CONTEST.search(question) else read_assertion(question, stem)
    said = {polarity for _, polarity in judge_all(statements, assertion, stem)} if assertion else set()
    if said == {Polarity.YES}:
        return True
    asked = {stem(word) for word in question.rstrip("?").split()}
    whole = [one for cover, one in find_sharing(question, statements, library) if cover >= _WHOLE]
    return any(stem(verb) in asked for one in whole for verb in english.DECLARED.findall(one.text))


def _find_support(
    question: str, hits: Sequence[Hit], library: Library, reader: Reader, names: Sequence[Alternatives]
) -> _Support | None:
    """Return the best statement of those nearest to a question, or the first plain one; None without a checker."""
    nearest = [one for _, one in find_sharing(question, list(read_statements(hits)), library)][:_LOOKED_AT]
    best: _Support | None = None
    for start in range(0, len(nearest), _AT_ONCE):
        some = nearest[start : start + _AT_ONCE]
        odds = reader.judge([claim_of(word_as(name_as(one.text, question, names), one), "Yes", one) for one in some])
        best = max([*([best] if best else []), *map(_Support, odds, some)], key=lambda one: one.odds, default=None)
        if best and best.odds >= _PLAIN:
            break
    return best


def _is_answered(question: str, verdict: Verdict, reader: Reader) -> bool:
    """Return whether the quoted sentence plainly answers the question as a whole, though in words of its own.

    "Rajapaksa boarded a plane for the Maldives" says where he fled to, and not in so many words that he did.
    """
    claims = verdict.composed.claims
    if not claims or verdict.confidence < _LIKELY:
        return False
    text, quote = claims[0].proofs[0].text, claims[0].proofs[0].citation.quote
    quoted = [one for one in read_statements(verdict.hits[:_PASSAGES]) if one.text in quote and text in one.text][:1]
    return max(reader.judge([claim_of(question, text, one) for one in quoted]), default=-1.0) >= _ANSWERS


def _weaken(verdict: Verdict, share: float) -> Verdict:
    claims = tuple(replace(one, confidence=share * (one.confidence or 0.0)) for one in verdict.composed.claims)
    composed = replace(verdict.composed, claims=claims)
    return replace(verdict, confidence=share * verdict.confidence, composed=composed)

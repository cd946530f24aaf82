"""The verification of one written sentence against the passages that it cites."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.text import normalise_line
from qa.checking.hypothesis import Hypothesis
from qa.language.english.orders import ORDER
from qa.support import contrast
from qa.support.alignment import Alignment, align
from qa.support.bindings import find_misplaced, is_ownerless
from qa.support.evidence import Cited, Fault, Support
from qa.support.foreign import find_foreign, find_unknown_cause
from qa.support.names import find_unknown_name
from qa.support.quantities import find_number_fault
from qa.support.rivals import Judge, find_rival
from qa.support.roles import find_swapped, find_turned
from qa.support.speech import find_misquoted, find_other_speaker
from qa.support.times import find_unknown_time

SHARE = 0.15
"""The least share of a sentence's words, by weight, that its best support has."""
FLOOR = -3.0
"""The least log odds of the checker."""
SURE = 2.0
"""The least log odds of the checker where a sentence may contradict its support."""
MERGED = -1.0
"""The least log odds of the checker where two sentences are needed: the subject of one may do what the other says."""
_NEAR_COPY = 0.6
"""The share of a sentence's words from which on it is nearly a copy of its support."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The least share of words and the least log odds with which a sentence passes.

    `sure` are the least log odds where a rule doubts it, `merged` those where it takes two sentences to support it.
    """

    share: float = SHARE
    floor: float = FLOOR
    sure: float = SURE
    merged: float = MERGED

    def least(self, doubt: Fault | None, sentences: int) -> float:
        """Return the least log odds of a sentence that several sentences support together."""
        floor = self.merged if sentences > 1 else self.floor
        return max(self.sure, floor) if doubt else floor


def verify_sentence(
    sentence: str, cited: Sequence[Cited], judge: Judge | None = None, limits: Limits = Limits()
) -> Support:
    """Return whether a sentence follows from the passages that it cites, or the first reason why not.

    `judge` is that of a checker; without one the rules alone decide.

    Raises:
        ModelError: the checker failed.
    """
    claim = normalise_line(sentence)
    alignment = align(claim, cited)
    extracts, share = alignment.extracts(), alignment.share
    if not extracts:
        return Support(Fault.NOTHING_CITED)
    if alignment.verbatim:
        return Support(None, "", extracts, share=1.0)
    if found := find_fault(claim, cited, alignment):
        return Support(found[0], found[1], extracts, share=share)
    if share < limits.share:
        return Support(Fault.UNSUPPORTED, "too few of its words", extracts, share=share)
    if judge is None:
        return Support(None, "", extracts, share=share)
    odds, number = rate(claim, alignment, judge), len(alignment.chosen)
    doubt = contrast.find_doubt(claim, alignment.text)
    if doubt is None and is_ownerless(claim, alignment.text):
        doubt = Fault.UNSUPPORTED
    if odds < limits.least(doubt, number):
        return Support(doubt or Fault.UNSUPPORTED, "the checker", extracts, odds, share, doubt, number)
    if rival := find_rival(claim, alignment, "\n".join(one.text for one in cited), judge):
        return Support(rival.fault, rival.other, extracts, odds, share, doubt, number)
    return Support(None, "", extracts, odds, share, doubt, number)


def find_fault(claim: str, cited: Sequence[Cited], alignment: Alignment) -> tuple[Fault, str] | None:
    """Return the first rule that a claim breaks, with what breaks it."""
    whole = "\n".join(one.text for one in cited)
    source = " ".join(one.source for one in cited if not ORDER.search(one.source))
    if number := find_number_fault(claim, alignment.around, whole):
        return number
    if misplaced := find_misplaced(claim, alignment.text):
        return misplaced
    if foreign := find_foreign(claim, whole):
        return Fault.FOREIGN, foreign
    if cause := find_unknown_cause(claim, whole):
        return Fault.UNSUPPORTED, cause
    checks: tuple[tuple[Fault, Callable[[], str | None]], ...] = (
        (Fault.DATE, lambda: find_unknown_time(claim, alignment.text, cited)),
        (Fault.NAME, lambda: find_unknown_name(claim, f"{alignment.around} {source}", whole)),
        (Fault.QUOTATION, lambda: find_misquoted(claim, [one.text for one in cited])),
        (
            Fault.SPEAKER,
            lambda: find_other_speaker(claim, alignment.chosen[0].text, alignment.text, alignment.before, source),
        ),
        (Fault.ROLE, lambda: find_swapped(claim, [one.text for one in alignment.chosen])),
        (Fault.ROLE, lambda: find_turned(claim, alignment.text)),
    )
    for fault, check in checks:
        if detail := check():
            return fault, detail
    return contrast.find_flip(claim, alignment.chosen[0].text, alignment.text, near=alignment.share >= _NEAR_COPY)


def rate(claim: str, alignment: Alignment, judge: Judge) -> float:
    """Return the log odds of the checker, by the better of the best sentences alone and with those before them."""
    texts = dict.fromkeys((alignment.text, alignment.around, alignment.chosen[0].text))
    return max(judge([Hypothesis(claim, normalise_line(text)) for text in texts]))

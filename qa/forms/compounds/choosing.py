"""Which of two things that a question offers: by the amounts of one sentence, or by the checker.

The checker is asked of each alone, "Did Ada join the crew?" and "Did Bo join the crew?", as a question for yes or no:
that tells two apart which it does not where the question names both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import Library
from qa.checking.hypothesis import Hypothesis
from qa.forms.affirmation.affirming import find_sharing, is_of_another_year, text_of
from qa.forms.affirmation.overruling import is_no_fact
from qa.forms.compounds.choice import Choice, words_for
from qa.forms.statement import Statement
from qa.language.amount import Amount, find_amounts
from qa.language.dated import undate
from qa.language.english.forms import choices as english
from qa.language.kind import Kind, kind_of
from qa.proof.verify import Draft, Proof
from qa.reading.reader import Reader
from qa.types import Agreement
from qa.verdict import Verdict

LOOKED_AT = 6
"""Sentences that are judged, those that share most with the question."""
# Log odds of the one, and by how much it leads: of 57 questions of our own, 27 are answered so, none wrongly.
_YES, _LEAD, _BOTH = 1.0, 1.5, 3.0
_NEARLY = 1.0
_COVER = 0.35  # of the question's terms in a sentence that is judged
_COUNTED, _JUDGED = 0.85, 0.7  # chosen by hand
_NEAR = 4  # words behind an amount among which is what is counted
_WORD = re.compile(r"[\w’'-]*\w")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of two things: the words for it in the sentence that says so, and how likely that is right."""

    words: str
    statement: Statement
    confidence: float


@dataclass(frozen=True, slots=True)
class _Vote:
    """What one sentence says: which of the two, in which words, its log odds and its lead over the other's."""

    place: int
    words: str
    sure: float
    lead: float
    cover: float
    statement: Statement

    @property
    def is_clear(self) -> bool:
        """Return whether the one is likely, and by far likelier than the other."""
        return self.sure >= _YES and self.lead >= _LEAD and self.sure + self.lead >= _BOTH

    def denies(self, other: "_Vote") -> bool:
        """Return whether it is nearly as sure of the one as another vote is of the other."""
        return self.sure > other.sure - _NEARLY and self.lead >= _LEAD / 2


def choose(
    choice: Choice, question: str, statements: Sequence[Statement], library: Library, reader: Reader | None
) -> Chosen | None:
    """Return which of two it is; None where no sentence tells clearly, or they differ.

    Raises:
        ModelError: the checker failed.
    """
    near = [pair for pair in find_sharing(question, statements, library) if not is_of_another_year(question, pair[1])]
    return _count(choice, [one for _, one in near]) or (_judge(choice, near, reader) if reader else None)


def keep_offered(choice: Choice, verdict: Verdict, drafts: Sequence[Draft]) -> Verdict:
    """Return a verdict of the reader with its first claim alone, where that names one of the two.

    Else nothing is claimed: sentences are shown that name one of them, of the `drafts` that are about the question, and
    where it is asked which is more, or there are none, it is declined.
    """
    claims = verdict.composed.claims[:1]
    said = _say_in_full(claims[0].proofs[0]) if claims else ""
    named = [option for option in choice.options if said and words_for(option, said)]
    composed = replace(verdict.composed, claims=claims, agreement=Agreement.SINGLE)
    if len(named) == 1:
        return replace(verdict, composed=composed)
    shown = tuple(one for one in drafts if any(words_for(option, one.text) for option in choice.options))
    composed = replace(composed, claims=(), drafts=shown or composed.drafts)
    return replace(verdict, composed=composed, findings=(), doubted=bool(choice.degree or not shown))


def _say_in_full(proof: Proof) -> str:
    """Return a short answer with the initials in brackets behind it: "the Harbour Lamp Society (HLS)"."""
    _, _, behind = proof.citation.quote.partition(proof.text)
    initials = english.INITIALS.match(behind)
    return f"{proof.text}{initials[0]}" if initials else proof.text


def _count(choice: Choice, statements: Sequence[Statement]) -> Chosen | None:
    """Return the one with more, or with less, by sentences that give an amount of both; None where they differ."""
    if not choice.noun:
        return None
    found: list[Chosen] = []
    for one in statements:
        amounts = pair_amounts(choice, one.text)
        if amounts and amounts[0].unit == amounts[1].unit and amounts[0].excludes(amounts[1]):
            place = int((amounts[0].value > amounts[1].value) == choice.of_least)
            words = words_for(choice.options[place], one.text)
            found += [Chosen(words, one, _COUNTED)] if words else []
    return found[0] if len({one.words for one in found}) == 1 else None


def pair_amounts(choice: Choice, text: str) -> tuple[Amount, Amount] | None:
    """Return the amounts of both sides that a sentence gives, of what is counted; None where it does not plainly."""
    names = [words_for(option, text) for option in choice.options]
    if None in names or any(len(re.findall(rf"\b{re.escape(name)}\b", text)) != 1 for name in names if name):
        return None
    places = [text.index(name) for name in names if name]
    (first, name), (second, other) = sorted(zip(places, filter(None, names), strict=True))
    amounts = [(one, start, end) for one, start, end in find_amounts(text) if not _is_year(one)]
    if english.RESPECTIVELY.search(text):
        pair = [one for one in amounts if one[1] > second]
        near = len(pair) == 2
    else:
        between = [one for one in amounts if first < one[1] < second]
        behind = [one for one in amounts if one[1] > second]
        pair = [*between, *behind[:1]]
        near = (
            len(between) == 1
            and len(pair) == 2
            and _is_near(text[first + len(name) : between[0][1]])
            and _is_near(text[second + len(other) : behind[0][1]])
        )
    if not near or not _counts(choice, text, pair) or _loses(choice.claims[0]) != _loses(text[first : pair[1][2]]):
        return None
    values = pair[0][0], pair[1][0]
    return values if places[0] < places[1] else values[::-1]


def _is_near(words: str) -> bool:
    """Return whether the words between a name and an amount make it that of the name: "won 12", not "trails by one"."""
    return all(word.lower() in english.LIGHT for word in _WORD.findall(words))


def _is_year(amount: Amount) -> bool:
    return amount.unit is None and 1900 <= amount.value <= 2100 and amount.value == int(amount.value)


def _counts(choice: Choice, text: str, pair: Sequence[tuple[Amount, int, int]]) -> bool:
    """Return whether amounts are of what is asked: it follows one of them, or both are shares and it is named."""
    noun = choice.noun.removesuffix("s").lower()
    if all(amount.unit == "percent" for amount, _, _ in pair):
        return noun in text.lower()
    return any(noun in " ".join(_WORD.findall(text[end:])[:_NEAR]).lower() for _, _, end in pair)


def _loses(text: str) -> bool:
    return english.LOST.search(text) is not None


def _judge(choice: Choice, near: Sequence[tuple[float, Statement]], reader: Reader) -> Chosen | None:
    """Return the one that a sentence names of which the checker takes it for a yes, and the other one not.

    None where another sentence says as clearly that it is the other.
    """
    fit = [(cover, one) for cover, one in near if cover >= _COVER and _is_fit(choice, one)][:LOOKED_AT]
    odds = reader.judge([Hypothesis(undate(claim, one.hit), text_of(one)) for _, one in fit for claim in choice.claims])
    each = zip(odds[::2], odds[1::2], fit, strict=True) if odds else ()
    votes = [vote for left, right, (cover, one) in each if (vote := _vote(choice, (left, right), cover, one))]
    best = max((one for one in votes if one.is_clear), key=lambda vote: vote.sure + vote.cover, default=None)
    if best is None or any(one.place != best.place and one.denies(best) for one in votes):
        return None
    return Chosen(best.words, best.statement, _JUDGED)


def _vote(choice: Choice, odds: tuple[float, float], cover: float, one: Statement) -> _Vote | None:
    """Return what a sentence says that it is; None where it does not name that one, or not as a fact."""
    place = int(odds[1] > odds[0])
    words = words_for(choice.options[place], one.text)
    plain = words is not None and _is_plain(words, one.text)
    return _Vote(place, words, odds[place], odds[place] - odds[1 - place], cover, one) if words and plain else None


def _is_plain(words: str, text: str) -> bool:
    """Return whether the clause with some words states a fact."""
    place = text.index(words)
    start = max((found.end() for found in english.CLAUSE.finditer(text, 0, place)), default=0)
    end = english.CLAUSE.search(text, place + len(words))
    return not is_no_fact(text[start : end.start() if end else None])


def _is_fit(choice: Choice, one: Statement) -> bool:
    """Return whether a sentence may tell which of two; where it is asked which is more, it has to compare.

    It compares both, or says of one, which is no person, that it is above all: "the oldest son" is one of some sons,
    and what lasted longer, longer than something else.
    """
    if "?" in one.text or not choice.degree:
        return "?" not in one.text
    if all(words_for(option, one.text) for option in choice.options):
        return english.COMPARES.search(one.text) is not None
    persons = any(kind_of(english.LEADING.sub("", option)) is Kind.PERSON for option in choice.options)
    return not persons and english.ABOVE_ALL.search(one.text) is not None

"""Yes or no: by the rules of `qa.forms.affirmation.polarity`, or by the checker where they are silent.

The checker judges the sentences that are nearest to the question twice, as saying that the answer is yes and that it
is no. It is sure of "yes" sooner than of "no": a text that says nothing of the matter looks much like one that denies.
So a sentence has to be a plain fact to affirm, and needs a negation to deny.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from index.library import Library
from index.text import normalise_line
from qa.bars.persons.namesakes import goes_on_about_namesake, names_namesake
from qa.bars.persons.reversal import says_reverse
from qa.bars.persons.roles import forms_of_event
from qa.bars.persons.sides import says_other_vote
from qa.bars.places import names_other_side
from qa.checking.hypothesis import Hypothesis
from qa.forms.affirmation.absence import find_absence
from qa.forms.affirmation.assertion import Asserted, Stem, read_assertion
from qa.forms.affirmation.bystanders import names_all, tells_of_another
from qa.forms.affirmation.overruling import is_no_fact, is_refuted, since_headline
from qa.forms.affirmation.polarity import judge_all
from qa.forms.statement import Statement
from qa.language.dated import undate
from qa.language.english.forms import polarity as english
from qa.language.phrase import tokenize
from qa.language.polarity import Polarity
from qa.language.verb import base_of, is_base, is_past
from qa.proof.verify import Draft
from qa.reading.reader import Reader

EMBEDDED = 60
"""Sentences of which the nearest to the question are sought, those of some ten passages."""
LOOKED_AT, SHARING = 6, 2
"""Sentences that are judged: those with the nearest embeddings, and those that share most with the question."""
_CLAIMS = {Polarity.YES: "Yes", Polarity.NO: "No"}
_LONGEST = 420  # characters that are judged of a sentence, with the one before it
# Measured on 138 questions over two corpora (bench/results/yesno.json), and on 150 of a stranger: least log odds, least
# shares of the question.
_YES, _NO = 1.5, 1.0
_COVER_YES, _COVER_NO = 0.25, 0.4
_OWN = 0.35  # of the question's terms in the sentence that is quoted; its title may say the rest
_MARGIN = 0.5
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d,])")
_AFTERWARDS = 3  # months in which articles still tell of the last year without naming it
_FEWEST = 2  # terms of a question that says what it is about: "was that a record?" does not
RULED, _JUDGED = 0.85, 0.8  # chosen by hand, below the share that was right there


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement, and the log odds that it answers yes and that it answers no; `cover` is what it has of the question.

    `cover` is between 0 and 1: the share of the question's terms in it, rare ones counting for more.
    """

    statement: Statement
    yes: float
    no: float
    cover: float

    @property
    def text(self) -> str:
        """Return the sentence."""
        return self.statement.text


@dataclass(frozen=True, slots=True)
class Affirmed:
    """What the articles say to a question, the statements that say so, and how likely that is right."""

    polarity: Polarity
    statements: tuple[Statement, ...]
    confidence: float


def affirm(question: str, statements: Sequence[Statement], library: Library, reader: Reader | None) -> Affirmed | None:
    """Return what statements say to a question for yes or no; None where none does so clearly, or they differ.

    Raises:
        ModelError: the checker failed.
    """
    stem = partial(stem_of, library)
    assertion = read_assertion(question, stem)
    statements = [one for one in statements if not _is_of_another(question, one)]
    if assertion and not _YEAR.search(question):
        statements = since_headline(statements, assertion, stem)
    ruled = find_absence(question, statements, library.lexicon.weigh_terms, library.lexicon.terms)
    if english.BEFORE.search(question):
        statements = [one for one in statements if english.EARLIER.search(one.text)]
    ruled = ruled or (judge_all(statements, assertion, stem) if assertion else [])
    if ruled:
        said = {polarity for _, polarity in ruled}
        if any(said is Polarity.YES and assertion and is_refuted(one, assertion) for one, said in ruled):
            return None
        return Affirmed(said.pop(), tuple(one for one, _ in ruled), RULED) if len(said) == 1 else None
    if reader is None or english.STILL.search(question) or len(library.lexicon.weigh_terms(question)) < _FEWEST:
        return None
    held = english.IN_PRISON.search(question) is not None
    if held and any(english.RELEASED.search(one.text) and names_all(question, one, assertion) for one in statements):
        return None
    fit = [
        one
        for one in statements
        if not (held and english.SENTENCED.search(one.text))
        and not is_of_another_year(question, one)
        and not english.CONDITIONAL.match(one.text)
    ]
    subject = assertion.subject if assertion and not assertion.common else None
    events = [*(forms_of_event(question) or _deed_of_anyone(question, stem)), *_amount_of_most(question)]
    judged = judge_nearest(question, fit, library, reader)
    if any(says_reverse(question, one.text) for one in judged):
        return None
    return _choose(
        [one for one in judged if subject is None or subject in _around(one.statement, library)],
        lambda one: (
            _speaks_of(subject, one, library)
            and all(said.search(one.text) for said in events)
            and names_all(question, one, assertion)
            and not (assertion and (tells_of_another(assertion, one, stem) or is_refuted(one, assertion)))
        ),
        lambda one: _names_object(assertion, one, library),
    )


def _is_of_another(question: str, one: Statement) -> bool:
    """Return whether a statement is about another of the same surname, or has the one asked on the other side."""
    around = f"{one.hit.head.title} {one.hit.text}"
    told = (one.text, f"{one.before} {one.text}")
    return (
        any(names_namesake(question, text, around) for text in told)
        or goes_on_about_namesake(question, one.text, one.hit.text)
        or says_other_vote(question, one.text)
        or names_other_side(question, one.text)
    )


def is_of_another_year(question: str, one: Statement) -> bool:
    """Return whether a statement, or without a year its article, is of no year that the question names."""
    years, named = (set(_YEAR.findall(text)) for text in (question, one.text))
    day = one.published
    told = named or {str(day.year), *([str(day.year - 1)] if day.month <= _AFTERWARDS else [])}
    return bool(years) and not years & told


def _deed_of_anyone(question: str, stem: Stem) -> list[re.Pattern[str]]:
    """Return the pattern of the verb of a question whether anyone did something; none for other questions."""
    asked = english.ANYONE.match(question)
    return [re.compile(rf"\b{re.escape(stem(asked['verb']))}", re.IGNORECASE)] if asked else []


def _amount_of_most(question: str) -> list[re.Pattern[str]]:
    """Return the pattern of what says that it was most of them, or all; none for a question that asks for neither."""
    return [english.MOST_SAID] if english.OF_MOST.search(question) else []


def _speaks_of(subject: str | None, one: Statement, library: Library) -> bool:
    """Return whether a statement names the subject of a question, or the words before it do and it has a pronoun."""
    if subject is None or subject in library.lexicon.terms(one.text):
        return True
    return subject in _around(one, library) and not english.LEANING.isdisjoint(one.text.lower().split())


def _names_object(asked: Asserted | None, one: Statement, library: Library) -> bool:
    """Return whether the words in and around a statement name the one to whom something was done, if the question does.

    That Lorn did not buy Holm denies nothing about Tarn.
    """
    if asked is None or asked.object is None:
        return True
    return asked.object in library.lexicon.terms(asked.rename(f"{one.hit.head.title} {one.before} {one.text}"))


def _around(one: Statement, library: Library) -> frozenset[str]:
    """Return the terms of a statement, the sentence before it and its title."""
    return frozenset(library.lexicon.terms(f"{one.hit.head.title} {one.before} {one.text}"))


def _choose(
    judged: Sequence[Judged], fits: Callable[[Statement], bool], names: Callable[[Statement], bool]
) -> Affirmed | None:
    """Return yes by the best sentence that affirms, of those that fit, or no by the best that denies and names it."""
    plain = [one for one in judged if "?" not in one.text]
    for_yes = [one for one in plain if one.cover >= _COVER_YES and not is_no_fact(one.text) and fits(one.statement)]
    for_no = [
        one
        for one in plain
        if one.cover >= _COVER_NO
        and english.DENIES.search(one.text)
        and not english.DENIED_BY.search(one.text)
        and names(one.statement)
    ]
    yes = max(for_yes, key=lambda one: one.yes + one.cover, default=None)
    no = max((one for one in for_no if one.no > one.yes + _MARGIN), key=lambda one: one.no, default=None)
    if yes and yes.yes >= _YES and (no is None or yes.yes > no.no):
        return Affirmed(Polarity.YES, (yes.statement,), _JUDGED)
    return Affirmed(Polarity.NO, (no.statement,), _JUDGED) if no and no.no >= _NO else None


def stem_of(library: Library, word: str) -> str:
    """Return the stem of a word, as it is indexed; a verb in the past tense has that of its base form."""
    bare = base_of(word) if is_past(word) else word
    return next(iter(library.lexicon.terms(bare)), bare.lower())


def judge_nearest(question: str, statements: Sequence[Statement], library: Library, reader: Reader) -> list[Judged]:
    """Return what the checker says of the statements nearest to a question; none without a checker."""
    nearest = find_nearest(question, statements[:EMBEDDED], library)[:LOOKED_AT]
    sharing = find_sharing(question, statements, library)[:SHARING]
    looked_at = {one: cover for cover, one in (*nearest, *sharing)}
    odds = reader.judge([claim_of(question, word, one) for one in looked_at for word in _CLAIMS.values()])
    rows = zip(looked_at.items(), odds[::2], odds[1::2], strict=True) if odds else ()
    return [Judged(one, yes, no, cover) for (one, cover), yes, no in rows]


def find_nearest(question: str, statements: Sequence[Statement], library: Library) -> list[tuple[float, Statement]]:
    """Return statements by their similarity to a question, each with its share of the question's terms.

    A sentence with none of its own is not among them: it is what is quoted, and its title alone proves nothing.
    """
    if not statements:
        return []
    texts = [f"{one.hit.head.title}. {one.text}" for one in statements]
    similarity = library.embedder.embed(texts) @ library.embedder.embed_question(question)
    weigh = lru_cache(library.lexicon.weigh_terms)  # most statements are asked the same
    order = sorted(range(len(statements)), key=lambda place: -float(similarity[place]))
    weighed = [(weigh(undate(question, one.hit)), one) for one in (statements[place] for place in order)]
    return [(_share(weights, library, one), one) for weights, one in weighed if _own(weights, library, one) > 0]


def find_sharing(question: str, statements: Sequence[Statement], library: Library) -> list[tuple[float, Statement]]:
    """Return the statements with enough of a question's terms, those with most first, each with its share of them."""
    weigh = lru_cache(library.lexicon.weigh_terms)  # most statements are asked the same
    weighed = [(weigh(undate(question, one.hit)), one) for one in statements]
    rated = [(_share(weights, library, one), one) for weights, one in weighed if _own(weights, library, one) >= _OWN]
    return sorted(rated, key=lambda pair: -pair[0])


def claim_of(question: str, word: str, one: Statement) -> Hypothesis:
    """Return the claim that a statement answers a question by a word, yes or no."""
    return Hypothesis(f"{undate(question, one.hit).rstrip(' ?.!')}? {word}", text_of(one))


def keep_relevant(question: str, drafts: Sequence[Draft], library: Library) -> tuple[Draft, ...]:
    """Return the drafts that are about what a question for yes or no asks: of its subject, with one word more of it.

    Where it has no subject by which it is told, they have as many of its terms as a sentence that is judged.
    """
    assertion = read_assertion(question, partial(stem_of, library))
    weights = library.lexicon.weigh_terms(question)
    subject = None if assertion is None or english.NOBODY_NAMED.match(question) else assertion
    asked = {
        stem_of(library, token.text) for token in tokenize(question) if is_base(token.lower)
    }  # "keep", not "retain"

    def fits(one: Draft) -> bool:
        if subject is None:
            return _weigh(weights, frozenset(library.lexicon.terms(one.text))) >= _OWN
        leans = not english.PRONOUNS.isdisjoint(one.text.lower().split())  # "he" of the title is meant
        text = f"{one.citations[0].title} {one.text}" if leans else one.text
        stems = {stem_of(library, token.text) for token in tokenize(text)}
        told = {subject.verb, *asked, *subject.opposites, *subject.others} - {subject.subject}
        return subject.subject in stems and not told.isdisjoint(stems)

    return tuple(filter(fits, drafts))


def _share(weights: dict[str, float], library: Library, one: Statement) -> float:
    """Return the share of a question's terms in a statement; those in its title or the sentence before count less."""
    here = frozenset(library.lexicon.terms(one.text))
    around = frozenset(library.lexicon.terms(f"{one.before} {one.hit.head.title}"))
    whole = sum(weights.values()) or 1.0
    return sum(weight * (1.0 if term in here else 0.5 * (term in around)) for term, weight in weights.items()) / whole


def _own(weights: dict[str, float], library: Library, one: Statement) -> float:
    """Return the share of a question's terms in the sentence itself, which is all that is quoted."""
    return _weigh(weights, frozenset(library.lexicon.terms(one.text)))


def _weigh(weights: dict[str, float], here: frozenset[str]) -> float:
    return sum(weight for term, weight in weights.items() if term in here) / (sum(weights.values()) or 1.0)


def text_of(one: Statement) -> str:
    """Return what is judged of a statement: its title and it, after the sentence before it where that is not long."""
    before = f"{one.before} " if len(one.before) + len(one.text) < _LONGEST else ""
    return normalise_line(f"{one.hit.head.title} - {before}{one.text}")

"""Questions that take for granted what no article says: "When was he released?" of one who is still held."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Hit, Span
from qa.bars.persons.roles import DIRECTED
from qa.bars.proposal import names_in, words_of
from qa.language.english.bars import predicates
from qa.language.english.bars.persons.roles import PASSIVE_BEFORE
from qa.language.english.forms import premises as english
from qa.proof.sentence import sentences_of, text_at

_WORD = re.compile(r"\S+")
_BEFORE, _BEHIND, _OBJECT, _NEAR, _NAME = 9, 5, 3, 3, 2
"""Words around a verb among which its subject or object stands; chosen by hand, not measured."""


@dataclass(frozen=True, slots=True)
class Refuted:
    """The sentence that says the contrary of what a question takes for granted."""

    hit: Hit
    span: Span

    @property
    def text(self) -> str:
        """Return the sentence on one line."""
        return " ".join(text_at(self.hit, self.span).split())


def find_contrary(question: str, hits: Sequence[Hit]) -> Refuted | None:
    """Return a sentence that says the contrary of what a question takes for granted, where none says what it takes.

    None where the question takes nothing for granted that can be checked by its words.
    """
    if reversed_ := _find_reversed(question, hits):
        return reversed_
    asked = english.TAKEN.search(question)
    group = next((name for name, form in english.DONE.items() if asked and form.search(asked["verb"])), None)
    subject = names_in(f"- {asked['subject']}") if asked else frozenset[str]()
    if asked is None or group is None or not subject:
        return None
    sentences = [(hit, span) for hit in hits for span in sentences_of(hit)]
    done = english.DONE[group]
    if any(_states(text_at(hit, span), subject, done) for hit, span in sentences):
        return None
    if any(_states(hit.head.title, subject, done) or _states_of_him(hit, subject, done) for hit in hits):
        return None
    newest = sorted(sentences, key=lambda one: one[0].head.published, reverse=True)
    contrary = predicates.CONTRARY[group]
    return next((Refuted(*one) for one in newest if _is_contrary(text_at(*one), subject, contrary)), None)


def _find_reversed(question: str, hits: Sequence[Hit]) -> Refuted | None:
    """Return a sentence that says that B beat A, where a question takes it that A beat B and none says so."""
    asked = english.DID_TO.search(question)
    forms = next((forms for forms in DIRECTED if asked and forms.fullmatch(asked["verb"])), None)
    if asked is None or forms is None:
        return None
    one, other = words_of(asked["subject"]), words_of(asked["object"])
    sentences = [(hit, span) for hit in hits for span in sentences_of(hit)]
    if any(_acts(text_at(*at), forms, one, other) for at in sentences):
        return None
    return next((Refuted(*at) for at in sentences if _acts(text_at(*at), forms, other, one)), None)


def _acts(sentence: str, forms: re.Pattern[str], actor: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether a sentence says that one did something to the other, in the active voice or the passive one."""
    for verb in forms.finditer(sentence):
        before, behind = sentence[: verb.start()], sentence[verb.end() :]
        first = words_of(" ".join(_named(_WORD.findall(before)[-_BEFORE:])[-_NAME:]))
        second = words_of(" ".join(_named(_WORD.findall(behind)[:_BEHIND])[:_NAME]))
        passive = PASSIVE_BEFORE.search(before) or english.BY_BEHIND.match(behind)
        doer, done_to = (second, first) if passive else (first, second)
        if doer & actor and done_to & other:
            return True
    return False


def _states(sentence: str, subject: frozenset[str], done: re.Pattern[str]) -> bool:
    """Return whether a sentence says that it happened to the subject, or that the subject did it."""
    for verb in done.finditer(sentence):
        before = _WORD.findall(sentence[: verb.start()])[-_BEFORE:]
        behind = _WORD.findall(sentence[verb.end() :])[:_BEHIND]
        nearest = [*reversed(_named(before)[-1:]), *_named(behind[:_OBJECT])[:1]]
        if any(subject & words_of(name) for name in nearest) and not english.UNREAL.search(" ".join(before)):
            return True
    return False


def _states_of_him(hit: Hit, subject: frozenset[str], done: re.Pattern[str]) -> bool:
    """Return whether a passage whose title names the subject says that "he" did it."""
    if not subject & words_of(hit.head.title):
        return False
    return any(
        (verb := done.search(text, one.end())) is not None
        and len(text[one.end() : verb.start()].split()) <= _NEAR
        and not english.UNREAL.search(text[one.end() : verb.start()])
        for text in (text_at(hit, span) for span in sentences_of(hit))
        for one in english.PRONOUN.finditer(text)
    )


def _named(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.strip("“\"‘'(")[:1].isupper()]


def _is_contrary(sentence: str, subject: frozenset[str], contrary: re.Pattern[str]) -> bool:
    return bool(subject & words_of(sentence)) and contrary.search(sentence) is not None

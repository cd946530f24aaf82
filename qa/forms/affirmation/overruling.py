"""Statements that are no fact, and those that a later headline or the sentence behind them overrules."""

import re
from collections.abc import Sequence

from qa.forms.affirmation.assertion import Asserted, Stem, is_verb
from qa.forms.statement import Statement
from qa.language.english.forms import polarity as english
from qa.language.phrase import tokenize


def since_headline(statements: Sequence[Statement], asked: Asserted, stem: Stem) -> list[Statement]:
    """Return the statements published since the last headline that says what is asked; all where none does.

    "I shall not resign" denies nothing once a headline says "Lorn resigns".
    """
    days = [one.published.date() for one in statements if _says_it(one.hit.head.title, asked, stem)]
    return [one for one in statements if not days or one.published.date() >= max(days)]


def is_refuted(one: Statement, asked: Asserted) -> bool:
    """Return whether the sentence behind a statement says that the one asked about denies it."""
    _, _, behind = one.hit.text.partition(one.text)
    return any(re.match(english.REFUTED_BY.format(name=re.escape(name)), behind, re.IGNORECASE) for name in asked.names)


def _says_it(title: str, asked: Asserted, stem: Stem) -> bool:
    stems = {stem(token.text) for token in tokenize(asked.rename(title))}
    said = {asked.subject, asked.verb, *asked.others} <= stems
    return said and not asked.common and english.DENIES.search(title) is None


def is_no_fact(text: str) -> bool:
    """Return whether a sentence denies something, tells of what is only possible or believed, or has no verb."""
    return any(said.search(text) for said in (english.DENIES, english.UNREAL, english.SUPPOSED)) or not _has_verb(text)


def _has_verb(text: str) -> bool:
    """Return whether a text has a word that may be a verb: the caption "Ada Lorn, mayor of Holm." has none."""
    small = [token for token in tokenize(text) if not token.capital]
    return any(one.lower in english.BE | english.AUXILIARIES or is_verb(one.text) for one in small)

"""Who did it to whom: sentences that say of the one who is asked about that it was done to him."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa.bars.persons.roles import forms_of_event
from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars.persons import reversal as english
from qa.language.phrase import Token, tokenize
from qa.language.verb import base_of, is_base, participle_of, past_of
from qa.question import Kind

_BEHIND, _BY = 4, 7
"""Words behind a verb among which the one stands to whom it was done, or by whom."""


def is_of_the_other(one: Proposal) -> bool:
    """Return whether it is asked whom somebody beat, replaced or slapped, and the sentence says that of him.

    Of "Holm beat Tarn" Holm is not whom Tarn beat; who lost to somebody was beaten.
    """
    asked = english.ASKS_WHOM.match(one.asked)
    if one.kind is not Kind.PERSON or asked is None:
        return False
    verb = _base(asked["verb"].lower())
    if words_of(asked["one"]) <= words_of(one.text):
        return True  # nobody buys himself
    if (verb in english.BEATS and _won(one)) or _is_agent(one, verb):
        return True
    if _is_reversed(asked["one"], verb, f"{one.sentence} {one.after}"):
        return True
    near = f"{one.before} {one.sentence}"
    tells = _surname(asked["one"]) in near.lower() and any(said.search(near) for said in forms_of_event(one.asked))
    return not tells and _is_reversed(asked["one"], verb, one.passage)


def befell_another(one: Proposal) -> bool:
    """Return whether it is asked who stabbed somebody, and the passage says of another only that he was stabbed.

    Of "Lorn was stabbed by a fan of Eva Tarn" nothing follows of who stabbed Tarn.
    """
    asked = english.ASKS_WHO_HARMED.match(one.asked)
    if one.kind is not Kind.PERSON or asked is None:
        return False
    name, verbs, tokens = _surname(asked["one"]), _alike(base_of(asked["verb"].lower())), tokenize(one.passage)
    harmed = {_surname(found["one"]) for verb in verbs for found in _find_harmed(verb, one.passage)}
    return bool(harmed) and name not in harmed and "patient" not in _roles_of(name, verbs, tokens)


def _find_harmed(verb: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the names in a text of whom it says that they were stabbed, or that it was done to them in another way."""
    forms = "|".join(sorted(_forms(verb) | {past_of(verb), participle_of(past_of(verb))}))
    return re.finditer(english.WAS_HARMED.format(forms=forms), text)


def _is_agent(one: Proposal, verb: str) -> bool:
    """Return whether the answer stands behind a passive verb and "by": of "be replaced by Roy" it is who replaces."""
    by = english.AGENT_AHEAD.search(one.head)
    return by is not None and base_of(by["verb"].lower()) in _alike(verb)


def _won(one: Proposal) -> bool:
    """Return whether the words beside an answer say that he is the one who won."""
    return bool(english.LOST_TO.search(one.head) or english.WON_BEHIND.match(one.tail))


def says_reverse(question: str, text: str) -> bool:
    """Return whether a text says that it was done to the one of whom a question for yes or no asks that he did it."""
    asked = english.ASKS_OF_TWO.match(question) or english.ASKS_OF_DONE.match(question)
    return asked is not None and _is_reversed(asked["one"], _base(asked["verb"].lower()), text)


def _base(word: str) -> str:
    """Return the base form of a verb, which it may be already: "succeed" is no past tense."""
    return word if word in english.BASES or is_base(word) else base_of(word)


def _is_reversed(doer: str, verb: str, text: str) -> bool:
    """Return whether a text has the one who is said to do something as the one to whom it was done, and not as doer."""
    name, loses = _surname(doer), verb == "lose"
    group = english.BEATS if verb in english.OUTCOMES else _alike(verb)
    given = [word.lower() for word in doer.split()[:-1]]
    every = tokenize(text)
    tokens = [one for place, one in enumerate(every) if not _is_namesake(place, every, name, given)]
    roles = set(_roles_of(name, group, tokens))
    if loses and re.search(english.WON_BY.format(name=re.escape(_plain(doer.split()[-1]))), _plain(text)):
        return True
    return "doer" in roles if loses else "patient" in roles and "doer" not in roles


def _alike(verb: str) -> frozenset[str]:
    """Return the verbs that say the same of two as one does, in their base form."""
    return next((group for group in english.GROUPS if verb in group), frozenset((verb,)))


def _is_namesake(place: int, tokens: Sequence[Token], name: str, given: Sequence[str]) -> bool:
    """Return whether a token is the surname of another: of "Eva Tarn" where Ada Tarn is asked about."""
    before = tokens[place - 1] if place else None
    if not given or before is None or before.breaks or not _is(tokens[place], name):
        return False
    return before.capital and before.lower not in given


def _roles_of(name: str, verbs: frozenset[str], tokens: Sequence[Token]) -> Iterator[str]:
    """Yield what a name is of each of some verbs in a text: "doer" where it stands right before, or "patient"."""
    for place, token in enumerate(tokens):
        if token.capital or not any(token.lower in _forms(verb) or base_of(token.lower) == verb for verb in verbs):
            continue
        nearest = next((one for one in reversed(tokens[:place]) if one.capital), None)
        is_nearest = nearest is not None and _is(nearest, name)
        if _is_passive(place, tokens):
            behind = tokens[place + 1 : place + 1 + _BY]
            by = next((at for at, one in enumerate(behind) if one.lower == "by"), None)
            yield from ("patient",) if is_nearest else ()
            yield from ("doer",) if by is not None and any(_is(one, name) for one in behind[by:]) else ()
            continue
        yield from ("doer",) if is_nearest else ()
        yield from ("patient",) if any(_is(one, name) for one in _object(place, tokens)) else ()


def _object(place: int, tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the words behind a verb up to the end of its phrase."""
    for one in tokens[place + 1 : place + 1 + _BEHIND]:
        if one.lower in english.ENDS:
            return
        yield one
        if one.breaks:
            return


def _is_passive(place: int, tokens: Sequence[Token]) -> bool:
    before = [one.lower for one in tokens[max(0, place - 2) : place]]
    by = tokens[place + 1].lower == "by" if place + 1 < len(tokens) else False
    participle = tokens[place].lower.endswith(("ed", "en"))
    described = participle and bool(english.DETERMINERS.intersection(before[-1:]))  # "Lorn, the defeated candidate"
    return by or described or bool(english.BE.intersection(before))


def _is(token: Token, name: str) -> bool:
    return token.capital and _surname(token.text) == name


def _plain(text: str) -> str:
    """Return a text without the marks on its letters, which questions leave out."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))


def _surname(name: str) -> str:
    return re.sub(r"[’']s?$", "", name.split()[-1].lower().rstrip("."))


@lru_cache(maxsize=256)
def _forms(verb: str) -> frozenset[str]:
    stem = verb.removesuffix("e")
    return frozenset(
        {verb, f"{verb}s", f"{verb}es", f"{stem}ing", f"{stem}ed", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    )

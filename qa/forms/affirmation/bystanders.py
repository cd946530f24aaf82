"""Statements that a checker may take for a yes, though they tell of somebody or something else by name."""

from collections.abc import Sequence

from qa.bars.proposal import names_in, words_of
from qa.forms.affirmation.assertion import Asserted, Stem, bare, unify
from qa.forms.statement import Statement
from qa.language.english.forms import polarity as english
from qa.language.kind import is_given_name
from qa.language.phrase import Token, tokenize

_NEAR = 6  # words behind a verb among which the one stands to whom it was done, or by whom


def names_all(question: str, one: Statement, asked: Asserted | None) -> bool:
    """Return whether all names of a question stand in or around a statement: Calder West is not Calder East.

    The given name of a person need not, nor a name where the statement has another one for it.
    """
    told = f"{one.hit.head.title} {one.before} {one.text}"
    around = words_of(asked.rename(told) if asked else told)
    return all(name in around or is_given_name(name) for name in names_in(question))


def tells_of_another(asked: Asserted, one: Statement, stem: Stem) -> bool:
    """Return whether a statement has the verb that is asked, or its contrary, and each time of another by name.

    Of "Felix Brandt was sentenced, and Marta Keller acquitted" nothing says that Brandt was acquitted.
    """
    contrary = next((said for verb, said in english.CONTRARY.items() if stem(verb) == asked.verb), None)
    tokens = tokenize(unify(asked.rename(one.text)))
    stems = [stem(token.text) for token in tokens]
    places = [place for place, word in enumerate(stems) if word == asked.verb and place]
    if not places:
        return contrary is not None and contrary.search(one.text) is not None
    return all(_is_of_another(place, tokens, stems, asked) for place in places)


def _is_of_another(place: int, tokens: Sequence[Token], stems: Sequence[str], asked: Asserted) -> bool:
    """Return whether the nearest name before a verb is not the subject, and the subject is not close behind it."""
    names = [at for at in range(place) if tokens[at].capital and tokens[at].lower not in english.BETWEEN]
    if not names or bare(tokens[names[-1]].lower) in {bare(name) for name in asked.names}:
        return False
    if (asked.common or not names[-1]) and stems[names[-1]] not in asked.others:
        return False  # "Lorn" may be the mayor, and the first word of a sentence any
    behind = range(place + 1, min(len(tokens), place + 1 + _NEAR))
    done_to_it = asked.passive or any(tokens[at].lower == "by" for at in behind)
    return not done_to_it or all(stems[at] != asked.subject for at in behind)

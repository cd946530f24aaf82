"""What articles say is unknown, or not there, or more than all others, for a question for yes or no that asks that."""

import re
from collections.abc import Callable, Sequence

from qa.forms.statement import Statement
from qa.language.english.forms import absences as english
from qa.language.polarity import Polarity

Weigh = Callable[[str], dict[str, float]]
Terms = Callable[[str], tuple[str, ...]]

_ABOUT = 0.6  # share of what the question is about in a sentence, the one before it and the title; chosen by hand


def find_absence(
    question: str, statements: Sequence[Statement], weigh: Weigh, terms: Terms
) -> list[tuple[Statement, Polarity]]:
    """Return the statements that say that something is not known, or is not there, or is more than all others.

    None where the question does not ask that.
    """
    bare = question.strip().rstrip(" ?.!")
    if known := english.KNOWN.fullmatch(bare):
        asked = english.OF_ASKED.get(known["asked"].lower(), english.CAUSE)
        fit = [one for one in statements if asked.search(one.text) and english.UNKNOWN.search(one.text)]
        what, said = known["what"], Polarity.NO
    elif named := english.SUCCESSOR.fullmatch(bare):
        fit = [one for one in statements if english.NO_SUCCESSOR.search(one.text)]
        what, said = english.NAMING.sub(" ", f"{named['what']} {named['office']}"), Polarity.NO
    elif more := english.MORE.fullmatch(bare):
        than = re.compile(english.THAN_ALL.format(degree=more["degree"]), re.IGNORECASE)
        fit = [one for one in statements if than.search(one.text)]
        what, said = more["what"], Polarity.YES
    elif ever := english.EVER.fullmatch(bare):
        fit = [one for one in statements if english.NOT_SINCE.search(one.text)]
        what, said = ever["what"], Polarity.YES
    elif harmed := english.HARMED.fullmatch(bare):
        fit, what = _find_nobody(english.OF_HARM[harmed["deed"].lower()], statements), harmed["what"]
        said = Polarity.NO
    else:
        return []
    weights = weigh(what)
    return [(one, said) for one in fit if _share(weights, one, terms) >= _ABOUT]


def _find_nobody(harm: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements that nobody came to a harm; none where the same article tells of somebody who did."""
    nobody = re.compile(english.NOBODY.format(harm=harm), re.IGNORECASE)
    denied = [one for one in statements if nobody.search(one.text)]
    told = re.compile(rf"\b(?:{harm})\b", re.IGNORECASE)
    harmed = {one.article for one in statements if told.search(one.text) and one not in denied}
    return [one for one in denied if one.article not in harmed]


def _share(weights: dict[str, float], one: Statement, terms: Terms) -> float:
    around = frozenset(terms(f"{one.hit.head.title} {one.before} {one.text}"))
    return sum(weight for term, weight in weights.items() if term in around) / (sum(weights.values()) or 1.0)

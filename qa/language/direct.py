"""A question as a direct one: without words of politeness, in the order of a question, with its verb."""

from qa.language.english import politeness as english
from qa.language.phrasing import phrase
from qa.language.plural import asks_for_several
from qa.language.verb import is_past


def _ask_for_last(bare: str) -> str:
    """Return keywords as a question for the last of them: "Holm ferry sinking date" asks when."""
    for pattern, asked in english.ATTRIBUTES:
        if (found := pattern.match(bare)) and not english.NO_HEADS.search(found["what"]):
            what = found["what"]  # its capital is that of a first word, unless there are others
            what = what if any(map(str.isupper, what[1:])) else f"{what[0].lower()}{what[1:]}"
            return asked.format(what=what, last=bare.rsplit(" ", 1)[-1])
    return bare


def _ask_for_all(bare: str) -> str:
    """Return an order to name several things as a question: "Name the towns that flooded" asks which towns did.

    A reader takes an order for no question, and answers it with a count: "three towns".
    """
    found = next(((named, asked) for form, asked in english.ORDERED if (named := form.match(bare))), None)
    return found[1].format(**found[0].groupdict()) if found and asks_for_several(bare) else bare


def ask_directly(text: str) -> str:
    """Return a question in normal form and asked directly.

    "Can you tell me who the mayor of Holm is, please?" and "mayor of Holm" are both "Who is the mayor of Holm?".
    """
    line = phrase(text).rstrip("?")
    bare = _ask_for_all(english.CLOSES.sub("", english.OPENS.sub("", line)))
    if turned := english.TURNED.match(bare):
        bare = f"{turned['wh']} {turned['be']} {turned['what']}"
    named = next((found for pattern in english.KEYWORDS if (found := pattern.match(bare))), None)
    if named and not any(is_past(word) for word in named["body"].lower().split()[1:]):
        bare = f"Who is the {named['office'].lower()} of {named['body']}"
    elif not english.VERB.search(bare):
        bare = _ask_for_last(bare)
    return phrase(bare) if bare != line else phrase(text)

"""A question as a direct one: without words of politeness, in the order of a question, with its verb."""

from qa.language.english import politeness as english
from qa.language.phrasing import phrase
from qa.language.plural import asks_for_several
from qa.language.verb import base_of, is_past

_FEWEST = 3  # keywords that ask for something


def _ask_for_last(bare: str) -> str:
    """Return keywords as a question for the last of them: "Holm ferry sinking date" asks when."""
    for pattern, asked in english.ATTRIBUTES:
        if (found := pattern.match(bare)) and not english.NO_HEADS.search(found["what"]):
            return asked.format(what=_uncapitalise(found["what"]), last=bare.rsplit(" ", 1)[-1])
    return bare


def _put_last(bare: str) -> str:
    """Return a question with the phrase in front of it behind it: "In May, who won?" asks who won in May."""
    found = english.FRONTED.fullmatch(bare)
    return (
        f"{found['asked'][0].upper()}{found['asked'][1:]} {found['front'][0].lower()}{found['front'][1:]}"
        if found
        else bare
    )


def _ask_for_all(bare: str) -> str:
    """Return an order to name several things as a question: "Name the towns that flooded" asks which towns did.

    A reader takes an order for no question, and answers it with a count: "three towns".
    """
    found = next(((named, asked) for form, asked in english.ORDERED if (named := form.match(bare))), None)
    return found[1].format(**found[0].groupdict()) if found and asks_for_several(bare) else bare


def _ask_of_harmed(bare: str) -> str:
    """Return a question how many something killed as one how many were killed by it, which is how articles put it."""
    found = english.HARMED.match(bare)
    if found is None:
        return bare
    return f"{found['count']}were {english.PARTICIPLES[found['verb'].lower()]} by {found['by']}{found['rest']}"


def _ask_what(bare: str) -> str:
    """Return keywords as the question what they are: "What was the Holm ferry price in May 2031?".

    A reader finds an answer to that where it finds none to the keywords. One or two may be a topic, and stay.
    """
    if len(bare.split()) < _FEWEST or any(map(is_past, bare.lower().split())) or english.TOPIC.search(bare):
        return bare
    dated = english.TIME_AT_END.sub(" in ", bare, count=1)
    asks = "Who" if english.OF_PERSON.search(bare) else "What"
    return f"{asks} {'is' if dated == bare else 'was'} the {_uncapitalise(dated)}"


def _ask_plainly(bare: str) -> str:
    """Return a question whether it was somebody who did something as one whether he did it."""
    found = english.CLEFT.match(bare)
    if found is None or not is_past(found["verb"]):
        return bare
    return f"Did {found['who']} {found['how'] or ''}{base_of(found['verb'])}{found['rest']}"


def _uncapitalise(words: str) -> str:
    """Return words without the capital of the first, which is that of a first word unless there are others."""
    return words if any(map(str.isupper, words[1:])) else f"{words[0].lower()}{words[1:]}"


def ask_directly(text: str) -> str:
    """Return a question in normal form and asked directly.

    "Can you tell me who the mayor of Holm is, please?" and "mayor of Holm" are both "Who is the mayor of Holm?".
    """
    line = phrase(text).rstrip("?")
    bare = _put_last(english.CLOSES.sub("", english.OPENS.sub("", line)))
    bare = _ask_plainly(_ask_of_harmed(_ask_for_all(bare)))
    bare = english.OF_YEAR.sub(r"\g<who> in ", bare)
    if turned := english.TURNED.match(bare):
        bare = f"{turned['wh']} {turned['be']} {turned['what']}"
    named = next((found for pattern in english.KEYWORDS if (found := pattern.match(bare))), None)
    if named and not any(is_past(word) for word in named["body"].lower().split()[1:]):
        bare = f"Who is the {named['office'].lower()} of {named['body']}"
    elif not english.VERB.search(bare):
        asked = _ask_for_last(bare)
        bare = _ask_what(bare) if asked == bare else asked
    return phrase(bare) if bare != line else phrase(text)

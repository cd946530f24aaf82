"""A question as a direct one: without words of politeness, in the order of a question, with its verb."""

from qa.language.english import politeness as english
from qa.language.phrasing import phrase
from qa.language.verb import is_past


def ask_directly(text: str) -> str:
    """Return a question in normal form and asked directly.

    "Can you tell me who the mayor of Holm is, please?" and "mayor of Holm" are both "Who is the mayor of Holm?".
    """
    line = phrase(text).rstrip("?")
    bare = english.CLOSES.sub("", english.OPENS.sub("", line))
    if turned := english.TURNED.match(bare):
        bare = f"{turned['wh']} {turned['be']} {turned['what']}"
    named = next((found for pattern in english.KEYWORDS if (found := pattern.match(bare))), None)
    if named and not any(is_past(word) for word in named["body"].lower().split()[1:]):
        bare = f"Who is the {named['office'].lower()} of {named['body']}"
    return phrase(bare) if bare != line else phrase(text)

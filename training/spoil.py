"""Make questions unanswerable by changing one word, so that their passage no longer answers them.

The changes follow the kinds of unanswerable question in SQuAD 2 (Rajpurkar et al., 2018): another name or number, an
antonym, a negation.
"""

import random
import re

from training.cloze import SPAN

_OPPOSITES = (
    *(("first", "last"), ("most", "least"), ("more", "fewer"), ("largest", "smallest"), ("highest", "lowest")),
    *(("before", "after"), ("north", "south"), ("east", "west"), ("northern", "southern"), ("eastern", "western")),
    *(("won", "lost"), ("win", "lose"), ("increase", "decrease"), ("increased", "decreased"), ("began", "ended")),
    *(("start", "end"), ("started", "ended"), ("opened", "closed"), ("joined", "left"), ("accepted", "refused")),
    *(("supported", "opposed"), ("allowed", "forbade"), ("bought", "sold"), ("old", "new")),
    *(("oldest", "youngest"), ("longest", "shortest"), ("best", "worst"), ("male", "female"), ("men", "women")),
    *(("wife", "husband"), ("father", "mother"), ("son", "daughter"), ("brother", "sister"), ("upper", "lower")),
    *(("major", "minor"), ("majority", "minority"), ("common", "rare"), ("public", "private"), ("hired", "fired")),
    *(("elected", "defeated"), ("arrested", "released"), ("built", "destroyed"), ("earliest", "latest")),
)
TURNED = {word: other for pair in _OPPOSITES for word, other in (pair, pair[::-1])}
_TURNABLE = re.compile(rf"\b(?:{'|'.join(TURNED)})\b")
_DENIABLE = re.compile(r"\b(?:is|are|was|were|did|does|do|can|could|has|have|had)\b(?! not\b)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def spoil(question: str, context: str, elsewhere: str, rng: random.Random) -> str | None:
    """Return the question with a changed meaning that its context does not answer; None if nothing can be changed.

    A name in the context is replaced by one of as many words that only `elsewhere` contains, a number by another
    number, or a word by its antonym; if none of that is possible, the question is sometimes negated.
    """
    renamed, turned = _rename(question, context, elsewhere, rng), _turn(question, rng)
    denied = _deny(question) if rng.random() < 0.1 else None
    return (renamed or turned or denied) if rng.random() < 0.7 else (turned or renamed or denied)


def _rename(question: str, context: str, elsewhere: str, rng: random.Random) -> str | None:
    named = [m for m in SPAN.finditer(question) if m.start() and m.group() in context]
    rng.shuffle(named)
    for match in named:
        other = _number_beside(match.group(), rng) or _other_name(match.group(), context, elsewhere, rng)
        if other and other not in context:
            return question[: match.start()] + other + question[match.end() :]
    return None


def _number_beside(figure: str, rng: random.Random) -> str | None:
    """Return a year near a year, or another number of the same length; None if it is not a number."""
    if _YEAR.fullmatch(figure):
        return str(int(figure) + rng.choice((-1, 1)) * rng.randrange(1, 15))
    if not figure.isdigit():
        return None
    return str(rng.randrange(10 ** (len(figure) - 1), 10 ** len(figure)))


def _other_name(name: str, context: str, elsewhere: str, rng: random.Random) -> str | None:
    """Return a name of as many words from another text; the first word of a sentence is often not a name."""
    places = [m for m in SPAN.finditer(elsewhere) if m.start() > 1 and elsewhere[m.start() - 2] not in ".!?\n"]
    others = {m.group() for m in places if not m.group()[0].isdigit()}
    alike = sorted(o for o in others if o not in context and len(o.split()) == len(name.split()))
    return rng.choice(alike) if alike and not name[0].isdigit() else None


def _turn(question: str, rng: random.Random) -> str | None:
    found = list(_TURNABLE.finditer(question))
    if not found:
        return None
    match = rng.choice(found)
    return question[: match.start()] + TURNED[match.group()] + question[match.end() :]


def _deny(question: str) -> str | None:
    match = _DENIABLE.search(question)
    return f"{question[: match.end()]} not{question[match.end() :]}" if match else None

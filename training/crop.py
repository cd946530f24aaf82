"""Crop contexts: a few sentences around the answer train as well as a page, in half the time."""

import random
import re

from index.passages.chunking import split_sentences

_SHORTEST, _LONGEST = 220, 640


def crop(context: str, answer: str | None, rng: random.Random) -> str:
    """Return a run of whole sentences of a context, some 220 to 640 characters, that contains the answer, if any.

    The occurrence of the answer and the amount of text before it are random.
    """
    wanted = rng.randrange(_SHORTEST, _LONGEST)
    if len(context) <= wanted:
        return context
    sentences = split_sentences(context)
    places = [m.span() for m in re.finditer(re.escape(answer), context)] if answer else []
    begin, end = rng.choice(places or [(span.start, span.end) for span in sentences])
    held = [place for place, span in enumerate(sentences) if span.start < end and begin < span.end]
    first, last = held[0], held[-1]
    while sentences[last].end - sentences[first].start < wanted:
        sides = [side for side, open_ in ((-1, first > 0), (1, last + 1 < len(sentences))) if open_]
        if not sides:
            break
        if rng.choice(sides) < 0:
            first -= 1
        else:
            last += 1
    return context[sentences[first].start : sentences[last].end]

"""Questions that Dateline made, in the form in which they are kept: without the words that came from articles.

A follow-up becomes a whole question with a name that an earlier reply had, so with a word of an article. Where the same
words stand in a quote of the answer, their place is kept, and they are read from there; otherwise nothing is kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from qa.language.english.conversation.followups import FUNCTION
from qa.types import Turn

Place = tuple[int, int, int, int]
"""A place in a quote: 1 for a nearest passage, 0 for a citation; its number; the start and the length."""
Spans = Mapping[tuple[int, int], str]
"""Quotes by what they are, as in a place, and their numbers."""
Wording = tuple[str | Place, ...]

_WORD = re.compile(r"\w+")


def pack_wording(text: str, typed: str, turns: Sequence[Turn], spans: Spans) -> Wording | None:
    """Return a question in parts; None where a word came from a reply and stands in no quote.

    `typed` is the message, `turns` are the earlier ones; the words that the user typed are the user's own.
    """
    own = _words_of(typed, *(turn.question for turn in turns)) | FUNCTION
    foreign = _words_of(*(part for turn in turns for part in (turn.reply, turn.short or ""))) - own
    parts: list[str | Place] = []
    done = 0
    for start, end in _find_runs(text, foreign):
        place = _find_place(text[start:end], spans)
        if place is None:
            return None
        parts += [text[done:start], place]
        done = end
    return (*parts, text[done:])


def unpack_wording(parts: Wording, spans: Spans) -> str | None:
    """Return a question from its parts; None where a quote has been deleted."""
    words = [part if isinstance(part, str) else _read_place(part, spans) for part in parts]
    return None if None in words else "".join(filter(None, words))


def _words_of(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def _find_runs(text: str, foreign: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of words of others, those that follow one another as one."""
    run: tuple[int, int] | None = None
    for word in _WORD.finditer(text):
        if word.group().casefold() in foreign:
            run = (run[0] if run else word.start(), word.end())
        elif run:
            yield run
            run = None
    if run:
        yield run


def _find_place(words: str, spans: Spans) -> Place | None:
    return next(
        ((near, n, start, len(words)) for (near, n), quote in spans.items() if (start := quote.find(words)) >= 0), None
    )


def _read_place(place: Place, spans: Spans) -> str | None:
    near, n, start, length = place
    quote = spans.get((near, n))
    return None if quote is None else quote[start : start + length]

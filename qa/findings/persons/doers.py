"""Who did harm, by the nouns beside a name: "the gunman, Ada Lorn", "Ada Lorn, the suspect"."""

import re
from collections.abc import Iterator, Sequence

from index.types import Hit, Span
from qa.bars.proposal import names_in, words_of
from qa.findings.finding import Extract
from qa.language.english.bars import furniture, predicates
from qa.language.english.findings import doers as english
from qa.language.kind import is_place_name
from qa.language.role import read_action
from qa.proof.sentence import sentences_of, text_at
from qa.question import Kind, Understood

_LESS = 0.5
"""Log odds below the best extract: a reader that found the same makes it more likely."""


def add_doers(extracts: Sequence[Extract], asked: Understood, hits: Sequence[Hit]) -> list[Extract]:
    """Return extracts with those whom the passages call the gunman or the suspect, if the question asks for him.

    A reader prefers the names near the words of the question, and he is often named once, in a sentence of his own.
    """
    if not extracts or not asks_for_doer(asked):
        return list(extracts)
    score = max(extract.score for extract in extracts) - _LESS
    found = [one for hit in hits if _is_about(hit, asked) for one in _doers(hit, score)]
    named = [one for one in found if not any(one.overlaps(other) and other.score > score for other in extracts)]
    return [*(one for one in extracts if not any(one.overlaps(other) for other in named)), *named]


def asks_for_doer(asked: Understood) -> bool:
    """Return whether a question asks who shot, killed or attacked somebody."""
    action = read_action(asked.text)
    violence, _ = predicates.STATED["violence"]
    return asked.kind is Kind.PERSON and action is not None and violence.fullmatch(action) is not None


def names_doer(hit: Hit, asked: Understood) -> bool:
    """Return whether a passage is about what the question names, and calls somebody the gunman or the suspect."""
    return _is_about(hit, asked) and any(_doers(hit, 0.0))


def _is_about(hit: Hit, asked: Understood) -> bool:
    names = names_in(asked.text)
    return bool(names) and names <= words_of(f"{hit.head.title} {hit.text}")


def _doers(hit: Hit, score: float) -> Iterator[Extract]:
    for sentence in sentences_of(hit):
        text = text_at(hit, sentence)
        for pattern in english.NAMED:
            for match in pattern.finditer(text):
                if _is_name(match["name"]):
                    start = sentence.start + match.start("name")
                    less = _LESS if furniture.CREDIT.search(text) else 0.0  # the caption of a photograph comes last
                    yield Extract(hit, Span(start, start + len(match["name"])), match["name"], score - less)


def _is_name(name: str) -> bool:
    return not english.NO_NAMES.match(name) and not is_place_name(name.lower()) and not re.search(r"\d", name)

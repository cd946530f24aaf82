"""A question in the words of a passage: with its names and its verb as the passage has them."""

from collections.abc import Sequence
from dataclasses import replace

from index.types import Hit
from qa.language.alias import name_as
from qa.language.dated import undate
from qa.language.synonym import word_as
from qa.question import Understood


def word_for(asked: Understood, hit: Hit) -> str:
    """Return a question with each name and word as a passage has it, where the passage has only another one."""
    text = f"{hit.head.title} {hit.text}"
    return word_as(text, name_as(text, asked.text, asked.names))


def ask_of(asked: Understood, hit: Hit) -> str:
    """Return what a reader is asked of a passage: in its words, and without a time that it tells of."""
    return word_for(replace(asked, text=undate(asked.text, hit)), hit)


def group_by_wording(asked: Understood, hits: Sequence[Hit]) -> dict[str, list[int]]:
    """Return the places of hits by the question that is asked in their words."""
    groups: dict[str, list[int]] = {}
    for place, hit in enumerate(hits):
        groups.setdefault(word_for(asked, hit), []).append(place)
    return groups

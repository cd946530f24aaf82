"""Answers from passages about another event or person: what the question names in full is nowhere in them."""

import re
from functools import lru_cache

from qa.bars.proposal import Proposal, words_of
from qa.language.alias import find_aliases
from qa.language.english.bars.persons import subjects as english

_RUN = re.compile(r"(?<!^)(?<![.?!] )\b[A-ZÀ-Þ][\w’'-]*\w(?: [A-ZÀ-Þ][\w’'-]*\w)+")
_STEM = 5  # letters that a name and its people share: "Korea", "Koreans"


def is_of_another(one: Proposal) -> bool:
    """Return whether the passage has no word of a name of several words in the question: "the Mount Tarn eruption".

    Nor has one that only has another's of the same first word: "Viktor Obi" for Viktor Tarn.
    """
    if not one.passage or one.asked.isupper():
        return False
    text = f"{one.title} {one.passage}"
    around = _stems(text)
    if any(not words & around for words in _names_in_full(_without_post(one))):
        return True
    return any(_has_first_alone(name, text) for name in _runs(one.asked))


def _without_post(one: Proposal) -> str:
    """Return a question without the body of a post, where the sentence names the person in full: "as head of Holm"."""
    post = english.AS_HEAD_OF.search(one.asked)
    if post is None or not any(name in one.sentence for name in _runs(one.asked[: post.start()])):
        return one.asked
    return one.asked[: post.start()] + one.asked[post.end() :]


def _has_first_alone(name: str, text: str) -> bool:
    """Return whether a text has the first word of a name of two only in front of other words than the second."""
    first, *others = name.split()
    if len(others) != 1 or others[0].isupper() or others[0][:_STEM].lower() in _stems(text):
        return False
    places = re.findall(rf"\b{re.escape(first)}\b( [A-ZÀ-Þ][\w’'-]+)?", text)
    return bool(places) and all(places)


@lru_cache(maxsize=256)
def _runs(question: str) -> tuple[str, ...]:
    """Return the names of several words in a question; those that have other names are left out."""
    known = [one.name for one in find_aliases(question)]
    runs = (english.POSSESSIVE.sub("", run) for run in _RUN.findall(question))
    during = english.DURING.search(question)
    return tuple(
        run
        for run in runs
        if " " in run
        and not (during and run in during.group())
        and not any(name in run or run in name for name in known)
    )


@lru_cache(maxsize=256)
def _names_in_full(question: str) -> tuple[frozenset[str], ...]:
    """Return the words of each name of several words, with its initials."""
    return tuple(_stems(run) | {"".join(word[0] for word in run.split()).lower()} for run in _runs(question))


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words_of(text))

"""Whether two sentences are about one thing, so that what they say can agree or contradict."""

import re
from functools import lru_cache

from index.types import Span
from qa.bars.persons.roles import forms_of_event
from qa.bars.proposal import names_in, words_of
from qa.findings.finding import Extract
from qa.language.english.conversation import followups
from qa.proof.sentence import quote_at, sentence_at, text_at
from qa.question import Understood, last_sentence

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_STEM = 5  # letters that two forms of a word share, at least
_LENGTH = 4  # of a word whose other forms count
_SHORTEST = 3


def says_of_it(extract: Extract, asked: Understood) -> bool:
    """Return whether the sentence of an extract is about what the question asks about.

    With the sentence that it leans on and the title of its article, it has all names of the question; alone, or with
    that sentence, a word for what happened.
    """
    here, quoted = sentence_at(extract.hit, extract.span), quote_at(extract.hit, extract.span)
    said = text_at(extract.hit, Span(quoted.start, here.end))
    question = last_sentence(asked.text)
    around = words_of(f"{extract.hit.head.title} {said}")
    return all(_is_among(name, around) for name in names_in(question)) and _says_predicate(question, said)


def _says_predicate(question: str, said: str) -> bool:
    if groups := forms_of_event(question):
        return all(stated.search(said) for stated in groups)
    words = _content_words(question)
    return not words or any(_is_among(word, words_of(said)) for word in words)


@lru_cache(maxsize=256)
def _content_words(question: str) -> frozenset[str]:
    """Return the words of a question that are neither names nor function words."""
    words = (word.lower() for word in _WORD.findall(question) if word[0].islower())
    return frozenset(word for word in words if len(word) >= _SHORTEST and word not in followups.FUNCTION)


def _is_among(word: str, words: frozenset[str]) -> bool:
    stem = word[:_STEM]
    return word in words or (len(word) >= _LENGTH and any(other.startswith(stem) for other in words))

"""Who is somebody's wife, father or son, by sentences that name the relation from either side.

Of "Roy joked about Lorn’s wife, Ada Dahl" it follows who Lorn's wife is, and who is the husband of Ada Dahl; a reader
takes the nearest name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.types import Hit, Span
from qa.findings.finding import Extract, Finding
from qa.findings.persons.holders import Holder
from qa.language.english.findings import relatives as english
from qa.language.office import surname_of
from qa.proof.sentence import sentences_of, text_at
from qa.question import Understood


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a question asks for, in the singular, and the name of the one whose relative it is."""

    relation: str
    owner: str
    several: bool


@lru_cache(maxsize=256)
def read_relation(question: str) -> Relation | None:
    """Return the relation that a question asks for; None for any other question."""
    for pattern in english.ASKED:
        if asked := pattern.search(question):
            word = asked["relation"].lower()
            return Relation(english.SAME.get(word, word), asked["owner"], word in english.PLURAL)
    return None


def find_relative(asked: Understood, hits: Sequence[Hit], findings: Sequence[Finding]) -> Holder | None:
    """Return the relative whom a question asks for, by most of the passages; None where none names one, or several."""
    relation = read_relation(asked.text)
    if relation is None or relation.several or relation.relation not in english.RELATIONS:
        return None
    score = max((finding.score for finding in findings), default=0.0)
    named = list(_name(hits, relation, score))
    counts = Counter(surname_of(extract.text) for extract in named)
    if not counts:
        return None
    surname, _ = counts.most_common(1)[0]
    same = [extract for extract in named if surname_of(extract.text) == surname]
    same.sort(key=lambda extract: -len(extract.text.split()))
    return Holder(Finding(same[0].text, tuple(same), same[0].score))


def _name(hits: Sequence[Hit], relation: Relation, score: float) -> Iterator[Extract]:
    """Yield each name that a sentence of the passages gives the relative."""
    patterns = _patterns(relation)
    for hit in hits:
        for sentence in sentences_of(hit):
            text = text_at(hit, sentence)
            for match in (match for pattern in patterns for match in pattern.finditer(text)):
                name = re.sub(r"[’']s?$", "", match["name"])
                if not english.NO_NAMES.fullmatch(name) and name != relation.owner:
                    start = sentence.start + match.start("name")
                    span = Span(start, start + len(name))
                    yield Extract(hit, span, text_at(hit, span), score)


@lru_cache(maxsize=64)
def _patterns(relation: Relation) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of sentences that name the relative, where the owner goes by full name or surname."""
    direct, inverse = english.RELATIONS[relation.relation]
    owner = rf"(?:{re.escape(relation.owner)}|(?:[A-Z][\w’'.-]* )?{re.escape(surname_of(relation.owner))})\b"
    return tuple(
        re.compile(rf"\b{pattern.replace('OWNER', owner).replace('RELATION', words)}")
        for patterns, words in ((english.DIRECT, direct), (english.INVERSE, inverse))
        for pattern in patterns
    )

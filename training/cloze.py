"""Cloze questions from statements: a name or number is removed, and another text contains it.

After cloze translation (Lewis et al., 2019) and recurring-span selection (Ram et al., 2021): a span
that occurs in two texts is removed from one and found in the other. News quizzes use the same form: "This country's
minister resigned."
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from index.passages.chunking import split_sentences
from training.corpora import Claim, Example

_NAME = r"[A-Z][\w’'-]*[\w](?: (?:of |the |de |van )?[A-Z0-9][\w’'-]*)*"
_FIGURE = r"\d[\d,.]*\d(?: (?:percent|million|billion))?"
SPAN = re.compile(rf"\b(?:{_NAME}|{_FIGURE})")
_WORD = re.compile(r"\w+")
_COMMON = frozenset(
    {
        *(
            "the",
            "a",
            "an",
            "of",
            "in",
            "on",
            "at",
            "to",
            "for",
            "from",
            "by",
            "with",
            "as",
            "is",
            "are",
            "was",
            "were",
        ),
        *("be", "been", "and", "or", "but", "not", "it", "its", "he", "she", "they", "his", "her", "their", "this"),
        *("that", "these", "those", "which", "who", "what", "when", "where", "had", "has", "have", "after", "before"),
        *("also", "than", "into"),
    }
)
_MOST_TEXTS = 12
_PER_TEXT = 3


def make_clozes(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Return clozes over the contexts of examples: the sentence from one, the answer in another of its group."""
    groups: dict[str, dict[str, Example]] = defaultdict(dict)
    for example in examples:
        if example.title:
            groups[example.title].setdefault(example.context, example)
    return [cloze for _, group in sorted(groups.items()) for cloze in _of_group(list(group.values()), rng)]


def make_claims(claims: Iterable[Claim], rng: random.Random) -> list[Example]:
    """Return a cloze of each supported claim that shares a name or number with its evidence."""
    clozes = []
    for claim in claims:
        shared = [m for m in SPAN.finditer(claim.statement) if _occurs(m.group(), claim.evidence)]
        if shared and 40 < len(claim.evidence) < 4_000:
            hidden = rng.choice(shared)
            question = _leave_out(claim.statement, hidden.start(), hidden.end(), rng)
            clozes.append(Example("fever", claim.evidence, "", claim.evidence, question, (hidden.group(),)))
    return clozes


def _of_group(group: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    words = [set(_WORD.findall(example.context.lower())) - _COMMON for example in group]
    for place, example in enumerate(group):
        made = 0
        sentences = [example.context[s.start : s.end] for s in split_sentences(example.context)]
        rng.shuffle(sentences)
        for sentence in sentences:
            if made == _PER_TEXT:
                break
            found = _cloze(sentence, place, group, words, rng)
            if found:
                made += 1
                yield found
        # within one text: a sentence is removed, and the question is about a span it shares with the rest
        rest = [(s, example.context.replace(s, " ", 1)) for s in sentences if len(s) > 40]
        for sentence, others in rest[:1]:
            shared = [m for m in SPAN.finditer(sentence) if m.start() and _occurs(m.group(), others)]
            if shared and len(others) > 200:
                hidden = rng.choice(shared)
                question = _leave_out(sentence, hidden.start(), hidden.end(), rng)
                yield Example("cloze", example.group, example.title, others, question, (hidden.group(),))


def _cloze(
    sentence: str, place: int, group: Sequence[Example], words: Sequence[set[str]], rng: random.Random
) -> Example | None:
    if not 40 < len(sentence) < 260:
        return None
    asked = set(_WORD.findall(sentence.lower())) - _COMMON
    spans = [m for m in SPAN.finditer(sentence) if m.start()]
    rng.shuffle(spans)
    for hidden in spans:
        answer = hidden.group()
        left = asked - set(_WORD.findall(answer.lower()))
        others = [i for i in range(len(group)) if i != place and _occurs(answer, group[i].context)]
        others = [i for i in others if len(left & words[i]) >= 3]
        if others and len(others) <= _MOST_TEXTS:
            other = group[max(others, key=lambda i: len(left & words[i]))]
            question = _leave_out(sentence, hidden.start(), hidden.end(), rng)
            return Example("cloze", other.group, other.title, other.context, question, (answer,))
    return None


def _occurs(answer: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text) is not None


def _leave_out(sentence: str, start: int, end: int, rng: random.Random) -> str:
    number = sentence[start].isdigit()
    asked = rng.choice(
        ("how many", "what", "which number", "this many") if number else ("what", "who", "which", "this")
    )
    question = f"{sentence[:start]}{asked}{sentence[end:]}"
    return question[0].upper() + question[1:].rstrip(" .") + rng.choice((".", "?", "?"))

"""Rows for the checker made of span questions: the answer in its window, and what a reader could propose instead."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from training.asked import deny
from training.augment import mess_up
from training.cloze import SPAN
from training.corpora import Example
from training.pair import Pair
from training.spoil import spoil
from training.written import Decided, Written, is_invented

SENTENCE = re.compile(r"(?<=[.!?])[\"”']? +(?=\S)")
"""The space behind a sentence."""
_NUMBER = re.compile(r"(?:US)?[$£€]?\d[\d,.]*\d?(?: (?:million|billion|percent|per cent))?%?")
_HAPPENED = re.compile(r"\b(was|were|has|have|had|is|are)\b(?= (?:\w+ed|been|the|a|an)\b)")
_POSSIBLE = {
    **dict.fromkeys(("was", "were", "is", "are"), ("could be", "was not", "may be", "would be", "was expected to be")),
    **dict.fromkeys(("has", "have", "had"), ("could have", "may have", "has not", "would have")),
}


def of_spans(examples: Sequence[Example], rng: random.Random) -> Iterator[Pair]:
    """Yield each answer in its window, and as negatives answers of other questions, other spans, spoilt questions."""
    answers: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        answers[example.context].update(example.answers)
    contexts = sorted(answers)
    for example in examples:
        if not example.answers:
            continue
        answer = rng.choice(example.answers).strip()
        places = [m.start() for m in re.finditer(re.escape(answer), example.context)]
        if not places or len(answer) > 160:
            continue
        asked = mess_up(example.question, example.context, example.answers, rng)
        where = _best_place(example, places, len(answer))
        text = window(example.context, where, where + len(answer), example.title, rng)
        yield Pair(f"span {example.corpus}", example.group, f"{asked} {answer}", text, 1)
        if rng.random() < 0.8 and (other := _rival(example, answers[example.context], rng)):
            begin = example.context.index(other)
            beside = window(example.context, begin, begin + len(other), example.title, rng)
            # The window of the right answer with a wrong one in it is the harder negative.
            beside = text if other in text else beside
            yield Pair(f"rival {example.corpus}", example.group, f"{asked} {other}", beside, 0)
        if other := _beside(example, text, answer, rng):
            yield Pair(f"beside {example.corpus}", example.group, f"{asked} {other}", text, 0)
        if rng.random() < 0.35 and (spoilt := spoil(example.question, example.context, rng.choice(contexts), rng)):
            yield Pair(f"spoilt {example.corpus}", example.group, f"{spoilt} {answer}", text, 0)
        if rng.random() < 0.35 and (changed := unsay(text, answer, rng)):
            yield Pair(f"possible {example.corpus}", example.group, f"{asked} {answer}", changed, 0)


def of_written(rows: Sequence[Written], rng: random.Random) -> Iterator[Pair]:
    """Yield written questions with their answer and with another span, and near misses with the span that tempts."""
    for row in rows:
        example, span = row.example, row.span
        kind = "news" if is_invented(example) else "otherwise"
        begin = _best_place(example, [m.start() for m in re.finditer(re.escape(span), example.context)], len(span))
        text = window(example.context, begin, begin + len(span), example.title, rng)
        asked = example.question
        if rng.random() < 0.5:  # they come in many styles as they are
            asked = mess_up(asked, example.context, (span,), rng)
        if not example.answers:
            yield Pair(f"missed {kind}", example.group, f"{asked} {span}", text, 0)
            continue
        yield Pair(f"span {kind}", example.group, f"{asked} {span}", text, 1)
        if other := _beside(example, text, span, rng):
            yield Pair(f"beside {kind}", example.group, f"{asked} {other}", text, 0)


def of_decided(rows: Sequence[Decided], rng: random.Random) -> Iterator[Pair]:
    """Yield questions for yes or no with both answers; where the report says neither, both are wrong.

    Beside a sentence that tells something else the right answer is wrong, too.
    """
    for row in rows:
        text = _around_told(row, rng) if row.told and rng.random() < 0.85 else row.text
        text = f"{row.title} - {text}" if rng.random() < 0.85 else text
        for said in ("yes", "no"):
            yield Pair("decided news", row.title, f"{row.question} {said.capitalize()}", text, int(said == row.answer))
        if row.answer != "unknown" and rng.random() < 0.4 and (other := _elsewhere(row, rng)):
            yield Pair("elsewhere news", row.title, f"{row.question} {row.answer.capitalize()}", other, 0)


def _around_told(row: Decided, rng: random.Random) -> str:
    """Return the sentences that tell what is asked, mostly with the one before them, as the server judges them."""
    first, last = min(row.told), max(row.told)
    draw = rng.random()
    before, after = (1, 0) if draw < 0.65 else (0, 0) if draw < 0.85 else (1, 1)
    return " ".join(row.sentences[max(0, first - before) : last + 1 + after])


def _elsewhere(row: Decided, rng: random.Random) -> str | None:
    """Return a sentence with the one before it, neither beside those that tell what is asked; None where there is none.

    The title stays away, since it may tell it, too.
    """
    sentences = row.sentences
    far = [at for at in range(1, len(sentences)) if row.told and not min(row.told) - 1 <= at <= max(row.told) + 2]
    at = rng.choice(far) if far else None
    return None if at is None else f"{sentences[at - 1]} {sentences[at]}"


def window(context: str, start: int, end: int, title: str, rng: random.Random) -> str:
    """Return the sentence around a span, often with neighbours, behind the title."""
    cuts = [0, *(match.end() for match in SENTENCE.finditer(context)), len(context)]
    first = max(place for place, cut in enumerate(cuts[:-1]) if cut <= start)
    last = min(place for place, cut in enumerate(cuts) if cut >= end)
    before, after = rng.choice(((0, 0), (1, 0), (1, 0), (2, 0), (1, 1)))
    text = context[cuts[max(0, first - before)] : cuts[min(len(cuts) - 1, last + after)]].strip()
    return f"{title} - {text}" if title and rng.random() < 0.7 else text


def _best_place(example: Example, places: list[int], length: int) -> int:
    """Return the occurrence whose surroundings share most words with the question: offsets are not always given."""
    asked = set(re.findall(r"\w{3,}", example.question.lower()))

    def shared(place: int) -> int:
        around = example.context[max(0, place - 150) : place + length + 150].lower()
        return len(asked & set(re.findall(r"\w{3,}", around)))

    return max(places, key=shared)


def _rival(example: Example, others: set[str], rng: random.Random) -> str | None:
    """Return another span of the same kind from the context: first answers of its other questions."""
    gold = [answer.lower() for answer in example.answers]
    kind = _kind(example.answers[0])

    def differs(span: str) -> bool:
        low = span.lower()
        return all(low not in each and each not in low for each in gold) and low not in example.question.lower()

    asked = sorted(span for span in others if differs(span) and _kind(span) == kind and len(span) < 100)
    pattern = _NUMBER if kind == "number" else SPAN
    found = sorted({m.group() for m in pattern.finditer(example.context) if differs(m.group())})
    found = [] if kind == "words" else [span for span in found if _kind(span) == kind]
    pool = asked if asked and (not found or rng.random() < 0.5) else found
    return rng.choice(pool) if pool else None


def _beside(example: Example, text: str, answer: str, rng: random.Random) -> str | None:
    """Return another span of the window, of any kind: a name, a number, some words, or a name of the question.

    A reader proposes such spans where the right one is not in the text, or is another word of the right sentence.
    """
    names = [m.group() for m in SPAN.finditer(text)]
    words = text.split()
    at = rng.randrange(len(words))
    some = " ".join(words[at : at + rng.choice((1, 1, 2, 3))]).strip('.,;:!?()"”“')
    echoed = [m.group() for m in SPAN.finditer(example.question) if m.start()]
    draw = rng.random()
    pool = echoed if draw < 0.15 else names if draw < 0.7 else [some]
    gold = [each.lower() for each in (*example.answers, answer)]
    pool = [each for each in pool if each and all(each.lower() not in one and one not in each.lower() for one in gold)]
    return rng.choice(pool) if pool else None


def _kind(span: str) -> str:
    if any(c.isdigit() for c in span):
        return "number"
    return "name" if span[:1].isupper() or re.search(r" [A-Z]", span) else "words"


def unsay(text: str, answer: str, rng: random.Random) -> str | None:
    """Return the text with its event made possible or denied, in the sentence of the answer."""
    at = text.rfind(answer)
    begin = max([m.end() for m in SENTENCE.finditer(text) if m.end() <= at], default=0)
    match = _HAPPENED.search(text, begin)
    if at < 0 or text.endswith("?"):
        return None
    if match is None:
        end = next((m.end() for m in SENTENCE.finditer(text) if m.start() > at), len(text))
        denied = deny(text[begin:end])
        return text[:begin] + denied + text[end:] if denied and answer in denied else None
    return text[: match.start()] + rng.choice(_POSSIBLE[match.group()]) + text[match.end() :]

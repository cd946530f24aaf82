"""Rows that teach the checker: a claim beside a text, and whether the text says so.

A claim is a question followed by an answer ("Who won? Ada Park"), or a sentence. Negatives that people wrote come first
(unanswerable questions, edited claims); made ones change what a reader gets wrong: another span of the same kind,
a question with a word changed, a text in which the event is only possible.
"""

import hashlib
import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.asked import ask, deny
from training.augment import mess_up
from training.cloze import SPAN
from training.corpora import Example, read_examples, read_lines
from training.split import split
from training.spoil import spoil

_SENTENCE = re.compile(r"(?<=[.!?])[\"”']? +(?=\S)")
_NUMBER = re.compile(r"(?:US)?[$£€]?\d[\d,.]*\d?(?: (?:million|billion|percent|per cent))?%?")
_HAPPENED = re.compile(r"\b(was|were|has|have|had|is|are)\b(?= (?:\w+ed|been|the|a|an)\b)")
_POSSIBLE = {
    **dict.fromkeys(("was", "were", "is", "are"), ("could be", "was not", "may be", "would be", "was expected to be")),
    **dict.fromkeys(("has", "have", "had"), ("could have", "may have", "has not", "would have")),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a text; `label` is 1 where the text says so. `group` is held out as a whole."""

    kind: str
    group: str
    claim: str
    text: str
    label: int


def read_pairs(data: Path, rng: random.Random) -> list[Pair]:
    """Return the rows of every corpus under `data`."""
    examples = [each for each in split(read_examples(data))[0] if each.corpus != "squad2"]
    return [
        *_of_spans(examples, rng),
        *_of_twins(data, rng),
        *_of_rows(data, rng),
        *_of_claims(data, rng),
        *_of_answers(data),
        *_of_pronouns(data),
    ]


def is_held_out(group: str) -> bool:
    """Tell whether a group is for measuring: three of a hundred, by digest."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4]) / 2**32 < 0.03


def window(context: str, start: int, end: int, title: str, rng: random.Random) -> str:
    """Return the sentence around a span, often with neighbours, behind the title."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(context)), len(context)]
    first = max(place for place, cut in enumerate(cuts[:-1]) if cut <= start)
    last = min(place for place, cut in enumerate(cuts) if cut >= end)
    before, after = rng.choice(((0, 0), (1, 0), (1, 0), (2, 0), (1, 1)))
    text = context[cuts[max(0, first - before)] : cuts[min(len(cuts) - 1, last + after)]].strip()
    return f"{title} - {text}" if title and rng.random() < 0.7 else text


def _of_spans(examples: list[Example], rng: random.Random) -> Iterator[Pair]:
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
    begin = max([m.end() for m in _SENTENCE.finditer(text) if m.end() <= at], default=0)
    match = _HAPPENED.search(text, begin)
    if at < 0 or text.endswith("?"):
        return None
    if match is None:
        end = next((m.end() for m in _SENTENCE.finditer(text) if m.start() > at), len(text))
        denied = deny(text[begin:end])
        return text[:begin] + denied + text[end:] if denied and answer in denied else None
    return text[: match.start()] + rng.choice(_POSSIBLE[match.group()]) + text[match.end() :]


def _of_twins(data: Path, rng: random.Random) -> Iterator[Pair]:
    """Yield SQuAD 2's unanswerable questions with the answer of the question that each was made from."""
    with lzma.open(data / "squad2-dev-twins.json.xz", "rt") as file:
        twins: dict[str, str] = json.load(file)
    with lzma.open(data / "span-squad2-dev.json.xz", "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    held = {each.group for each in split(read_examples(data))[1]}
    for article in articles:
        title = article["title"].replace("_", " ")
        if title in held:
            continue
        for paragraph in article["paragraphs"]:
            answered = {q["id"]: q["answers"][0]["text"] for q in paragraph["qas"] if q["answers"]}
            for q in (q for q in paragraph["qas"] if q.get("is_impossible")):
                spans = list(answered.values())
                answer = answered.get(twins.get(q["id"], "")) or (rng.choice(spans) if spans else None)
                if answer and (begin := paragraph["context"].find(answer)) >= 0:
                    text = window(paragraph["context"], begin, begin + len(answer), title, rng)
                    asked = q["question"].strip()
                    yield Pair("twin squad2", title, f"{asked} {answer}", text, 0)


def _of_rows(data: Path, rng: random.Random) -> Iterator[Pair]:
    """Yield questions with human twins, with times, and of search, as they come in rows."""
    names = ("squad2-train-part", "timeqa-human-train", "timeqa-human-test", "clapnq-dev", "condaqa")
    for name in names:
        asked: dict[str, list[str]] = defaultdict(list)
        rows = list(read_lines(data / f"span-{name}.jsonl.xz"))
        for row in rows:
            asked[str(row["question"])] += [a["text"] for a in row["answers"]]  # type: ignore[attr-defined]
        for row in rows:
            context, question = str(row["context"]), str(row["question"])
            group = str(row.get("group") or row["title"])
            given = [a["text"] for a in row["answers"]] or _plausible(row, asked[question], context)  # type: ignore[attr-defined]
            if given and len(given[0]) < 200 and (begin := context.find(given[0])) >= 0:
                text = window(context, begin, begin + len(given[0]), str(row["title"]), rng)
                label = int(not row["is_impossible"])
                yield Pair(f"{'span' if label else 'twin'} {name}", group, f"{question} {given[0]}", text, label)


def _plausible(row: dict[str, object], answers: list[str], context: str) -> list[str]:
    """Return a span that an unanswerable question could be given: marked, the twin's, or any name or number."""
    marked = row.get("plausible")
    if isinstance(marked, dict):
        return [str(marked["text"])]
    spans = [answer for answer in answers if answer in context]
    return spans or [m.group() for m in SPAN.finditer(context)][-1:]


def _of_claims(data: Path, rng: random.Random) -> Iterator[Pair]:
    names = ("fever", "te-protocols-train", "cad-snli", "foolmetwice", "begin", "expertqa", "megaveridicality")
    for name in names:
        for row in read_lines(data / f"support-{name}.jsonl.xz"):
            text, claim = plain(str(row["premise"])), plain(str(row["hypothesis"]))
            group = str(row.get("group") or text)
            if name == "expertqa":
                text = _nearest(text, claim)
            title = str(row.get("title") or "")
            text = f"{title} - {text}" if title and rng.random() < 0.7 else text
            yield Pair(f"claim {name}", group, claim, text, int(row["y"] == 1))
            yield from _of_asked(name, group, claim, text, str(row["label"]))
            others = row.get("distractors")
            if isinstance(others, list) and others and rng.random() < 0.5:
                yield Pair(f"far {name}", group, claim, f"{title} - {rng.choice(others)}", 0)


_ANSWERS = {
    **{label: {"Yes": 1, "No": 0} for label in ("entailment", "SUPPORTS")},
    **{label: {"Yes": 0, "No": 1} for label in ("contradiction", "REFUTES")},
    "neutral": {"Yes": 0, "No": 0},
    "not_entailment": {"Yes": 0},
}
"""By the label of a claim, whether its text answers the question made of it with yes, and with no."""


def _of_asked(name: str, group: str, claim: str, text: str, label: str) -> Iterator[Pair]:
    """Yield a claim as a yes/no question, with both answers."""
    answers = _ANSWERS.get(label, {})
    question = ask(claim) if answers else None
    if question:
        for said, right in answers.items():
            yield Pair(f"asked {name}", group, f"{question} {said}", text, right)


def _of_answers(data: Path) -> Iterator[Pair]:
    """Yield yes/no questions with both answers; where neither is known, both are wrong."""
    for name in ("boolq-dev", "condaqa"):
        for row in read_lines(data / f"yesno-{name}.jsonl.xz"):
            text, right = str(row["passage"]), str(row["answer"])
            question = str(row["question"]).rstrip("?") + "?"
            for said in ("yes", "no"):
                claim = f"{question} {said.capitalize()}"
                yield Pair(f"yesno {name}", str(row.get("group") or text), claim, text, int(said == right))


def _of_pronouns(data: Path) -> Iterator[Pair]:
    """Yield the sentence of an ambiguous pronoun with each name in its place."""
    for row in read_lines(data / "coref-gap.jsonl.xz"):
        text = str(row["text"])
        words: list[tuple[str, int]] = [row[part] for part in ("pronoun", "a", "b")]  # type: ignore[misc]
        pronoun, at = words[0]
        begin = max([m.end() for m in _SENTENCE.finditer(text) if m.end() <= at], default=0)
        end = min([m.start() for m in _SENTENCE.finditer(text) if m.start() > at], default=len(text))
        for which, (name, _) in zip("ab", words[1:], strict=True):
            if name in text[begin:at]:
                continue
            owned = (
                f"{name}'s" if pronoun.lower() in ("his", "her", "hers") and text[at + len(pronoun)] == " " else name
            )
            claim = text[begin:at] + owned + text[at + len(pronoun) : end]
            yield Pair("pronoun", text, claim, text, int(row["refers"] == which))


def _nearest(text: str, claim: str) -> str:
    """Return the three sentences in a row that share most words with a claim."""
    sentences = _SENTENCE.split(text)
    words = set(re.findall(r"\w{4,}", claim.lower()))
    runs = [" ".join(sentences[i : i + 3]) for i in range(max(1, len(sentences) - 2))]
    return max(runs, key=lambda run: len(words & set(re.findall(r"\w{4,}", run.lower()))))


def plain(text: str) -> str:
    """Return a text of a parsed corpus as people write it: without bracket tokens and spaces before commas."""
    text = re.sub(r"-L[SR]B-.*?-R[SR]B-|-[LR][SR]B-", " ", text).replace("``", '"').replace("''", '"')
    return re.sub(r" ([,.;:?!%)])", r"\1", " ".join(text.split())).replace(" 's", "'s").replace("( ", "(")


def count_kinds(pairs: Iterable[Pair]) -> dict[str, tuple[int, int]]:
    """Return the number of positives and negatives of each kind."""
    counts: dict[str, tuple[int, int]] = {}
    for pair in pairs:
        yes, no = counts.get(pair.kind, (0, 0))
        counts[pair.kind] = (yes + pair.label, no + 1 - pair.label)
    return counts

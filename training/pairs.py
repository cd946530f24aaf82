"""Rows that teach the checker: a claim beside a text, and whether the text says so.

A claim is a question followed by an answer ("Who won? Ada Park"), or a sentence. Negatives that people wrote come first
(unanswerable questions, edited claims); made ones change what a reader gets wrong: another span of the same kind,
a question with a word changed, a text in which the event is only possible.
"""

import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.asked import ask
from training.cloze import SPAN
from training.corpora import read_examples, read_lines
from training.pair import Pair
from training.spans import SENTENCE, of_decided, of_spans, of_written, window
from training.split import split
from training.written import read_decided, read_written


def read_pairs(data: Path, rng: random.Random) -> list[Pair]:
    """Return the rows of every corpus under `data`."""
    examples = [each for each in split(read_examples(data))[0] if each.corpus != "squad2"]
    return [
        *of_spans(examples, rng),
        *of_written(read_written(examples), rng),
        *of_decided(read_decided(), rng),
        *_of_twins(data, rng),
        *_of_rows(data, rng),
        *_of_claims(data, rng),
        *_of_answers(data),
        *_of_pronouns(data),
    ]


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
        begin = max([m.end() for m in SENTENCE.finditer(text) if m.end() <= at], default=0)
        end = min([m.start() for m in SENTENCE.finditer(text) if m.start() > at], default=len(text))
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
    sentences = SENTENCE.split(text)
    words = set(re.findall(r"\w{4,}", claim.lower()))
    runs = [" ".join(sentences[i : i + 3]) for i in range(max(1, len(sentences) - 2))]
    return max(runs, key=lambda run: len(words & set(re.findall(r"\w{4,}", run.lower()))))


def plain(text: str) -> str:
    """Return a text of a parsed corpus as people write it: without bracket tokens and spaces before commas."""
    text = re.sub(r"-L[SR]B-.*?-R[SR]B-|-[LR][SR]B-", " ", text).replace("``", '"').replace("''", '"')
    return re.sub(r" ([,.;:?!%)])", r"\1", " ".join(text.split())).replace(" 's", "'s").replace("( ", "(")

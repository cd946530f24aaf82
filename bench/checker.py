"""Measure the checker alone: `python -m bench.checker --train FOLDER --measure FOLDER [--checker C]`.

Held-out rows of its training by kind; claims judged by people over news and Wikipedia; yes-or-no questions; the spans
that the reader proposes for questions on whole news articles; and true pairs of question and sentence, changed.
"""

import argparse
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from bench.report import write_result
from bench.spans import read_newsqa
from index.passages.chunking import split_sentences
from qa.checking.checker import DEFAULT_CHECKER, Checker, open_checker
from qa.checking.hypothesis import Hypothesis
from qa.evaluation.metrics import area_under_roc, overlap_f1
from qa.reading.reader import PassageInput, Reader, open_reader
from training.corpora import Example, read_examples, read_lines
from training.pair import Pair, is_held_out
from training.pairs import plain, read_pairs
from training.spans import unsay, window
from training.split import split
from training.spoil import spoil
from training.written import Decided, Written, is_invented, read_decided, read_written

_MOST = 150  # held-out rows of each kind and label
_SPANS = 5
_PREMISES = 300


def rate_held_out(checker: Checker, train: Path) -> dict[str, object]:
    """Return the AUROC of each kind of held-out row; made negatives are told from the spans of their corpora."""
    rng = random.Random(14)
    pairs = [pair for pair in read_pairs(train, rng) if is_held_out(pair.group)]
    rng.shuffle(pairs)
    kinds: dict[tuple[str, int], list[Pair]] = {}
    for pair in pairs:
        rows = kinds.setdefault((pair.kind, pair.label), [])
        if len(rows) < _MOST:
            rows.append(pair)
    scores = {key: checker.judge([Hypothesis(pair.claim, pair.text) for pair in rows]) for key, rows in kinds.items()}
    right = [score for (kind, label), some in scores.items() if label and kind.startswith("span") for score in some]
    figures: dict[str, object] = {}
    for kind in sorted({kind for kind, _ in kinds}):
        wrong = scores.get((kind, 0))
        if wrong:
            figures[kind] = {"n": len(wrong), "auroc": _area(scores.get((kind, 1), right), wrong)}
    return figures


def rate_claims(checker: Checker, path: Path, *, whole: bool) -> dict[str, object]:
    """Return balanced accuracy and AUROC over claims judged by people; `whole` texts are looked at in windows.

    A summary is as well supported as its weakest sentence, a sentence as by the best window.
    """
    supported: list[float] = []
    refuted: list[float] = []
    for row in read_lines(path):
        text, claim = str(row["premise"]), plain(str(row["hypothesis"]))
        windows = list(_windows(text)) if whole else [plain(text)]
        parts = [claim[span.start : span.end] for span in split_sentences(claim, "en")] if whole else [claim]
        score = min(max(checker.judge([Hypothesis(part, each) for each in windows])) for part in parts)
        (supported if row["y"] == 1 else refuted).append(score)
    shares = [np.mean(np.array(supported) > 0), np.mean(np.array(refuted) <= 0)]
    return {
        "n": len(supported) + len(refuted),
        "auroc": _area(supported, refuted),
        "balanced_accuracy": round(float(np.mean(shares)), 3),
    }


def rate_yes_no(checker: Checker, path: Path) -> dict[str, object]:
    """Return the share of questions of which the better supported one of "yes" and "no" is right."""
    right = []
    for row in read_lines(path):
        question, text = f"{str(row['question']).rstrip('?')}?", str(row["passage"])
        yes, no = checker.judge([Hypothesis(f"{question} {said}", text) for said in ("Yes", "No")])
        right.append((yes > no) == (row["answer"] == "yes"))
    return {"n": len(right), "right": round(float(np.mean(right)), 3)}


def rate_spans(checker: Checker, reader: Reader, examples: Sequence[Example]) -> dict[str, object]:
    """Return how well right spans of the reader are told from its wrong ones: the first of each question, and five."""
    first: tuple[list[float], list[float]] = ([], [])
    every: tuple[list[float], list[float]] = ([], [])
    for example in examples:
        (reading,) = reader.read(example.question, [PassageInput(example.title, example.context)]).each
        for place, found in enumerate(reading.extracts[:_SPANS] if reading else ()):
            (score,) = checker.judge([_statement(example, found.start, found.text)])
            right = max(overlap_f1(found.text, [answer]) for answer in example.answers) > 0.5
            every[not right].append(score)
            if place == 0:
                first[not right].append(score)
    return {"n": len(first[0]) + len(first[1]), "auroc_of_first": _area(*first), "auroc_of_five": _area(*every)}


def rate_written(checker: Checker, rows: Sequence[Written]) -> dict[str, object]:
    """Return how well questions in other words are told from near misses of the same texts."""
    scores: tuple[list[float], list[float]] = ([], [])
    for row in rows:
        (score,) = checker.judge([Hypothesis(f"{row.example.question} {row.span}", row.example.context)])
        scores[not row.example.answers].append(score)
    return {"n": len(rows), "auroc": _area(*scores)}


def rate_decided(checker: Checker, rows: Sequence[Decided]) -> dict[str, object]:
    """Return the share of invented reports' questions that are told as yes, no or neither, at log odds of 0.

    Of the whole report, and of the sentence that tells it with the one before it, as the server asks.
    """
    return {
        "n": len(rows),
        "whole": _share_told(checker, rows, lambda row: row.text),
        "sentence": _share_told(checker, rows, _around_told),
    }


def _around_told(row: Decided) -> str:
    return " ".join(row.sentences[max(0, min(row.told) - 1) : max(row.told) + 1])


def _share_told(checker: Checker, rows: Sequence[Decided], text_of: Callable[[Decided], str]) -> dict[str, float]:
    """Return the share of questions told rightly, and of those with an answer that are told as the other one."""
    right, contrary = [], []
    for row in rows:
        text = f"{row.title} - {text_of(row)}"
        yes, no = checker.judge([Hypothesis(f"{row.question} {said}", text) for said in ("Yes", "No")])
        told = "unknown" if max(yes, no) <= 0 else "yes" if yes > no else "no"
        right.append(told == row.answer)
        contrary += [] if row.answer == "unknown" else [told not in (row.answer, "unknown")]
    return {"right": round(float(np.mean(right)), 3), "contrary": round(float(np.mean(contrary)), 3)}


def rate_premises(checker: Checker, examples: Sequence[Example]) -> dict[str, object]:
    """Return the share of changed pairs that fall below 0, and of true ones; half are made possible or denied."""
    rng = random.Random(7)
    true: list[Hypothesis] = []
    changed: list[Hypothesis] = []
    for example in rng.sample(examples, len(examples)):
        answer = example.answers[0].strip()
        begin = example.context.find(answer)
        if begin < 0:
            continue
        text = window(example.context, begin, begin + len(answer), "", rng)
        other = unsay(text, answer, rng) if len(changed) % 2 else None
        asked = (
            None if len(changed) % 2 else spoil(example.question, example.context, rng.choice(examples).context, rng)
        )
        if other or asked:
            true.append(Hypothesis(f"{example.question} {answer}", text))
            changed.append(Hypothesis(f"{asked or example.question} {answer}", other or text))
        if len(changed) == _PREMISES:
            break
    kept, lost = np.array(checker.judge(true)), np.array(checker.judge(changed))
    floor = float(np.quantile(kept, 0.05))
    return {
        "n": len(changed),
        "auroc": _area(kept.tolist(), lost.tolist()),
        "caught_at_0": round(float(np.mean(lost <= 0)), 3),
        "lost_at_0": round(float(np.mean(kept <= 0)), 3),
        "caught_where_0.05_are_lost": round(float(np.mean(lost <= floor)), 3),
    }


def _statement(example: Example, start: int, answer: str) -> Hypothesis:
    text = window(example.context, start, start + len(answer), "", random.Random(start))
    return Hypothesis(f"{example.question} {answer}", text)


def _windows(text: str) -> Iterable[str]:
    """Yield runs of three sentences, by two."""
    sentences = [text[span.start : span.end] for span in split_sentences(text, "en")]
    for begin in range(0, max(1, len(sentences) - 1), 2):
        yield " ".join(sentences[begin : begin + 3])


def _area(right: Sequence[float], wrong: Sequence[float]) -> float:
    return round(area_under_roc(list(right), list(wrong)) or 0.0, 3)


def main() -> None:
    """Measure the checker and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--measure", type=Path, required=True)
    parser.add_argument("--checker", default=DEFAULT_CHECKER)
    arguments = parser.parse_args()
    checker, reader = open_checker(arguments.checker), open_reader()
    assert checker, "a checker is what is measured"
    assert reader, "the reader proposes the spans"
    newsqa = read_newsqa(arguments.measure / "newsqa-dev-half.json.xz")
    written = read_written(split(read_examples(arguments.train))[0], held=True)
    figures = {
        "checker": checker.name,
        "held_out": rate_held_out(checker, arguments.train),
        "fever-symmetric": rate_claims(
            checker, arguments.measure / "support-fever-symmetric-dev.jsonl.xz", whole=False
        ),
        "summedits-news": rate_claims(checker, arguments.measure / "support-summedits-news.jsonl.xz", whole=True),
        "boolq-contrast": rate_yes_no(checker, arguments.measure / "yesno-boolq-contrast.jsonl.xz"),
        "newsqa-spans": rate_spans(checker, reader, newsqa),
        "in_other_words": {
            "wikipedia": rate_written(checker, [row for row in written if not is_invented(row.example)]),
            "invented_news": rate_written(checker, [row for row in written if is_invented(row.example)]),
        },
        "decided": rate_decided(checker, read_decided(held=True)),
        "changed": rate_premises(checker, newsqa),
    }
    write_result("checker", figures)


if __name__ == "__main__":
    main()

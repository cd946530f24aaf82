"""Measure the reader alone: `python -m bench.reader --train FOLDER --measure FOLDER [--reader R] [--beside R]`.

Spans in held-out texts and in whole news articles, answerability, and the ranking of candidate sentences. `--beside`
names a second reader, such as the same one in float32, to be measured on the same rows.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from bench.report import write_result
from bench.spans import Candidate, read_held_out, read_newsqa, read_ranking
from qa.evaluation.metrics import area_under_roc, matches_exactly, mean, overlap_f1
from qa.reading.defaults import DEFAULT_READER
from qa.reading.reader import PassageInput, Reader, open_reader
from qa.reading.spans import Reading
from training.corpora import Example, read_examples
from training.split import split
from training.written import is_invented, read_written

_RANKINGS = ("trecqa-dev", "wikiqa-test")


def measure(reader: Reader, train: Path, data: Path) -> dict[str, object]:
    """Return every figure of one reader."""
    corpora = {**read_held_out(train), "newsqa-dev-half": read_newsqa(data / "newsqa-dev-half.json.xz")}
    read = {name: [(asked, _read(reader, asked.question, asked.title, asked.context)) for asked in rows]
            for name, rows in corpora.items()}  # fmt: skip
    held_out = [pair for name, pairs in read.items() if name.startswith("squad") for pair in pairs]
    rows = [each.example for each in read_written(split(read_examples(train))[0], held=True)]
    written = [(asked, _read(reader, asked.question, asked.title, asked.context)) for asked in rows]
    over_news = [pair for pair in written if is_invented(pair[0])]
    over_others = [pair for pair in written if not is_invented(pair[0])]
    return {
        "spans": {name: score_spans(pairs) for name, pairs in read.items() if name != "squad2"},
        "in_other_words": {"wikipedia": score_written(over_others), "invented_news": score_written(over_news)},
        "answerable_or_not": score_verdicts(held_out),
        "ranking": {name: score_ranking(reader, read_ranking(data / f"rank-{name}.jsonl.xz")) for name in _RANKINGS},
    }


def score_written(pairs: Sequence[tuple[Example, Reading]]) -> dict[str, object]:
    """Return the spans of questions in other words, and how well they are told from near misses of the same text."""
    return {**score_spans([pair for pair in pairs if pair[0].answers]), **score_verdicts(pairs)}


def score_spans(pairs: Sequence[tuple[Example, Reading]]) -> dict[str, object]:
    """Return exact match and F1 of the best span."""
    said = [(reading.extracts[0].text if reading.extracts else "", asked.answers) for asked, reading in pairs]
    return {
        "n": len(said),
        "exact": round(mean(float(matches_exactly(*pair)) for pair in said) or 0.0, 3),
        "f1": round(mean(overlap_f1(*pair) for pair in said) or 0.0, 3),
    }


def score_verdicts(pairs: Sequence[tuple[Example, Reading]]) -> dict[str, object]:
    """Return how well each of the two log odds separates texts that answer from those that do not (AUROC)."""
    answers = [reading for asked, reading in pairs if asked.answers]
    none = [reading for asked, reading in pairs if not asked.answers]
    by_head = area_under_roc([one.verdict for one in answers], [one.verdict for one in none])
    by_span = area_under_roc([-one.null_odds for one in answers], [-one.null_odds for one in none])
    return {"answering": len(answers), "not": len(none), "by_head": _short(by_head), "by_span": _short(by_span)}


def score_ranking(reader: Reader, questions: Iterable[Sequence[Candidate]]) -> dict[str, object]:
    """Return mean average precision and mean reciprocal rank of sentences ordered by whether they answer."""
    precisions, ranks = [], []
    for rows in questions:
        scores = [_read(reader, row.question, "", row.sentence).verdict for row in rows]
        right = np.array([row.right for row in rows])[np.argsort([-score for score in scores], kind="stable")]
        places = np.flatnonzero(right) + 1
        precisions.append(float(np.mean(np.arange(1, len(places) + 1) / places)))
        ranks.append(1 / float(places[0]))
    return {"n": len(ranks), "map": _short(mean(precisions)), "mrr": _short(mean(ranks))}


def _read(reader: Reader, question: str, title: str, text: str) -> Reading:
    (reading,) = reader.read(question, [PassageInput(title, text)]).each
    assert reading, "the first passage is always read"
    return reading


def _short(value: float | None) -> float:
    return round(value or 0.0, 3)


def main() -> None:
    """Measure one or two readers and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--measure", type=Path, required=True)
    parser.add_argument("--reader", default=DEFAULT_READER)
    parser.add_argument("--beside")
    arguments = parser.parse_args()
    figures: dict[str, object] = {}
    for name in (arguments.reader, arguments.beside):
        if name and (reader := open_reader(name)):
            figures[reader.name] = measure(reader, arguments.train, arguments.measure)
    write_result("reader", figures)


if __name__ == "__main__":
    main()

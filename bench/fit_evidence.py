"""Fit what answers without a reader: `python -m bench.fit_evidence --rtqa FOLDER --data FOLDER`.

Two logistic regressions on every other question, written into `qa/findings/weights.json`: whether a sentence holds the
answer (`qa.findings.evidence`), and whether a question asked without a date is about the time of the articles or about
two years later (`qa.findings.confidence`).
"""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.fitted import write_model
from bench.rtqa import holds, read_answerable, read_late
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters, Hit
from qa.findings.confidence import SearchSignals, read_signals
from qa.findings.evidence import Candidate, SentenceFeatures, gather
from qa.findings.linear import as_row, feature_names
from qa.forms.dispatch import HITS
from qa.question import Understood
from qa.search.retrieve import find, understand_in
from qa.types import Question

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(text: str, filters: Filters, library: Library) -> tuple[Understood, list[Hit], list[Candidate]]:
    """Find and score the sentences for a question, as an answer does."""
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(Question(text, NOW, filters), library, snapshot)
        query = Query(asked.text, library.embedder.embed_question(asked.text), asked.anchor, asked.recent, asked.names)
        hits = find(query, asked.filters, HITS, library, snapshot)
    return asked, hits, gather(asked, hits, library)


def fit_sentences(rtqa: Path, library: Library) -> None:
    """Write the weights of sentences; print how often the first and the first three hold the answer, by halves."""
    rows, labels, owners = [], [], []
    questions = read_answerable(rtqa)
    for number, asked in enumerate(questions):
        _, _, candidates = read(asked.text, Filters(as_of=asked.as_of), library)
        rows += [as_row(candidate.features) for candidate in candidates]
        labels += [holds(candidate.text, asked.answer) for candidate in candidates]
        owners += [number] * len(candidates)
    table, label, owner = np.array(rows), np.array(labels), np.array(owners)
    model = LogisticRegression(max_iter=2000).fit(table[owner % 2 == 0], label[owner % 2 == 0])
    scores = table @ model.coef_[0]
    write_model(SentenceFeatures, model.coef_[0].tolist())  # only their order matters, so without the bias
    for half in (0, 1):
        held = [_first_holds(scores, label, owner == number) for number in range(half, len(questions), 2)]
        print("half", half, "first, first three:", np.mean(held, axis=0).round(3).tolist())


def fit_refusal(rtqa: Path, library: Library) -> None:
    """Print how well the signals tell the questions apart, by halves; `bench.subcorpora` fits them to several sizes."""
    answerable, late = [asked.text for asked in read_answerable(rtqa)], read_late(rtqa)
    texts, truth = answerable + late, np.array([True] * len(answerable) + [False] * len(late))
    rows = []
    for text in texts:
        asked, hits, candidates = read(text, Filters(), library)
        rows.append(
            [1.0, *as_row(read_signals(asked, hits, candidates, library.lexicon.count_passages()))]
        )  # the bias is regularised too
    table, even = np.array(rows), np.arange(len(texts)) % 2 == 0
    model = LogisticRegression(max_iter=5000, fit_intercept=False, class_weight="balanced", C=10.0)
    model.fit(table[even], truth[even])
    for name, half in (("chosen on", even), ("held out", ~even)):
        scores = model.predict_proba(table[half])[:, 1]
        cut = float(np.quantile(scores[truth[half]], 0.18))
        print(name, "AUROC", round(roc_auc_score(truth[half], scores), 3), "at 18 % of the answerable declined:",
              round(float((scores[~truth[half]] < cut).mean()), 3), "threshold", round(cut, 3))  # fmt: skip
    for index, name in enumerate(feature_names(SearchSignals), start=1):
        print(f"  {name}: alone {roc_auc_score(truth, table[:, index]):.3f}")


def _first_holds(scores: NDArray[np.float64], label: NDArray[np.bool_], own: NDArray[np.bool_]) -> tuple[bool, bool]:
    order = np.flatnonzero(own)[np.argsort(-scores[own], kind="stable")]
    return bool(label[order[:1]].any()), bool(label[order[:3]].any())


def main() -> None:
    """Fit both, or one of them, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", choices=("sentences", "refusal"))
    arguments = parser.parse_args()
    library = open_library(arguments.data)
    if arguments.only != "refusal":
        fit_sentences(arguments.rtqa, library)
    if arguments.only != "sentences":
        fit_refusal(arguments.rtqa, library)


if __name__ == "__main__":
    main()

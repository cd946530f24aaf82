"""Fit how what was read is scored: `python -m bench.fit_reader --rtqa FOLDER --data FOLDER [--kept FILE]`.

Four fits on every other question, two of them written into `qa/findings/weights.json`: the order of passages once read
(`qa.search.rerank`) and the scores of extracts (`qa.findings.weighing`), both listwise; whether a finding is right and
whether the articles hold an answer at all (`qa.findings.confidence`), both logistic regressions. These are only
printed: `bench.subcorpora` fits them to corpora of several sizes, and to questions that have no answer. With `--kept`
the readings are written to a file, from which later runs take them; use it only while the reader is the same.
`--features` measures instead what each feature of an extract contributes, and writes that as a result.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bench.fit_readings import Read, load_rows
from bench.fitted import write_model
from bench.report import write_result
from bench.rtqa import holds, read_late
from qa.evaluation.metrics import area_under_roc, matches_exactly, overlap_f1
from qa.findings.comparison.agreement import group
from qa.findings.confidence import (
    FindingSignals,
    ReadSignals,
    read_findings,
    read_verdicts,
)
from qa.findings.finding import Extract
from qa.findings.linear import Linear, as_row, feature_names
from qa.findings.weighing import ExtractFeatures, Weighing
from qa.reading.defaults import DEFAULT_READER
from qa.search.rerank import ReadFeatures
from qa.search.rerank import measure as measure_read

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The four models that are fitted together."""

    order: Linear
    extracts: Linear
    findings: Linear
    evidence: Linear

    def write(self) -> None:
        """Write the order and the scores of extracts into the file that the product reads."""
        for kind, model in ((ReadFeatures, self.order), (ExtractFeatures, self.extracts)):
            write_model(kind, model.weights, model.bias)


def fit_order(rows: Sequence[Read]) -> Linear:
    """Return the model of passages under which a softmax puts most of its mass on those of right articles.

    Those of them that hold the answer count twice.
    """
    tables = [(measure_read(row.hits, row.readings), np.array(row.right), row) for row in rows]
    lists = [(table, right) for table, right, _ in tables]
    lists += [(table, right & [holds(hit.text, row.answer or "") for hit in row.hits]) for table, right, row in tables]
    return Linear(feature_names(ReadFeatures), tuple(_choose(lists, 1e-3)))


def fit_extracts(rows: Sequence[Read], kept: Sequence[bool] | None = None) -> Linear:
    """Return the model of extracts under which a softmax puts most of its mass on those that overlap with the answer.

    Features that are not `kept` are left out: their weight is 0.
    """
    lists = []
    for row in rows:
        table = np.array([as_row(features) for _, features in extracts_of(row)])
        right = np.array([overlap_f1(e.text, [row.answer or ""]) > 0.5 for e, _ in extracts_of(row)])
        lists.append((table if kept is None or not len(table) else table * np.array(kept), right))
    return Linear(feature_names(ExtractFeatures), tuple(_choose(lists, 1e-2)))


@cache
def extracts_of(row: Read) -> list[tuple[Extract, ExtractFeatures]]:
    """Return the extracts of a question, not yet scored, with their features."""
    weighing = Weighing(row.asked, row.hits)
    return [
        (Extract(row.hits[place], span, text, 0.0), features)
        for place, reading in enumerate(row.readings)
        for span, text, features in weighing.measure(place, reading)
    ]


def _choose(lists: Sequence[tuple[Table, NDArray[np.bool_]]], strength: float) -> list[float]:
    """Return the weights under which a softmax over each list puts most of its mass on the right rows."""
    tables = [(table, right) for table, right in lists if right.any()]
    spread = np.concatenate([table for table, _ in tables]).std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)

    def loss(weights: Table) -> float:
        total = strength * float(weights @ weights)
        for table, right in tables:
            scores = (table / scale) @ weights
            mass = np.exp(scores - scores.max())
            total -= float(np.log(mass[right].sum() / mass.sum())) / len(tables)
        return total

    return [float(weight) for weight in minimize(loss, np.zeros(len(scale)), method="L-BFGS-B").x / scale]


def _regress(
    kind: type[FindingSignals | ReadSignals],
    rows: Sequence[FindingSignals | ReadSignals],
    label: Sequence[bool],
    balance: str | None = None,
) -> Linear:
    """Return a logistic regression over features that are scaled to one variance; the bias is not regularised."""
    table = np.array([as_row(row) for row in rows])
    scale = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    model = LogisticRegression(max_iter=5000, C=0.1, class_weight=balance).fit(table / scale, np.array(label))
    return Linear(feature_names(kind), tuple((model.coef_[0] / scale).tolist()), float(model.intercept_[0]))


def rank_findings(row: Read, model: Linear) -> tuple[list[str], list[FindingSignals]]:
    """Return the findings of a question in descending order of score, and their signals."""
    extracts = [Extract(e.hit, e.span, e.text, model.score(features)) for e, features in extracts_of(row)]
    findings = group(extracts, row.asked.kind)
    return [finding.text for finding in findings], read_findings(findings, row.signals)


def fit_findings(rows: Sequence[Read], extracts: Linear) -> Linear:
    """Return the model of findings, fitted to whether the first one is the answer."""
    seen, label = [], []
    for row in rows:
        texts, signals = rank_findings(row, extracts)
        if texts:
            seen.append(signals[0])
            label.append(row.answer is not None and matches_exactly(texts[0], [row.answer]))
    return _regress(FindingSignals, seen, label)


def fit_evidence(rows: Sequence[Read]) -> Linear:
    """Return the model of evidence, fitted to whether a question asked without a day has an answer."""
    undated = [row for row in rows if not row.dated]
    seen = [read_verdicts(row.signals, row.readings) for row in undated]
    return _regress(ReadSignals, seen, [row.answer is not None for row in undated], "balanced")


def fit_all(half: Sequence[Read], answerable: Sequence[Read]) -> Fitted:
    """Return the models fitted to one half of the questions."""
    dated = [row for row in half if row.dated]
    extracts = fit_extracts(dated)
    # In one half only some forty questions have a known role, too few: this one weight is fitted to both halves.
    whole = fit_extracts([row for row in answerable if row.dated])
    pairs = zip(extracts.names, extracts.weights, whole.weights, strict=True)
    extracts = Linear(extracts.names, tuple(both if name == "role" else one for name, one, both in pairs))
    return Fitted(fit_order(dated), extracts, fit_findings(dated, extracts), fit_evidence(half))


def rate_features(rows: Sequence[Read]) -> dict[str, dict[str, float]]:
    """Return exact match and F1 over five folds, with all features of an extract and without each of them."""
    names = feature_names(ExtractFeatures)
    together = ("passages", "titles")
    left_out = {"none": (), **{name: (name,) for name in names}, "passages and titles": together}
    left_out["passages, titles, plain and role"] = (*together, "plain", "role")
    return {label: _validate(rows, [name not in out for name in names]) for label, out in left_out.items()}


def _validate(rows: Sequence[Read], kept: Sequence[bool], folds: int = 5) -> dict[str, float]:
    """Score the questions of each fold by the model that was fitted to the others."""
    pairs = []
    for fold in range(folds):
        model = fit_extracts([row for place, row in enumerate(rows) if place % folds != fold], kept)
        for row in rows[fold::folds]:
            texts, _ = rank_findings(row, model)
            pairs.append(((*texts, "")[0], [row.answer or ""]))
    exact, f1 = (float(np.mean([score(*pair) for pair in pairs])) for score in (matches_exactly, overlap_f1))
    return {"exact": round(exact, 3), "f1": round(f1, 3)}


def report(name: str, rows: Sequence[Read], fitted: Fitted) -> None:
    """Print how good the models are on some rows."""
    answerable = [row for row in rows if row.answer is not None and row.dated]
    firsts = [
        row.right[int(np.argmax(fitted.order.score_rows(measure_read(row.hits, row.readings))))] for row in answerable
    ]
    said = {id(row): rank_findings(row, fitted.extracts) for row in rows}
    pairs = [((*said[id(row)][0], "")[0], [row.answer or ""]) for row in answerable]
    exact, f1 = [matches_exactly(*pair) for pair in pairs], [overlap_f1(*pair) for pair in pairs]
    sure = {id(row): fitted.findings.probability(said[id(row)][1][0]) if said[id(row)][1] else 0.0 for row in rows}
    seen = {id(row): fitted.evidence.score(read_verdicts(row.signals, row.readings)) for row in rows}
    plain = [seen[id(row)] for row in rows if row.answer is not None and not row.dated]
    late = [seen[id(row)] for row in rows if row.answer is None]
    lost, caught = (np.mean(np.array(part) < 0) for part in (plain, late))
    confident = np.array([sure[id(row)] for row in answerable])
    print(
        f"{name}: n {len(answerable)} first {np.mean(firsts):.3f} EM {np.mean(exact):.3f} F1 {np.mean(f1):.3f}"
        f" ECE {expected_error(confident, np.array(exact)):.3f} AUROC right {area_under_roc(*_split(confident, exact))}"
        f" refusal AUROC {area_under_roc(plain, late):.3f} at 0.5: {lost:.3f} {caught:.3f}"
    )


def expected_error(confident: Table, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width."""
    place = np.minimum((confident * bins).astype(int), bins - 1)
    gaps = [
        abs(confident[place == b].mean() - right[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def _split(scores: Table, right: Sequence[bool]) -> tuple[list[float], list[float]]:
    pairs = list(zip(scores.tolist(), right, strict=True))
    return [score for score, held in pairs if held], [score for score, held in pairs if not held]


def main() -> None:
    """Fit the models on one half, write them, and print how good they are on both; or measure the features."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", default=DEFAULT_READER)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--features", action="store_true", help="measure the features of extracts instead")
    arguments = parser.parse_args()
    rows = load_rows(arguments.rtqa, arguments.data, arguments.reader, arguments.kept)
    if arguments.features:
        asked = [row for row in rows if row.dated]
        write_result("weighing", {"n": len(asked), "without": rate_features(asked)})
        return
    # Two rows a question first, then one each of the late ones: both lists are halved by every other question.
    answerable, late = rows[: -len(read_late(arguments.rtqa))], rows[-len(read_late(arguments.rtqa)) :]
    halves = [
        [*(row for number, row in enumerate(answerable) if number // 2 % 2 == half), *late[half::2]] for half in (0, 1)
    ]
    fitted = fit_all(halves[0], answerable)
    fitted.write()
    for name, half in zip(("chosen on", "held out"), halves, strict=True):
        report(name, half, fitted)


if __name__ == "__main__":
    main()

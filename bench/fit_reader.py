"""Choose how what was read is weighed: `python -m bench.fit_reader --rtqa FOLDER --data FOLDER [--kept FILE]`.

Four fits on every other question: the order of passages once read (`qa.search.rerank`) and the weight of extracts
(`qa.findings.weighing`), both listwise; whether a finding is the answer and whether there is one at all
(`qa.findings.confidence`), both logistic regressions. With `--kept` what was read is written to a file and taken from
there the next time, as long as the reader is the same. `--features` measures instead what each feature of an extract
is worth, and writes that as a result.
"""

import argparse
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bench.report import write_result
from bench.rtqa import names_of, read_answerable, read_late
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters, Hit
from qa.evaluation.metrics import area_under_roc, matches_exactly, overlap_f1
from qa.findings import weighing
from qa.findings.agreement import group
from qa.findings.confidence import FindingSignals, ReadSignals, Signals, read_findings, read_signals, read_verdicts
from qa.findings.evidence import gather
from qa.findings.finding import Extract
from qa.question import Understood
from qa.reading.reader import Reader, input_of, open_reader
from qa.reading.spans import Reading
from qa.search import rerank
from qa.search.retrieve import find, understand_in
from qa.types import Question

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """One question with all that was found and read for it; without an answer it is one that has none."""

    asked: Understood
    hits: tuple[Hit, ...]
    readings: tuple[Reading, ...]
    signals: Signals
    answer: str | None
    right: tuple[bool, ...]
    dated: bool


def read_all(rtqa: Path, library: Library, reader: Reader) -> list[Read]:
    """Find and read for every question as of its day, and for all, late ones too, without a day."""
    with library.catalogue.snapshot() as snapshot:
        names = names_of(snapshot)
    rows = []
    for asked in read_answerable(rtqa):
        days = (Filters(as_of=asked.as_of), Filters())
        rows += [_read(asked.text, day, asked.answer, asked.right, names, library, reader) for day in days]
    rows += [_read(text, Filters(), None, frozenset(), names, library, reader) for text in read_late(rtqa)]
    return rows


def _read(
    text: str,
    filters: Filters,
    answer: str | None,
    right: frozenset[str],
    names: dict[str, str],
    library: Library,
    reader: Reader,
) -> Read:
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(Question(text, NOW, filters), library, snapshot)
        query = Query(asked.text, library.embedder.embed_question(asked.text), asked.anchor, asked.recent)
        hits = find(query, asked.filters, reader.passages, library, snapshot)
    read_all = reader.read(asked.text, [input_of(hit) for hit in hits], stop=None)
    readings = [one for one in read_all.each if one]
    candidates = gather(asked, hits, library)
    held = tuple(names.get(hit.passage.article) in right for hit in hits)
    signals = read_signals(asked, hits, candidates)
    return Read(asked, tuple(hits), tuple(readings), signals, answer, held, filters.as_of is not None)


def fit_order(rows: Sequence[Read]) -> Table:
    """Return the weights of passages under which a softmax puts most on those of right articles."""
    return _choose([(rerank.measure(row.hits, row.readings), np.array(row.right)) for row in rows], 1e-3)


def fit_extracts(rows: Sequence[Read], kept: Sequence[bool] | None = None) -> Table:
    """Return the weights of extracts under which a softmax puts most on those that are, or nearly are, the answer.

    Features that are not `kept` weigh nothing.
    """
    lists = []
    for row in rows:
        table = np.array([as_row(features) for _, features in extracts_of(row)])
        right = np.array([overlap_f1(e.text, [row.answer or ""]) > 0.5 for e, _ in extracts_of(row)])
        lists.append((table if kept is None or not len(table) else table * np.array(kept), right))
    return _choose(lists, 1e-2)


@cache
def extracts_of(row: Read) -> list[tuple[Extract, weighing.Features]]:
    """Return what was read for a question, extract by extract, not yet weighed."""
    measured = weighing.measure(row.asked, row.hits, row.readings)
    return [(Extract(hit, span, said, 0.0), features) for hit, span, said, features in measured]


def _choose(lists: Sequence[tuple[Table, NDArray[np.bool_]]], strength: float) -> Table:
    """Return the weights under which a softmax over each list puts most on what is right there."""
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

    return np.asarray(minimize(loss, np.zeros(len(scale)), method="L-BFGS-B").x / scale)


def _regress(table: Table, label: NDArray[np.bool_], strength: float, balance: str | None = None) -> Table:
    """Return the weights of a logistic regression, of the bias first: the lower `strength`, the nearer 0."""
    features = table[:, 1:]  # without the bias, which is free
    scale = np.where(features.std(axis=0) > 0, features.std(axis=0), 1.0)
    model = LogisticRegression(max_iter=5000, C=strength, class_weight=balance).fit(features / scale, label)
    return np.array([model.intercept_[0], *(model.coef_[0] / scale)])


def rank_findings(row: Read, weights: Table) -> tuple[list[str], list[FindingSignals]]:
    """Return the findings of a question, the likeliest first, and their signals."""
    extracts = [
        Extract(e.hit, e.span, e.text, float(weights @ np.array(as_row(features)))) for e, features in extracts_of(row)
    ]
    findings = group(extracts, row.asked.kind)
    return [finding.text for finding in findings], read_findings(findings, row.signals)


def fit_findings(rows: Sequence[Read], weights: Table) -> Table:
    """Return the weights of findings, fitted to whether the first one is the answer."""
    table, label = [], []
    for row in rows:
        texts, signals = rank_findings(row, weights)
        if texts:
            table.append(as_row(signals[0]))
            label.append(row.answer is not None and matches_exactly(texts[0], [row.answer]))
    return _regress(np.array(table), np.array(label), 0.1)


def fit_evidence(rows: Sequence[Read]) -> Table:
    """Return the weights of what was found and read, fitted to whether a question asked without a day has an answer."""
    undated = [row for row in rows if not row.dated]
    table = [as_row(read_verdicts(row.signals, row.readings)) for row in undated]
    return _regress(np.array(table), np.array([row.answer is not None for row in undated]), 0.1, "balanced")


def rate_features(rows: Sequence[Read]) -> dict[str, dict[str, float]]:
    """Return exact match and F1 over five folds, with all features of an extract and without each of them."""
    names = [field.name for field in fields(weighing.Features)]
    together = ("said", "titled")
    left_out = {"none": (), **{name: (name,) for name in names}, "said and titled": together}
    left_out["said, titled, plain and role"] = (*together, "plain", "role")
    return {label: _validate(rows, [name not in out for name in names]) for label, out in left_out.items()}


def _validate(rows: Sequence[Read], kept: Sequence[bool], folds: int = 5) -> dict[str, float]:
    """Weigh the questions of each fold by what was fitted to the others."""
    pairs = []
    for fold in range(folds):
        weights = fit_extracts([row for place, row in enumerate(rows) if place % folds != fold], kept)
        for row in rows[fold::folds]:
            texts, _ = rank_findings(row, weights)
            pairs.append(((*texts, "")[0], [row.answer or ""]))
    exact, f1 = (float(np.mean([score(*pair) for pair in pairs])) for score in (matches_exactly, overlap_f1))
    return {"exact": round(exact, 3), "f1": round(f1, 3)}


def report(name: str, rows: Sequence[Read], order: Table, weights: Table, odds: Table, held: Table) -> None:
    """Print what the weights are worth on some rows."""
    answerable = [row for row in rows if row.answer is not None and row.dated]
    firsts = [row.right[int(np.argmax(rerank.measure(row.hits, row.readings) @ order))] for row in answerable]
    said = {id(row): rank_findings(row, weights) for row in rows}
    pairs = [((*said[id(row)][0], "")[0], [row.answer or ""]) for row in answerable]
    exact, f1 = [matches_exactly(*pair) for pair in pairs], [overlap_f1(*pair) for pair in pairs]
    sure = {
        id(row): float(1 / (1 + np.exp(-odds @ np.array(as_row(said[id(row)][1][0]))))) if said[id(row)][1] else 0.0
        for row in rows
    }
    seen = {id(row): float(held @ np.array(as_row(read_verdicts(row.signals, row.readings)))) for row in rows}
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


def as_row(values: weighing.Features | FindingSignals | ReadSignals) -> list[float]:
    """Return features as a row of numbers."""
    return [float(getattr(values, field.name)) for field in fields(values)]


def _split(scores: Table, right: Sequence[bool]) -> tuple[list[float], list[float]]:
    pairs = list(zip(scores.tolist(), right, strict=True))
    return [score for score, held in pairs if held], [score for score, held in pairs if not held]


def main() -> None:
    """Print the weights, to be written into the code by hand, and what they are worth on both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", default="reader-1")
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--features", action="store_true", help="measure the features of extracts instead")
    arguments = parser.parse_args()
    if arguments.kept and arguments.kept.is_file():
        rows: list[Read] = pickle.loads(arguments.kept.read_bytes())
    else:
        reader = open_reader(arguments.reader)
        assert reader, "a reader is what is fitted"
        rows = read_all(arguments.rtqa, open_library(arguments.data), reader)
        if arguments.kept:
            arguments.kept.write_bytes(pickle.dumps(rows))
    if arguments.features:
        asked = [row for row in rows if row.dated]
        write_result("weighing", {"n": len(asked), "without": rate_features(asked)})
        return
    # Two rows a question first, then one each of the late ones: both lists are halved by every other question.
    answerable, late = rows[: -len(read_late(arguments.rtqa))], rows[-len(read_late(arguments.rtqa)) :]
    halves = [
        [*(row for number, row in enumerate(answerable) if number // 2 % 2 == half), *late[half::2]] for half in (0, 1)
    ]
    dated = [row for row in halves[0] if row.dated]
    order, weights = fit_order(dated), fit_extracts(dated)
    # Of a half, some forty questions have a role that is told, too few: this one weight is fitted to both halves.
    weights[-1] = fit_extracts([row for row in answerable if row.dated])[-1]
    odds, held = fit_findings(dated, weights), fit_evidence(halves[0])
    kinds = (rerank.Features, weighing.Features, FindingSignals, ReadSignals)
    for kind, values in zip(kinds, (order, weights, odds, held), strict=True):
        print(f"{kind.__module__}.{kind.__name__}(" + ", ".join(f"{value:.2f}" for value in values) + ")")
    for name, half in zip(("chosen on", "held out"), halves, strict=True):
        report(name, half, order, weights, odds, held)


if __name__ == "__main__":
    main()

"""The file of fitted numbers fits the code that reads it and the benchmarks that it names."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bench.fitted import write_model
from qa.findings import weights
from qa.findings.confidence import FindingSignals, ReadSignals, SearchSignals
from qa.findings.evidence import SentenceFeatures
from qa.findings.linear import Linear, feature_names
from qa.findings.weighing import ExtractFeatures
from qa.findings.weights import FILE, Parameters, linear_of, parameters
from qa.search.rank import PassageFeatures
from qa.search.rerank import ReadFeatures

ROOT = Path(__file__).parents[3]
FEATURES = (
    PassageFeatures, ReadFeatures, ExtractFeatures, SentenceFeatures, SearchSignals, ReadSignals, FindingSignals,
)  # fmt: skip
CONTENT: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def result(name: str) -> dict[str, Any]:
    """Return a committed result of a benchmark."""
    figures: dict[str, Any] = json.loads((ROOT / "bench" / "results" / f"{name}.json").read_text(encoding="utf-8"))
    return figures


def test_the_file_has_a_weight_for_each_feature() -> None:
    """Each class of features has its section, with a weight for every feature and for nothing else."""
    assert list(CONTENT["models"]) == [features.__name__ for features in FEATURES]
    for features in FEATURES:
        assert tuple(CONTENT["models"][features.__name__]["weights"]) == feature_names(features)


def test_the_product_reads_what_the_file_says() -> None:
    """Each model has the file's weights, in the order of its features, and the file's bias."""
    for features in FEATURES:
        section = CONTENT["models"][features.__name__]
        assert linear_of(features) == Linear(
            feature_names(features), tuple(section["weights"].values()), section["bias"]
        )


def test_the_file_has_a_value_for_each_parameter() -> None:
    """Each parameter has its value and a source, and there is no other."""
    assert tuple(CONTENT["parameters"]) == feature_names(Parameters)
    for name, entry in CONTENT["parameters"].items():
        assert getattr(parameters(), name) == entry["value"]
        assert entry["source"].endswith(".")


def test_each_model_names_the_program_that_fits_it_and_a_result() -> None:
    """The program writes that very model, and the result is committed."""
    for name, section in CONTENT["models"].items():
        program = (ROOT / section["fitted_by"]).read_text(encoding="utf-8")
        assert "write_model(" in program
        assert name in program
        assert result(Path(section["measured_in"]).stem)["benchmark"] in section["measured_in"]


def test_the_threshold_is_the_one_that_was_measured() -> None:
    """The committed result of refusal has the threshold of the file, and the figures that the file gives as source."""
    measured = result("refusal")
    assert measured["threshold"] == parameters().refusal_threshold
    source = CONTENT["parameters"]["refusal_threshold"]["source"]
    for kind in ("declined_answerable", "declined_late"):
        assert f"{measured['chosen_on'][kind]:.3f}" in source


def test_the_features_of_extracts_are_the_ones_that_were_measured() -> None:
    """The committed result leaves out each feature of an extract once, and none that there is not."""
    alone = [label for label in result("weighing")["without"] if " and " not in label]
    assert alone == ["none", *feature_names(ExtractFeatures)]


def test_a_fit_that_finds_the_same_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Writing each model with its own weights leaves the file as it is, so that a diff shows changed weights alone."""
    copy = tmp_path / "weights.json"
    shutil.copy(FILE, copy)
    for features in FEATURES:
        model = linear_of(features)
        write_model(features, [weight + 0.004 for weight in model.weights], model.bias - 0.004, copy)
    assert copy.read_bytes() == FILE.read_bytes()


def test_the_product_reads_what_a_fit_has_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New weights and a new bias are those of the next start, and other models stay."""
    copy = tmp_path / "weights.json"
    shutil.copy(FILE, copy)
    write_model(ReadFeatures, (1.0, 2.0, 3.126), 4.0, copy)
    before = linear_of(PassageFeatures)
    monkeypatch.setattr(weights, "FILE", copy)
    for cached in (weights._read, weights._linear):
        cached.cache_clear()
    try:
        assert linear_of(ReadFeatures) == Linear(feature_names(ReadFeatures), (1.0, 2.0, 3.13), 4.0)
        assert linear_of(PassageFeatures) == before
    finally:
        for cached in (weights._read, weights._linear):
            cached.cache_clear()


def test_the_file_is_read_once_and_not_on_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the models have been asked for, they are there without the file."""
    first = linear_of(PassageFeatures), parameters()
    monkeypatch.setattr(weights, "FILE", Path("nowhere"))
    assert (linear_of(PassageFeatures), parameters()) == first

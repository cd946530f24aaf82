"""Writes what a benchmark has fitted into the file that the product reads."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.findings.linear import feature_names
from qa.findings.weights import FILE

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def write_model(
    features: "type[DataclassInstance]", weights: Sequence[float], bias: float = 0.0, file: Path = FILE
) -> None:
    """Write and print the model over a class of features, rounded to two decimals; the rest of the file stays."""
    content = json.loads(file.read_text(encoding="utf-8"))
    section = content["models"][features.__name__]
    section["bias"] = _round(bias)
    section["weights"] = {name: _round(weight) for name, weight in zip(feature_names(features), weights, strict=True)}
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(features.__name__, section["bias"], section["weights"])


def _round(value: float) -> float:
    return round(float(value), 2) + 0.0  # never -0.0

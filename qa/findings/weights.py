"""The fitted numbers of an answer, from `weights.json`: read once, when they are first needed.

`bench/fit_*.py` write the models there, one section for each class of features. The parameters beside them were chosen
from the figures that their source names, or by hand where it says so.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.findings.linear import Linear, feature_names

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Single numbers that decide what is answered and shown; margins are in log odds below the best finding."""

    refusal_threshold: float
    """Smallest probability that the articles hold an answer at which a question is not declined."""
    further_source_weight: float
    """Weight of the second independent source's odds; that of the third is its square, and so on."""
    rival_margin: float
    """Within which a finding that contradicts the best one is shown beside it."""
    member_margin: float
    """Within which a finding is part of the answer to a question for several."""
    further_margin: float
    """Within which a finding gets a sentence without being claimed as an answer."""
    sentence_margin: float
    """Without a reader: within which of the best sentence another one is shown."""
    repeated_share: float
    """Share of its words in common with a sentence that is shown from which a further one is left out."""
    settled_lead: float
    """Lead of the best finding over the next, in log odds, at which the remaining passages are not read."""


def linear_of(features: "type[DataclassInstance]") -> Linear:
    """Return the fitted model over a class of features: the section of the file that has the name of the class."""
    return _linear(features.__name__, feature_names(features))


@cache
def parameters() -> Parameters:
    """Return the parameters of the file."""
    section = _read()["parameters"]
    return Parameters(**{name: float(section[name]["value"]) for name in Parameters.__slots__})


@cache
def _linear(name: str, features: tuple[str, ...]) -> Linear:
    section = _read()["models"][name]
    weights = tuple(float(section["weights"][feature]) for feature in features)
    return Linear(features, weights, float(section["bias"]))


@cache
def _read() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content

"""Weights between those of two networks."""

from pathlib import Path

import pytest
import torch

import qa.reading.reader
from qa.checking.checker import DEFAULT_CHECKER
from qa.reading.defaults import DEFAULT_READER
from training.crossencoder import layers_of
from training.mix import mix, read_weights


def test_a_share_of_each_weight_is_the_seconds() -> None:
    """A quarter of the way from 0 to 8 is 2; none of it and all of it are the networks themselves."""
    first, second = {"one": torch.zeros(3)}, {"one": torch.full((3,), 8.0)}
    assert [float(mix(first, second, share)["one"][0]) for share in (0.0, 0.25, 1.0)] == [0.0, 2.0, 8.0]


def test_different_networks_are_refused() -> None:
    """Six layers and twelve, or layers of different width, have nothing between them."""
    with pytest.raises(ValueError, match="networks differ"):
        mix({"one": torch.zeros(3)}, {"one": torch.zeros(3), "two": torch.zeros(1)}, 0.5)
    with pytest.raises(ValueError, match="networks differ"):
        mix({"one": torch.zeros(3)}, {"one": torch.zeros(4)}, 0.5)


def test_released_models_are_read_by_their_manifest() -> None:
    """The weights of a packaged reader have its heads, those of a packaged checker its classifier."""
    models = Path(qa.reading.reader.__file__).parents[1]
    reader = read_weights(models / "reading" / "models" / DEFAULT_READER)
    checker = read_weights(models / "checking" / "models" / DEFAULT_CHECKER)
    assert "span.weight" in reader
    assert "classifier.weight" in checker
    assert set(layers_of(reader)) < set(checker)


def test_weights_are_read_from_a_file(tmp_path: Path) -> None:
    """What was saved is read as it is."""
    torch.save({"one": torch.ones(2)}, tmp_path / "weights.pt")
    assert torch.equal(read_weights(tmp_path / "weights.pt")["one"], torch.ones(2))

"""Weights between those of two readers."""

from pathlib import Path

import pytest
import torch

from training.export import read_weights
from training.mix import mix


def test_a_share_of_each_weight_is_the_seconds() -> None:
    """A quarter of the way from 0 to 8 is 2; none of it and all of it are the readers themselves."""
    first, second = {"one": torch.zeros(3)}, {"one": torch.full((3,), 8.0)}
    assert [float(mix(first, second, share)["one"][0]) for share in (0.0, 0.25, 1.0)] == [0.0, 2.0, 8.0]


def test_readers_of_different_networks_are_refused() -> None:
    """Six layers and twelve, or layers of different width, have nothing between them."""
    with pytest.raises(ValueError, match="different networks"):
        mix({"one": torch.zeros(3)}, {"one": torch.zeros(3), "two": torch.zeros(1)}, 0.5)
    with pytest.raises(ValueError, match="different networks"):
        mix({"one": torch.zeros(3)}, {"one": torch.zeros(4)}, 0.5)


def test_weights_are_read_from_a_file(tmp_path: Path) -> None:
    """What was saved is read as it is."""
    torch.save({"one": torch.ones(2)}, tmp_path / "weights.pt")
    assert torch.equal(read_weights(tmp_path / "weights.pt")["one"], torch.ones(2))

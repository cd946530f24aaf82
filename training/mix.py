"""Mix two readers, or two checkers: `python -m training.mix FIRST SECOND --share S --out FILE`, S of the second.

Weights between those of a network and of what further training made of it often keep what both know (Wortsman et al.,
2022, arXiv:2109.01903).
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from training.crossencoder import read_published
from training.shipped import read_shipped


def mix(first: Mapping[str, Tensor], second: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return `1 - share` of each weight of the first and `share` of the second's.

    Raises:
        ValueError: their networks differ.
    """
    if {name: each.shape for name, each in first.items()} != {name: each.shape for name, each in second.items()}:
        raise ValueError("the networks differ; mix one with what was trained from it")
    return {name: torch.lerp(first[name].float(), second[name].float(), share) for name in first}


def read_weights(path: Path) -> Mapping[str, Tensor]:
    """Return the weights of a file of a run, or of the folder of a released reader or checker."""
    if path.is_file():
        read: Mapping[str, Tensor] = torch.load(path)
        return read
    name = json.loads((path / "manifest.json").read_text(encoding="utf-8"))["name"]
    return read_shipped(path) if "reader" in name else read_published(path / "model.onnx")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, help="the folder of a released model, or a file of weights")
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.save(mix(read_weights(arguments.first), read_weights(arguments.second), arguments.share), arguments.out)


if __name__ == "__main__":
    main()

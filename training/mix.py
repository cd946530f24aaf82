"""Mix two readers: `python -m training.mix FIRST SECOND --share S --out FILE`, S of the second's weights.

Weights between those of a network and of what further training made of it often keep what both know (Wortsman et al.,
2022, arXiv:2109.01903).
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from training.export import read_weights


def mix(first: Mapping[str, Tensor], second: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return `1 - share` of each weight of the first and `share` of the second's.

    Raises:
        ValueError: their networks differ.
    """
    if {name: each.shape for name, each in first.items()} != {name: each.shape for name, each in second.items()}:
        raise ValueError("the readers are of different networks; mix one with what was trained from it")
    return {name: torch.lerp(first[name].float(), second[name].float(), share) for name in first}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, help="the folder of a released reader, or a file of weights")
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.save(mix(read_weights(arguments.first), read_weights(arguments.second), arguments.share), arguments.out)


if __name__ == "__main__":
    main()

"""A trained reader as the teacher of another: its logits are targets, also for passages that nobody labelled."""

from pathlib import Path

import torch
from torch import Tensor, nn

from index.passages.weights import minilm_folder
from training.batches import Batch
from training.network import Network, encoder_of
from training.shipped import read_shipped

Outputs = tuple[Tensor, Tensor, Tensor]


class Teacher:
    """The logits of a trained network of any depth."""

    def __init__(self, weights: Path, device: torch.device) -> None:
        """Load a file of weights that `training.reader` wrote, or a released reader from its folder."""
        state: dict[str, Tensor] = read_shipped(weights) if weights.is_dir() else torch.load(weights)
        self._network = Network(minilm_folder(), 0.0, encoder_of(state)).to(device).eval()
        self._network.load_state_dict(state)
        self._device = device

    def read(self, batch: Batch) -> Outputs:
        """Return start logits, end logits and answer logits of a batch."""
        with torch.no_grad(), torch.autocast(self._device.type, dtype=torch.bfloat16):
            read: Outputs = self._network(*(part.to(self._device) for part in (batch.ids, batch.mask, batch.types)))
        return read


def distance_of(outputs: Outputs, taught: Outputs, allowed: Tensor) -> Tensor:
    """Return how far logits are from a teacher's: the cross entropy of start, end and whether there is an answer.

    Hinton, Vinyals, Dean: Distilling the Knowledge in a Neural Network (2015), at a temperature of 1.
    """
    spans = [
        nn.functional.cross_entropy(
            one.float().masked_fill(~allowed, -1e4), to.float().masked_fill(~allowed, -1e4).softmax(-1)
        )
        for one, to in zip(outputs[:2], taught[:2], strict=True)
    ]
    verdict = nn.functional.binary_cross_entropy_with_logits(outputs[2].float(), taught[2].float().sigmoid())
    return (spans[0] + spans[1]) / 2 + 0.5 * verdict

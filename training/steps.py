"""What the runs of all networks share: the step after a loss, its learning rate, and the average of the weights."""

import torch
from torch import nn
from torch.optim import Optimizer


def set_rate(optimizer: Optimizer, done: float, warm: float) -> None:
    """Set the learning rate where a share of the run is done: it grows over the first `warm`, then falls to 0."""
    factor = min(1.0, done / warm + 0.02) * max(0.02, (1 - done) / (1 - warm))
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"] * min(1.0, factor)


def step(network: nn.Module, optimizer: Optimizer, loss: torch.Tensor) -> None:
    """Learn from a loss, with the gradient clipped to a norm of 1."""
    torch.autograd.backward(loss)
    torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    optimizer.zero_grad()


@torch.no_grad()
def average(averaged: nn.Module, network: nn.Module, decay: float, number: int) -> None:
    """Update the moving average of the weights after step `number`, with a lower decay in the first steps."""
    keep = min(decay, (1 + number) / (10 + number))
    pairs = zip(averaged.parameters(), network.parameters(), strict=True)
    learnt = [(mean, new) for mean, new in pairs if new.requires_grad]
    torch._foreach_lerp_([mean for mean, _ in learnt], [new for _, new in learnt], 1 - keep)

"""The network: the layers of the embedder or of the checker, a span head, and an answerability head."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

_POOL = 1 << 23


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a batch, one row each.

    `starts` and `ends` mark every token where the answer begins or ends, or `[CLS]` if there is none. `answers` is 1 if
    the passage contains the answer. `questions` numbers the questions: rows of one question are ranked together.
    """

    starts: Tensor
    ends: Tensor
    answers: Tensor
    questions: Tensor

    def to(self, device: torch.device) -> "Targets":
        """Return the targets on another device."""
        return Targets(*(getattr(self, name).to(device) for name in ("starts", "ends", "answers", "questions")))


class Network(nn.Module):
    """Maps rows of tokens to start and end logits, shape (rows, tokens), and one answer logit a row."""

    def __init__(self, folder: Path, dropout: float = 0.1, encoder: Mapping[str, Tensor] | None = None) -> None:
        """Load the weights of the embedder from `folder`, or take those of an `encoder` of any depth."""
        super().__init__()
        config = BertConfig.from_pretrained(folder)
        # Eager attention is 1.28 times as fast as the fused one on CPU in bfloat16 (3,050 -> 3,919 tokens/s).
        config._attn_implementation = "eager"  # noqa: SLF001 - the option of the library
        if encoder is None:
            self.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        else:
            config.num_hidden_layers = sum(name.endswith("output.dense.bias") for name in encoder) // 2
            self.encoder = BertModel(config, add_pooling_layer=False)
            self.encoder.load_state_dict(encoder)
        cheapen_dropout(self.encoder, dropout)
        self.span = nn.Linear(config.hidden_size, 2)
        self.verdict = nn.Linear(config.hidden_size, 1)
        for head in (self.span, self.verdict):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return start logits, end logits and answer logits."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        starts, ends = self.span(hidden).unbind(-1)
        return starts, ends, self.verdict(hidden[:, 0]).squeeze(-1)


def encoder_of(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the weights of the embeddings and layers among those of a network, by their names in the encoder."""
    prefix = "encoder."
    return {name.removeprefix(prefix): weight for name, weight in weights.items() if name.startswith(prefix)}


class PooledDropout(nn.Module):
    """Dropout that takes its mask from a precomputed pool, at a random offset.

    Sampling a new mask takes two fifths of a training step in torch on CPU (1,717 against 2,913 tokens/s).
    """

    pool: Tensor

    def __init__(self, share: float) -> None:
        """Drop this share of the values during training."""
        super().__init__()
        keep = (torch.rand(_POOL, generator=torch.Generator().manual_seed(7)) >= share).to(torch.bfloat16)
        self.register_buffer("pool", keep / (1 - share), persistent=False)

    def forward(self, values: Tensor) -> Tensor:
        """Return the values with some set to 0 and the others scaled up."""
        size = values.numel()
        if not self.training or size >= _POOL:
            return values
        begin = int(torch.randint(_POOL - size, ()))
        return values * self.pool[begin : begin + size].view(values.shape).to(values.dtype)


def loss_of(outputs: tuple[Tensor, Tensor, Tensor], allowed: Tensor, targets: Targets) -> Tensor:
    """Return the loss of a batch: start and end of the span, answerability, and ranking of the passages."""
    starts, ends, verdicts = (output.float() for output in outputs)
    span = _at_one_of(starts, allowed, targets.starts) + _at_one_of(ends, allowed, targets.ends)
    yes_no = nn.functional.binary_cross_entropy_with_logits(verdicts, targets.answers)
    return span.mean() / 2 + 0.5 * yes_no + 0.5 * _listwise(verdicts, targets)


def _at_one_of(logits: Tensor, allowed: Tensor, right: Tensor) -> Tensor:
    """Return the negative log of the summed probability of the right tokens, softmax over the allowed ones."""
    logits = logits.masked_fill(~allowed, -1e4)
    return logits.logsumexp(-1) - logits.masked_fill(~right, -1e4).logsumexp(-1)


def _listwise(verdicts: Tensor, targets: Targets) -> Tensor:
    """Return the cross entropy of the answering passage among the passages of its question."""
    same = targets.questions[:, None] == targets.questions[None, :]
    among = verdicts[None, :].expand_as(same).masked_fill(~same, -1e4).logsumexp(-1)
    losses = (among - verdicts) * targets.answers
    return losses.sum() / targets.answers.sum().clamp(min=1)


def cheapen_dropout(module: nn.Module, share: float) -> None:
    """Use pooled dropout after each projection and none on attention, whose mask is the most expensive."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            on_attention = isinstance(getattr(module, "query", None), nn.Linear)
            setattr(module, name, nn.Dropout(0.0) if on_attention else PooledDropout(share))
        else:
            cheapen_dropout(child, share)


def parameter_groups(network: Network, rate: float, decay: float, weight_decay: float) -> list[dict[str, object]]:
    """Return parameter groups; the learning rate of each layer is `decay` times that of the layer above."""
    depth = len(network.encoder.encoder.layer) + 1
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        below = 0
        if name.startswith("encoder.embeddings"):
            below = depth
        elif name.startswith("encoder.encoder.layer."):
            below = depth - 1 - int(name.split(".")[3])
        wd = 0.0 if parameter.ndim < 2 else weight_decay
        groups.setdefault((rate * math.pow(decay, below), wd), []).append(parameter)
    return [
        {"params": parameters, "lr": lr, "initial_lr": lr, "weight_decay": wd}
        for (lr, wd), parameters in groups.items()
    ]

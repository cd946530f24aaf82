"""Train the checker: `python -m training.checker --config FILE --data FOLDER --start MODEL.onnx --out FOLDER`.

`--start` is the published re-ranker (see `training.crossencoder`), the folder of a released checker, or weights of an
earlier run; with `--layers FOLDER` the embeddings and layers are those of a released reader instead. All randomness
comes from the seed. A checkpoint is written every four minutes; the same command resumes from it.
"""

import argparse
import copy
import json
import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.crossencoder import CrossEncoder, layers_of, read_published
from training.pair import Pair, is_held_out
from training.pairs import read_pairs
from training.shipped import read_shipped
from training.steps import average, set_rate, step

_SAVE_SECONDS = 240
_WARM = 0.04
_LOG_STEPS = 25


@dataclass(frozen=True, slots=True)
class Config:
    """A run: `tokens` a batch with padding, at most `longest` a row, and how much of each kind is drawn."""

    seed: int
    threads: int
    tokens: int
    longest: int
    rows: int
    rate: float
    layer_decay: float
    weight_decay: float
    dropout: float
    frozen: int
    average: float
    shares: dict[str, float]


def draw(pairs: Sequence[Pair], config: Config, rng: random.Random) -> list[Pair]:
    """Return at most `rows` shuffled rows: of each kind its share, by the whole kind or by its first word."""
    kinds: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        kinds[pair.kind].append(pair)
    chosen: list[Pair] = []
    for kind, rows in sorted(kinds.items()):
        share = config.shares.get(kind, config.shares.get(kind.split()[0], 0.0))
        chosen += rng.sample(rows, min(len(rows), round(share * len(rows))))
    rng.shuffle(chosen)
    return chosen[: config.rows]


def make_batches(
    pairs: Sequence[Pair], tokenizer: Tokenizer, tokens: int, rng: random.Random
) -> Iterator[list[tuple[Pair, list[int], list[int]]]]:
    """Yield batches of similar length: (row, token ids, token types)."""
    for begin in range(0, len(pairs), 2_048):
        some = pairs[begin : begin + 2_048]
        encoded = tokenizer.encode_batch([(pair.claim, pair.text) for pair in some])
        rows = sorted(
            zip(some, [e.ids for e in encoded], [e.type_ids for e in encoded], strict=True), key=lambda row: len(row[1])
        )
        batches: list[list[tuple[Pair, list[int], list[int]]]] = [[]]
        for row in rows:
            if batches[-1] and len(row[1]) * (len(batches[-1]) + 1) > tokens:
                batches.append([])
            batches[-1].append(row)
        rng.shuffle(batches)
        yield from batches


def stack(batch: Sequence[tuple[Pair, list[int], list[int]]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, mask and types, padded to the longest row."""
    longest = max(len(ids) for _, ids, _ in batch)
    ids, mask, types = (torch.zeros((len(batch), longest), dtype=torch.long) for _ in range(3))
    for place, (_, row, kind) in enumerate(batch):
        ids[place, : len(row)], types[place, : len(row)], mask[place, : len(row)] = (
            torch.tensor(row),
            torch.tensor(kind),
            1,
        )
    return ids, mask, types


def parameter_groups(network: CrossEncoder, config: Config) -> list[dict[str, object]]:
    """Return parameter groups; the learning rate of each layer is `layer_decay` times that of the layer above."""
    layers = len(network.bert.encoder.layer)
    groups: list[dict[str, object]] = []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        below = 0
        if name.startswith("bert.embeddings"):
            below = layers
        elif name.startswith("bert.encoder.layer."):
            below = layers - 1 - int(name.split(".")[3])
        rate = config.rate * config.layer_decay**below
        decay = 0.0 if parameter.ndim < 2 else config.weight_decay
        groups.append({"params": [parameter], "lr": rate, "initial_lr": rate, "weight_decay": decay})
    return groups


class Run:
    """A training run that can be interrupted and resumed."""

    def __init__(
        self,
        config: Config,
        pairs: Sequence[Pair],
        tokenizer: Tokenizer,
        start: Path,
        out: Path,
        layers: Path | None = None,
    ) -> None:
        """Resume from the checkpoint in `out`; without one, start from `start`, or from the `layers` of a reader."""
        self.config, self.tokenizer, self.out = config, tokenizer, out
        rng = random.Random(config.seed)
        self.held = [pair for pair in pairs if is_held_out(pair.group)]
        self.rows = draw([pair for pair in pairs if not is_held_out(pair.group)], config, rng)
        torch.manual_seed(config.seed)
        self.network = CrossEncoder(dropout=config.dropout)
        if start.is_dir():
            self.network.load_state_dict(read_published(start / "model.onnx"))
        elif start.suffix == ".onnx":
            self.network.load_state_dict(read_published(start), strict=False)
            with torch.no_grad():  # its logits reach 10 either way: softer ones, so that the first steps are small
                self.network.classifier.weight.mul_(0.4)
                self.network.classifier.bias.mul_(0.4)
        else:
            self.network.load_state_dict(torch.load(start))
        if layers:
            self.network.load_state_dict(layers_of(read_shipped(layers)), strict=False)
        for part in (self.network.bert.embeddings, *self.network.bert.encoder.layer[: config.frozen]):
            part.requires_grad_(False)
        self.averaged = copy.deepcopy(self.network).eval()
        self.optimizer = torch.optim.AdamW(parameter_groups(self.network, config), betas=(0.9, 0.98), fused=True)
        self.done, self.step, self._saved = 0, 0, time.monotonic()
        if (out / "checkpoint.pt").is_file():
            self._load()

    def go(self) -> None:
        """Train on the rows that are left."""
        losses, begun, rows, seen = [], time.monotonic(), 0, 0
        for batch in make_batches(self.rows, self.tokenizer, self.config.tokens, random.Random(self.config.seed)):
            seen += len(batch)
            if seen <= self.done:
                continue
            losses.append(self._step(batch))
            self.done, self.step, rows = seen, self.step + 1, rows + len(batch)
            if self.step % _LOG_STEPS == 0:
                speed = rows / (time.monotonic() - begun)
                self._log(
                    {"step": self.step, "rows": self.done, "loss": sum(losses) / len(losses), "rows_per_second": speed}
                )
                losses, begun, rows = [], time.monotonic(), 0
            if time.monotonic() - self._saved > _SAVE_SECONDS:
                self._save()
        self._save()
        torch.save(self.averaged.state_dict(), self.out / "weights.pt")

    def _step(self, batch: Sequence[tuple[Pair, list[int], list[int]]]) -> float:
        done = self.done / len(self.rows)
        set_rate(self.optimizer, done, _WARM)
        self.network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.network(*stack(batch))
        labels = torch.tensor([float(pair.label) for pair, _, _ in batch])
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits.float(), labels)
        step(self.network, self.optimizer, loss)
        average(self.averaged, self.network, self.config.average, self.step)
        return float(loss.detach())

    def _log(self, line: dict[str, float]) -> None:
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({key: round(value, 4) for key, value in line.items()}) + "\n")

    def _save(self) -> None:
        self._saved = time.monotonic()
        state = {"network": self.network.state_dict(), "averaged": self.averaged.state_dict(),
                 "optimizer": self.optimizer.state_dict(), "done": self.done, "step": self.step}  # fmt: skip
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / "checkpoint.pt")

    def _load(self) -> None:
        state = torch.load(self.out / "checkpoint.pt")
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        rates = [group["initial_lr"] for group in self.optimizer.param_groups]  # the configuration may have changed
        self.optimizer.load_state_dict(state["optimizer"])
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            group["initial_lr"] = rate
        self.done, self.step = state["done"], state["step"]


def open_tokenizer(path: Path, longest: int) -> Tokenizer:
    """Open a tokenizer that shortens the text, never the claim, to `longest` tokens together."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest, strategy="longest_first")
    return tokenizer


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("config", "data", "start", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--layers", type=Path, help="the folder of a released reader, for its layers")
    arguments = parser.parse_args()
    config = Config(**tomllib.loads(arguments.config.read_text(encoding="utf-8")))
    torch.set_num_threads(config.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    pairs = read_pairs(arguments.data, random.Random(config.seed))
    tokenizer = open_tokenizer(arguments.tokenizer, config.longest)
    Run(config, pairs, tokenizer, arguments.start, arguments.out, arguments.layers).go()


if __name__ == "__main__":
    main()

"""Train the reader: `python -m training.reader --config FILE --data FOLDER --out FOLDER [--device cuda]`.

All randomness comes from the seed. A checkpoint is written every four minutes; the same command resumes from it. With
`--shipped FOLDER` a run starts from the weights of a released reader, with the last stage or with `--stage`.
"""

import argparse
import copy
import json
import queue
import random
import threading
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from index.passages.tokens import open_tokenizer
from index.passages.weights import minilm_folder
from qa.checking.checker import DEFAULT_CHECKER
from qa.reading.windows import Cutter
from training.batches import Batch, Material, Mix, Recipe, make_batches
from training.cloze import make_claims, make_clozes
from training.corpora import read_claims, read_examples, read_rivals
from training.crossencoder import read_encoder
from training.mine import mine
from training.network import Network, encoder_of, loss_of, parameter_groups
from training.shipped import read_shipped
from training.split import split
from training.steps import average, set_rate, step
from training.teacher import Teacher, distance_of
from training.written import read_written

CHECKER = Path(__file__).parents[1] / "qa" / "checking" / "models" / DEFAULT_CHECKER / "model.onnx"
_SAVE_SECONDS = 240
_WARM = 0.05
_LOG_STEPS = 50


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the training: learning rate, number of rounds, and data.

    `negatives` is the share of questions that also get a passage without an answer, `cropped` the share whose context
    is cropped to a few sentences, `spoilt` the share repeated with a change that makes them unanswerable, `shares` how
    much of each corpus is in a round: 2.0 is all of it twice.
    """

    name: str
    rate: float
    rounds: int
    negatives: float
    cropped: float
    shares: dict[str, float]
    spoilt: float = 0.0


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of a run; `pieces` is the number of tokens a batch.

    `start` is what the layers start from, the embedder or the checker; the `frozen` lowest of them keep their weights.
    `taught` is the share of the loss that is the distance from a teacher, where the run has one.
    """

    seed: int
    threads: int
    pieces: int
    dropout: float
    layer_decay: float
    weight_decay: float
    average: float
    train_words: bool
    stages: tuple[Stage, ...]
    start: str = "embedder"
    frozen: int = 0
    taught: float = 0.5


@dataclass(frozen=True, slots=True)
class Shipped:
    """The folder of a released reader, and the stage to start with."""

    folder: Path
    stage: str


@dataclass(slots=True)
class Progress:
    """The progress of a run: stage, round of the stage, finished batches of the round, and total steps."""

    stage: int = 0
    round: int = 0
    batch: int = 0
    step: int = 0


def read_config(path: Path) -> Config:
    """Read a configuration file."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    stages = tuple(Stage(**stage) for stage in values.pop("stages"))
    return Config(stages=stages, **values)


def gather_material(data: Path, out: Path, config: Config) -> Material:
    """Return the training data; built once and cached under `out`, since mining takes a minute."""
    kept = out / "material.pt"
    if kept.is_file():
        loaded: Material = torch.load(kept, weights_only=False)
        return loaded
    rng = random.Random(config.seed)
    wanted = {corpus for stage in config.stages for corpus in stage.shares}
    rivals = [each for each in read_rivals(data) if each.corpus in wanted]
    examples, _ = split([*read_examples(data), *rivals])
    written = [each.example for each in read_written(examples)]
    examples = [*examples, *written, *make_clozes(examples, rng), *make_claims(read_claims(data), rng)]
    by_text = {example.context: example for example in examples}
    contexts = [by_text[text] for text in sorted(by_text) if len(text) > 60]
    material = Material(examples, contexts, mine(examples, [example.context for example in contexts]))
    torch.save(material, kept)
    return material


class Run:
    """A training run that can be interrupted and resumed."""

    def __init__(
        self,
        config: Config,
        material: Material,
        out: Path,
        device: str,
        shipped: Shipped | None = None,
        teacher: Path | None = None,
    ) -> None:
        """Resume from the checkpoint in `out`; without one, start from a released reader or from scratch.

        `teacher` is a file of weights, of a network of any depth.
        """
        self.config, self.material, self.out, self.device = config, material, out, torch.device(device)
        self.teacher = Teacher(teacher, self.device) if teacher else None
        folder = minilm_folder()
        self.cutter = Cutter(open_tokenizer(folder / "tokenizer.json"))
        torch.manual_seed(config.seed)
        weights = read_shipped(shipped.folder) if shipped else None
        encoder = encoder_of(weights) if weights else read_encoder(CHECKER) if config.start == "checker" else None
        self.network = Network(folder, config.dropout, encoder).to(self.device)
        if weights:
            self.network.load_state_dict(weights)
        self.network.encoder.embeddings.word_embeddings.requires_grad_(config.train_words)
        if config.frozen:
            for part in (self.network.encoder.embeddings, *self.network.encoder.encoder.layer[: config.frozen]):
                part.requires_grad_(False)
        self.averaged = copy.deepcopy(self.network).eval()
        self.progress = Progress(stage=_place_of(shipped.stage, config) if shipped else 0)
        self.optimizer = self._make_optimizer()
        self._saved = time.monotonic()
        if (self.out / "checkpoint.pt").is_file():
            self._load()

    def go(self) -> None:
        """Run the remaining stages."""
        while self.progress.stage < len(self.config.stages):
            stage = self.config.stages[self.progress.stage]
            total = self._count_batches(stage)
            while self.progress.round < stage.rounds:
                self._run_round(stage, total)
                self.progress.round, self.progress.batch = self.progress.round + 1, 0
                self._save(f"{stage.name}-{self.progress.round}")
            self.progress = Progress(self.progress.stage + 1, 0, 0, self.progress.step)
            self.optimizer = self._make_optimizer()
            self._save()

    def _run_round(self, stage: Stage, total: int) -> None:
        losses, begun, pieces = [], time.monotonic(), 0
        for number, batch in enumerate(_ahead(self._batches(stage, self.progress.round))):
            if number < self.progress.batch:
                continue
            done = (self.progress.round + number / total) / stage.rounds
            losses.append(self._step(batch, done))
            pieces += int(batch.mask.sum())
            self.progress.batch, self.progress.step = number + 1, self.progress.step + 1
            if self.progress.step % _LOG_STEPS == 0:
                rate = pieces / (time.monotonic() - begun)
                self._log(stage.name, done, sum(losses) / len(losses), rate)
                losses, begun, pieces = [], time.monotonic(), 0
            if time.monotonic() - self._saved > _SAVE_SECONDS:
                self._save()

    def _step(self, batch: Batch, done: float) -> float:
        """Train on one batch; the learning rate warms up over the first 5 % and decays linearly to 0."""
        set_rate(self.optimizer, done, _WARM)
        self.network.train()
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            outputs = self.network(batch.ids.to(self.device), batch.mask.to(self.device), batch.types.to(self.device))
        loss = loss_of(outputs, batch.allowed.to(self.device), batch.targets.to(self.device))
        if self.teacher:
            distance = distance_of(outputs, self.teacher.read(batch), batch.allowed.to(self.device))
            loss = (1 - self.config.taught) * loss + self.config.taught * distance
        step(self.network, self.optimizer, loss)
        average(self.averaged, self.network, self.config.average, self.progress.step)
        return float(loss.detach())

    def _batches(self, stage: Stage, round_: int) -> Iterator[Batch]:
        seed = f"{self.config.seed} {stage.name}"
        mix = Mix(self.material, stage.shares, random.Random(seed))
        for _ in range(round_):
            mix.draw()
        places = mix.draw()
        rng = random.Random(f"{seed} {round_}")
        recipe = Recipe(self.config.pieces, stage.negatives, stage.cropped, stage.spoilt)
        yield from make_batches(self.material, places, self.cutter, recipe, rng)

    def _count_batches(self, stage: Stage) -> int:
        return sum(1 for _ in self._batches(stage, 0))

    def _make_optimizer(self) -> torch.optim.Optimizer:
        rate = self.config.stages[min(self.progress.stage, len(self.config.stages) - 1)].rate
        groups = parameter_groups(self.network, rate, self.config.layer_decay, self.config.weight_decay)
        return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)

    def _log(self, stage: str, done: float, loss: float, rate: float) -> None:
        line = {"stage": stage, "done": round(done, 4), "step": self.progress.step, "loss": round(loss, 4),
                "pieces_per_second": round(rate)}  # fmt: skip
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _save(self, name: str | None = None) -> None:
        self._saved = time.monotonic()
        state = {"network": self.network.state_dict(), "averaged": self.averaged.state_dict(),
                 "optimizer": self.optimizer.state_dict(), "progress": asdict(self.progress)}  # fmt: skip
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / "checkpoint.pt")
        if name:
            torch.save(self.averaged.state_dict(), self.out / f"{name}.pt")

    def _load(self) -> None:
        state = torch.load(self.out / "checkpoint.pt")
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.progress = Progress(**state["progress"])
        self.optimizer = self._make_optimizer()
        self.optimizer.load_state_dict(state["optimizer"])


def _place_of(stage: str, config: Config) -> int:
    names = [each.name for each in config.stages]
    if stage not in names:
        raise ValueError(f"there is no stage {stage}; use one of: {', '.join(names)}")
    return names.index(stage)


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Yield the batches, prefetched by a thread: splitting text takes a tenth of a step."""
    ready: queue.Queue[Batch | None] = queue.Queue(maxsize=16)

    def fill() -> None:
        for batch in batches:
            ready.put(batch)
        ready.put(None)

    threading.Thread(target=fill, daemon=True).start()
    while (batch := ready.get()) is not None:
        yield batch


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--shipped", type=Path, help="folder of a reader to start from")
    parser.add_argument("--stage", help="the first stage, with --shipped")
    parser.add_argument("--teacher", type=Path, help="weights of a reader whose logits are targets too")
    arguments = parser.parse_args()
    config = read_config(arguments.config)
    torch.set_num_threads(arguments.threads or config.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    shipped = Shipped(arguments.shipped, arguments.stage or config.stages[-1].name) if arguments.shipped else None
    material = gather_material(arguments.data, arguments.out, config)
    Run(config, material, arguments.out, arguments.device, shipped, arguments.teacher).go()


if __name__ == "__main__":
    main()

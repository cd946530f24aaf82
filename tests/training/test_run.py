"""A training run: it learns, and goes on where it was broken off."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from training.batches import Batch, Material
from training.corpora import Example
from training.crossencoder import read_encoder
from training.export import export
from training.reader import CHECKER, Config, Progress, Run, Stage, read_config
from training.teacher import Teacher, distance_of
from training.written import CORPORA

PACKAGED = Path(__file__).parents[2] / "qa" / "reading" / "models" / "reader-4"
CONFIGS = Path(__file__).parents[2] / "training" / "configs"


def write_material() -> Material:
    """Return thirty short questions, each of a sentence of its own."""
    names = [
        f"{first} {last}"
        for first in ("Ada", "Bo", "Cy", "Dot", "Eve", "Flo")
        for last in ("Lorn", "Mott", "Nye", "Orr", "Poe")
    ]
    rows = [
        Example(
            "squad1",
            name,
            "Harbours",
            f"The harbour of {name[:2]}ville is run by {name} since May.",
            f"Who runs the harbour of {name[:2]}ville?",
            (name,),
        )
        for name in names
    ]
    return Material(rows, rows, [((place + 7) % len(rows),) for place in range(len(rows))])


def configure(rounds: int) -> Config:
    """Return a short run's configuration."""
    stage = Stage("only", rate=3e-4, rounds=rounds, negatives=0.5, cropped=0.0, shares={"squad1": 1.0})
    return Config(5, 2, 512, 0.0, 0.9, 0.01, 0.9, False, (stage,))


@pytest.mark.slow
def test_a_run_learns_what_it_is_shown(tmp_path: Path) -> None:
    """After some rounds the loss is a fraction of what it was at first."""
    (tmp_path / "fresh").mkdir()
    run, fresh = (Run(configure(12), write_material(), folder, "cpu") for folder in (tmp_path, tmp_path / "fresh"))
    run.go()
    assert run.progress == Progress(1, 0, 0, run.progress.step)
    batches = list(run._batches(run.config.stages[0], 0))
    learnt, before = (sum(one._step(batch, 0.99) for batch in batches) for one in (run, fresh))
    assert learnt < before / 3


@pytest.mark.slow
def test_a_run_that_was_broken_off_ends_like_one_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle of a round and started again, it takes the batches that are left, and no other."""
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    broken.mkdir()
    torch.manual_seed(1)
    Run(configure(2), write_material(), whole, "cpu").go()
    first = Run(configure(2), write_material(), broken, "cpu")
    step, taken = first._step, iter(range(3))

    def step_thrice(batch: Batch, done: float) -> float:
        if next(taken, None) is None:
            raise KeyboardInterrupt
        return step(batch, done)

    monkeypatch.setattr(first, "_step", step_thrice)
    with pytest.raises(KeyboardInterrupt):
        first.go()
    first._save()
    Run(configure(2), write_material(), broken, "cpu").go()
    one, other = (torch.load(folder / "only-2.pt") for folder in (whole, broken))
    for name, weights in one.items():
        torch.testing.assert_close(weights, other[name], rtol=0.05, atol=1e-3, msg=name)


@pytest.mark.parametrize("name", ["reader-1", "reader-2", "reader-3", "reader-4", "distilled"])
def test_configurations_can_be_read(name: str) -> None:
    """Every stage of them names corpora that there are."""
    config = read_config(CONFIGS / f"{name}.toml")
    known = {"squad1", "squad2", "nq-qed", "nq-oracle", "qamr", "qadiscourse", "cloze", "fever"}
    known |= {"squad2-train", "squad-adversarial", "timeqa-human", *CORPORA}
    for stage in config.stages:
        assert {name for name in stage.shares if not name.startswith("squadshifts-")} <= known


def test_a_run_starts_from_the_checkers_layers(tmp_path: Path) -> None:
    """It has the checker's twelve layers, and a step changes those above the frozen ones alone, and no embedding."""
    run = Run(replace(configure(1), start="checker", frozen=4), write_material(), tmp_path, "cpu")
    before = {name: weight.clone() for name, weight in run.network.state_dict().items()}
    for name, weight in read_encoder(CHECKER).items():
        assert torch.equal(before[f"encoder.{name}"], weight)
    run.go()
    changed = {name for name, weight in run.network.state_dict().items() if not torch.equal(before[name], weight)}
    layers = {int(name.split(".")[3]) for name in changed if ".layer." in name}
    assert layers == set(range(4, 12))
    assert not [name for name in changed if "embeddings" in name]


def test_a_teacher_is_followed(tmp_path: Path) -> None:
    """The distance from a teacher that is the network itself is the least there is: every other teacher is farther."""
    run = Run(replace(configure(1), dropout=0.0), write_material(), tmp_path, "cpu")
    torch.save(run.network.state_dict(), tmp_path / "own.pt")
    batch = next(iter(run._batches(run.config.stages[0], 0)))
    with torch.no_grad():
        own = Teacher(tmp_path / "own.pt", run.device).read(batch)
        packaged = Teacher(PACKAGED, run.device).read(batch)
    assert distance_of(own, own, batch.allowed) < distance_of(own, packaged, batch.allowed)
    assert distance_of(packaged, packaged, batch.allowed) < distance_of(packaged, own, batch.allowed)


def test_a_run_with_a_teacher_comes_closer_to_it(tmp_path: Path) -> None:
    """After some steps that follow a teacher alone, the network's logits are closer to the teacher's than before."""
    config = replace(configure(2), taught=1.0, dropout=0.0)
    run = Run(config, write_material(), tmp_path, "cpu", teacher=PACKAGED)
    assert run.teacher
    batch = next(iter(run._batches(config.stages[0], 0)))
    taught = run.teacher.read(batch)

    def measure() -> float:
        with torch.no_grad():
            return float(distance_of(run.network.eval()(batch.ids, batch.mask, batch.types), taught, batch.allowed))

    before = measure()
    run.go()
    assert measure() < before


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_is_exported_says_what_the_network_says(tmp_path: Path) -> None:
    """The ONNX file in float32 gives the logits of the network it was written from; in int8 nearly those."""
    from qa.reading.onnx import OnnxNetwork

    run = Run(configure(1), write_material(), tmp_path, "cpu")
    torch.save(run.network.state_dict(), tmp_path / "weights.pt")
    network = run.network.eval()
    for name, quantized, tolerance in (("plain", False, 1e-3), ("small", True, 0.5)):
        export(tmp_path / "weights.pt", tmp_path / name, quantized=quantized)
        opened = OnnxNetwork(tmp_path / name, threads=2)
        (window,) = opened.cut("Who runs it?", "Harbours", "The harbour is run by Ada Lorn.")
        with torch.inference_mode():
            row = [torch.tensor([values]) for values in (window.ids, (1,) * len(window.ids), window.types)]
            starts, *_ = network(*row)
        assert float((torch.from_numpy(opened.run([window]).starts) - starts).abs().max()) < tolerance

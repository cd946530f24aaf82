"""What was shipped can be trained on: its weights come back from their bytes."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from index.passages.weights import minilm_folder
from tests.training.test_run import configure, write_material
from training.export import export
from training.network import Network
from training.reader import Run, Shipped
from training.shipped import read_shipped

PACKAGED = Path(__file__).parents[2] / "qa" / "reading" / "models" / "reader-4"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_weights_come_back_but_for_their_rounding(tmp_path: Path) -> None:
    """All weights of a network that was exported come back, each within a step of its scale."""
    torch.manual_seed(3)
    network = Network(minilm_folder(), dropout=0.0)
    torch.save(network.state_dict(), tmp_path / "weights.pt")
    export(tmp_path / "weights.pt", tmp_path / "bytes", quantized=True)
    found, made = read_shipped(tmp_path / "bytes"), network.state_dict()
    assert set(made) == set(found)
    for name, weights in found.items():
        widest = float(made[name].max() - made[name].min())
        torch.testing.assert_close(weights, made[name], rtol=0, atol=widest / 200 + 1e-7, msg=name)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_float32_reader_is_refused(tmp_path: Path) -> None:
    """`read_shipped` refuses a reader exported as float32."""
    torch.save(Network(minilm_folder(), dropout=0.0).state_dict(), tmp_path / "weights.pt")
    export(tmp_path / "weights.pt", tmp_path / "plain", quantized=False)
    with pytest.raises(ValueError, match="no int8 reader"):
        read_shipped(tmp_path / "plain")


def test_a_run_starts_from_what_was_shipped(tmp_path: Path) -> None:
    """It has the shipped weights, as many layers as these, and begins with the stage that is named."""
    config = configure(1)
    config = replace(config, stages=(config.stages[0], replace(config.stages[0], name="more")))
    run = Run(config, write_material(), tmp_path, "cpu", Shipped(PACKAGED, "more"))
    assert (run.progress.stage, run.progress.step) == (1, 0)
    held, shipped = run.network.state_dict(), read_shipped(PACKAGED)
    assert set(held) == set(shipped)
    for name, weights in shipped.items():
        assert torch.equal(held[name], weights)
        assert torch.equal(run.averaged.state_dict()[name], weights)


def test_a_stage_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    """A stage of another name than the configuration's is refused before anything is trained."""
    with pytest.raises(ValueError, match="more"):
        Run(configure(1), write_material(), tmp_path, "cpu", Shipped(PACKAGED, "more"))

"""The device cuda: refused where it cannot be used, and a runtime of its own; there is no card here to run on."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import EmbedderMismatch, ModelError
from index.library import follow_model, open_library
from index.passages import transformers
from index.passages.embedding import Embedder, open_embedder
from index.passages.names import DEFAULT_MODEL, device_of
from tests.conftest import fill, write_article
from tests.index.passages.test_quantized import TEXTS
from tests.index.tiny_model import write_model


@pytest.fixture
def processor_as_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what would run on a card on the processor: in half precision all the same."""
    monkeypatch.setattr(transformers, "_find_device", lambda _: "cpu")


def refused(prelude: str) -> str:
    """Return what a process of its own is told that opens the default model on a card, after a prelude."""
    code = (
        f"import sys; {prelude}\n"
        "from index.errors import ModelError; from index.passages.embedding import open_embedder\n"
        "try: open_embedder(device='cuda')\n"
        "except ModelError as error: print(error.message)"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_without_torch_the_extra_is_named() -> None:
    """The default model needs no torch, but it does on a card: one sentence says what to install."""
    said = "the device cuda needs the extra torch: run `pip install 'dateline[torch]'`, or use the device cpu\n"
    assert refused("sys.modules['torch'] = None") == said


@pytest.mark.parametrize(
    ("built", "why"),
    [("None", "was built without it: install a build of torch for CUDA"), ("'13.0'", "torch finds no card")],
)
def test_without_a_card_the_reason_is_told(built: str, why: str) -> None:
    """A build of torch without CUDA is told apart from a machine without a card."""
    prelude = f"import torch; torch.version.cuda = {built}; torch.cuda.is_available = lambda: False"
    said = refused(prelude)
    assert said.startswith("the device cuda cannot be used, because ")
    assert why in said
    assert said.count("\n") == 1


@pytest.mark.usefixtures("processor_as_card")
def test_half_precision_is_near_and_of_unit_length(reference: Embedder) -> None:
    """In half precision the vectors are those of float32 but for rounding, texts and questions alike."""
    half = open_embedder(device="cuda")
    vectors = half.embed(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert (vectors * reference.embed(TEXTS)).sum(axis=1).min() > 0.9999
    assert half.embed_question(TEXTS[0]) @ vectors[0] > 0.9999
    assert half.embed([]).shape == (0, 384)
    matched = half.match_tokens("Who opened the bridge?", TEXTS)
    np.testing.assert_allclose(matched, reference.match_tokens("Who opened the bridge?", TEXTS), atol=0.01)


@pytest.mark.usefixtures("processor_as_card")
def test_a_card_is_another_runtime_in_the_name(tmp_path: Path, embedder: Embedder) -> None:
    """The name tells the device, of the default model and of a folder's; what opens it again is the model alone."""
    tiny = write_model(tmp_path / "tiny")
    default, own = open_embedder(device="cuda"), open_embedder(str(tiny), device="cuda")
    assert (default.name, default.model) == ("all-MiniLM-L6-v2+cuda", "all-MiniLM-L6-v2")
    assert (own.name, own.model) == (f"{open_embedder(str(tiny)).name}+cuda", str(tiny))
    assert [device_of(one.name) for one in (default, own, embedder)] == ["cuda", "cuda", "cpu"]


@pytest.mark.usefixtures("processor_as_card")
def test_a_folder_is_for_one_device(tmp_path: Path, library_folder: Path) -> None:
    """It is opened again on its own device without a name, and refused on the other with the device to use."""
    with pytest.raises(EmbedderMismatch, match="use the device cpu, or ingest into another data folder"):
        open_library(library_folder, device="cuda")
    first = open_library(tmp_path / "card", device="cuda")
    fill(first, write_article("Bridge", "The bridge over the Tarn was opened on Monday."))
    first.close()
    again = open_library(tmp_path / "card", device="cuda")
    assert again.embedder.name == "all-MiniLM-L6-v2+cuda"
    assert follow_model(again, lambda _: pytest.fail("nothing has changed")) is again
    again.close()
    with pytest.raises(EmbedderMismatch, match="use the device cuda, or ingest into another data folder"):
        open_library(tmp_path / "card")


@pytest.fixture
def library_folder(tmp_path: Path, embedder: Embedder) -> Path:
    """A data folder whose vectors were made by the processor."""
    opened = open_library(tmp_path / "plain", embedder=embedder)
    fill(opened, write_article("Bridge", "The bridge over the Tarn was opened on Monday."))
    opened.close()
    return tmp_path / "plain"


def test_a_network_that_fails_is_a_model_error(reference: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card without memory left, for one: the error names the embedder, in one line."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA out of memory.\nTried to allocate 2 GiB")

    monkeypatch.setattr(reference._model, "encode_document", fail)  # type: ignore[attr-defined]
    with pytest.raises(ModelError, match=r"^the embedder all-MiniLM-L6-v2 failed: CUDA out of memory\. Tried to"):
        reference.embed(["a text"])


def test_the_default_device_is_the_processor() -> None:
    """Without the setting, nothing of torch is asked for."""
    assert open_embedder().name == DEFAULT_MODEL

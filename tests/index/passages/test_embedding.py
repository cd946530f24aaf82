"""The embedder gives unit vectors of the model it says it is, and refuses any other."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.passages import embedding, weights
from index.passages.embedding import DEFAULT_MODEL, Embedder, open_embedder
from tests.index.tiny_model import write_model


def test_vectors_are_of_unit_length_and_know_their_kin(embedder: Embedder) -> None:
    """A text is nearer to one of the same meaning than to one of another."""
    question, kin, stranger = embedder.embed(
        ["Who freed the town?", "The fighters liberated the city.", "Add flour and sugar to the bowl."]
    )
    np.testing.assert_allclose(np.linalg.norm([question, kin, stranger], axis=1), 1, atol=1e-5)
    assert question @ kin > question @ stranger + 0.2


def test_a_question_is_embedded_like_a_text(embedder: Embedder) -> None:
    """The short way of one question gives the vector that the long way of many texts gives."""
    text = "Who liberated Kobane?"
    np.testing.assert_allclose(embedder.embed_question(text), embedder.embed([text])[0], atol=1e-5)


def test_nothing_to_embed_gives_no_vector(embedder: Embedder) -> None:
    """An empty list gives an empty table of the right width."""
    assert embedder.embed([]).shape == (0, 384)


def test_tokens_are_counted_beyond_the_window(embedder: Embedder) -> None:
    """A text longer than the model's window is counted whole, and an empty one counts nothing."""
    assert embedder.count_tokens(["", "town", "town " * 1000]) == [0, 1, 1000]


def test_words_match_by_meaning_and_not_by_length(embedder: Embedder) -> None:
    """A sentence that says the same in other words covers a question best; empty texts and questions cover nothing."""
    question = "Who captured the city?"
    same, other, empty = embedder.match_tokens(question, ["Rebels seized the town.", "Butter melts in the pan.", ""])
    assert same > other > empty == 0.0
    assert embedder.match_tokens("", ["Rebels seized the town."]) == [0.0]
    assert embedder.match_tokens(question, []) == []


def test_a_model_in_a_folder_goes_by_its_weights(tmp_path: Path) -> None:
    """A copy of a model opens by its folder, under a name that tells its weights."""
    copy = tmp_path / "mine"
    shutil.copytree(weights.minilm_folder(), copy)
    opened = open_embedder(str(copy))
    assert opened.name == f"mine@{weights._WEIGHTS_SHA256[:12]}"
    assert opened.dimension == 384


@pytest.mark.parametrize("changed", ["model-00002-of-00002.safetensors", "2_Dense/model.safetensors"])
def test_every_file_of_weights_counts_for_the_name(tmp_path: Path, changed: str) -> None:
    """Models that differ in their second shard, or in a layer after the transformer, go by different names."""
    write_modules(tmp_path, "model-00001-of-00002.safetensors", changed)
    name = weights.locate(str(tmp_path)).name
    (tmp_path / changed).write_bytes(b"other weights")
    assert weights.locate(str(tmp_path)).name != name


def test_weights_that_no_module_uses_do_not_count(tmp_path: Path) -> None:
    """An export for another runtime beside the model leaves its name."""
    write_modules(tmp_path, "model.safetensors")
    name = weights.locate(str(tmp_path)).name
    (tmp_path / "openvino").mkdir()
    (tmp_path / "openvino" / "openvino_model.bin").write_bytes(b"weights")
    assert name == f"{tmp_path.name}@{hashlib.sha256(b'weights').hexdigest()[:12]}"
    assert weights.locate(str(tmp_path)).name == name


@pytest.mark.parametrize("model", ["/no/such/model", "x" * 1_000, "~nobody-of-that-name/model", "", "a/b/c", "a b"])
def test_what_names_no_model_is_told_at_once(model: str) -> None:
    """A folder that is not there, and what no hub has for a name, are refused before anything is opened."""
    with pytest.raises(ModelError):
        embedding.require_model(model)


@pytest.mark.slow
def test_a_model_of_a_hub_goes_by_the_commit_that_was_loaded(tmp_path: Path) -> None:
    """Two commits have two names; what `model` says opens the older one again after the hub has moved on."""
    old, new = "0" * 39 + "1", "0" * 39 + "2"
    kept = tmp_path / "models--press--tiny"
    for seed, commit in enumerate((old, new)):
        write_model(kept / "snapshots" / commit, seed=seed)
    (kept / "refs").mkdir()
    assert open_in_process(tmp_path, kept, old, "press/tiny") == [f"press/tiny@{old}"] * 2
    assert open_in_process(tmp_path, kept, new, "press/tiny") == [f"press/tiny@{new}"] * 2
    assert open_in_process(tmp_path, kept, new, f"press/tiny@{old}") == [f"press/tiny@{old}"] * 2


def open_in_process(cache: Path, kept: Path, main: str, model: str) -> list[str]:
    """Open a model where the cache is all there is of the hub; return its name and what opens it again."""
    (kept / "refs" / "main").write_text(main)
    code = "import sys; from index.passages.embedding import open_embedder; e = open_embedder(sys.argv[1])"
    code += "; print(e.name, e.model)"
    env = os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([sys.executable, "-c", code, model], env=env, capture_output=True, text=True, check=True)
    return done.stdout.split()


def write_modules(folder: Path, *weights: str) -> None:
    """Write the files of a model, as far as they say where its weights are."""
    modules = [{"idx": 0, "path": ""}, {"idx": 1, "path": "1_Pooling"}, {"idx": 2, "path": "2_Dense"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    for name in weights:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"weights")


def test_weights_that_are_not_the_official_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged weights are opened only if their digest is the known one."""
    monkeypatch.setattr(weights, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="wrong sha256"):
        open_embedder(DEFAULT_MODEL)


@pytest.mark.parametrize("content", [None, b"", b"no weights at all"])
def test_a_folder_without_a_model_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """A folder that holds no weights, or something else by their name, is said to be that when it is opened."""
    if content is not None:
        (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError):
        open_embedder(str(tmp_path))


@pytest.mark.parametrize("name", ["x" * 1_000, "~nobody-of-that-name/model"])
def test_a_name_that_can_be_no_model_is_refused(name: str) -> None:
    """A name too long for a file and the home of nobody are told as any other model that is missing."""
    with pytest.raises(ModelError, match=r"the embedding model .* is not there"):
        open_embedder(name)

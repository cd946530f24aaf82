"""A reader's folder is checked when it is opened: every fault is one sentence then, never at the first question."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest

from index.errors import ModelError
from qa.checking.network import CheckNetwork
from qa.reading.onnx import OnnxNetwork, read_manifest
from qa.reading.reader import PassageInput, open_reader
from tests.index.passages.test_tokens import write_other_words
from tests.qa.reading.tiny_reader import PACKAGED, sign, write_reader

SCORES = {"paris": (5.0, 5.0), "[CLS]": (1.0, 1.0)}


def refused(folder: Path) -> str:
    """Return why a folder is not opened, in one line."""
    with pytest.raises(ModelError) as caught:
        OnnxNetwork(folder, threads=1)
    assert "\n" not in caught.value.message
    return caught.value.message


def cut_model(folder: Path) -> None:
    """Leave of the model what a broken download leaves."""
    model = folder / "model.onnx"
    model.write_bytes(model.read_bytes()[:5_000])


def fix_length(folder: Path) -> None:
    """Let the model take rows of just its window's length, as a careless export does."""
    model = onnx.load(folder / "model.onnx")
    for value in model.graph.input:
        value.type.tensor_type.shape.dim[1].dim_value = 288
    onnx.save(model, folder / "model.onnx")


def take_floats(folder: Path) -> None:
    """Let the model want floats where it is given ids."""
    model = onnx.load(folder / "model.onnx")
    model.graph.input[1].type.tensor_type.elem_type = onnx.TensorProto.FLOAT
    onnx.save(model, folder / "model.onnx")


def test_a_reader_reads_what_it_was_given(tmp_path: Path) -> None:
    """Logits are those of the model, a row each, and the window and the name are the manifest's."""
    network = OnnxNetwork(sign(write_reader(tmp_path, SCORES), window=200), threads=1)
    digest = json.loads((tmp_path / "manifest.json").read_text())["sha256"]["model.onnx"]
    assert network.name == f"tiny@{digest[:12]}"
    assert OnnxNetwork(tmp_path, threads=1, packaged=True).name == "tiny"
    windows = list(network.cut("Where?", "Title", "He is in Paris. " * 50))
    assert len(windows) > 1
    assert max(len(window.ids) for window in windows) == 200
    logits = network.run(windows[:2])
    assert logits.starts.shape == (2, 200)
    assert sorted(np.unique(logits.starts)) == [0.0, 1.0, 5.0]
    assert logits.answers is not None
    assert logits.answers.tolist() == [5.0, 5.0]


def test_a_network_without_a_mask_is_opened(tmp_path: Path) -> None:
    """A network that takes no attention mask, since its rows have no padding, is a reader too."""
    network = OnnxNetwork(write_reader(tmp_path, SCORES, inputs=("input_ids", "token_type_ids")), threads=1)
    (window,) = network.cut("Where?", "Title", "He is in Paris.")
    assert network.run([window]).starts.max() == 5.0


def test_the_packaged_reader_reads_each_row_by_itself() -> None:
    """Its logits of a window are the same, bit for bit, whatever windows are run with it."""
    network = OnnxNetwork(PACKAGED, threads=1, packaged=True)
    texts = ("He is in Paris.", "He is in London, as his wife said on Monday. " * 9)
    short, long = (next(network.cut("Where is he?", "News", text)) for text in texts)
    both, alone = network.run([long, short]), network.run([short])
    assert both.starts[1, : len(short.ids)].tolist() == alone.starts[0].tolist()
    assert both.answers is not None
    assert alone.answers is not None
    assert both.answers[1] == alone.answers[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cut_model, "wrong sha256"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "wrong sha256"),
        (lambda folder: (folder / "model.onnx").unlink(), "model.onnx cannot be read"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "tokenizer.json cannot be read"),
        (lambda folder: (folder / "manifest.json").unlink(), "the manifest.json of the reader in"),
    ],
)
def test_files_are_held_against_the_manifest(tmp_path: Path, change: Callable[[Path], object], said: str) -> None:
    """A file cut short, another, or missing is named."""
    change(write_reader(tmp_path))
    assert said in refused(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cut_model, "cannot be opened"),
        (lambda folder: (folder / "model.onnx").write_bytes(b""), "cannot be opened"),
        (lambda folder: (folder / "model.onnx").write_bytes(b"no model " * 99), "cannot be opened"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "cannot be opened"),
        (fix_length, "cannot read 3 tokens"),
        (take_floats, "cannot read 3 tokens"),
    ],
)
def test_files_that_their_own_manifest_names_are_tried(
    tmp_path: Path, change: Callable[[Path], object], said: str
) -> None:
    """What was broken before it was signed is found by opening it and running a row, a short one too."""
    change(write_reader(tmp_path))
    assert said in refused(sign(tmp_path))


@pytest.mark.parametrize("opener", [OnnxNetwork, CheckNetwork])
def test_a_tokenizer_with_other_words_is_told(tmp_path: Path, opener: Callable[[Path], object]) -> None:
    """Of as many words, and signed anew: reader and checker see by the manifest's probe that it is another model's."""
    write_reader(tmp_path)
    write_other_words(tmp_path / "tokenizer.json")
    sign(tmp_path, probe=json.loads((PACKAGED / "manifest.json").read_text())["probe"])
    with pytest.raises(ModelError, match=r"tokenizer\.json is of another model: it has other words"):
        opener(tmp_path)


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ({"inputs": ("input_ids", "attention_mask")}, "another architecture"),
        ({"outputs": ("start", "end", "answer")}, "another architecture"),
        ({"swapped": True}, "another shape"),
        ({"rows": 30_000}, "cannot read"),
        ({"rows": 50_000}, "fewer tokens than the model"),
    ],
)
def test_a_model_of_another_kind_is_refused(tmp_path: Path, folder: dict[str, object], said: str) -> None:
    """Other inputs, outputs or shapes, and a vocabulary larger or smaller than the tokenizer's, are reported."""
    assert said in refused(write_reader(tmp_path, **folder))  # type: ignore[arg-type]


def test_rows_may_be_rounded_up(tmp_path: Path) -> None:
    """An embedding with some rows more than the tokenizer has tokens, up to a multiple of 128, is its own."""
    assert OnnxNetwork(write_reader(tmp_path, rows=30_592), threads=1).name.startswith("tiny@")
    assert "fewer tokens than the model" in refused(write_reader(tmp_path, rows=30_593))


@pytest.mark.parametrize(
    "content",
    [
        "", "{}", "[]", "null", "no json", "[" * 100_000, "\xff\xfe",
        '{"name": "x"}', '{"sha256": {}}', '{"name": "x", "sha256": 5}', '{"name": "x", "sha256": [1]}',
        '{"name": "x", "window": "wide", "sha256": {}}', '{"name": "x", "window": null, "sha256": {}}',
        '{"name": "x", "window": Infinity, "sha256": {}}', '{"name": "x", "window": NaN, "sha256": {}}',
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    """Whatever else is in the file, the error says that it is not a manifest."""
    (write_reader(tmp_path) / "manifest.json").write_text(content, encoding="latin-1")
    with pytest.raises(ModelError, match=r"manifest\.json is not the manifest of the reader$"):
        read_manifest(tmp_path)


def test_a_manifest_without_a_digest_proves_nothing(tmp_path: Path) -> None:
    """A file that the manifest does not name is not opened."""
    (write_reader(tmp_path) / "manifest.json").write_text('{"name": "x", "sha256": {}}')
    assert "does not match its manifest" in refused(tmp_path)


@pytest.mark.parametrize("window", [-1, 0, 100, 10**6])
def test_a_window_beyond_reason_is_refused(tmp_path: Path, window: int) -> None:
    """A window too small to read in, or greater than any model's, is refused before a row is made of it."""
    assert f"window of {window} tokens" in refused(sign(write_reader(tmp_path), window=window))


def test_logits_that_are_no_numbers_are_no_answer(tmp_path: Path) -> None:
    """A model that says NaN opens, and finds nothing; one that says it of a single token finds the others."""
    reader = open_reader(str(write_reader(tmp_path, {"paris": (np.nan, np.nan), "lagos": (5.0, 5.0)})))
    assert reader
    (reading,) = reader.read("Where?", [PassageInput("", "Paris , Lagos")]).each
    assert reading
    assert reading.extracts[0].text == "Lagos"
    reader = open_reader(str(write_reader(tmp_path, {"[CLS]": (np.nan, np.inf)})))
    assert reader
    (reading,) = reader.read("Where?", [PassageInput("", "Paris")]).each
    assert reading
    assert reading.extracts == ()

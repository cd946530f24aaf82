"""Readers whose logits the tests know: a network of one table, as ONNX or as plain Python."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import qa.reading.reader
from index.passages.tokens import open_tokenizer
from qa.reading.network import Floats, Logits
from qa.reading.windows import Cutter, Window

PACKAGED = Path(qa.reading.reader.__file__).parent / "models" / "reader-4"
TOKENIZER = PACKAGED / "tokenizer.json"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start_logits", "end_logits", "answer_logits")


def write_reader(
    folder: Path,
    scores: Mapping[str, tuple[float, float]] | None = None,
    *,
    rows: int = 30522,
    inputs: Sequence[str] = INPUTS,
    outputs: Sequence[str] = OUTPUTS,
    swapped: bool = False,
) -> Path:
    """Write a reader whose logits of a token are those of `scores`, 0 by default, and whose verdict is the best start.

    With `swapped`, the outputs have each other's shapes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(TOKENIZER, folder / "tokenizer.json")
    tokenizer = open_tokenizer(TOKENIZER)
    table = np.zeros((rows, 2), np.float32)
    for token, pair in (scores or {}).items():
        table[tokenizer.token_to_id(token)] = pair
    names = [outputs[2], outputs[1], outputs[0]] if swapped else list(outputs)
    nodes = [
        helper.make_node("Gather", ["table", inputs[0]], ["both"], axis=0),
        helper.make_node("Gather", ["both", "first"], [names[0]], axis=2),
        helper.make_node("Gather", ["both", "second"], [names[1]], axis=2),
        helper.make_node("ReduceMax", [names[0]], [names[2]], axes=[1], keepdims=0),
    ]
    shapes = [["rows", "tokens"], ["rows", "tokens"], ["rows"]]
    graph = helper.make_graph(
        nodes,
        "reader",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info(*pair) for pair in _typed(names, shapes)],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array(0), "first"),
            numpy_helper.from_array(np.array(1), "second"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.save(model, folder / "model.onnx")
    return sign(folder)


def sign(folder: Path, **more: object) -> Path:
    """Write the manifest of what the folder holds now."""
    digests = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    manifest = {"name": "tiny", "window": 288, "sha256": digests, **more}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _typed(names: Sequence[str], shapes: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, list[str]]]:
    for name, shape in zip(names, shapes, strict=True):
        yield name, TensorProto.FLOAT, list(shape)


@cache
def packaged_cutter() -> Cutter:
    """Return the packaged reader's cutter, opened once."""
    return Cutter(open_tokenizer(TOKENIZER))


class Scripted:
    """A network in plain Python: `say` gives the start and end logits of a window, and `verdict` its answer logit."""

    name = "scripted"

    def __init__(self, say: Callable[[Window], tuple[Floats, Floats]], verdict: float | None = 0.0) -> None:
        self.read: list[Window] = []
        self._say, self._verdict = say, verdict

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Cut as the packaged reader does."""
        return packaged_cutter().cut(question, title, passage)

    def run(self, windows: Sequence[Window]) -> Logits:
        """Say of each window what `say` does, and note that it was read."""
        self.read += windows
        size = max(len(window.ids) for window in windows)
        starts, ends = (np.zeros((len(windows), size), np.float32) for _ in range(2))
        for row, window in enumerate(windows):
            begin, end = self._say(window)
            starts[row, : len(begin)], ends[row, : len(end)] = begin, end
        answers = None if self._verdict is None else np.full(len(windows), self._verdict, np.float32)
        return Logits(starts, ends, answers)


def flat(window: Window) -> tuple[Floats, Floats]:
    """Say 0 of every token."""
    zeros = np.zeros(len(window.ids), np.float32)
    return zeros, zeros

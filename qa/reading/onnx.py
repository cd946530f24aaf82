"""The reader's own network, as ONNX: a folder checked and opened. The only file that imports onnxruntime."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from index.text import normalise_line
from qa.reading.network import Logits, stack
from qa.reading.windows import WINDOW, Cutter, Window, open_tokenizer

MANIFEST = "manifest.json"
_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUTS = ("start_logits", "end_logits", "answer_logits")
# Exporters may round the rows of an embedding up to a multiple of this, for speed.
_ROUNDING = 128
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder says it holds: the model's name, its window in word pieces, and the digests of its files."""

    name: str
    window: int
    digests: Mapping[str, str]


class OnnxNetwork:
    """A network that `training.export` wrote: opened once, shared by threads."""

    def __init__(self, folder: Path, *, threads: int, packaged: bool = False) -> None:
        """Open the files of a folder and run a row through them, as long as a row can be.

        The name is the manifest's, followed by the first digits of the model's digest unless it is the `packaged` one.

        Raises:
            ModelError: a file is missing or not the one that the manifest names, the model is of another architecture,
                or the tokenizer is another model's.
        """
        manifest = read_manifest(folder)
        self.name = manifest.name if packaged else f"{manifest.name}@{manifest.digests[_MODEL][:12]}"
        self._cutter = Cutter(open_tokenizer(folder / _TOKENIZER), window=manifest.window)
        self._session = _open_session(folder / _MODEL, threads)
        _check_signature(self._session, folder)
        self._probe(folder, manifest.window)

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Yield the windows over a passage, in order; at least one."""
        return self._cutter.cut(question, title, passage)

    def run(self, windows: Sequence[Window]) -> Logits:
        """Return the logits of one batch of windows, at least one, a row each."""
        try:
            outputs = self._session.run(_OUTPUTS, dict(zip(_INPUTS, stack(windows), strict=True)))
        except Exception as error:
            raise ModelError(f"the reader {self.name} failed: {normalise_line(str(error))}") from error
        return Logits(*outputs)

    def _probe(self, folder: Path, window: int) -> None:
        """Run rows that tell whether the model has this tokenizer's vocabulary; it also warms the model up.

        onnxruntime does not say how many rows the embedding has, but it refuses an id beyond them.
        """
        size = self._cutter.vocabulary
        for length in (_SHORT, window):  # a model may have been exported for rows of one length alone
            self._check_row(_row(size - 1, length), folder)
        if self._takes(-(-size // _ROUNDING) * _ROUNDING, window):
            raise ModelError(f"the tokenizer in {folder} knows fewer word pieces than the model: it is another model's")

    def _check_row(self, row: Window, folder: Path) -> None:
        size = len(row.ids)
        try:
            logits = self.run([row])
        except ModelError as error:
            raise ModelError(
                f"the model in {folder} cannot read {size} word pieces of its tokenizer: {error.message}"
            ) from error
        shapes = [np.asarray(said).shape for said in (logits.starts, logits.ends, logits.answers)]
        if shapes != [(1, size), (1, size), (1,)]:
            raise ModelError(f"the model in {folder} gives logits of other shapes: it is of another architecture")

    def _takes(self, last: int, window: int) -> bool:
        try:
            self.run([_row(last, window)])
        except ModelError:
            return False
        return True


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder, and hold the files against its digests.

    Raises:
        ModelError: there is none, it is not one, or a file is missing or another.
    """
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(str(raw["name"]), int(raw.get("window", WINDOW)), dict(raw["sha256"]))
    except OSError as error:
        raise ModelError(f"the reader in {folder} has no {MANIFEST} that can be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ModelError(f"{folder / MANIFEST} is no manifest of a reader") from error
    for name in (_MODEL, _TOKENIZER):
        _check_digest(folder / name, manifest.digests.get(name))
    return manifest


def _check_digest(path: Path, wanted: str | None) -> None:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"the reader's file {path} cannot be read: {error.strerror}") from error
    if digest != wanted:
        raise ModelError(f"{path} is not the file that its manifest names (wrong sha256); it may be cut short")


def _open_session(path: Path, threads: int) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    # Since 1.32 it sends events over the network, and keeps an identifier in the cache folder, unless told so.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    # A thread that spins while it waits takes a core from the questions beside it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4  # what fails is raised, and said once
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"the reader's model {path} cannot be opened: {normalise_line(str(error))}") from error


def _check_signature(session: Any, folder: Path) -> None:  # noqa: ANN401 - likewise
    inputs, outputs = ([node.name for node in nodes] for nodes in (session.get_inputs(), session.get_outputs()))
    if set(inputs) != set(_INPUTS) or not set(_OUTPUTS) <= set(outputs):
        raise ModelError(
            f"the reader in {folder} is of another architecture: it takes {', '.join(inputs)} and gives "
            f"{', '.join(outputs)}, where {', '.join(_INPUTS)} and {', '.join(_OUTPUTS)} are needed"
        )


def _row(last: int, size: int) -> Window:
    """Return a row of `size` pieces that ends with the id `last`."""
    return Window((0,) * (size - 1) + (last,), (0,) * (size - 1) + (1,), size, ())

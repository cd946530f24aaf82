"""Networks exported by `training.export`, run by ONNX."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from index.passages import runtime
from index.passages.tokens import read_tokenizer
from index.text import normalise_line
from qa.reading.network import Floats, Logits, stack
from qa.reading.windows import WINDOW, Cutter, Window

_WHAT = "reader"
_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"
_INPUTS = ("input_ids", "token_type_ids")
# Networks that were exported for rows with padding take it too.
_MASK = "attention_mask"
_OUTPUTS = ("start_logits", "end_logits", "answer_logits")
# The fused operator takes four times as long as the addition and the normalisation that it replaces.
_UNFUSED = ("SkipLayerNormFusion",)
# Exporters may round the rows of an embedding up to a multiple of this, for speed.
_ROUNDING = 128
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a folder: the model's name, its window in tokens, the digests of its files, and all it says."""

    name: str
    window: int
    digests: Mapping[str, str]
    raw: Mapping[str, Any]


class OnnxNetwork:
    """A network written by `training.export`: opened once, shared by threads."""

    def __init__(self, folder: Path, *, threads: int = 1, packaged: bool = False) -> None:
        """Open the files of a folder, and run a row of the full window through the network.

        The name is the manifest's, followed by the first digits of the model's digest unless it is the `packaged` one.

        Raises:
            ModelError: a file is missing or does not match the manifest, the model has another architecture, or the
                tokenizer belongs to another model.
        """
        manifest = read_manifest(folder)
        self.name = manifest.name if packaged else f"{manifest.name}@{manifest.digests[_MODEL][:12]}"
        self._cutter = Cutter(read_tokenizer(folder / _TOKENIZER, manifest.raw), window=manifest.window)
        self._session = runtime.open_session(folder / _MODEL, threads, _WHAT, unfused=_UNFUSED)
        self._inputs = _check_signature(self._session, folder)
        self._probe(folder, manifest.window)

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Yield the windows over a passage, in order; at least one."""
        return self._cutter.cut(question, title, passage)

    def run(self, windows: Sequence[Window]) -> Logits:
        """Return the logits of at least one window, a row each.

        Each is run by itself, so its logits do not depend on the others; rows are padded to the longest with 0.
        """
        rows = [self._run(window) for window in windows]
        if len(rows) == 1:
            return Logits(*rows[0])
        starts, ends = (_pad([row[part] for row in rows]) for part in (0, 1))
        return Logits(starts, ends, np.concatenate([row[2] for row in rows]))

    def _run(self, window: Window) -> list[Floats]:
        """Return start logits, end logits, both of shape (1, tokens), and the answer logit, shape (1,)."""
        ids, mask, types = stack([window])
        given = {"input_ids": ids, _MASK: mask, "token_type_ids": types}
        try:
            outputs: list[Floats] = self._session.run(_OUTPUTS, {name: given[name] for name in self._inputs})
        except Exception as error:
            raise ModelError(f"the reader {self.name} failed: {normalise_line(str(error))}") from error
        return outputs

    def _probe(self, folder: Path, window: int) -> None:
        """Run rows that show whether the model has this tokenizer's vocabulary; this also warms the model up.

        onnxruntime does not give the number of rows of the embedding, but it rejects an id beyond them.
        """
        size = self._cutter.vocabulary_size
        for length in (_SHORT, window):  # a model may have been exported for rows of one length alone
            self._check_row(_row(size - 1, length), folder)
        if self._takes(-(-size // _ROUNDING) * _ROUNDING, window):
            raise ModelError(f"the tokenizer in {folder} has fewer tokens than the model; export both together")

    def _check_row(self, row: Window, folder: Path) -> None:
        size = len(row.ids)
        try:
            logits = self.run([row])
        except ModelError as error:
            raise ModelError(
                f"the model in {folder} cannot read {size} tokens of its tokenizer: {error.message}"
            ) from error
        shapes = [np.asarray(said).shape for said in (logits.starts, logits.ends, logits.answers)]
        if shapes != [(1, size), (1, size), (1,)]:
            raise ModelError(f"the model in {folder} returns logits of another shape; export it again")

    def _takes(self, last: int, window: int) -> bool:
        try:
            self.run([_row(last, window)])
        except ModelError:
            return False
        return True


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder, and check the files against its digests.

    Raises:
        ModelError: the manifest is missing or invalid, or a file is missing or has another digest.
    """
    raw = runtime.read_manifest(folder, _WHAT)
    try:
        manifest = Manifest(str(raw["name"]), int(raw.get("window", WINDOW)), raw["sha256"], raw)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise ModelError(f"{folder / runtime.MANIFEST} is not the manifest of the {_WHAT}") from error
    runtime.check_files(folder, (_MODEL, _TOKENIZER), manifest.digests, _WHAT)
    return manifest


def _check_signature(session: Any, folder: Path) -> list[str]:  # noqa: ANN401 - likewise
    """Return the names of the inputs."""
    inputs, outputs = ([node.name for node in nodes] for nodes in (session.get_inputs(), session.get_outputs()))
    if not set(_INPUTS) <= set(inputs) <= {*_INPUTS, _MASK} or not set(_OUTPUTS) <= set(outputs):
        raise ModelError(
            f"the reader in {folder} has another architecture: its inputs are {', '.join(inputs)} and its outputs "
            f"{', '.join(outputs)}; {', '.join(_INPUTS)} and {', '.join(_OUTPUTS)} are needed"
        )
    return inputs


def _pad(rows: Sequence[Floats]) -> Floats:
    """Return rows of shape (1, tokens) as one array, padded at the end."""
    padded = np.zeros((len(rows), max(row.shape[1] for row in rows)), np.float32)
    for place, row in enumerate(rows):
        padded[place, : row.shape[1]] = row[0]
    return padded


def _row(last: int, size: int) -> Window:
    """Return a row of `size` tokens, the last of which has the id `last`."""
    return Window((0,) * (size - 1) + (last,), (0,) * (size - 1) + (1,), size, ())

"""The default embedder: all-MiniLM-L6-v2 in int8, written by `training.export_embedder` and run by ONNX."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from index.passages.cores import count_cores
from index.passages.embedding import Tokenised, Vectors
from index.passages.local import LocalEmbedder
from index.passages.memory import give_back_memory
from index.passages.runtime import MANIFEST, check_files, open_session, read_manifest
from index.passages.tokens import Tokens, read_tokenizer
from index.text import normalise_line, replace_surrogates

MODEL, WORDS, TOKENIZER = "model.onnx", "words.bin", "tokenizer.json"
_FILES = (MODEL, WORDS, TOKENIZER)
_WHAT = "embedder"
PACKAGED = Path(__file__).parent / "models" / "minilm-1"
# The digest of what makes the vectors that go by the name alone, as in existing archives. It stays as it is: files that
# are exported anew get another name, or go by their name and digest, so that vectors of two models are never mixed.
_NAMED = "76fe74214b7d5bb812278bc61cc7e748f610be3096571368a9e2bd7cda674124"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a folder: the model's name, and how many tokens of a text are embedded; `raw` is all it says."""

    name: str
    length: int
    raw: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The name of the model's vectors."""
        made_by = "".join([str(self.length), *(str(self.raw["sha256"].get(name)) for name in _FILES)])
        digest = hashlib.sha256(made_by.encode()).hexdigest()
        return self.name if digest == _NAMED else f"{self.name}@{digest[:12]}"


class QuantizedEmbedder(LocalEmbedder):
    """A network of a folder that `training.export_embedder` wrote: opened once, shared by threads. See `Embedder`.

    Each text is a call of its own, on one thread, and texts are spread over threads: a quantised network scales a
    batch as a whole, so that a vector would depend on the texts beside it, and padding costs more than calls do
    (206 tokens on average: 44 passages a second on one core one by one, 35 in batches of eight).
    """

    def __init__(self, folder: Path = PACKAGED, *, threads: int | None = None) -> None:
        """Open the files of a folder, and run a text through the network.

        Raises:
            ModelError: a file is missing or does not match the manifest, or the files do not fit together.
        """
        manifest = _read_manifest(folder)
        self.name, self.model, self._length = manifest.key, manifest.name, manifest.length
        self._session = open_session(folder / MODEL, 1, _WHAT)
        self._tokenizer = read_tokenizer(folder / TOKENIZER, manifest.raw)
        special = self._encode("")
        if len(special) != 2:
            raise ModelError(f"{folder / TOKENIZER} puts {len(special)} tokens around a text instead of two")
        self._begin, self._end = special
        self._most = manifest.length - 2
        self._inputs = [node.name for node in self._session.get_inputs()]
        self.dimension = len(self._embed_text("a"))
        shape = (self._tokenizer.get_vocab_size(), self.dimension)
        if (folder / WORDS).stat().st_size != math.prod(shape):
            raise ModelError(f"{folder / TOKENIZER} is of another model than {WORDS}: it has {shape[0]:,} tokens")
        super().__init__(Tokens(self._tokenizer, lambda: np.memmap(folder / WORDS, np.uint8, "r", shape=shape)))
        self._pool = ThreadPoolExecutor(threads or count_cores(), "embed")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, shape (n, dimension), float32; equal texts get equal vectors."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        longest_first = sorted(range(len(texts)), key=lambda place: -len(texts[place]))  # no core idles at the end
        vectors = np.empty((len(texts), self.dimension), np.float32)
        vectors[longest_first] = list(self._pool.map(self._embed_text, (texts[place] for place in longest_first)))
        give_back_memory()
        return vectors

    def _embed_question(self, question: str) -> Vectors:
        return self._embed_text(question)

    def _embed_text(self, text: str) -> Vectors:
        ids = np.array([self._encode(text)], np.int64)
        try:
            (vectors,) = self._session.run(None, dict(zip(self._inputs, (ids, np.ones_like(ids)), strict=True)))
        except Exception as error:
            raise ModelError(f"the embedder {self.name} failed: {normalise_line(str(error))}") from error
        return np.array(vectors[0], np.float32)

    def _encode(self, text: str) -> Sequence[int]:
        """Return the tokens of the beginning of a text that is embedded, with special ones around them."""
        if isinstance(text, Tokenised):
            return [self._begin, *text.tokens[: self._most], self._end]
        (encoded,) = self._tokenizer.encode_batch_fast([replace_surrogates(text)])
        tokens: list[int] = encoded.ids
        if len(tokens) > self._length:
            tokens[self._length - 1 :] = tokens[-1:]  # the last one ends a text
        return tokens


def _read_manifest(folder: Path) -> Manifest:
    raw = read_manifest(folder, _WHAT)
    try:
        manifest = Manifest(str(raw["name"]), int(raw["length"]), raw)
        if manifest.length < 1:
            raise ValueError(manifest.length)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise ModelError(f"{folder / MANIFEST} is not the manifest of the {_WHAT}") from error
    check_files(folder, _FILES, raw["sha256"], _WHAT)
    return manifest

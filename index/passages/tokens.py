"""The tokens of a model: counted, known as words, and compared by the model's input embeddings."""

import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import ModelError
from index.text import normalise_line, replace_surrogates

Table = NDArray[np.float32] | NDArray[np.uint8]

_KEPT = 4  # tokenizers; the packaged models have one in common
_PROBE = "Kobane's ferry sailed at 9:30 with 412 people aboard, unhurriedly."
_parsing = threading.Lock()


class Tokens:
    """A tokenizer, and a table with one row of input embeddings per token; shared by threads.

    The tokenizer neither cuts texts nor pads them, and is not configured: others may be using it. `table` opens the
    table, shape (vocabulary, dimension), at first use. Only differences between its rows matter.
    """

    def __init__(self, tokenizer: Tokenizer, table: Callable[[], Table]) -> None:
        self._tokenizer = tokenizer
        self._open = table
        self._opened: tuple[Table, NDArray[np.float32]] | None = None

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, special tokens not counted."""
        return [len(ids) for ids in self._encode(texts)]

    def tokenise(self, texts: Sequence[str]) -> list[Sequence[int]]:
        """Return the tokens of each text, special tokens left out."""
        return [array("i", ids) for ids in self._encode(texts)]  # four bytes a token, where a list takes forty

    def match(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text covers the question's tokens, each by the nearest token of the text, 0 to 1.

        Nearness is the cosine of the model's input embeddings, so "seized" matches "captured" and a misspelling its
        word, at the cost of one matrix product for all texts. This is BERTScore's recall (Zhang et al., 2020) without
        the transformer layers.
        """
        asked, *rows = self._encode([question, *texts])
        if not asked or not texts:
            return [0.0] * len(texts)
        lengths = [max(len(ids), 1) for ids in rows]
        flat = np.concatenate([ids or [0] for ids in rows]).astype(np.int64)
        distinct, places = np.unique(flat, return_inverse=True)
        nearness = (self._rows(np.array(asked)) @ self._rows(distinct).T)[:, places]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        best = np.maximum.reduceat(nearness, starts, axis=1).mean(axis=0)
        return [float(value) if ids else 0.0 for value, ids in zip(best, rows, strict=True)]

    def _rows(self, ids: NDArray[Any]) -> NDArray[np.float32]:
        """Return the centred input embeddings of tokens as unit vectors, shape (tokens, dimension)."""
        if self._opened is None:
            mean = self._open().mean(axis=0, dtype=np.float32)
            self._opened = self._open(), mean  # again: the mean has read every page of a mapped file
        table, mean = self._opened
        rows = table[ids] - mean
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        batch = list(map(replace_surrogates, texts))
        return [row.ids for row in self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)]


def share_tokenizer(content: str) -> Tokenizer:
    """Return the tokenizer of the content of a `tokenizer.json`, the same object for the same content.

    It neither cuts texts nor pads them. Threads may use it at once, but nobody may configure it.
    """
    with _parsing:  # models are opened side by side, and parsing takes 15 ms
        return _parse(content)


def read_tokenizer(path: Path, manifest: Mapping[str, Any]) -> Tokenizer:
    """Return the shared tokenizer of a file, which has to turn the text of the manifest's `probe` into its `ids`.

    A manifest without one is of an export before there were probes.

    Raises:
        ModelError: there is no such file, it is not a tokenizer, or it is one of another model.
    """
    try:
        tokenizer = share_tokenizer(path.read_text(encoding="utf-8"))
    except Exception as error:
        raise ModelError(f"the tokenizer {path} cannot be opened: {normalise_line(str(error))}") from error
    probe = manifest.get("probe")
    if isinstance(probe, dict) and _encode(tokenizer, str(probe.get("text"))) != probe.get("ids"):
        raise ModelError(f"the tokenizer {path} is of another model: it has other words; copy the whole folder again")
    return tokenizer


def open_tokenizer(path: Path) -> Tokenizer:
    """Open a `tokenizer.json` for one user, who may configure it; it neither cuts texts nor pads them.

    Raises:
        ModelError: there is no such file, or it is not a tokenizer.
    """
    try:
        return _make_plain(Tokenizer.from_file(str(path)))
    except Exception as error:
        raise ModelError(f"the tokenizer {path} cannot be opened: {normalise_line(str(error))}") from error


def make_probe(tokenizer: Tokenizer) -> dict[str, str]:
    """Return the `probe` of a manifest, by which another model's tokenizer is told, of as many words."""
    return {"text": _PROBE, "ids": _encode(tokenizer, _PROBE)}


def _encode(tokenizer: Tokenizer, text: str) -> str:
    return " ".join(map(str, tokenizer.encode(text).ids))


@lru_cache(_KEPT)
def _parse(content: str) -> Tokenizer:
    return _make_plain(Tokenizer.from_str(content))


def _make_plain(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer

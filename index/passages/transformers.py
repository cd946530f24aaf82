"""Any other model: a folder or a name on a hub, run by sentence-transformers, which this file alone imports for it."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError
from index.passages.embedding import Vectors
from index.passages.hub import explain_missing
from index.passages.local import LocalEmbedder
from index.passages.memory import give_back_memory
from index.passages.tokens import Table, Tokens
from index.passages.weights import Source, locate
from index.text import replace_surrogates

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32


class SentenceTransformerEmbedder(LocalEmbedder):
    """A sentence-transformers model: opened once, shared by threads. See `Embedder` for its attributes."""

    def __init__(self, model: str, *, threads: int | None = None) -> None:
        """Open a model by folder, or by its name on a hub.

        Raises:
            ModelError: there is no such model, its weights do not match their digest, or sentence-transformers is not
                installed.
        """
        source = locate(model)
        self.name, self.model = source.name, source.model
        self._threads = threads or os.cpu_count() or 1
        self._model = _open(source)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        shared = self._model.tokenizer.backend_tokenizer
        super().__init__(Tokens(type(shared).from_str(shared.to_str()), self._open_table))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, shape (n, dimension), float32; texts of similar length share a batch."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        _use_threads(self._threads)
        vectors = self._model.encode_document(
            list(map(replace_surrogates, texts)), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        give_back_memory()  # 2 to 7 ms, beside some 50 ms a passage
        return np.asarray(vectors, np.float32)

    def _open_table(self) -> Table:
        transformer: Any = self._model[0]
        table: Table = transformer.auto_model.get_input_embeddings().weight.detach().numpy()
        return table

    def _embed_question(self, question: str) -> Vectors:
        # On one thread: two take 9 ms instead of 14, but a second beside another busy process, because every layer
        # then waits for an occupied core (16 ms a wait; measured on two cores).
        _use_threads(1)
        texts = [replace_surrogates(question)]
        vector = self._model.encode_query(texts, normalize_embeddings=True, show_progress_bar=False)[0]
        return np.asarray(vector, np.float32)


def _use_threads(number: int) -> None:
    """Set how many threads torch uses for work of the calling thread; torch keeps the setting per thread."""
    import torch

    torch.set_num_threads(number)


def _open(source: Source) -> "SentenceTransformer":
    local = source.commit is None
    if local:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the import: a local model opens no socket
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads would wait for occupied cores, too
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    except ImportError as error:
        raise explain_missing(source.model) from error

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(source.place, device="cpu", local_files_only=local, revision=source.commit)
    except Exception as error:
        raise ModelError(f"the model {source.model!r} cannot be opened: {error}") from error

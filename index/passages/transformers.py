"""Any other model: a folder or a name on a hub, run by sentence-transformers, which this file alone imports for it."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError
from index.passages.cores import count_cores
from index.passages.embedding import Vectors
from index.passages.hub import explain_missing
from index.passages.local import LocalEmbedder
from index.passages.memory import give_back_memory
from index.passages.names import Device, name_on
from index.passages.tokens import Table, Tokens, share_tokenizer
from index.passages.weights import Source, locate
from index.text import normalise_line, replace_surrogates

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH: dict[Device, int] = {"cpu": 32, "cuda": 256}


class SentenceTransformerEmbedder(LocalEmbedder):
    """A sentence-transformers model: opened once, shared by threads. See `Embedder` for its attributes.

    On a card it runs in half precision.
    """

    def __init__(self, model: str, *, threads: int | None = None, device: Device = "cpu") -> None:
        """Open a model by folder, or by its name on a hub.

        Raises:
            ModelError: there is no such model, its weights do not match their digest, sentence-transformers is not
                installed, or there is no such device here.
        """
        place = _find_device(device)
        source = locate(model)
        self.name, self.model = name_on(device, source.name), source.model
        self._threads, self._batch = threads or count_cores(), _BATCH[device]
        self._model = _open(source, place)
        if device == "cuda":
            self._model.half()
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        own = self._model.tokenizer.backend_tokenizer.to_str()  # the model's own cuts texts, and pads them
        super().__init__(Tokens(share_tokenizer(own), self._open_table))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, shape (n, dimension), float32; texts of similar length share a batch."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        _use_threads(self._threads)
        vectors = self._encode(self._model.encode_document, texts)
        give_back_memory()  # 2 to 7 ms, beside some 50 ms a passage
        return vectors

    def _open_table(self) -> Table:
        transformer: Any = self._model[0]
        table: Table = transformer.auto_model.get_input_embeddings().weight.detach().float().cpu().numpy()
        return table

    def _embed_question(self, question: str) -> Vectors:
        # On one thread: two take 9 ms instead of 14, but a second beside another busy process, because every layer
        # then waits for an occupied core (16 ms a wait; measured on two cores).
        _use_threads(1)
        vector: Vectors = self._encode(self._model.encode_query, [question])[0]
        return vector

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts in float32, of unit length in it: in half precision they are not quite."""
        try:
            found = encode(list(map(replace_surrogates, texts)), batch_size=self._batch, show_progress_bar=False)
        except Exception as error:
            raise ModelError(f"the embedder {self.name} failed: {normalise_line(str(error))}") from error
        vectors: Vectors = np.asarray(found, np.float32)
        unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return unit


def _use_threads(number: int) -> None:
    """Set how many threads torch uses for work of the calling thread; torch keeps the setting per thread."""
    import torch

    torch.set_num_threads(number)


def _find_device(device: Device) -> str:
    """Return the name that torch gives a device.

    Raises:
        ModelError: torch is not installed, or it finds no card.
    """
    if device == "cpu":
        return device
    try:
        import torch
    except ImportError as error:
        raise ModelError(
            "the device cuda needs the extra torch: run `pip install 'dateline[torch]'`, or use the device cpu"
        ) from error
    if torch.cuda.is_available():
        return device
    if torch.version.cuda is None:
        why = f"torch {torch.__version__} was built without it: install a build of torch for CUDA"
    else:
        why = "torch finds no card: see what `nvidia-smi` says"
    raise ModelError(f"the device cuda cannot be used, because {why}, or use the device cpu")


def _open(source: Source, place: str) -> "SentenceTransformer":
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
        return SentenceTransformer(source.place, device=place, local_files_only=local, revision=source.commit)
    except Exception as error:
        raise ModelError(f"the model {source.model!r} cannot be opened: {error}") from error

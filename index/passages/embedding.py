"""Text to unit vectors: the `Embedder` protocol, and which embedder runs a model."""

from collections.abc import Sequence
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.passages.names import DEFAULT_MODEL, Device
from index.passages.weights import MINILM, require_weights

Vectors = NDArray[np.float32]


class Tokenised(str):
    """A text whose tokens are known from cutting it, so that the embedder that made them need not make them again."""

    __slots__ = ("tokens",)

    tokens: Sequence[int]

    @classmethod
    def of(cls, text: str, tokens: Sequence[int]) -> Self:
        """Return a text with its tokens, special ones left out."""
        made = cls(text)
        made.tokens = tokens
        return made


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
        """Return one unit vector per text, shape (n, dimension), float32.

        Of a `Tokenised` text, which holds what `tokenise` returned, the vector is the same.
        """
        ...

    def embed_question(self, question: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,), float32; equal questions get equal vectors."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, special tokens not counted."""
        ...

    def tokenise(self, texts: Sequence[str]) -> Sequence[Sequence[int]]:
        """Return the tokens of each text, special tokens left out."""
        ...

    def knows_word(self, word: str) -> bool:
        """Return whether the model has a token for a whole word, as it has for the common words of its languages."""
        ...

    def match_tokens(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text covers the question's tokens, each by the nearest token of the text, 0 to 1."""
        ...


def open_embedder(model: str = DEFAULT_MODEL, *, threads: int | None = None, device: Device = "cpu") -> Embedder:
    """Open the packaged model, or any other by folder or by its name on a hub, optionally with `@` and a revision.

    `threads` limits the processor threads of a batch; the default is all cores. On the device `cuda`, torch runs every
    model: instead of the packaged one, the model that it was made from.

    Raises:
        ModelError: there is no such model here, its weights do not match their digest, or the device cannot be used.
    """
    if model == DEFAULT_MODEL and device == "cpu":
        from index.passages.quantized import QuantizedEmbedder

        return QuantizedEmbedder(threads=threads)
    from index.passages.transformers import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(MINILM if model == DEFAULT_MODEL else model, threads=threads, device=device)


def require_model(model: str) -> None:
    """Check cheaply, without opening it, that a model may exist.

    Raises:
        ModelError: there is no such folder, it holds no weights, or no model hub has such a name.
    """
    if model != DEFAULT_MODEL:
        require_weights(model)

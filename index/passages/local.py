"""What embedders on this machine share: the tokens of their model, and questions one at a time, kept."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache

from index.passages.embedding import Vectors
from index.passages.tokens import Tokens
from index.stages import Stage, stage
from index.types import CacheUse

_KEPT = 256  # questions


class LocalEmbedder(ABC):
    """The part of an `Embedder` that needs its tokens alone, and the questions that were embedded last."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._lock = threading.Lock()
        self._cached = lru_cache(maxsize=_KEPT)(self._embed_alone)

    def embed_question(self, question: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,); the last 256 are cached."""
        with stage(Stage.EMBED):
            return self._cached(question)

    @property
    def cache_use(self) -> CacheUse:
        """How often the vector of a question was cached, and how often it was not."""
        counted = self._cached.cache_info()
        return CacheUse(counted.hits, counted.misses)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, special tokens not counted."""
        return self._tokens.count(texts)

    def tokenise(self, texts: Sequence[str]) -> Sequence[Sequence[int]]:
        """Return the tokens of each text, special tokens left out."""
        return self._tokens.tokenise(texts)

    def knows_word(self, word: str) -> bool:
        """Return whether the model has a token for a whole word, as it has for the common words of its languages."""
        return self._tokens.count([word]) == [1]

    def match_tokens(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text covers the question's tokens, each by the nearest token of the text, 0 to 1."""
        return self._tokens.match(question, texts)

    @abstractmethod
    def _embed_question(self, question: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,)."""

    def _embed_alone(self, question: str) -> Vectors:
        with self._lock:  # one question at a time: two would only compete for the same cores
            vector = self._embed_question(question)
        vector.setflags(write=False)
        return vector

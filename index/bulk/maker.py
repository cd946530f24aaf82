"""Where vectors are made: the protocol, and this machine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from index.intake.embed import BATCH_PASSAGES, embed_texts
from index.passages.embedding import Embedder

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Model:
    """A model: the name of its vectors, by what it is opened again, and how many numbers a vector has."""

    name: str
    opened_by: str
    dimension: int


class Maker(Protocol):
    """Makes the vectors of texts, on this machine or on others."""

    @property
    def model(self) -> Model:
        """The model that makes them."""
        ...

    @property
    def passages(self) -> int:
        """How many texts `make` is best given at once."""
        ...

    def make(self, texts: Mapping[bytes, str]) -> Iterator[dict[bytes, bytes]]:
        """Yield the vectors of texts as float16 bytes by the same digests, some at a time, in any order.

        What fails with a machine of several is left out, and may be asked for again.

        Raises:
            ModelError: the model fails, whatever the text.
            ClusterUnavailable: there is no machine any more that could make one.
        """
        ...

    def close(self) -> None:
        """Leave the machines to others."""
        ...


class LocalMaker:
    """This machine, with an open embedder. See `Maker`."""

    passages = 4_096

    def __init__(self, embedder: Embedder) -> None:
        self.model = Model(embedder.name, embedder.model, embedder.dimension)
        self._embedder = embedder

    def make(self, texts: Mapping[bytes, str]) -> Iterator[dict[bytes, bytes]]:
        """Yield the vectors of texts batch by batch, in their order."""
        for batch in split(texts, BATCH_PASSAGES):
            yield embed_texts(batch, self._embedder)

    def close(self) -> None:
        """Do nothing."""


def split(items: Mapping[bytes, T], size: int) -> Iterator[dict[bytes, T]]:
    """Yield items in batches of at most `size`."""
    rest = iter(items.items())
    while batch := dict(islice(rest, size)):
        yield batch

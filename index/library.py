"""Everything that belongs to one data folder, opened together: catalogue, embedder, engine."""

from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from index.catalogue import Catalogue
from index.embedding import DEFAULT_MODEL, Embedder
from index.local import LocalEngine


@dataclass(frozen=True, slots=True)
class Library:
    """The parts of one data folder; shared by threads, closed once."""

    folder: Path
    catalogue: Catalogue
    embedder: Embedder
    engine: LocalEngine

    def close(self) -> None:
        """Close the catalogue; the library is not used after."""
        self.catalogue.close()


def open_library(
    folder: Path,
    *,
    model: str = DEFAULT_MODEL,
    threads: int = 2,
    embedder: Embedder | None = None,
    follower: bool = False,
) -> Library:
    """Open the data folder, making it where it does not exist, and let its indexes catch up.

    An `embedder` that is open already is used in place of opening `model`. A `follower` leaves it to another process
    to write the indexes from then on.

    Raises:
        CatalogueError: the catalogue cannot be used as it is.
        ModelError: the embedder cannot be opened.
    """
    threadpool_limits(1, user_api="blas")  # numpy's products here are small; their threads would only wait for cores
    embedder = embedder or Embedder(model, threads=threads)
    catalogue = Catalogue(folder, embedder=embedder.name)
    return Library(folder, catalogue, embedder, LocalEngine(catalogue, folder, embedder.dimension, follower=follower))

"""txtai as a contestant: `Embeddings` with `hybrid` and `content`, as its documents set up hybrid search."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.peers.contest import K, compete


class Txtai:
    """An index in a folder, saved after each addition."""

    def __init__(self, folder: Path) -> None:
        from txtai import Embeddings  # type: ignore[import-not-found, unused-ignore]

        self._folder = folder
        self._embeddings: Any = Embeddings(path=os.environ["MODEL"], hybrid=True, content=True)
        if (folder / "config").exists() or (folder / "config.json").exists():
            self._embeddings.load(str(folder))

    def add(self, texts: Sequence[str], first: int) -> None:
        """Index or add passages, and save."""
        rows = [(first + n, text, None) for n, text in enumerate(texts)]
        (self._embeddings.upsert if first else self._embeddings.index)(rows)
        self._embeddings.save(str(self._folder))

    def search(self, question: str) -> Sequence[str]:
        """Search both parts."""
        return [str(row["text"]) for row in self._embeddings.search(question, K)]


if __name__ == "__main__":
    compete(Txtai)

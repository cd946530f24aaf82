"""Dateline as a contestant: in process, each passage an article of its own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.peers.contest import K, compete
from index.article import make_article
from index.intake.ingest import ingest
from index.library import open_library
from qa.search.retrieve import search
from qa.types import Question


class Dateline:
    """The library of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._library = open_library(folder, threads=0)

    def add(self, texts: Sequence[str], first: int) -> None:
        """Ingest passages, and let the indexes follow."""
        records = (
            {"id": str(first + n), "source": "s", "title": text[:40], "text": text, "published": "2022-01-01"}
            for n, text in enumerate(texts)
        )
        ingest((make_article(record) for record in records), self._library.catalogue, self._library.embedder)
        self._library.engine.follow()

    def search(self, question: str) -> Sequence[str]:
        """Search as `/search` does."""
        return [hit.text for hit in search(Question(question, datetime.now(UTC)), self._library, K).hits]


if __name__ == "__main__":
    compete(Dateline)

"""Haystack as a contestant: its in-memory store, BM25 and embeddings joined by reciprocal ranks, as in its tutorial."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.peers.contest import K, compete


class Haystack:
    """A store that is written to a file after each addition, and the pipeline over it."""

    def __init__(self, folder: Path) -> None:
        from haystack import Pipeline  # type: ignore[import-not-found, unused-ignore]
        from haystack.components.joiners import DocumentJoiner  # type: ignore[import-not-found, unused-ignore]
        from haystack.components.retrievers import (  # type: ignore[import-not-found, unused-ignore]
            InMemoryBM25Retriever,
            InMemoryEmbeddingRetriever,
        )
        from haystack.document_stores.in_memory import (  # type: ignore[import-not-found, unused-ignore]
            InMemoryDocumentStore,
        )
        from haystack_integrations.components.embedders import (  # type: ignore[import-not-found, unused-ignore]
            sentence_transformers as st,
        )

        self._file = folder / "store.json"
        kept = self._file.exists()
        self._store: Any = InMemoryDocumentStore.load_from_disk(str(self._file)) if kept else InMemoryDocumentStore()
        self._writer: Any = st.SentenceTransformersDocumentEmbedder(model=os.environ["MODEL"], progress_bar=False)
        pipeline: Any = Pipeline()
        pipeline.add_component(
            "embed", st.SentenceTransformersTextEmbedder(model=os.environ["MODEL"], progress_bar=False)
        )
        pipeline.add_component("dense", InMemoryEmbeddingRetriever(self._store, top_k=K))
        pipeline.add_component("bm25", InMemoryBM25Retriever(self._store, top_k=K))
        pipeline.add_component("join", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=K))
        pipeline.connect("embed.embedding", "dense.query_embedding")
        pipeline.connect("dense", "join")
        pipeline.connect("bm25", "join")
        self._pipeline = pipeline
        if hasattr(self._writer, "warm_up"):
            self._writer.warm_up()

    def add(self, texts: Sequence[str], first: int) -> None:
        """Embed and write documents, and save the store."""
        from haystack import Document

        documents = [Document(id=str(first + n), content=text) for n, text in enumerate(texts)]
        self._store.write_documents(self._writer.run(documents)["documents"])
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._store.save_to_disk(str(self._file))

    def search(self, question: str) -> Sequence[str]:
        """Run the pipeline."""
        found = self._pipeline.run({"embed": {"text": question}, "bm25": {"query": question}})
        return [str(document.content) for document in found["join"]["documents"]]


if __name__ == "__main__":
    compete(Haystack)

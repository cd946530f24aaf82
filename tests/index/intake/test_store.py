"""Storing one batch: what is stored is found by both searches, whatever happened meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.care.faults import find_faults
from index.catalogue.catalogue import Catalogue
from index.intake.embed import Cut, Vectors, embed_cuts
from index.intake.store import store
from index.library import Library, open_library
from index.passages.embedding import Embedder
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder


def test_an_article_deleted_while_it_is_sent_again_has_its_vectors(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that was known when its batch began, and deleted before it was stored, is embedded all the same."""
    article = write_article("Kobane", "The YPG liberated Kobane.", id="a")
    fill(library, article)
    embed = embed_cuts
    calls: list[int] = []

    def delete_first(
        cuts: Iterable[Cut], catalogue: Catalogue, embedder: Embedder, *computed: object, embedding: bool = True
    ) -> Vectors:
        if not calls:
            with catalogue.write() as transaction:
                transaction.delete_article("a", NOW)
        calls.append(1)
        return embed(cuts, catalogue, embedder)

    monkeypatch.setattr("index.intake.store.embed_cuts", delete_first)
    assert store([article], library.catalogue, library.embedder, NOW).embedded == 1
    with library.catalogue.snapshot() as snapshot:
        passages = [entry.id for entry in snapshot.passage_rows(0)]
        assert [passage for passage, _ in snapshot.embeddings.rows(library.embedder.name, 0)] == passages != []


def test_the_same_batch_again_embeds_nothing(library: Library) -> None:
    """A repetition changes no generation and embeds no passage."""
    article = write_article("Kobane", "The YPG liberated Kobane.")
    assert store([article], library.catalogue, library.embedder, NOW).embedded == 1
    before = library.catalogue.generation()
    report = store([article], library.catalogue, library.embedder, NOW)
    assert (report.unchanged, report.embedded, library.catalogue.generation()) == (1, 0, before)


def test_a_text_stored_with_invisible_characters_is_known(library: Library) -> None:
    """Sent again it embeds nothing and makes no version; what was stored keeps its characters, and so its offsets."""
    article = write_article("Kobane", "The YPG liberated Kobane.", id="a")
    earlier = replace(article, text="The \u202eYPG\u202c liberated Kobane.")
    store([earlier], library.catalogue, library.embedder, NOW)
    before = library.catalogue.generation()
    report = store([article], library.catalogue, library.embedder, NOW)
    assert (report.unchanged, report.embedded, library.catalogue.generation()) == (1, 0, before)
    with library.catalogue.snapshot() as snapshot:
        assert [version.article.text for version in snapshot.versions("a")] == [earlier.text]
    assert find_faults(library.catalogue, library.folder) == []


def test_vectors_that_a_deletion_takes_away_meanwhile_are_kept(tmp_path: Path) -> None:
    """A passage whose vector was there when its batch began has it, though its last user was deleted since."""

    class Deleting(HashEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            with shelf.catalogue.write() as transaction:
                transaction.delete_article("a", NOW)
            return super().embed(texts)

    shelf = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(shelf, write_article("Kobane", "The YPG liberated Kobane.", id="a"))
    report = store([write_article("Kobane", "The YPG liberated Kobane.", id="b")], shelf.catalogue, Deleting(), NOW)
    assert (report.added, report.embedded) == (1, 0)
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.embeddings.lacking("by-digest") == snapshot.embeddings.unembedded() == []
    assert find_faults(shelf.catalogue, shelf.folder) == []
    shelf.close()

"""Passages without a vector are embedded later, for the model of the catalogue."""

from pathlib import Path

from index.intake.embed import embed_next
from index.intake.ingest import ingest
from index.library import open_library
from tests.conftest import write_article
from tests.index.history import HashEmbedder
from tests.index.pieces import store_without_vectors


def test_the_next_ingest_embeds_what_lacks_a_vector(tmp_path: Path) -> None:
    """Passages that were stored without vectors get them, though nothing else is ingested."""
    shelf = open_library(tmp_path / "data", embedder=HashEmbedder())
    store_without_vectors(shelf, *(write_article(f"Day {n}", f"Text {n}.", id=f"a{n}") for n in range(70)))
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.counts().unembedded == 70
    assert ingest([], shelf.catalogue, shelf.embedder).embedded == 70
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.counts().unembedded == len(snapshot.embeddings.lacking("by-digest")) == 0
    shelf.close()


def test_nothing_is_embedded_for_a_model_that_the_catalogue_is_not_for(tmp_path: Path) -> None:
    """A process that still has another model open leaves what lacks a vector to others."""
    shelf = open_library(tmp_path / "data", embedder=HashEmbedder())
    store_without_vectors(shelf, write_article("Day", "Text.", id="a"))
    other = HashEmbedder()
    other.name = "another"
    assert embed_next(shelf.catalogue, other) == 0
    assert embed_next(shelf.catalogue, shelf.embedder) == 1
    shelf.close()

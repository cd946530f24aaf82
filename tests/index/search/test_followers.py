"""An engine that follows what another process writes, and writes nothing itself."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.intake.ingest import ingest
from index.library import Library, open_library
from index.search import following, lexicon
from index.search.engine import Query
from index.types import Filters
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Library, Library]]:
    """A library that writes the indexes and one that follows, on the same folder; no search waits."""
    monkeypatch.setattr(lexicon, "_PATIENCE", 0)
    writer = open_library(tmp_path / "data", embedder=HashEmbedder())
    follower = open_library(tmp_path / "data", embedder=HashEmbedder(), follower=True)
    yield writer, follower
    follower.close()
    writer.close()


def ranks(library: Library, words: str) -> dict[str, int | None]:
    """Return the ranks by words of what is found, by article."""
    with library.catalogue.snapshot() as snapshot:
        query = Query(words, library.embedder.embed_question(words), NOW)
        hits = library.engine.search(query, Filters(), 10, snapshot)
    return {hit.passage.article: hit.lexical_rank for hit in hits}


def test_a_follower_leaves_the_words_to_the_writer(pair: tuple[Library, Library]) -> None:
    """What is stored is found by its vector at once, and by its words once the writer has committed them."""
    writer, follower = pair
    ingest([write_article("Ferry", "A ferry left.", id="a")], writer.catalogue, writer.embedder, now=lambda: NOW)
    assert ranks(follower, "ferry") == {"a": None}
    follower.engine.follow()
    assert ranks(follower, "ferry") == {"a": None}
    assert follower.engine.generation < follower.catalogue.generation()
    writer.engine.follow()
    assert ranks(follower, "ferry") == {"a": 1}
    assert follower.engine.generation == follower.catalogue.generation()


def test_a_follower_that_opens_makes_what_is_missing(tmp_path: Path) -> None:
    """A folder that holds only its catalogue has complete indexes once it is open, even beside another writer."""
    writer = open_library(tmp_path / "data", embedder=HashEmbedder())
    ingest([write_article("Ferry", "A ferry left.", id="a")], writer.catalogue, writer.embedder, now=lambda: NOW)
    follower = open_library(tmp_path / "data", embedder=HashEmbedder(), follower=True)
    assert ranks(follower, "ferry") == {"a": 1}
    follower.close()
    writer.close()


def test_a_follower_leaves_the_base_to_the_writer(
    pair: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large its delta is, the writer writes the file; the follower finds everything all the same."""
    monkeypatch.setattr(following, "_SMALL_DELTA", 2)
    writer, follower = pair
    fill(writer, *(write_article(f"Ferry {n}", f"Ferry {n} left.", id=f"f{n}") for n in range(6)))
    follower.engine.merge()
    assert list(follower.folder.glob("dense-*.faiss")) == []
    writer.engine.merge()
    assert len(list(follower.folder.glob("dense-*.faiss"))) == 1
    assert set(ranks(follower, "ferry")) == {f"f{n}" for n in range(6)}


def test_a_follower_finds_nothing_that_was_deleted(pair: tuple[Library, Library]) -> None:
    """A deletion counts from the next search on, though its words are still in the lexical index."""
    writer, follower = pair
    fill(writer, write_article("Ferry", "A ferry left.", id="a"), write_article("Tram", "A tram left.", id="b"))
    assert set(ranks(follower, "ferry")) == {"a", "b"}
    with writer.catalogue.write() as transaction:
        transaction.delete_article("a", NOW)
    assert set(ranks(follower, "ferry")) == {"b"}


def test_a_follower_sees_an_index_that_the_writer_had_to_make_again(pair: tuple[Library, Library]) -> None:
    """If the lexical files are lost, searches continue; once they have been rewritten, they are searched."""
    writer, follower = pair
    fill(writer, write_article("Ferry", "A ferry left.", id="a"))
    assert ranks(follower, "ferry") == {"a": 1}
    shutil.rmtree(writer.folder / "lexical")
    assert ranks(follower, "ferry") == {"a": 1}
    fill(writer, write_article("Tram", "A ferry and a tram left.", id="b"))
    assert sorted(rank or 0 for rank in ranks(follower, "ferry").values()) == [1, 2]


def test_the_first_question_of_a_generation_is_corrected_by_its_words(tmp_path: Path) -> None:
    """A word that was stored a moment ago is not corrected, though nobody has told the engine to follow."""
    library = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(library, write_article("Bridge", "The bridge of Zephyrs was opened."))
    ingest([write_article("Ship", "The Zephyros sank.")], library.catalogue, library.embedder, now=lambda: NOW)
    with library.catalogue.snapshot() as snapshot:
        found = library.lexicon.correct("Who sank the Zephyros?", snapshot, library.embedder.knows_word)
        assert found.text == "Who sank the Zephyros?"
    library.close()

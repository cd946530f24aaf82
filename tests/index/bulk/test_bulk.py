"""Whatever lacks a vector gets one, once, whatever fails meanwhile."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from index.bulk.maker import LocalMaker, Maker
from index.bulk.run import BulkReport, embed_in_bulk
from index.care.faults import find_faults
from index.errors import Busy, ClusterUnavailable, ModelError
from index.intake.embed import embed_next
from index.intake.ingest import ingest
from index.library import Library, open_library
from tests.conftest import write_article
from tests.index.history import HashEmbedder

NUMBER = 150


class Unsteady(LocalMaker):
    """A maker of which some batches do not come, as if their machines had died; it counts the texts it is given."""

    passages = 40

    def __init__(self, *lost: int) -> None:
        super().__init__(HashEmbedder())
        self.asked, self._batches, self._lost = 0, 0, lost

    def make(self, texts: Mapping[bytes, str]) -> Iterator[dict[bytes, bytes]]:
        """Yield vectors text by text, unless the number of the batch is of the lost ones."""
        for digest, text in texts.items():
            self._batches += 1
            if self._batches not in self._lost:
                self.asked += 1
                yield from super().make({digest: text})


class Failing(Unsteady):
    """A maker whose model fails after a hundred texts."""

    def make(self, texts: Mapping[bytes, str]) -> Iterator[dict[bytes, bytes]]:
        """Yield vectors, and then fail."""
        for vectors in super().make(texts):
            if self.asked > 100:
                raise ModelError("the model failed")
            yield vectors


@pytest.fixture
def shelf(tmp_path: Path, address: str | None) -> Iterator[Library]:
    """A library of articles that lack vectors."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder(), shared=address)
    articles = (write_article(f"Day {n}", f"Kobane, day {n} of the siege.", id=f"a{n}") for n in range(NUMBER))
    report = ingest(articles, opened.catalogue, opened.embedder, embedding=False)
    assert (report.passages, report.embedded) == (NUMBER, 0)
    yield opened
    opened.close()


def lacking(library: Library) -> int:
    """Return how many passages lack a vector, by a scan and by what is noted."""
    with library.catalogue.snapshot() as snapshot:
        found = snapshot.embeddings.lacking("by-digest")
        assert snapshot.embeddings.unembedded() == found
    return len(found)


def test_what_was_stored_without_vectors_gets_them_once(shelf: Library) -> None:
    """Each text is embedded as an ingest does it, and the indexes follow; a second run has nothing to do."""
    told: list[int] = []
    assert lacking(shelf) == NUMBER
    assert embed_in_bulk(shelf.catalogue, LocalMaker(HashEmbedder()), on_made=told.append) == BulkReport(0, NUMBER)
    assert (lacking(shelf), sum(told)) == (0, NUMBER)
    shelf.engine.follow()
    assert find_faults(shelf.catalogue, shelf.catalogue.folder) == []
    with shelf.catalogue.snapshot() as snapshot:
        held = dict(snapshot.embeddings.rows("by-digest", 0))
    text = "Day 0 (example-times, 27 January 2015)\nKobane, day 0 of the siege."
    assert held[1] == HashEmbedder().embed([text]).astype("float16").tobytes()
    assert embed_in_bulk(shelf.catalogue, LocalMaker(HashEmbedder())) == BulkReport(0, 0)


def test_what_fails_with_a_machine_is_embedded_by_another(shelf: Library) -> None:
    """Batches that do not come are asked for again, and nothing else is."""
    maker = Unsteady(1, 17, 40, 41, NUMBER, NUMBER + 2)
    assert embed_in_bulk(shelf.catalogue, maker) == BulkReport(0, NUMBER)
    assert (lacking(shelf), maker.asked) == (0, NUMBER)


def test_a_run_ends_where_no_machine_is_left(shelf: Library) -> None:
    """It fails with a sentence after some passes in vain, and what was made is stored."""
    maker = Unsteady(*range(100, 10_000))
    with pytest.raises(ClusterUnavailable, match="51 passages could not be embedded; what was embedded before"):
        embed_in_bulk(shelf.catalogue, maker)
    assert lacking(shelf) == NUMBER - 99


def test_a_run_that_is_broken_off_is_gone_on_with(shelf: Library) -> None:
    """What was made before a failure is stored, and the next run makes the rest alone."""
    with pytest.raises(ModelError):
        embed_in_bulk(shelf.catalogue, Failing())
    assert lacking(shelf) == NUMBER - 100
    assert embed_in_bulk(shelf.catalogue, Unsteady()) == BulkReport(0, NUMBER - 100)


def test_two_processes_do_not_embed_the_same(shelf: Library) -> None:
    """While one runs, another is refused, and the worker leaves to it what lacks a vector."""

    class Watched(Unsteady):
        def make(self, texts: Mapping[bytes, str]) -> Iterator[dict[bytes, bytes]]:
            assert embed_next(shelf.catalogue, shelf.embedder) == 0
            with pytest.raises(Busy, match="another process embeds"):
                embed_in_bulk(shelf.catalogue, Unsteady())
            return super().make(texts)

    assert embed_in_bulk(shelf.catalogue, Watched()) == BulkReport(0, NUMBER)


def test_vectors_of_another_model_are_made_beside(shelf: Library) -> None:
    """They are what a later change of model finds; of the present model passages still lack theirs."""
    other = HashEmbedder()
    other.name = other.model = "another"
    maker: Maker = LocalMaker(other)
    assert embed_in_bulk(shelf.catalogue, maker) == BulkReport(0, NUMBER)
    assert lacking(shelf) == NUMBER
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.embeddings.lacking("another") == []


def test_an_ingest_without_embedding_uses_the_vectors_that_are_known(shelf: Library) -> None:
    """An article that is stored again under another name, with the same texts, lacks nothing."""
    embed_in_bulk(shelf.catalogue, LocalMaker(HashEmbedder()))
    again = write_article("Day 0", "Kobane, day 0 of the siege.", id="again")
    assert ingest([again], shelf.catalogue, shelf.embedder, embedding=False).passages == 1
    assert lacking(shelf) == 0

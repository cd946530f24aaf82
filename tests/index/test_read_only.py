"""A data folder that cannot be written is read: by words and by meaning, up to date, and nothing in it is touched."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.care.backup import back_up
from index.care.faults import find_faults
from index.care.rebuild import claim_rebuild
from index.catalogue.catalogue import Catalogue
from index.catalogue.locks import lock_ingest
from index.catalogue.presence import FILE_NAME
from index.errors import EmbedderMismatch, ReadOnly, StorageFailed
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters
from tests.conftest import NOW, fill, write_article
from tests.index.earlier import forget_vector_generations
from tests.index.history import HashEmbedder
from tests.index.local import local_engine
from tests.index.pieces import store_without_vectors
from tests.sealed import sealed


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a base and something after it, closed."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(opened, write_article("Lake", "A zeppelin landed on the lake.", id="lake"))
    opened.engine.rebuild()
    fill(opened, write_article("Sea", "A zeppelin crossed the sea.", id="sea"))
    opened.close()
    return tmp_path / "data"


def found(library: Library) -> dict[str, tuple[bool, bool]]:
    """Return which articles are found, and whether by words and by meaning."""
    query = Query("zeppelin", library.embedder.embed_question("zeppelin"), NOW)
    with library.catalogue.snapshot() as snapshot:
        hits = library.engine.search(query, Filters(), 10, snapshot)
    return {hit.passage.article: (hit.lexical_rank is not None, hit.dense_rank is not None) for hit in hits}


def state_of(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return every file, with its size and time."""
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


@pytest.mark.parametrize("follower", [False, True])
def test_it_is_searched_and_left_as_it_is(data: Path, follower: bool) -> None:
    """Both searches find everything, verify finds no fault, and no file is added, changed or taken away."""
    with sealed(data):
        before = state_of(data)
        library = open_library(data, embedder=HashEmbedder(), follower=follower)
        assert library.read_only
        assert found(library) == {"lake": (True, True), "sea": (True, True)}
        library.engine.merge()
        assert find_faults(library.catalogue, data) == []
        assert state_of(data) == before
        library.close()


@pytest.mark.parametrize("lost", ["lexical", "dense", "both"])
def test_indexes_that_are_missing_are_made_outside_of_it(data: Path, lost: str) -> None:
    """As of a backup, whose folder has none: they are made in memory and in a temporary folder."""
    if lost != "dense":
        shutil.rmtree(data / "lexical")
    if lost != "lexical":
        for path in data.glob("dense-*"):
            path.unlink()
    with sealed(data):
        library = open_library(data, embedder=HashEmbedder())
        assert found(library) == {"lake": (True, True), "sea": (True, True)}
        assert find_faults(library.catalogue, data) == []
        place = local_engine(library).lexicon._place
        assert place.exists()
        library.close()
        assert not place.exists()


def test_an_index_that_lags_catches_up_outside_of_it(data: Path) -> None:
    """What was stored and not indexed before the folder became read-only is found, deletions are not."""
    catalogue = Catalogue(data)
    with catalogue.write() as transaction:
        transaction.delete_article("lake", NOW)
    catalogue.close()
    with sealed(data):
        library = open_library(data, embedder=HashEmbedder(), follower=True)
        assert found(library) == {"sea": (True, True)}
        library.close()


def test_who_writes_it_elsewhere_is_followed(data: Path) -> None:
    """With its log and the index of that there, what another process commits is read at the next snapshot."""
    writer = open_library(data, embedder=HashEmbedder())
    fill(writer, write_article("River", "A zeppelin followed the river.", id="river"))
    with sealed(data):
        assert (data / f"{FILE_NAME}-wal").stat().st_size > 0
        library = open_library(data, embedder=HashEmbedder(), follower=True)
        assert set(found(library)) == {"lake", "sea", "river"}
        with writer.catalogue.write() as transaction:  # its files are open already
            transaction.delete_article("sea", NOW)
        assert set(found(library)) == {"lake", "river"}
        writer.close()
        assert set(found(library)) == {"lake", "river"}
        library.close()


def test_what_a_killed_process_left_is_read(data: Path, tmp_path: Path) -> None:
    """Its log counts where the index of the log is there; without that it is one sentence that says what to do."""
    writer = open_library(data, embedder=HashEmbedder())
    store_without_vectors(writer, write_article("River", "A zeppelin followed the river.", id="river"))
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    writer.close()
    with sealed(copy):
        library = open_library(copy, embedder=HashEmbedder())
        assert found(library)["river"] == (True, False)
        library.close()
    (copy / f"{FILE_NAME}-shm").unlink()
    with sealed(copy), pytest.raises(ReadOnly, match="run `dateline status` there once"):
        Catalogue(copy)


def test_nothing_in_it_is_changed(data: Path) -> None:
    """Each way to write is refused, with a sentence that names the folder."""
    with sealed(data):
        catalogue = Catalogue(data, embedder="by-digest")
        for attempt in (lambda: catalogue.write().__enter__(), catalogue.shrink):
            with pytest.raises(ReadOnly, match="is read-only"):
                attempt()
        for refused in (lambda: lock_ingest(data), lambda: claim_rebuild(catalogue, NOW)):
            with pytest.raises(StorageFailed, match="cannot be written"):
                refused()
        with pytest.raises(EmbedderMismatch):
            Catalogue(data, embedder="another")
        catalogue.close()


def test_it_is_backed_up(data: Path, tmp_path: Path) -> None:
    """A copy is whole, and can be written."""
    with sealed(data):
        catalogue = Catalogue(data)
        assert back_up(catalogue, tmp_path / "copy").articles == 2
        catalogue.close()
    library = open_library(tmp_path / "copy", embedder=HashEmbedder())
    assert not library.read_only
    assert set(found(library)) == {"lake", "sea"}
    library.close()


def test_an_earlier_schema_has_to_be_brought_up_to_date_first(data: Path) -> None:
    """It cannot be read as it is, and the sentence says what to do."""
    with closing(sqlite3.connect(data / FILE_NAME)) as connection:
        forget_vector_generations(connection)
        connection.commit()
    with sealed(data), pytest.raises(ReadOnly, match="run `dateline status` once where it can be written"):
        Catalogue(data)


def test_a_folder_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    """There is nothing to read in it."""
    with sealed(tmp_path), pytest.raises(StorageFailed):
        Catalogue(tmp_path)

"""After a compaction no byte of what was deleted is in the data folder, and all else is as it was."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from index.care import compaction
from index.care.compaction import Compaction, compact
from index.care.faults import find_faults
from index.catalogue.locks import INGEST_LOCK
from index.errors import Busy
from index.library import Library, open_library
from index.search.dense import build_dense
from index.search.dense_files import save_dense
from index.search.lexical import LexicalIndex
from index.types import Filters
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder
from tests.index.local import local_engine
from tests.index.search.test_local import find, titles

# Words that no other text holds, one a passage, so that each of them is a term of its own.
SECRETS = [f"zqx{letter}jvkwyp" for letter in "abcdefgh"]
SECRET_TEXT = "\n".join(f"The {word} was told to nobody but {' '.join([word] * 40)}." for word in SECRETS)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A library of forty articles, one of which is the secret."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(opened, *(write_article(f"Day {n}", f"Kobane, day {n} of the siege.", id=f"a{n}") for n in range(20)))
    fill(opened, write_article("Secret", SECRET_TEXT, id="secret"))
    fill(opened, *(write_article(f"Day {n}", f"Kobane, day {n} of the siege.", id=f"a{n}") for n in range(20, 40)))
    yield opened
    opened.close()


def vectors_of(library: Library, article: str) -> list[bytes]:
    """Return the vectors of an article, as bytes."""
    with sqlite3.connect(library.catalogue.name) as catalogue:
        rows = catalogue.execute(
            "SELECT data FROM vector WHERE digest IN (SELECT embedded FROM passage WHERE article = ?)", (article,)
        ).fetchall()
    catalogue.close()
    return [data for (data,) in rows]


def places_of(needles: list[bytes], folder: Path) -> set[str]:
    """Return the parts of a folder whose files contain any of the needles."""
    return {
        path.relative_to(folder).parts[0].split(".")[0].split("-")[0]
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    }


def in_segments(words: list[str], folder: Path) -> list[int]:
    """Return how often words stand in the segments of the lexical index; the dead count until they are merged away.

    A segment holds its terms as an automaton, in which no word stands letter by letter. No other segment may be there.
    """
    listed = json.loads((folder / "lexical" / "meta.json").read_text())["segments"]
    names = {segment["segment_id"].replace("-", "") for segment in listed}
    files = [path.name for path in (folder / "lexical").iterdir() if re.match("[0-9a-f]{32}", path.name)]
    assert {name[:32] for name in files} == names
    return LexicalIndex(folder / "lexical").frequencies(words)


def delete(library: Library, article: str) -> None:
    """Delete an article."""
    with library.catalogue.write() as transaction:
        assert transaction.delete_article(article, NOW)


def test_nothing_deleted_is_left_in_any_file(shelf: Library) -> None:
    """Words and vectors that every file held are in none any more, and the rest is found as before and sound."""
    words, vectors = [word.encode() for word in SECRETS], vectors_of(shelf, "secret")
    assert len(vectors) == len(set(vectors)) > 1
    shelf.engine.rebuild()
    assert places_of(words, shelf.folder) == {"catalogue"}
    assert places_of(vectors, shelf.folder) == {"catalogue", "dense"}
    delete(shelf, "secret")
    assert "dense" in places_of(vectors, shelf.folder)
    assert min(in_segments(SECRETS, shelf.folder)) > 0
    before = [(hit.passage, hit.lexical_rank) for hit in find(shelf, "siege of Kobane", k=50)]
    done = compact(shelf.catalogue, shelf.folder)
    assert places_of([b"jvkwyp", b"pywkvj", *vectors], shelf.folder) == set()
    assert in_segments(SECRETS, shelf.folder) == [0] * len(SECRETS)
    assert done.tombstones == len(vectors)
    assert find_faults(shelf.catalogue, shelf.folder) == []
    assert [(hit.passage, hit.lexical_rank) for hit in find(shelf, "siege of Kobane", k=50)] == before
    assert len(before) == 40


def test_a_half_written_file_goes_too(shelf: Library) -> None:
    """What a process left that was killed while it wrote, or wrote for another model, is deleted."""
    vectors = vectors_of(shelf, "secret")
    (shelf.folder / "dense-9-abc.faiss.new").write_bytes(b"half" + vectors[0])
    save_dense(build_dense(16, 10**6, [(1, vectors[0])]), shelf.folder, "another-model")
    delete(shelf, "secret")
    compact(shelf.catalogue, shelf.folder)
    assert places_of(vectors, shelf.folder) == set()


def test_vectors_that_nothing_uses_are_dropped(shelf: Library) -> None:
    """Those of no passage, and those of a model that the folder is no longer for; the others stay."""
    with sqlite3.connect(shelf.catalogue.name) as catalogue:
        for model in ("by-digest", "another-model"):
            catalogue.execute("INSERT INTO vector VALUES (?, ?, ?, 1)", (model, b"nobody's", b"\0" * 32))
    catalogue.close()
    done = compact(shelf.catalogue, shelf.folder)
    assert (done.vectors, done.tombstones) == (2, 0)
    assert find_faults(shelf.catalogue, shelf.folder) == []
    assert done.after < done.before


def test_an_index_that_missed_dropped_tombstones_is_rebuilt(shelf: Library) -> None:
    """An engine that lagged when the tombstones were dropped keeps no deleted passage in either index."""
    other = open_library(shelf.folder, embedder=HashEmbedder())
    delete(shelf, "a3")
    compact(other.catalogue, other.folder)
    fill(other, write_article("Later", "Kobane, later."))
    assert "Later" in titles(find(shelf, "Kobane", k=50))
    columns = local_engine(shelf)._view.columns
    live = [hit.passage.id for hit in find(shelf, "Kobane", k=50)]
    assert sorted(live) == columns.mask(Filters()).nonzero()[0].tolist()
    other.close()


def test_who_has_the_files_open_lets_go_of_them(shelf: Library) -> None:
    """An engine that only follows, with nothing new to follow, has none of the replaced files mapped any more."""
    shelf.engine.rebuild()
    delete(shelf, "secret")
    find(shelf, "Kobane")
    other = open_library(shelf.folder, embedder=HashEmbedder())
    compact(other.catalogue, other.folder)
    other.close()
    del other
    shelf.engine.follow()
    mapped = Path("/proc/self/maps").read_text().splitlines()
    assert [line for line in mapped if str(shelf.folder) in line and line.endswith("(deleted)")] == []
    assert any(str(shelf.folder / "dense-") in line for line in mapped)
    assert len(find(shelf, "Kobane", k=50)) == 40


def test_a_compaction_waits_for_who_stores(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process ingests nothing is touched, and it says so when it has waited long enough."""
    monkeypatch.setattr(compaction, "_PATIENCE", 0.1)
    files = [path for path in shelf.folder.rglob("*") if path.suffix != ".lock"]
    before = [path.stat().st_mtime_ns for path in files]
    with FileLock(shelf.folder / INGEST_LOCK), pytest.raises(Busy, match="is ingesting"):
        compact(shelf.catalogue, shelf.folder)
    assert [path.stat().st_mtime_ns for path in files] == before
    assert isinstance(compact(shelf.catalogue, shelf.folder), Compaction)

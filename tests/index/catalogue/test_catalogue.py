"""The catalogue keeps what was published, whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.database.contract import Connection
from index.catalogue.outcome import Outcome
from index.catalogue.presence import FILE_NAME
from index.errors import CatalogueDamaged, CatalogueTooNew, EmbedderMismatch, NotFound, StorageFailed
from index.types import Filters, Span
from tests.conftest import NOW, write_article


@pytest.fixture
def catalogue(tmp_path: Path, address: str | None) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(tmp_path, embedder="model-a", address=address)
    yield opened
    opened.close()


def put(catalogue: Catalogue, title: str, text: str, **more: str) -> Outcome:
    """Store one article under the id `a`, with one passage over its whole text."""
    article = write_article(title, text, id="a", **more)
    with catalogue.write() as transaction:
        stored = transaction.put_article(article, NOW)
        if stored.version:
            transaction.add_passages("a", stored.version, [Span(0, len(text))], [b"0" * 16])
    return stored.outcome


def test_an_article_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    """Every field survives the way to disk and back."""
    article = write_article(
        "Title", "Text 😀 here.", url="https://example.org/x", language="en", rights="CC BY", modified="2015-01-28"
    )
    with catalogue.write() as transaction:
        transaction.put_article(article, NOW)
    with catalogue.snapshot() as snapshot:
        assert snapshot.version(article.id).article == article


def test_the_same_article_again_changes_nothing(catalogue: Catalogue) -> None:
    """A repetition is no update, and makes no generation."""
    assert put(catalogue, "T", "One.") is Outcome.ADDED
    before = catalogue.generation()
    assert put(catalogue, "T", "One.") is Outcome.UNCHANGED
    assert catalogue.generation() == before


def test_changed_text_makes_a_new_version_and_closes_the_old(catalogue: Catalogue) -> None:
    """The old version is valid up to the second from which the new one is."""
    put(catalogue, "T", "One.")
    assert put(catalogue, "T", "Two.", modified="2015-02-01T10:00:00Z") is Outcome.UPDATED
    with catalogue.snapshot() as snapshot:
        old, new = snapshot.versions("a")
    assert (old.number, old.article.text, new.number, new.article.text) == (1, "One.", 2, "Two.")
    assert old.valid_to == new.valid_from == datetime(2015, 2, 1, 10, tzinfo=UTC)
    assert new.valid_to is None


def test_a_changed_head_keeps_the_version_but_reaches_the_indexes(catalogue: Catalogue) -> None:
    """A new source or address is taken over without a new version, and its passages count as changed."""
    put(catalogue, "T", "One.")
    before = catalogue.generation()
    assert put(catalogue, "T", "One.", source="other") is Outcome.UPDATED
    with catalogue.snapshot() as snapshot:
        assert len(snapshot.versions("a")) == 1
        assert [entry.source for entry in snapshot.passage_rows(before)] == ["other"]


def test_deletion_leaves_only_a_tombstone(catalogue: Catalogue) -> None:
    """Text, passages and vectors are gone; the passage's number stays, for the indexes to follow."""
    put(catalogue, "T", "One.")
    with catalogue.write() as transaction:
        transaction.embeddings.add("model-a", [(b"0" * 16, b"vector")])
    before = catalogue.generation()
    with catalogue.write() as transaction:
        assert transaction.delete_article("a", NOW)
        assert not transaction.delete_article("a", NOW)
    with catalogue.snapshot() as snapshot:
        assert snapshot.counts().passages == 0
        assert snapshot.text_of("a", 1) is None
        assert snapshot.embeddings.known("model-a", [b"0" * 16]) == {}
        assert snapshot.tombstones(before) == [1]
        assert snapshot.tombstones(before + 1) == []
        with pytest.raises(NotFound):
            snapshot.version("a")


def test_what_was_followed_is_not_read_again(catalogue: Catalogue) -> None:
    """After a generation comes what changed in a later one, not what changed in that one."""
    put(catalogue, "T", "One.")
    with catalogue.snapshot() as snapshot:
        generation = snapshot.generation()
        assert [entry.id for entry in snapshot.passage_rows(generation - 1)] == [1]
        assert list(snapshot.passage_rows(generation)) == []


def test_a_vector_is_known_of_its_own_model_alone(catalogue: Catalogue) -> None:
    """What one model has embedded another has not."""
    put(catalogue, "T", "One.")
    digest = b"0" * 16
    with catalogue.write() as transaction:
        transaction.embeddings.add("model-a", [(digest, b"vector")])
    with catalogue.snapshot() as snapshot:
        assert snapshot.embeddings.known("model-a", [digest, b"1" * 16]) == {digest: b"vector"}
        assert snapshot.embeddings.known("model-b", [digest]) == {}


def test_passage_numbers_are_never_used_twice(catalogue: Catalogue) -> None:
    """After a deletion the next passage has a new number, so a stale hit can only miss."""
    put(catalogue, "T", "One.")
    with catalogue.write() as transaction:
        transaction.delete_article("a", NOW)
    put(catalogue, "T", "One.")
    with catalogue.snapshot() as snapshot:
        assert [entry.id for entry in snapshot.passage_rows(0)] == [2]


def test_a_failed_write_leaves_nothing(catalogue: Catalogue) -> None:
    """When a block ends with an error, nothing it wrote is there, and the generation is the old one."""

    def fail() -> None:
        with catalogue.write() as transaction:
            transaction.put_article(write_article("T", "One."), NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with catalogue.snapshot() as snapshot:
        assert (snapshot.generation(), snapshot.count_articles()) == (0, 0)


def test_a_snapshot_does_not_see_what_is_written_meanwhile(catalogue: Catalogue) -> None:
    """A query sees one generation, whatever is written while it runs."""
    with catalogue.snapshot() as snapshot:
        assert snapshot.count_articles() == 0
        put(catalogue, "T", "One.")
        assert snapshot.count_articles() == 0
    with catalogue.snapshot() as snapshot:
        assert snapshot.count_articles() == 1


def test_a_snapshot_begins_when_it_is_entered(catalogue: Catalogue) -> None:
    """What is written after the entry is not seen, though nothing has been read before it was."""
    with catalogue.snapshot() as snapshot:
        put(catalogue, "T", "One.")
        assert snapshot.count_articles() == 0


@pytest.mark.parametrize("block", [Catalogue.snapshot, Catalogue.write])
def test_an_error_of_a_callers_own_passes_through_a_block(
    catalogue: Catalogue, tmp_path: Path, block: Callable[[Catalogue], AbstractContextManager[object]]
) -> None:
    """A file of the caller's that is missing is no fault of the catalogue's."""
    with pytest.raises(FileNotFoundError), block(catalogue):
        (tmp_path / "missing").read_text()


def test_articles_are_listed_as_of_a_time(catalogue: Catalogue) -> None:
    """A list as of a time holds the versions of then, without what came later and what had been retracted."""
    put(catalogue, "Old", "One.")
    put(catalogue, "New", "Two.", modified="2015-02-01")
    with catalogue.write() as transaction:
        transaction.retract_article("a", "wrong", datetime(2015, 3, 1, tzinfo=UTC))

    def list_at(month: int, *, retracted: bool = False) -> list[str]:
        filters = Filters(as_of=datetime(2015, month, 15, tzinfo=UTC))
        with catalogue.snapshot() as snapshot:
            return [version.article.title for version in snapshot.articles(filters, retracted=retracted)]

    assert [list_at(month) for month in (1, 2, 3)] == [[], ["New"], []]
    assert [list_at(month, retracted=True) for month in (1, 2, 3)] == [[], ["New"], ["New"]]
    put(catalogue, "Newest", "Three.", modified="2015-04-01")
    assert [list_at(month, retracted=True) for month in (2, 3, 4)] == [["New"], ["New"], ["Newest"]]


def test_articles_are_listed_by_language(catalogue: Catalogue) -> None:
    """Only articles in the languages that are asked for are listed; one that names none is in none of them."""
    with catalogue.write() as transaction:
        for language in ("en", "de", "fr", ""):
            transaction.put_article(write_article(f"T{language}", "Text.", language=language), NOW)
    with catalogue.snapshot() as snapshot:
        found = snapshot.articles(Filters(languages=("de", "en")))
    assert sorted(version.article.title for version in found) == ["Tde", "Ten"]


def test_articles_are_listed_in_pages_newest_first(catalogue: Catalogue) -> None:
    """A page goes on where the last one ended, and filters hold."""
    with catalogue.write() as transaction:
        for day in range(1, 8):
            transaction.put_article(write_article(f"T{day}", "Text.", f"2015-01-0{day}"), NOW)
    with catalogue.snapshot() as snapshot:
        page = snapshot.articles(Filters(), limit=3)
        last = page[-1].article
        rest = snapshot.articles(Filters(), after=(int(last.published.timestamp()), last.id), limit=10)
        since = snapshot.articles(Filters(since=datetime(2015, 1, 6, tzinfo=UTC)))
    assert [version.article.title for version in page + rest] == [f"T{day}" for day in range(7, 0, -1)]
    assert [version.article.title for version in since] == ["T7", "T6"]


def test_sources_are_named_once_in_order(catalogue: Catalogue) -> None:
    """The names of the sources are found by skipping through the index."""
    with catalogue.write() as transaction:
        for number, source in enumerate(["b", "a", "c", "a", "b"]):
            transaction.put_article(write_article(f"T{number}", "Text.", source=source), NOW)
    with catalogue.snapshot() as snapshot:
        assert snapshot.sources() == ["a", "b", "c"]


def test_a_newer_catalogue_is_refused(tmp_path: Path) -> None:
    """A catalogue with more migrations than this code knows is not opened, and the message says what to do."""
    Catalogue(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(CatalogueTooNew, match="upgrade Dateline"):
        Catalogue(tmp_path)


def test_another_database_is_refused(tmp_path: Path) -> None:
    """A SQLite file of someone else's is left alone."""
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(CatalogueDamaged, match="not a Dateline catalogue"):
        Catalogue(tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """Garbage in the catalogue's place is said to be that."""
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all " * 100)
    with pytest.raises(CatalogueDamaged):
        Catalogue(tmp_path)


def test_vectors_of_another_model_are_refused(tmp_path: Path) -> None:
    """A catalogue made by one model is not opened for another, and the message says what to do."""
    Catalogue(tmp_path, embedder="model-a").close()
    with pytest.raises(EmbedderMismatch, match="ask for 'model-a' again"):
        Catalogue(tmp_path, embedder="model-b")


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A data folder that cannot be one is said to be that."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageFailed):
        Catalogue(tmp_path / "file")


def test_following_and_deleting_cost_the_same_however_much_there_is(tmp_path: Path) -> None:
    """Neither what changed nor the vectors of one article are looked for among all: SQLite takes no step more."""
    few, many = (count_steps(tmp_path / str(number), number) for number in (20, 400))
    assert min(few.values()) > 0
    assert many == pytest.approx(few, rel=0.5)


def count_steps(folder: Path, number: int) -> dict[str, int]:
    """Return the steps that SQLite takes for each part of an update and a deletion, among so many articles."""
    catalogue = Catalogue(folder, embedder="model-a")
    for first, last in ((0, number), (number, number + 1)):
        with catalogue.write() as transaction:
            for place in range(first, last):
                digest = place.to_bytes(16)
                transaction.put_article(write_article("T", f"Text {place}.", id=f"a{place}"), NOW)
                transaction.add_passages(f"a{place}", 1, [Span(0, 5)], [digest])
                transaction.embeddings.add("model-a", [(digest, b"vector")])
                transaction.embeddings.add("model-b", [(digest, b"vector")])
    steps: dict[str, int] = {}
    with catalogue.snapshot() as snapshot:
        since = snapshot.generation() - 1
        for name, read in (("passage_rows", snapshot.passage_rows), ("documents", snapshot.documents)):
            with counting(file_of(snapshot._db), steps, name):
                assert len(list(read(since))) == 1
        with counting(file_of(snapshot._db), steps, "vectors"):
            assert len(list(snapshot.embeddings.rows("model-a", since))) == 1
    with catalogue.write() as transaction, counting(file_of(transaction._db), steps, "deletion"):
        assert transaction.delete_article("a0", NOW)
    with catalogue.snapshot() as snapshot:
        assert {len(list(snapshot.embeddings.rows(model, 0))) for model in ("model-a", "model-b")} == {number}
        assert not snapshot._db.execute("SELECT 1 FROM vector WHERE digest = ?", (bytes(16),)).fetchone()
    catalogue.close()
    return steps


def file_of(connection: Connection) -> sqlite3.Connection:
    """Return a connection as the one to a file that it is."""
    assert isinstance(connection, sqlite3.Connection)
    return connection


@contextmanager
def counting(connection: sqlite3.Connection, steps: dict[str, int], name: str) -> Iterator[None]:
    """Note how many steps of SQLite's machine the block takes."""

    def count() -> None:
        steps[name] += 1

    steps[name] = 0
    connection.set_progress_handler(count, 1)
    yield
    connection.set_progress_handler(None, 1)

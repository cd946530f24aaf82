"""The inbox: what waits, its attempts, and what was set aside."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import index.intake.drain as drain_module
from index.catalogue.jobs import State
from index.errors import NotFound, StorageFailed
from index.intake.drain import drain
from index.intake.store import store
from index.library import Library, open_library
from index.types import Article, IngestReport, Rejected
from tests.conftest import NOW
from tests.index.deliveries import (
    FERRIES,
    FIRST,
    REASON,
    SECOND,
    accept,
    attempts_of,
    end_process,
    read_job,
    set_one_aside,
    stored,
)
from tests.index.earlier import writer_of
from tests.index.history import HashEmbedder
from tests.postgres import in_file


@pytest.fixture
def library(tmp_path: Path, address: str | None) -> Iterator[Library]:
    """An empty library whose embedder needs no model."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder(), shared=address)
    yield opened
    opened.close()


def test_an_attempt_is_counted_before_it_starts(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a batch is being stored, another process sees one attempt counted for each row; afterwards none is left."""
    seen: list[list[tuple[int, int]]] = []

    def look(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        seen.append(attempts_of(library))
        return store(articles, *rest, **more)  # type: ignore[arg-type]

    accept(library, *FERRIES)
    monkeypatch.setattr(drain_module, "store", look)
    drain(library)
    assert seen == [[(1, 1), (2, 1), (3, 1), (4, 1)]]
    assert attempts_of(library) == []


def test_a_batch_that_ended_a_process_is_tried_article_by_article(library: Library) -> None:
    """Each of it is then a batch of its own, and what came later is not mixed with it."""
    accept(library, *FERRIES[:3])
    end_process(library)
    assert [len(drain_module._next_batch(library)) for _ in range(2)] == [1, 1]
    drain(library)
    assert stored(library) == ["f0", "f1", "f2"]


def test_an_article_is_set_aside_after_three_ended_processes(library: Library) -> None:
    """It is tried no more; its job ends with the reason in its report; nothing waits, and all others are stored."""
    job = set_one_aside(library)
    done = read_job(library, job)
    assert done.report is not None
    assert (done.state, done.done, done.total, done.report.added) == (State.DONE, 2, 2, 1)
    assert done.report.rejected == (Rejected("f0", None, REASON),)
    assert stored(library) == ["f1"]
    with library.catalogue.snapshot() as snapshot:
        assert (snapshot.inbox.count_waiting(), snapshot.inbox.count_set_aside()) == (0, 1)
        (entry,) = snapshot.inbox.set_aside(10)
    assert (entry.article, entry.attempts, entry.set_aside, entry.reason) == ("f0", 3, NOW, REASON)


def test_an_article_is_stored_after_two_ended_processes(library: Library) -> None:
    """An article over which two processes died is tried a third time, and stored if that goes well."""
    accept(library, FERRIES[0])
    end_process(library)
    end_process(library)
    drain(library)
    assert stored(library) == ["f0"]


def test_a_failure_that_is_not_the_articles_fault_is_no_attempt(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the disk is full, the article waits and is stored once there is room."""

    def fail(*_: object, **__: object) -> IngestReport:
        raise StorageFailed("the disk is full")

    accept(library, FERRIES[0])
    monkeypatch.setattr(drain_module, "store", fail)
    for _ in range(4):
        with pytest.raises(StorageFailed):
            drain(library)
    monkeypatch.undo()
    drain(library)
    assert stored(library) == ["f0"]


def test_what_a_deletion_interrupts_is_no_attempt(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of a batch of which an article was deleted while it was stored is not held for dangerous."""
    deleted: list[str] = []

    def delete_meanwhile(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        if not deleted:
            deleted.append("f0")
            with library.catalogue.write() as transaction:
                transaction.inbox.delete("f0")
        else:
            assert attempts_of(library) == [(2, 1), (3, 1), (4, 1)]
        return store(articles, *rest, **more)  # type: ignore[arg-type]

    accept(library, *FERRIES)
    monkeypatch.setattr(drain_module, "store", delete_meanwhile)
    drain(library)
    assert stored(library) == ["f1", "f2", "f3"]


def test_what_was_set_aside_can_be_retried(library: Library) -> None:
    """It waits in its job as if nothing had been, is stored, and the report forgets that it had been given up."""
    job = set_one_aside(library)
    with library.catalogue.write() as transaction:
        assert transaction.inbox.retry("f0")
        assert not transaction.inbox.retry("f1")
    assert (read_job(library, job).state, read_job(library, job).done) == (State.RUNNING, 1)
    drain(library)
    done = read_job(library, job)
    assert done.report is not None
    assert (done.state, done.done, done.report.added, done.report.rejections) == (State.DONE, 2, 2, 0)
    assert stored(library) == ["f0", "f1"]


def test_an_older_text_that_is_retried_stays_older(library: Library) -> None:
    """A correction that was set aside becomes a version of its own time, and does not undo a later one."""
    first = FERRIES[0]
    middle = replace(first, text="Ferry number 0 never left.", modified=NOW.replace(hour=9))
    last = replace(first, text="Ferry number 0 came back.", modified=NOW.replace(hour=10))
    accept(library, first)
    drain(library)
    accept(library, middle)
    for _ in range(3):
        end_process(library)
    accept(library, last)
    drain(library, now=lambda: NOW)
    with library.catalogue.write() as transaction:
        transaction.inbox.retry("f0")
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        versions = sorted(snapshot.versions("f0"), key=lambda version: version.valid_from)
    assert [version.article.text for version in versions] == [first.text, middle.text, last.text]


def test_what_was_set_aside_can_be_deleted(library: Library) -> None:
    """Nothing of its text is left in the inbox, and its job counts it once."""
    job = set_one_aside(library)
    with library.catalogue.write() as transaction:
        assert transaction.inbox.delete("f0")
        assert not transaction.inbox.retry("f0")
    with library.catalogue.snapshot() as snapshot:
        assert snapshot._db.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
    assert attempts_of(library) == []
    assert (read_job(library, job).done, read_job(library, job).total) == (2, 2)
    drain(library)
    with library.catalogue.snapshot() as snapshot, pytest.raises(NotFound):
        snapshot.version("f0")


def test_an_article_that_is_deleted_before_it_is_set_aside_is_not(library: Library) -> None:
    """The deletion wins, and the job counts the article once."""
    job = accept(library, FERRIES[0])
    (waiting,) = drain_module._next_batch(library)
    with library.catalogue.write() as transaction:
        transaction.inbox.delete("f0")
    drain_module._set_aside(library, waiting, "it was too late", NOW)
    assert (read_job(library, job).done, attempts_of(library)) == (1, [])


def test_batches_are_of_one_job_and_bounded(library: Library) -> None:
    """A batch ends where the next job begins, or where it grows too long, but never before its first article."""
    accept(library, FIRST, SECOND)
    accept(library, FIRST)
    with library.catalogue.snapshot() as snapshot:
        assert len(snapshot.inbox.next_batch(10, 100_000)) == 2
        assert len(snapshot.inbox.next_batch(1, 100_000)) == 1
        assert len(snapshot.inbox.next_batch(10, 1)) == 1


@in_file
def test_the_catalogue_finds_waiting_articles_by_id(library: Library) -> None:
    """Deleting does not read through the whole inbox."""
    with library.catalogue.snapshot() as snapshot:
        plan = snapshot._db.execute(
            "EXPLAIN QUERY PLAN DELETE FROM inbox WHERE json_extract(record, '$.id') = 'a' RETURNING job"
        ).fetchall()
    assert "inbox_by_article" in plan[0][3]


@in_file
def test_every_write_is_on_disk_when_it_is_acknowledged(library: Library) -> None:
    """SQLite syncs its journal at every commit (FULL, which is 2), of the inbox as of everything else."""
    assert writer_of(library.catalogue).execute("PRAGMA synchronous").fetchone() == (2,)
    assert writer_of(library.catalogue).execute("PRAGMA journal_mode").fetchone() == ("wal",)

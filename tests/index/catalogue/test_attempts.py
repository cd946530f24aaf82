"""Attempts that end their process: counted, bounded, and what was set aside for them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import index.intake.drain as draining
from index.catalogue.jobs import Job, State
from index.errors import NotFound, StorageFailed
from index.intake.accept import Delivery, recover
from index.intake.drain import drain
from index.intake.store import store
from index.library import Library, open_library
from index.types import Article, IngestReport, Rejected
from tests.conftest import NOW, write_article
from tests.index.history import HashEmbedder

ARTICLES = [write_article(f"Ferry {n}", f"Ferry number {n} left the harbour.", id=f"f{n}") for n in range(4)]
REASON = "storing it ended the process 3 times"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library whose model opens at once."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    yield opened
    opened.close()


def accept(library: Library, *articles: Article) -> str:
    """Accept articles as one job."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept(articles, last=True, now=NOW)
    return delivery.job


def read_job(library: Library, job: str) -> Job:
    """Return a job as it stands."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.jobs.get(job)


def retries_of(library: Library) -> list[tuple[int, int]]:
    """Return the attempts that are counted, by row of the inbox."""
    with library.catalogue.snapshot() as snapshot:
        return list(snapshot._db.execute("SELECT entry, number FROM attempt ORDER BY entry"))


def die(library: Library) -> None:
    """Leave an attempt as a process leaves it that dies over the next batch."""
    batch = draining._next_batch(library)
    with library.catalogue.write() as transaction:
        transaction.inbox.count_retry([waiting.row for waiting in batch])


def set_aside(library: Library) -> str:
    """Accept two articles, let three attempts at the first end their process, drain; return the job."""
    job = accept(library, *ARTICLES[:2])
    for _ in range(3):
        die(library)
    drain(library, now=lambda: NOW)
    return job


def known(library: Library) -> list[str]:
    """Return the ids of the articles that are stored."""
    with library.catalogue.snapshot() as snapshot:
        return sorted({entry.article for entry in snapshot.passage_rows(0)})


def test_an_attempt_is_counted_before_it_is_made(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a batch is being stored, another process sees one attempt at each of it; afterwards none is left."""
    seen: list[list[tuple[int, int]]] = []

    def look(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        seen.append(retries_of(library))
        return store(articles, *rest, **more)  # type: ignore[arg-type]

    accept(library, *ARTICLES)
    monkeypatch.setattr(draining, "store", look)
    drain(library)
    assert seen == [[(1, 1), (2, 1), (3, 1), (4, 1)]]
    assert retries_of(library) == []


def test_a_batch_that_ended_a_process_is_tried_article_by_article(library: Library) -> None:
    """Each of it is then a batch of its own, and what came later is not mixed with it."""
    accept(library, *ARTICLES[:3])
    die(library)
    assert [len(draining._next_batch(library)) for _ in range(2)] == [1, 1]
    drain(library)
    assert known(library) == ["f0", "f1", "f2"]


def test_the_third_death_sets_an_article_aside(library: Library) -> None:
    """It is tried no more; its job ends with the reason in its report; nothing waits, and all others are stored."""
    job = set_aside(library)
    done = read_job(library, job)
    assert done.report is not None
    assert (done.state, done.done, done.total, done.report.added) == (State.DONE, 2, 2, 1)
    assert done.report.rejected == (Rejected("f0", None, REASON),)
    assert known(library) == ["f1"]
    with library.catalogue.snapshot() as snapshot:
        assert (snapshot.inbox.count_waiting(), snapshot.inbox.count_set_aside()) == (0, 1)
        (entry,) = snapshot.inbox.set_aside(10)
    assert (entry.article, entry.retries, entry.set_aside, entry.reason) == ("f0", 3, NOW, REASON)


def test_two_deaths_do_not(library: Library) -> None:
    """An article over which two processes died is tried a third time, and stored if that goes well."""
    accept(library, ARTICLES[0])
    die(library)
    die(library)
    drain(library)
    assert known(library) == ["f0"]


def test_a_failure_that_is_not_the_articles_fault_is_no_attempt(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the disk is full, the article waits and is stored once there is room."""

    def fail(*_: object, **__: object) -> IngestReport:
        raise StorageFailed("the disk is full")

    accept(library, ARTICLES[0])
    monkeypatch.setattr(draining, "store", fail)
    for _ in range(4):
        with pytest.raises(StorageFailed):
            drain(library)
    monkeypatch.undo()
    drain(library)
    assert known(library) == ["f0"]


def test_what_a_deletion_interrupts_is_no_attempt(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of a batch of which an article was deleted while it was stored is not held for dangerous."""
    deleted: list[str] = []

    def delete_meanwhile(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        if not deleted:
            deleted.append("f0")
            with library.catalogue.write() as transaction:
                transaction.inbox.delete("f0")
        else:
            assert retries_of(library) == [(2, 1), (3, 1), (4, 1)]
        return store(articles, *rest, **more)  # type: ignore[arg-type]

    accept(library, *ARTICLES)
    monkeypatch.setattr(draining, "store", delete_meanwhile)
    drain(library)
    assert known(library) == ["f1", "f2", "f3"]


def test_what_was_set_aside_can_be_tried_again(library: Library) -> None:
    """It waits in its job as if nothing had been, is stored, and the report forgets that it had been given up."""
    job = set_aside(library)
    with library.catalogue.write() as transaction:
        assert transaction.inbox.retry("f0")
        assert not transaction.inbox.retry("f1")
    assert (read_job(library, job).state, read_job(library, job).done) == (State.RUNNING, 1)
    drain(library)
    done = read_job(library, job)
    assert done.report is not None
    assert (done.state, done.done, done.report.added, done.report.rejections) == (State.DONE, 2, 2, 0)
    assert known(library) == ["f0", "f1"]


def test_an_older_text_that_is_tried_again_stays_older(library: Library) -> None:
    """A correction that was set aside becomes a version of its own time, and does not undo a later one."""
    first = ARTICLES[0]
    middle = replace(first, text="Ferry number 0 never left.", modified=NOW.replace(hour=9))
    last = replace(first, text="Ferry number 0 came back.", modified=NOW.replace(hour=10))
    accept(library, first)
    drain(library)
    accept(library, middle)
    for _ in range(3):
        die(library)
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
    job = set_aside(library)
    with library.catalogue.write() as transaction:
        assert transaction.inbox.delete("f0")
        assert not transaction.inbox.retry("f0")
    with library.catalogue.snapshot() as snapshot:
        assert snapshot._db.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
    assert retries_of(library) == []
    assert (read_job(library, job).done, read_job(library, job).total) == (2, 2)
    drain(library)
    with library.catalogue.snapshot() as snapshot, pytest.raises(NotFound):
        snapshot.version("f0")


def test_an_article_that_is_deleted_before_it_is_set_aside_is_not(library: Library) -> None:
    """The deletion wins, and the job counts the article once."""
    job = accept(library, ARTICLES[0])
    (waiting,) = draining._next_batch(library)
    with library.catalogue.write() as transaction:
        transaction.inbox.delete("f0")
    draining._set_aside(library, waiting, "it was too late", NOW)
    assert (read_job(library, job).done, retries_of(library)) == (1, [])


def test_a_start_counts_what_was_set_aside_once(library: Library) -> None:
    """A delivery that broke off ends with what was stored and what was given up."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept(ARTICLES[:3], last=False, now=NOW)
    for _ in range(3):
        die(library)
    drain(library, now=lambda: NOW)
    recover(library.catalogue)
    closed = read_job(library, delivery.job)
    assert (closed.state, closed.done, closed.total) == (State.DONE, 3, 3)


def test_a_second_server_does_not_end_the_delivery_of_the_first(library: Library) -> None:
    """Its start takes an open delivery for broken off; the next batch of it, and its end, set that right."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept(ARTICLES[:1], last=False, now=NOW)
    drain(library)
    recover(library.catalogue)
    assert read_job(library, delivery.job).state is State.DONE
    delivery.accept(ARTICLES[1:], last=True, now=NOW)
    assert (read_job(library, delivery.job).state, read_job(library, delivery.job).total) == (State.RUNNING, 4)
    drain(library)
    assert (read_job(library, delivery.job).state, read_job(library, delivery.job).done) == (State.DONE, 4)


def test_every_write_is_on_disk_when_it_is_acknowledged(library: Library) -> None:
    """SQLite syncs its journal at every commit (FULL, which is 2), of the inbox as of everything else."""
    assert library.catalogue._writer.execute("PRAGMA synchronous").fetchone() == (2,)
    assert library.catalogue._writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)

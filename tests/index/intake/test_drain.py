"""Draining: what was accepted is stored once, whatever happens in between."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

import index.intake.drain as drain_module
from index.catalogue.inbox import Waiting
from index.catalogue.jobs import Kind, State
from index.catalogue.transaction import Transaction
from index.errors import NotFound, StorageFailed
from index.intake.drain import drain
from index.intake.store import store
from index.library import Library
from index.types import Article, IngestReport, Rejected
from tests.conftest import NOW, fill, write_article
from tests.index.deliveries import (
    FIRST,
    SECOND,
    accept,
    count_waiting,
    read_job,
    texts_of,
)
from tests.index.history import HashEmbedder


def test_accepted_articles_are_stored_and_counted(library: Library) -> None:
    """After a drain the inbox is empty, the job is done, and its report counts what became of each article."""
    job = accept(library, FIRST, SECOND, Rejected("", 3, "text is missing or empty"))
    assert (read_job(library, job).state, count_waiting(library)) == (State.QUEUED, 2)
    drain(library)
    done = read_job(library, job)
    assert (done.state, done.kind, done.done, done.total, count_waiting(library)) == (State.DONE, Kind.INGEST, 2, 2, 0)
    assert done.report == IngestReport(
        added=2, passages=2, embedded=2, rejected=(Rejected("", 3, "text is missing or empty"),), rejections=1
    )


@pytest.mark.parametrize(("length", "sizes"), [(10, [16, 4]), (90_000, [2] * 10), (300_000, [1] * 20)])
def test_a_batch_is_small(library: Library, monkeypatch: pytest.MonkeyPatch, length: int, sizes: list[int]) -> None:
    """Sixteen articles or 200,000 characters at the most, but at least one article, are stored at one time."""
    seen: list[int] = []

    def store(library: Library, batch: list[Waiting]) -> None:
        seen.append(len(batch))
        with library.catalogue.write() as transaction:
            transaction.inbox.mark_stored(batch[0].job, [waiting.row for waiting in batch], IngestReport())

    accept(library, *(replace(FIRST, id=f"a{n}", text="x" * length) for n in range(20)))
    monkeypatch.setattr("index.intake.drain._store", store)
    drain(library)
    assert seen == sizes


def test_a_poisoned_article_keeps_no_other_back(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that cannot be stored is set aside with its reason; the others of its batch are stored."""

    def fail_on_second(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        if any(article.id == "b" for article in articles):
            raise ValueError("no such letter")
        return store(articles, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(drain_module, "store", fail_on_second)
    third = write_article("Third", "The third article is fine.", id="c")
    job = accept(library, FIRST, SECOND, third)
    drain(library)
    done = read_job(library, job)
    assert done.report is not None
    assert (done.state, done.done, done.report.added, count_waiting(library)) == (State.DONE, 3, 2, 0)
    assert done.report.rejected == (Rejected("b", None, "it cannot be stored: ValueError: no such letter"),)


def test_a_row_that_cannot_be_read_is_set_aside(library: Library) -> None:
    """A record that another version of Dateline wrote, and this one cannot read, blocks nothing."""
    job = accept(library, FIRST)
    with library.catalogue.write() as transaction:
        transaction._db.execute("UPDATE inbox SET record = '{}'")
    drain(library)
    assert read_job(library, job).state is State.DONE
    assert count_waiting(library) == 0


def test_what_is_not_the_articles_fault_leaves_it_waiting(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk rejects nothing: the article waits until there is room."""

    def fail(*_: object, **__: object) -> IngestReport:
        raise StorageFailed("the disk is full")

    job = accept(library, FIRST)
    monkeypatch.setattr(drain_module, "store", fail)
    with pytest.raises(StorageFailed):
        drain(library)
    assert (read_job(library, job).state, count_waiting(library)) == (State.QUEUED, 1)
    monkeypatch.undo()
    drain(library)
    assert read_job(library, job).state is State.DONE


def test_storing_and_leaving_the_inbox_are_one_transaction(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash right after a batch was stored cannot store it again: an older text would come back as the newest."""
    old, new = FIRST, replace(FIRST, text="The first article says something new.")
    accept(library, old, new)

    def store_and_crash(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        store(articles, *rest, **more)  # type: ignore[arg-type]
        raise SystemExit

    monkeypatch.setattr(drain_module, "store", store_and_crash)
    with pytest.raises(SystemExit):
        drain(library)
    monkeypatch.undo()
    drain(library)
    assert texts_of(library, "a") == [old.text, new.text]


def test_a_crash_before_the_commit_keeps_the_article_waiting(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends a process before the commit leaves the article in the inbox and nothing in the catalogue."""

    def crash(self: Transaction, *_: object) -> None:
        raise SystemExit

    job = accept(library, FIRST)
    monkeypatch.setattr(Transaction, "add_passages", crash)
    with pytest.raises(SystemExit):
        drain(library)
    monkeypatch.undo()
    with pytest.raises(NotFound):
        texts_of(library, "a")
    drain(library)
    assert texts_of(library, "a") == [FIRST.text]
    assert read_job(library, job).state is State.DONE


def test_an_article_deleted_while_it_waits_does_not_come_back(library: Library) -> None:
    """Its job is done without it, and says so."""
    job = accept(library, FIRST, SECOND)
    with library.catalogue.write() as transaction:
        assert transaction.inbox.delete("a")
        assert not transaction.inbox.delete("nobody")
    drain(library)
    with pytest.raises(NotFound):
        texts_of(library, "a")
    done = read_job(library, job)
    assert done.report is not None
    assert (done.state, done.done, done.report.added) == (State.DONE, 2, 1)
    assert done.report.rejected == (Rejected("a", None, "deleted before it was stored"),)


def test_an_article_deleted_while_it_is_embedded_does_not_come_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch that holds it is undone, and stored again without it."""
    embed = HashEmbedder.embed
    deleted: list[str] = []

    def delete_meanwhile(self: HashEmbedder, texts: Sequence[str]) -> object:
        if not deleted:
            deleted.append("a")
            with library.catalogue.write() as transaction:
                transaction.inbox.delete("a")
        return embed(self, texts)

    accept(library, FIRST, SECOND)
    monkeypatch.setattr(HashEmbedder, "embed", delete_meanwhile)
    drain(library)
    with pytest.raises(NotFound):
        texts_of(library, "a")
    assert texts_of(library, "b") == [SECOND.text]


def test_what_an_earlier_dateline_accepted_is_as_old_as_its_job(library: Library) -> None:
    """Rows of the inbox from before it noted the time of arrival are stored all the same."""
    fill(library, FIRST)
    accept(library, replace(FIRST, text="Something new."))
    with library.catalogue.write() as transaction:
        transaction._db.execute("UPDATE inbox SET accepted = NULL")
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.version("a").valid_from == NOW


def test_stopping_ends_between_batches(library: Library) -> None:
    """A drain can be stopped; what is left waits for the next one."""
    accept(library, FIRST)
    drain(library, stopping=lambda: True)
    assert count_waiting(library) == 1

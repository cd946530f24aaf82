"""What was accepted is stored, once, whatever happens in between."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

import index.intake.drain as draining
from index.article import dump_record, load_record
from index.care.rebuild import RebuildRunning, claim_interrupted, claim_rebuild, run_rebuild
from index.catalogue.jobs import Job, Kind, State
from index.catalogue.transaction import Transaction
from index.dates import parse_moment
from index.errors import NotFound, StorageFailed
from index.intake.accept import Delivery, recover
from index.intake.drain import drain
from index.intake.retraction import retract
from index.intake.store import store
from index.library import Library
from index.passages.embedding import Embedder
from index.types import Article, Filters, IngestReport, Rejected
from tests.conftest import NOW, fill, write_article

FIRST = write_article("First", "The first article says one thing.", id="a")
SECOND = write_article("Second", "The second article says another thing.", id="b")


def accept(library: Library, *records: Article | Rejected, now: datetime = NOW) -> str:
    """Accept records as one job."""
    delivery = Delivery(library.catalogue, now)
    delivery.accept(records, last=True, now=now)
    return delivery.job


def read_job(library: Library, job: str) -> Job:
    """Return a job as it stands."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.jobs.get(job)


def texts_of(library: Library, article: str) -> list[str]:
    """Return the text of every version of an article."""
    with library.catalogue.snapshot() as snapshot:
        return [version.article.text for version in snapshot.versions(article)]


def backlog_of(library: Library) -> int:
    """Return how many articles wait."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.inbox.count_waiting()


def test_an_article_survives_the_inbox_whole() -> None:
    """Every field that an article can have comes back as it went in."""
    article = replace(
        write_article(
            "T", "Text 😀.", url="https://example.org/x", language="en", rights="CC BY", modified="2015-02-01"
        ),
        authors=("A", "B"),
        external_id="guid/1",
        published=parse_moment("0033-04-03"),
    )
    assert load_record(dump_record(article)) == article


def test_accepted_articles_are_stored_and_counted(library: Library) -> None:
    """After a drain the inbox is empty, the job is done, and its report counts what became of each article."""
    job = accept(library, FIRST, SECOND, Rejected("", 3, "text is missing or empty"))
    assert (read_job(library, job).state, backlog_of(library)) == (State.QUEUED, 2)
    drain(library)
    done = read_job(library, job)
    assert (done.state, done.kind, done.done, done.total, backlog_of(library)) == (State.DONE, Kind.INGEST, 2, 2, 0)
    assert done.report == IngestReport(
        added=2, passages=2, embedded=2, rejected=(Rejected("", 3, "text is missing or empty"),), rejections=1
    )


def test_keeping_book_of_jobs_makes_no_generation(library: Library) -> None:
    """Accepting, and asking for a job, is no reason for any index to follow."""
    before = library.catalogue.generation()
    accept(library, FIRST)
    assert library.catalogue.generation() == before


def test_a_job_is_not_done_before_its_last_article_is_delivered(library: Library) -> None:
    """A stream that is drained while it arrives stays open until it ends."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept([FIRST], last=False, now=NOW)
    drain(library)
    open_job = read_job(library, delivery.job)
    assert (open_job.state, open_job.done, open_job.total) == (State.RUNNING, 1, 0)
    delivery.accept([], last=True, now=NOW)
    closed = read_job(library, delivery.job)
    assert (closed.state, closed.total) == (State.DONE, 1)


def test_a_job_of_nothing_is_done(library: Library) -> None:
    """Where nothing was accepted there is nothing to wait for."""
    assert read_job(library, accept(library, Rejected("", 1, "no"))).finished


def test_a_poisoned_article_keeps_no_other_back(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that cannot be stored is set aside with its reason; the others of its batch are stored."""

    def fail_on_second(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        if any(article.id == "b" for article in articles):
            raise ValueError("no such letter")
        return store(articles, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(draining, "store", fail_on_second)
    third = write_article("Third", "The third article is fine.", id="c")
    job = accept(library, FIRST, SECOND, third)
    drain(library)
    done = read_job(library, job)
    assert done.report is not None
    assert (done.state, done.done, done.report.added, backlog_of(library)) == (State.DONE, 3, 2, 0)
    assert done.report.rejected == (Rejected("b", None, "it cannot be stored: ValueError: no such letter"),)


def test_a_row_that_cannot_be_read_is_set_aside(library: Library) -> None:
    """A record that another version of Dateline wrote, and this one cannot read, blocks nothing."""
    job = accept(library, FIRST)
    with library.catalogue.write() as transaction:
        transaction._db.execute("UPDATE inbox SET record = '{}'")
    drain(library)
    assert read_job(library, job).state is State.DONE
    assert backlog_of(library) == 0


def test_what_is_not_the_articles_fault_leaves_it_waiting(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk rejects nothing: the article waits until there is room."""

    def fail(*_: object, **__: object) -> IngestReport:
        raise StorageFailed("the disk is full")

    job = accept(library, FIRST)
    monkeypatch.setattr(draining, "store", fail)
    with pytest.raises(StorageFailed):
        drain(library)
    assert (read_job(library, job).state, backlog_of(library)) == (State.QUEUED, 1)
    monkeypatch.undo()
    drain(library)
    assert read_job(library, job).state is State.DONE


def test_storing_and_leaving_the_inbox_are_one_write(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash right after a batch was stored cannot store it again: an older text would come back as the newest."""
    old, new = FIRST, replace(FIRST, text="The first article says something new.")
    accept(library, old, new)

    def store_and_crash(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        store(articles, *rest, **more)  # type: ignore[arg-type]
        raise SystemExit

    monkeypatch.setattr(draining, "store", store_and_crash)
    with pytest.raises(SystemExit):
        drain(library)
    monkeypatch.undo()
    drain(library)
    assert texts_of(library, "a") == [old.text, new.text]


def test_a_crash_within_the_write_keeps_the_article_waiting(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
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
    embed = Embedder.embed
    deleted: list[str] = []

    def delete_meanwhile(self: Embedder, texts: list[str]) -> object:
        if not deleted:
            deleted.append("a")
            with library.catalogue.write() as transaction:
                transaction.inbox.delete("a")
        return embed(self, texts)

    accept(library, FIRST, SECOND)
    monkeypatch.setattr(Embedder, "embed", delete_meanwhile)
    drain(library)
    with pytest.raises(NotFound):
        texts_of(library, "a")
    assert texts_of(library, "b") == [SECOND.text]


def test_what_waits_is_retracted_with_its_article(library: Library) -> None:
    """Accepted before a retraction means said before it, however late it is stored; what is accepted after stands."""
    fill(library, FIRST)
    accept(library, replace(FIRST, text="The first article says something new."), SECOND)
    done = [retract(name, "It was wrong.", library.catalogue, NOW) for name in ("a", "b", "b")]
    assert done[1] == done[2]
    with pytest.raises(NotFound):
        retract("c", "It was wrong.", library.catalogue, NOW)
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.articles(Filters()) == []
        for name, retraction in zip(("a", "b"), done, strict=False):
            last = snapshot.version(name)
            assert (last.valid_to, last.retraction) == (retraction.at, retraction)
        assert snapshot.version("a").article.text.endswith("something new.")
    accept(library, replace(SECOND, text="The second article is another now."), now=NOW + timedelta(seconds=9))
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        assert [version.article.id for version in snapshot.articles(Filters())] == ["b"]


def test_what_waits_is_valid_from_its_arrival(library: Library) -> None:
    """An update without a time is as old as its acceptance, whenever it is stored, also among others of its job."""
    fill(library, FIRST)
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept([replace(FIRST, text="Something new.")], last=False, now=NOW)
    delivery.accept([replace(FIRST, text="Something newer.")], last=True, now=NOW + timedelta(minutes=5))
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        starts = [version.valid_from for version in snapshot.versions("a")]
    assert starts == [FIRST.published, NOW, NOW + timedelta(minutes=5)]


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
    """Whoever drains can be told to stop; what is left waits for the next one."""
    accept(library, FIRST)
    drain(library, stopping=lambda: True)
    assert backlog_of(library) == 1


def test_a_start_settles_what_an_earlier_process_left(library: Library) -> None:
    """A delivery that broke off is closed with what had arrived; a rebuild that never ended can be ended."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept([FIRST], last=False, now=NOW)
    empty = Delivery(library.catalogue, NOW)
    empty.accept([], last=False, now=NOW)
    rebuild = claim_rebuild(library.catalogue, NOW)
    rebuild.lock.release()  # as the end of its process does
    recover(library.catalogue)
    assert read_job(library, delivery.job).total == 1
    assert read_job(library, empty.job).state is State.DONE
    left = claim_interrupted(library.catalogue)
    assert left is not None
    assert (left.job, read_job(library, left.job).state) == (rebuild.job, State.RUNNING)
    run_rebuild(library, left)
    assert read_job(library, left.job).state is State.DONE
    assert claim_interrupted(library.catalogue) is None
    drain(library)
    assert read_job(library, delivery.job).state is State.DONE


def test_one_rebuild_at_a_time(library: Library) -> None:
    """A second one is refused until the first is done."""
    fill(library, FIRST)
    claim = claim_rebuild(library.catalogue, NOW)
    with pytest.raises(RebuildRunning):
        claim_rebuild(library.catalogue, NOW)
    assert claim_interrupted(library.catalogue) is None  # as another process asks that starts meanwhile
    assert read_job(library, claim.job).state is State.RUNNING
    run_rebuild(library, claim)
    assert read_job(library, claim.job).state is State.DONE
    claim_rebuild(library.catalogue, NOW).lock.release()


def test_a_rebuild_that_fails_says_why(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its job has failed, with the reason."""

    def fail() -> None:
        raise StorageFailed("the disk is full")

    monkeypatch.setattr(library.engine, "rebuild", fail)
    claim = claim_rebuild(library.catalogue, NOW)
    run_rebuild(library, claim)
    failed = read_job(library, claim.job)
    assert (failed.state, failed.error) == (State.FAILED, "StorageFailed: the disk is full")


def test_an_unknown_job_is_not_found(library: Library) -> None:
    """Asking for it raises, rather than returning nothing."""
    with pytest.raises(NotFound):
        read_job(library, "job_none")


def test_batches_are_of_one_job_and_bounded(library: Library) -> None:
    """A batch ends where the next job begins, or where it grows too long, but never before its first article."""
    accept(library, FIRST, SECOND)
    accept(library, FIRST)
    with library.catalogue.snapshot() as snapshot:
        assert len(snapshot.inbox.next_batch(10, 100_000)) == 2
        assert len(snapshot.inbox.next_batch(1, 100_000)) == 1
        assert len(snapshot.inbox.next_batch(10, 1)) == 1


def test_the_catalogue_finds_waiting_articles_by_id(library: Library) -> None:
    """Deleting does not read through the whole inbox."""
    with library.catalogue.snapshot() as snapshot:
        plan = snapshot._db.execute(
            "EXPLAIN QUERY PLAN DELETE FROM inbox WHERE json_extract(record, '$.id') = 'a' RETURNING job"
        ).fetchall()
    assert "inbox_by_article" in plan[0][3]

"""Jobs: how they end, and when finished ones are deleted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from index.care.rebuild import RebuildRunning, claim_interrupted, claim_rebuild, run_rebuild
from index.catalogue.catalogue import Catalogue
from index.catalogue.jobs import Kind, State
from index.errors import NotFound, StorageFailed
from index.intake.accept import Delivery
from index.library import Library, open_library
from index.types import Rejected
from tests.conftest import NOW, fill, write_article
from tests.index.deliveries import (
    FIRST,
    read_job,
)
from tests.index.history import HashEmbedder

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def catalogue(tmp_path: Path, address: str | None) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(tmp_path, address=address)
    yield opened
    opened.close()


def add(catalogue: Catalogue, job: str, state: State = State.DONE, now: datetime = NOW) -> None:
    """Add a job that is in a state since its beginning."""
    with catalogue.write() as transaction:
        transaction.jobs.add(job, Kind.REBUILD, state, now)


def prune(catalogue: Catalogue, now: datetime, number: int = 100, age: timedelta = 90 * DAY) -> None:
    """Forget what is too old at a time, or too many."""
    with catalogue.write() as transaction:
        transaction.jobs.prune(number, age, now)


def kept(catalogue: Catalogue, *jobs: str) -> str:
    """Return which of the jobs can be read still."""
    found = ""
    with catalogue.snapshot() as snapshot:
        for job in jobs:
            try:
                found += snapshot.jobs.get(job).id
            except NotFound as error:
                assert error.message == f"there is no job {job!r}"  # noqa: PT017 - some are there, some are not
    return found


def test_a_job_is_deleted_so_long_after_it_finished(catalogue: Catalogue) -> None:
    """Not so long after it began: one that took a year is read for as long as any other, and one at work for ever."""
    add(catalogue, "a")
    add(catalogue, "b", State.RUNNING, NOW - 365 * DAY)
    add(catalogue, "c", State.QUEUED, NOW - 365 * DAY)
    prune(catalogue, NOW)
    with catalogue.write() as transaction:
        transaction.jobs.finish("b", "no room")
    prune(catalogue, NOW + DAY)
    prune(catalogue, NOW + 90 * DAY - timedelta(seconds=1))
    assert kept(catalogue, *"abc") == "abc"
    prune(catalogue, NOW + 90 * DAY)
    assert kept(catalogue, *"abc") == "bc"
    prune(catalogue, NOW + 91 * DAY)
    assert kept(catalogue, *"abc") == "c"


def test_the_latest_are_kept(catalogue: Catalogue) -> None:
    """Of those that finished the number that is kept are the last that did, whenever they began."""
    add(catalogue, "z", State.RUNNING, NOW - DAY)
    for place, job in enumerate("abcd"):
        add(catalogue, job, now=NOW + place * HOUR)
        prune(catalogue, NOW + place * HOUR)
    with catalogue.write() as transaction:
        transaction.jobs.finish("z")
    prune(catalogue, NOW + 4 * HOUR)
    prune(catalogue, NOW + 5 * HOUR, number=3)
    assert kept(catalogue, *"abcdz") == "cdz"


def test_a_client_that_waits_for_its_end_sees_it(catalogue: Catalogue) -> None:
    """Within an hour of its end none is forgotten, though none were to be kept, and two servers look after them."""
    add(catalogue, "a")
    for minutes in (0, 1, 59):
        prune(catalogue, NOW + timedelta(minutes=minutes), number=0)
        assert kept(catalogue, "a") == "a"
    prune(catalogue, NOW + HOUR, number=0)
    assert kept(catalogue, "a") == ""


def test_a_job_of_which_an_article_is_set_aside_is_kept(catalogue: Catalogue) -> None:
    """Its report says why; once the article is tried again and stored, or deleted, it is forgotten like any other."""
    article = write_article("Poison", "It cannot be stored.", id="p")
    delivery = Delivery(catalogue, NOW)
    delivery.accept([article], last=True, now=NOW)
    with catalogue.write() as transaction:
        transaction.inbox.set_aside(1, delivery.job, Rejected("p", None, "it cannot be stored"), NOW)
    for hours in (0, 2, 4):
        prune(catalogue, NOW + hours * HOUR, number=0)
    with catalogue.snapshot() as snapshot:
        assert snapshot.jobs.get(delivery.job).state is State.DONE
    with catalogue.write() as transaction:
        assert transaction.inbox.retry("p")
    prune(catalogue, NOW + 6 * HOUR, number=0)
    with catalogue.write() as transaction:
        transaction.inbox.delete("p")
    prune(catalogue, NOW + 6 * HOUR, number=0)
    assert kept(catalogue, delivery.job) == delivery.job  # it has only just finished
    prune(catalogue, NOW + 7 * HOUR, number=0)
    assert kept(catalogue, delivery.job) == ""


def test_pruning_makes_no_generation(catalogue: Catalogue) -> None:
    """No index has anything to follow."""
    add(catalogue, "a")
    before = catalogue.generation()
    prune(catalogue, NOW)
    prune(catalogue, NOW + 99 * DAY)
    assert (kept(catalogue, "a"), catalogue.generation()) == ("", before)


@pytest.fixture
def library(tmp_path: Path, address: str | None) -> Iterator[Library]:
    """An empty library whose embedder needs no model."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder(), shared=address)
    yield opened
    opened.close()


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

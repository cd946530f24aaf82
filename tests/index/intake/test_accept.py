"""Accepting: jobs of deliveries, how they end, and what a start makes of those that were interrupted."""

from dataclasses import replace
from datetime import timedelta

from index.article import dump_record, load_record
from index.care.rebuild import claim_interrupted, claim_rebuild, run_rebuild
from index.catalogue.jobs import State
from index.dates import parse_moment
from index.intake.accept import Delivery, recover
from index.intake.drain import drain
from index.library import Library
from index.types import Rejected
from tests.conftest import NOW, fill, write_article
from tests.index.deliveries import (
    FERRIES,
    FIRST,
    accept,
    end_process,
    read_job,
)


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


def test_accepting_makes_no_generation(library: Library) -> None:
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


def test_a_start_closes_what_an_earlier_process_left(library: Library) -> None:
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


def test_a_start_counts_what_was_set_aside_once(library: Library) -> None:
    """A delivery that broke off ends with what was stored and what was given up."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept(FERRIES[:3], last=False, now=NOW)
    for _ in range(3):
        end_process(library)
    drain(library, now=lambda: NOW)
    recover(library.catalogue)
    closed = read_job(library, delivery.job)
    assert (closed.state, closed.done, closed.total) == (State.DONE, 3, 3)


def test_a_second_server_does_not_end_the_delivery_of_the_first(library: Library) -> None:
    """Its start takes an open delivery for broken off; the next batch of it, and its end, set that right."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept(FERRIES[:1], last=False, now=NOW)
    drain(library)
    recover(library.catalogue)
    assert read_job(library, delivery.job).state is State.DONE
    delivery.accept(FERRIES[1:], last=True, now=NOW)
    assert (read_job(library, delivery.job).state, read_job(library, delivery.job).total) == (State.RUNNING, 4)
    drain(library)
    assert (read_job(library, delivery.job).state, read_job(library, delivery.job).done) == (State.DONE, 4)


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

"""Deletion of old jobs by the worker, as seen over HTTP."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

import api.processes.worker
from api.processes.worker import Housekeeping, WakePipe, work
from api.service import Service
from index.catalogue.jobs import JobWriter
from index.errors import NotFound, StorageFailed
from index.intake.accept import Delivery
from index.library import Library
from tests.api.conftest import send, write_record
from tests.conftest import NOW, write_article

pytestmark = pytest.mark.anyio


async def test_a_forgotten_job_is_not_found(app: FastAPI, client: httpx.AsyncClient) -> None:
    """A deleted job is 404 like an unknown one, and its articles stay."""
    job = (await send(client, write_record(id="a")))["id"]
    assert (await client.get(f"/jobs/{job}")).json()["state"] == "done"
    service: Service = app.state.service
    for hours in (0, 2):
        with service.library.catalogue.write() as transaction:
            transaction.jobs.prune(0, timedelta(days=1), datetime.now(UTC) + timedelta(hours=hours))
    gone = await client.get(f"/jobs/{job}")
    assert (gone.status_code, gone.json()["error"]["type"]) == (404, "not_found")
    assert gone.json()["error"]["message"] == f"there is no job {job!r}"
    assert (await client.get("/articles/a")).status_code == 200


def take_turns(library: Library, number: int, tidy: Callable[..., None]) -> None:
    """Let a worker poll a number of times."""
    reading, writing = os.pipe()
    pipe, left = WakePipe(reading), [number]

    def count_and_tidy(*given: object) -> None:
        left[0] -= 1
        if not left[0]:
            pipe.mark_closed()
        tidy(*given)

    work(lambda: library, pipe, lambda: None, count_and_tidy)
    os.close(reading)
    os.close(writing)


def test_a_worker_forgets_at_the_beginning_and_every_hour(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """It deletes old jobs once an hour, according to the two settings."""
    delivery = Delivery(library.catalogue, NOW)
    delivery.accept([write_article("A", "A ferry left.", id="a")], last=True, now=NOW)
    clock, written = [1.0], []
    monkeypatch.setattr(api.processes.worker, "_POLL_SECONDS", 0.0)
    monkeypatch.setattr(api.processes.worker, "monotonic", lambda: clock[0])
    prune = JobWriter.prune

    def note(self: JobWriter, number: int, age: timedelta, now: datetime) -> None:
        written.append((number, age))
        prune(self, number, age, now)

    monkeypatch.setattr(JobWriter, "prune", note)
    tidy = Housekeeping(0, 7, now=lambda: NOW + timedelta(seconds=clock[0])).run
    take_turns(library, 3, tidy)
    assert written == [(0, timedelta(days=7))]
    clock[0] += 3_600
    take_turns(library, 2, tidy)
    assert written == [(0, timedelta(days=7))] * 2
    with library.catalogue.snapshot() as snapshot, pytest.raises(NotFound):
        snapshot.jobs.get(delivery.job)


def test_a_worker_that_cannot_forget_goes_on_storing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is logged once, and later articles are stored once there is room."""
    monkeypatch.setattr(api.processes.worker, "_POLL_SECONDS", 0.0)

    def refuse(_: object) -> None:
        delivery = Delivery(library.catalogue, NOW)
        delivery.accept([write_article("A", "A ferry left.", id="a")], last=True, now=NOW)
        raise StorageFailed("the disk is full")

    take_turns(library, 2, refuse)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.count_articles() == 1

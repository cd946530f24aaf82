"""Asking through the service, as every dialect does: whole or in steps, kept, queued, with one kind of error."""

import logging
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pytest
from anyio import to_thread
from fastapi import Request
from starlette.types import Message

from api.app import describe_archive
from api.errors import Refusal
from api.processes import opening
from api.service import Service
from api.settings import Settings, read_settings
from index.errors import Busy, NotFound, StorageFailed
from index.library import Library
from index.passages.embedding import Embedder
from qa.reading.defaults import NO_READER
from qa.types import Answer, Found, Question, Step
from tests.api.conftest import make_app, read_examples, running, send

pytestmark = pytest.mark.anyio

QUESTION = Question("Who declared Kobane liberated?", datetime.now(UTC))  # older answers are not kept
ERRORS = [
    (NotFound("there is no such thing"), 404, "not_found", "there is no such thing"),
    (Busy("locked"), 503, "unavailable", "another process is writing to the data folder; try again"),
    (
        StorageFailed("no space left"),
        503,
        "unavailable",
        "the server's disk cannot be used now; the server's log says why",
    ),
    (KeyError("a bug"), 500, "internal", "internal error; the server's log has the details under err_"),
]


def connected() -> Request:
    """Return a request whose client stays connected."""

    async def receive() -> Message:
        await anyio.sleep_forever()
        raise AssertionError

    return Request({"type": "http"}, receive)


@pytest.fixture
async def service(tmp_path: Path, embedder: Embedder) -> AsyncIterator[Service]:
    """The service of a server that holds the articles on Kobane."""
    app = make_app(tmp_path / "data", embedder)
    async with running(app) as client:
        await send(client, *read_examples("kobane.jsonl"))
        yield app.state.service


async def test_both_ways_of_asking_give_and_keep_the_same_answer(service: Service) -> None:
    """The last step equals the answer of `ask`, and both are kept under their ids."""
    whole = await service.ask(QUESTION, connected())
    async with service.ask_in_steps(QUESTION, connected()) as steps:
        taken = [step async for step in steps]
    *_, last = taken
    assert isinstance(taken[0], Found)
    assert isinstance(last, Answer)
    assert whole.text == last.text
    assert whole.citations == last.citations != ()
    for given in (whole, last):
        kept = (await to_thread.run_sync(service.history.read, given.id)).answer
        assert kept is not None
        assert (kept.text, kept.citations) == (given.text, given.citations)


@pytest.mark.parametrize(("error", "status", "kind", "message"), ERRORS)
async def test_every_error_is_one_refusal(
    error: Exception,
    status: int,
    kind: str,
    message: str,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An error in an answer, between two steps or in a search is raised as the same Refusal."""

    def fail(*_: object) -> None:
        raise error

    def fail_later(*_: object) -> Iterator[Step]:
        yield Found(())
        raise error

    monkeypatch.setattr("api.service.answer", fail)
    monkeypatch.setattr("api.service.answer_in_steps", fail_later)
    monkeypatch.setattr("qa.search.retrieve.search", fail)
    with caplog.at_level(logging.WARNING):
        with pytest.raises(Refusal) as whole:
            await service.ask(QUESTION, connected())
        async with service.ask_in_steps(QUESTION, connected()) as steps:
            assert isinstance(await anext(steps), Found)
            with pytest.raises(Refusal) as later:
                await anext(steps)
        with pytest.raises(Refusal) as searched:
            await service.search(QUESTION, 3, connected())
    refusals = [whole.value, later.value, searched.value]
    for refusal in refusals:
        assert (refusal.status_code, refusal.type) == (status, kind)
        assert refusal.message.startswith(message)
    if status == 500:
        assert all(refusal.message.split()[-1] in caplog.text for refusal in refusals)
    assert service.slots.free == service.settings.concurrency


async def test_a_block_that_ends_early_ends_the_work(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps that are not taken are not computed, and the slot is freed."""
    ended = []

    def go_on(*_: object) -> Iterator[Step]:
        try:
            while True:
                yield Found(())
        finally:
            ended.append(True)

    monkeypatch.setattr("api.service.answer_in_steps", go_on)
    async with service.ask_in_steps(QUESTION, connected()) as steps:
        await anext(steps)
        assert service.slots.free == service.settings.concurrency - 1
    assert ended == [True]
    assert service.slots.free == service.settings.concurrency


def test_a_slow_opening_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` and `mcp` say in their log what they wait for after a second, once; a quick opening says nothing."""
    told, said = threading.Event(), []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())
            told.set()

    def open_late(_: Settings) -> Library:
        told.wait(30)
        raise NotFound("nothing was opened")

    monkeypatch.setattr(opening, "SLOW", 0)
    monkeypatch.setattr(opening.log, "handlers", [Listening()])
    settings = read_settings({"data": tmp_path, "reader": NO_READER})
    service = Service(settings, open_late, worker_opener=None)
    service.start()
    service.stop()
    assert said == [f"the index in {tmp_path} and the models are being opened"]
    monkeypatch.setattr(opening, "SLOW", 3_600)
    quick = Service(settings, open_late, worker_opener=None)
    quick.start()
    quick.stop()
    assert len(said) == 1


async def test_a_server_started_by_hand_says_from_what_it_answers(tmp_path: Path, embedder: Embedder) -> None:
    """The archive and its number of articles are named, and what adds some where there are none."""
    app = make_app(tmp_path / "data", embedder)
    async with running(app):
        told = describe_archive(app.state.service)
    assert (
        told
        == f"It answers from {tmp_path / 'data' / 'catalogue.sqlite'}: 0 articles; `dateline ingest PATH` adds some"
    )

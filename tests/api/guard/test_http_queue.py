"""The queue for CPU-bound work: limited, in turns of its clients, without clients that have disconnected."""

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import anyio
import httpx
import pytest
from anyio import to_thread

from api.service import Service
from index.catalogue.keys import Right
from index.library import Library
from qa.answer import answer
from qa.reading.reader import Reader
from qa.types import Answer, Found, Question, Step
from tests.api.guard.doors import add_key, bearer
from tests.api.loaded import serving_quickly
from tests.api.pointing import point_at

pytestmark = pytest.mark.anyio


class Gate:
    """Answers questions once it is opened, and records which were started."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._through = threading.Semaphore(0)

    def answer(self, question: Question, library: Library, reader: Reader | None, *_: object) -> Answer:
        """Return the real answer once the gate opens."""
        self.begun.append(question.text)
        assert self._through.acquire(timeout=60)
        return answer(question, library, reader)

    def answer_in_steps(
        self, question: Question, library: Library, reader: Reader | None, *_: object
    ) -> Iterator[Step]:
        """Yield a step, and the answer once the gate opens."""
        self.begun.append(question.text)
        yield Found(())
        assert self._through.acquire(timeout=60)
        yield answer(question, library, reader)

    def let_through(self, number: int) -> None:
        """Let some questions be answered."""
        self._through.release(number)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """A gate before every answer of the server."""
    gate = Gate()
    monkeypatch.setattr("api.service.answer", gate.answer)
    monkeypatch.setattr("api.service.answer_in_steps", gate.answer_in_steps)
    return gate


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> list[Service]:
    """The services that are started."""
    started: list[Service] = []
    start = Service.start

    def note(self: Service) -> None:
        started.append(self)
        start(self)

    monkeypatch.setattr(Service, "start", note)
    return started


@asynccontextmanager
async def client_of(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        yield client


async def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    with anyio.fail_after(60):
        while True:
            if happened():
                return
            await anyio.sleep(0.01)


def there_are(number: int, gate: Gate, service: Service) -> bool:
    """Return whether a number of questions have been started or wait."""
    return len(gate.begun) + service.slots.waiting == number


async def ask_for(
    client: httpx.AsyncClient,
    question: str,
    into: list[httpx.Response],
    path: str = "/ask",
    headers: dict[str, str] | None = None,
) -> None:
    into.append(await client.post(path, json={"question": question}, headers=headers))


async def test_a_request_beyond_the_queue_is_refused(tmp_path: Path, gate: Gate, services: list[Service]) -> None:
    """CPU-bound requests get 503 with `Retry-After`, in the one shape of errors; others are answered."""
    answers: list[httpx.Response] = []
    with serving_quickly(tmp_path, concurrency=1, queue=1) as url:
        async with client_of(url) as client, anyio.create_task_group() as group:
            group.start_soon(ask_for, client, "Who sails?", answers)
            await until(lambda: gate.begun)
            group.start_soon(ask_for, client, "Who lands?", answers)
            await until(lambda: services[0].slots.waiting == 1)
            refused = [
                await client.post("/ask", json={"question": "Who?"}),
                await client.post("/ask/stream", json={"question": "Who?"}),
                await client.get("/search", params={"q": "who"}),
                await client.get("/answers/ans_1/recheck"),
            ]
            ready = await client.get("/health/ready")
            gate.let_through(2)
    for response in refused:
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0
        assert response.json()["error"]["type"] == "unavailable"
    assert ready.status_code == 200
    assert [response.status_code for response in answers] == [200, 200]
    assert gate.begun == ["Who sails?", "Who lands?"]


async def test_a_slot_is_given_in_the_order_of_asking(tmp_path: Path, gate: Gate, services: list[Service]) -> None:
    """Of one client, the request that has waited longest is answered next, streamed or not."""
    answers: list[httpx.Response] = []
    questions = [f"Who is number {n}?" for n in range(6)]
    with serving_quickly(tmp_path, concurrency=1, queue=5) as url:
        async with client_of(url) as client, anyio.create_task_group() as group:
            for number, question in enumerate(questions):
                group.start_soon(ask_for, client, question, answers, "/ask/stream" if number % 2 else "/ask")
                await until(partial(there_are, number + 1, gate, services[0]))
            gate.let_through(6)
    assert gate.begun == questions
    assert [response.status_code for response in answers] == [200] * 6


async def test_a_greedy_client_waits_for_the_others(tmp_path: Path, gate: Gate, services: list[Service]) -> None:
    """One that fills the queue gives its latest place to a second client, which is answered after one of its questions.

    Clients are told apart by their keys, streamed or not; the place that is given up is 503 with `Retry-After`.
    """
    keys = {name: bearer(add_key(tmp_path, name, Right.ASK)) for name in ("greedy", "modest")}
    answers: list[httpx.Response] = []
    with serving_quickly(tmp_path, concurrency=1, queue=4) as url:
        async with client_of(url) as client, anyio.create_task_group() as group:
            for number in range(5):
                ask = partial(ask_for, headers=keys["greedy"], path="/ask/stream" if number % 2 else "/ask")
                group.start_soon(ask, client, f"Who is number {number}?", answers)
                await until(partial(there_are, number + 1, gate, services[0]))
            group.start_soon(partial(ask_for, headers=keys["modest"]), client, "Who is modest?", answers)
            await until(lambda: answers)
            refused = answers.pop()
            gate.let_through(5)
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (503, True)
    assert gate.begun == [f"Who is {name}?" for name in ("number 0", "number 1", "modest", "number 2", "number 3")]
    assert [response.status_code for response in answers] == [200] * 5


@pytest.mark.parametrize("path", ["/ask", "/ask/stream"])
async def test_what_waits_for_a_client_that_has_gone_is_dropped(
    path: str, tmp_path: Path, gate: Gate, services: list[Service]
) -> None:
    """A request whose client disconnects leaves the queue at once, and is never started."""
    answers: list[httpx.Response] = []
    with serving_quickly(tmp_path, concurrency=1, queue=1) as url:
        async with client_of(url) as client, anyio.create_task_group() as group:
            group.start_soon(ask_for, client, "Who stays?", answers)
            await until(lambda: gate.begun)
            async with anyio.create_task_group() as leaving:
                leaving.start_soon(ask_for, client, "Who leaves?", [], path)
                await until(lambda: services[0].slots.waiting == 1)
                leaving.cancel_scope.cancel()
            await until(lambda: services[0].slots.waiting == 0)
            group.start_soon(ask_for, client, "Who comes?", answers)
            await until(lambda: services[0].slots.waiting == 1)
            gate.let_through(2)
    assert gate.begun == ["Who stays?", "Who comes?"]
    assert [response.status_code for response in answers] == [200, 200]


@pytest.mark.parametrize("path", ["/ask", "/ask/stream"])
async def test_what_is_computed_for_a_client_that_has_gone_is_stopped(
    path: str, tmp_path: Path, services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading ends at its next window, and the slot is free for the next question."""
    begun, stopped = threading.Event(), threading.Event()

    def read_for_ever(question: Question, library: Library, reader: Reader | None, *_: object) -> Answer:
        assert reader
        if question.text == "Who comes?":
            return answer(question, library, None)
        begun.set()
        try:
            while True:
                reader.check()
                stopped.wait(0.01)
        finally:
            stopped.set()

    def read_in_steps(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        yield read_for_ever(question, library, reader)

    monkeypatch.setattr("api.service.answer", read_for_ever)
    monkeypatch.setattr("api.service.answer_in_steps", read_in_steps)
    monkeypatch.setattr(Service, "reader", point_at({}))
    with serving_quickly(tmp_path, concurrency=1, queue=0) as url:
        async with client_of(url) as client:
            async with anyio.create_task_group() as leaving:
                leaving.start_soon(ask_for, client, "Who leaves?", [], path)
                assert await to_thread.run_sync(begun.wait, 60)
                leaving.cancel_scope.cancel()
            assert await to_thread.run_sync(stopped.wait, 60)
            await until(lambda: services[0].slots.free == 1)
            response = await client.post("/ask", json={"question": "Who comes?"})
    assert response.status_code == 200

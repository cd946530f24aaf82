"""Servers for the tests: the app in this process, and real ones on a port of their own."""

import contextlib
import io
import json
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import uvicorn
from anyio import to_thread
from fastapi import FastAPI

from api.app import create_app
from api.processes.worker import WakePipe, work
from api.service import Service
from api.settings import Settings
from index.catalogue.catalogue import Catalogue
from index.formats import Options, read_paths
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Embedder
from index.types import Article
from qa.reading.defaults import NO_READER
from qa.reading.reader import Reader, open_reader
from tests.api.site import Site, serving
from tests.conftest import NOW

EXAMPLES = Path(__file__).parents[2] / "examples" / "corpus"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that the server runs on."""
    return "asyncio"


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback whose content a test sets."""
    with serving() as site:
        yield site


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    """The example corpus as `dateline demo` stores it; read-only."""
    opened = open_library(tmp_path_factory.mktemp("examples"), embedder=embedder)
    records = read_paths([str(EXAMPLES)], options=Options(source="harbour-post"), stdin=io.BytesIO())
    ingest([one for one in records if isinstance(one, Article)], opened.catalogue, opened.embedder, now=lambda: NOW)
    opened.engine.follow()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The packaged reader, as a server opens it."""
    opened = open_reader()
    assert opened
    return opened


class WorkerThread:
    """The worker as a thread of this process, so that it shares the model of the tests."""

    trouble = None

    def __init__(self, _: Settings, current: Callable[[], Library]) -> None:
        self._reading, self._writing = os.pipe()
        self._thread = threading.Thread(target=work, args=(current, WakePipe(self._reading), lambda: None))

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Empty the inbox now."""
        os.write(self._writing, b"\n")

    def stop(self) -> None:
        """Stop after the current batch."""
        os.close(self._writing)
        self._thread.join()
        os.close(self._reading)


def make_app(
    data: Path,
    embedder: Embedder,
    *,
    max_body: int = 64_000_000,
    reader: Reader | None = None,
    embedders: Sequence[str] = (),
) -> FastAPI:
    """Build an app on a data folder that shares the tests' embedder, with `reader` as its reader."""
    settings = Settings.model_validate(
        {"data": data, "max_body": max_body, "reader": NO_READER, "embedders": tuple(embedders)}
    )
    return create_app(
        settings, lambda settings: open_library(settings.data, embedder=embedder), lambda _: reader, WorkerThread
    )


@contextlib.asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Run an app in this process until the block ends; its library is open."""
    service: Service = app.state.service
    async with app.router.lifespan_context(app):
        await to_thread.run_sync(service.settled.wait)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            yield client


@contextlib.asynccontextmanager
async def opening(
    folder: Path, embedder: Embedder
) -> AsyncIterator[tuple[httpx.AsyncClient, Callable[[], Awaitable[None]]]]:
    """Run an app whose library is not open before the second value was called and awaited."""
    go_on = threading.Event()

    def wait(settings: Settings) -> Library:
        assert go_on.wait(60)
        return open_library(settings.data, embedder=embedder)

    app = create_app(Settings.model_validate({"data": folder, "reader": NO_READER}), wait, worker_opener=WorkerThread)
    service: Service = app.state.service

    async def let_open() -> None:
        go_on.set()
        await to_thread.run_sync(service.settled.wait)

    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client,
    ):
        try:
            yield client, let_open
        finally:
            go_on.set()


@contextlib.contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """Run an app behind a real uvicorn on a free port; yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=10))
    thread = threading.Thread(target=server.run)
    thread.start()
    service: Service = app.state.service
    try:
        service.settled.wait()
        while not server.started:
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def app(tmp_path: Path, embedder: Embedder) -> FastAPI:
    """An app on an empty data folder."""
    return make_app(tmp_path / "data", embedder)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server without articles."""
    async with running(app) as opened:
        yield opened


@pytest.fixture(scope="session")
async def archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that holds the articles on Kobane; read-only."""
    async with running(make_app(tmp_path_factory.mktemp("archive"), embedder)) as opened:
        await send(opened, *read_examples("kobane.jsonl"))
        yield opened


async def send(client: httpx.AsyncClient, *articles: dict[str, object]) -> dict[str, object]:
    """Send articles and wait until they are searchable; return the finished job."""
    response = await client.post("/articles", params={"wait": 120}, json=articles)
    assert response.status_code == 200, response.text
    job: dict[str, object] = response.json()
    return job


async def wait_for(client: httpx.AsyncClient, path: str, wanted: Callable[[Any], object]) -> Any:
    """Poll a path until its body is as wanted; return the body."""
    with anyio.fail_after(120):
        while True:
            body = (await client.get(path)).json()
            if wanted(body):
                return body
            await anyio.sleep(0.01)


def read_examples(name: str) -> list[dict[str, object]]:
    """Return the records of a file of the example corpus."""
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


def write_record(title: str = "Title", text: str = "A text of one sentence.", **more: object) -> dict[str, object]:
    """Return an article as a client sends it."""
    return {"title": title, "text": text, "published": "2015-01-28T10:00:00Z", "source": "example-times", **more}

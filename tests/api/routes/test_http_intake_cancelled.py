"""A request that is cancelled while one of its batches is being accepted."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from anyio import to_thread
from starlette.types import Message

from api.app import create_app
from api.routes import intake
from api.settings import Settings
from index.intake.accept import Delivery
from index.library import open_library
from index.types import Record
from tests.api.conftest import WorkerThread, running, wait_for, write_record
from tests.index.history import HashEmbedder

pytestmark = pytest.mark.anyio
SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": "/articles",
    "raw_path": b"/articles",
    "root_path": "",
    "query_string": b"",
    "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/x-ndjson")],
    "client": ("127.0.0.1", 1),
    "server": ("127.0.0.1", 80),
}


async def test_a_batch_that_is_cancelled_while_it_is_accepted_is_accepted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stopping server cancels the request; the batch that a thread is accepting is accepted once."""
    app = create_app(
        Settings.model_validate({"data": tmp_path, "reader": "none"}),
        lambda settings: open_library(settings.data, embedder=HashEmbedder()),
        worker_opener=WorkerThread,
    )
    monkeypatch.setattr(intake, "_BATCH_RECORDS", 2)
    begun, go_on = threading.Event(), threading.Event()
    jobs: list[str] = []
    delivered: list[Record] = []
    accept = Delivery.accept

    def accept_slowly(self: Delivery, records: Sequence[Record], *, last: bool, now: datetime) -> list[Record]:
        jobs.append(self.job)
        delivered.extend(records)
        begun.set()
        assert go_on.wait(60)
        return accept(self, records, last=last, now=now)

    monkeypatch.setattr(Delivery, "accept", accept_slowly)
    lines = [httpx.Request("POST", "http://t", json=write_record(id=f"n{n}")).content for n in range(2)]

    async def receive() -> Message:
        return {"type": "http.request", "body": b"\n".join(lines) + b"\n", "more_body": True}

    async def send(_: Message) -> None:
        pass

    async with running(app) as client:
        request = asyncio.create_task(app(SCOPE, receive, send))
        assert await to_thread.run_sync(begun.wait, 60)
        request.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await request
        job = await wait_for(client, f"/jobs/{jobs[0]}", lambda job: job["state"] == "done")
    assert len(delivered) == 2
    assert (job["total"], job["report"]["added"], job["report"]["unchanged"]) == (2, 2, 0)

"""The index over HTTP: what it holds, and rebuilding it."""

import threading

import httpx
import pytest
from fastapi import FastAPI

from api.service import Service
from tests.api.conftest import running, send, write_record

pytestmark = pytest.mark.anyio


async def test_the_index_says_what_it_holds(client: httpx.AsyncClient) -> None:
    """Counts, the newest article, the models and the size are those of the articles sent."""
    empty = (await client.get("/index")).json()
    assert (empty["counts"], empty["newest"]) == ({"articles": 0, "versions": 0, "passages": 0, "unembedded": 0}, None)
    await send(client, write_record(id="a"), write_record(id="b", published="2015-03-01"))
    held = (await client.get("/index")).json()
    assert held["counts"] == {"articles": 2, "versions": 2, "passages": 2, "unembedded": 0}
    assert (held["oldest"], held["newest"]) == ("2015-01-28T10:00:00Z", "2015-03-01T00:00:00Z")
    assert held["generation"] > empty["generation"]
    assert held["embedder"] == "all-MiniLM-L6-v2-int8"
    assert held["lag"] == 0
    assert held["bytes"] > 50_000
    assert "FAISS exact scan" in held["engine"]
    assert held["dense"] == {"kind": "exact", "lists": None, "nprobe": None, "recall": 1.0}


async def test_the_lag_counts_what_waits(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was accepted and is not searchable yet is counted."""
    monkeypatch.setattr("api.processes.worker.drain", lambda *_, **__: None)
    async with running(app) as client:
        await client.post("/articles", json=[write_record(id="a"), write_record(id="b")])
        assert (await client.get("/index")).json()["lag"] == 2


async def test_a_rebuild_is_a_job_and_one_at_a_time(
    client: httpx.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second one is refused while the first runs; afterwards everything is found as before."""
    await send(client, write_record(id="a", text="A zeppelin landed on the lake."))
    service: Service = app.state.service
    engine, go_on = type(service.library.engine), threading.Event()
    rebuild = engine.rebuild

    def wait(self: object) -> None:
        assert go_on.wait(60)
        rebuild(service.library.engine)

    monkeypatch.setattr(engine, "rebuild", wait)
    first = await client.post("/index/rebuild")
    second = await client.post("/index/rebuild")
    go_on.set()
    assert (first.status_code, first.json()["kind"], first.json()["state"]) == (202, "rebuild", "running")
    assert (second.status_code, second.json()["error"]["type"]) == (409, "conflict")
    assert int(second.headers["Retry-After"]) > 0
    while (job := (await client.get(f"/jobs/{first.json()['id']}")).json())["state"] == "running":
        pass
    assert (job["state"], job["error"], job["done"], job["total"]) == ("done", None, 1, 1)
    assert job["report"] == {"passages": 1, "embedded": 0, "seconds_left": None}
    found = await client.get("/search", params={"q": "zeppelin"})
    assert [hit["article"] for hit in found.json()["hits"]] == ["a"]

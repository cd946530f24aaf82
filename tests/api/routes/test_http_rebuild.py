"""A change of model over HTTP: questions and articles are served meanwhile, and then all use the new model."""

import threading
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from index.library import open_library
from index.passages.transformers import SentenceTransformerEmbedder
from index.search.dense import Sizing
from tests.api.conftest import WorkerThread, make_app, running, send, wait_for, write_record
from tests.index.history import HashEmbedder
from tests.index.local import local_engine
from tests.index.tiny_model import write_model

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model in a folder."""
    return write_model(tmp_path_factory.mktemp("models") / "tiny")


async def fill(client: httpx.AsyncClient, number: int = 30) -> None:
    """Send some articles."""
    await send(client, *(write_record(id=f"n{n}", text=f"Zeppelin {n} landed on the lake.") for n in range(number)))


async def ranks(client: httpx.AsyncClient) -> list[tuple[object, object]]:
    """Search, and return the articles with their dense ranks."""
    response = await client.get("/search", params={"q": "zeppelin", "k": 50})
    assert response.status_code == 200, response.text
    return [(hit["article"], hit["dense_rank"]) for hit in response.json()["hits"]]


async def test_a_change_of_model_is_a_job_that_asking_does_not_feel(tmp_path: Path, model: Path) -> None:
    """Searches succeed all the time; the job shows its progress; then old and new articles use the new model."""
    async with running(make_app(tmp_path / "data", HashEmbedder(), embedders=[str(model)])) as client:
        await fill(client, 100)
        started = await client.post("/index/rebuild", json={"embedder": str(model)})
        assert started.status_code == 202, started.text
        state, searches = "running", 0
        while state == "running":
            assert len(await ranks(client)) == 50
            searches += 1
            state = (await client.get(f"/jobs/{started.json()['id']}")).json()["state"]
        job = (await client.get(started.headers["Location"])).json()
        assert (job["state"], job["done"], job["total"], job["error"]) == ("done", 100, 100, None)
        assert job["report"] == {"passages": 100, "embedded": 100, "seconds_left": 0.0}
        assert (await client.get("/index")).json()["embedder"].startswith("tiny@")
        await send(client, write_record(id="late", text="An airship sank."))
        hits = (await client.get("/search", params={"q": "An airship sank.", "k": 1})).json()["hits"]
        assert (hits[0]["article"], hits[0]["dense_rank"]) == ("late", 1)
    again = open_library(tmp_path / "data")  # which knows by itself what it was rebuilt for
    assert again.embedder.name.startswith("tiny@")
    assert len(local_engine(again)._view.dense) == 101
    again.close()


async def test_a_change_that_a_stop_interrupts_goes_on_at_the_next_start(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server stops without waiting for a rebuild, and the next one finishes it, under the same job."""
    begun, may_go_on = threading.Event(), threading.Event()
    embed = SentenceTransformerEmbedder.embed

    def wait(self: SentenceTransformerEmbedder, texts: list[str]) -> object:
        begun.set()
        may_go_on.wait(60)
        return embed(self, texts)

    async with running(make_app(tmp_path / "data", HashEmbedder(), embedders=[str(model)])) as client:
        await fill(client, 100)
        monkeypatch.setattr(SentenceTransformerEmbedder, "embed", wait)
        job = (await client.post("/index/rebuild", json={"embedder": str(model)})).json()["id"]
        assert await anyio.to_thread.run_sync(begun.wait, 60)
        threading.Timer(0.3, may_go_on.set).start()
    monkeypatch.undo()
    async with running(make_app(tmp_path / "data", HashEmbedder(), embedders=[str(model)])) as client:
        ended = await wait_for(client, f"/jobs/{job}", lambda body: body["state"] != "running")
        assert (ended["state"], ended["done"], ended["report"]["embedded"]) == ("done", 100, 36)
        assert (await client.get("/index")).json()["embedder"].startswith("tiny@")


async def test_a_second_server_follows_a_change_that_another_made(tmp_path: Path, model: Path) -> None:
    """It uses the old model until it has opened the new one, and then stores and searches with that."""
    data = tmp_path / "data"
    allowing = make_app(data, HashEmbedder(), embedders=[str(model)])
    async with running(allowing) as one, running(make_app(data, HashEmbedder())) as two:
        await fill(one)
        assert len(await ranks(two)) == 30
        job = (await one.post("/index/rebuild", json={"embedder": str(model)})).json()["id"]
        await wait_for(one, f"/jobs/{job}", lambda body: body["state"] == "done")
        assert len(await ranks(two)) == 30
        await wait_for(two, "/index", lambda body: body["embedder"].startswith("tiny@"))
        await send(two, write_record(id="late", text="A zeppelin sank."))
        assert {rank is None for _, rank in await ranks(two)} == {False}
        assert sorted(await ranks(one)) == sorted(await ranks(two))


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"embedder": "/there/is/no/such/model"}, 422, "embedder"),
        ({"embedder": ""}, 422, "embedder"),
        ({"embedder": 7}, 422, "embedder"),
        ({"model": "x"}, 422, "model"),
        ([], 422, None),
    ],
)
async def test_a_model_that_is_none_is_refused(
    tmp_path: Path, body: object, status: int, field: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unusable model is refused before a job is created, with the field; the index stays unchanged."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    async with running(make_app(tmp_path / "data", HashEmbedder())) as client:
        refused = await client.post("/index/rebuild", json=body)
        assert (refused.status_code, refused.json()["error"]["field"]) == (status, field)
        assert (await client.post("/index/rebuild", content=b"x=1")).status_code == 415
        assert (await client.get("/index")).json()["embedder"] == "by-digest"
        assert (await client.post("/index/rebuild")).status_code == 202


@pytest.mark.parametrize("model", ["./{folder}", "{folder}", "{folder}/none", "org/none", "x" * 1_000, "x" * 1_001])
async def test_only_models_of_the_settings_are_open_to_clients(
    tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a missing one, a hub name and a very long name are refused in one sentence; none is opened."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a model is opened")

    app = make_app(tmp_path / "data", HashEmbedder(), embedders=["news-embedder"])
    monkeypatch.setattr("api.service.open_embedder", fail)
    async with running(app) as client:
        body = {"embedder": model.replace("{folder}", str(tmp_path))}
        refused = await client.post("/index/rebuild", json=body)
    error = refused.json()["error"]
    assert (refused.status_code, error["field"]) == (422, "embedder")
    assert len(model) > 1_000 or "dateline rebuild --embedder" in error["message"]
    assert str(tmp_path) not in error["message"]


def test_the_packaged_model_and_the_chosen_one_are_open_to_clients() -> None:
    """The packaged model, the one that is set and the listed ones are allowed, and no others."""
    settings = Settings.model_validate({"embedder": "mine", "embedders": "ours theirs"})
    assert settings.allowed_embedders == {"all-MiniLM-L6-v2-int8", "mine", "ours", "theirs"}


def make_small_app(data: Path, sizing: Sizing) -> FastAPI:
    """Build an app whose dense index counts as large with a few passages."""
    settings = Settings.model_validate({"data": data, "reader": "none"})
    return create_app(
        settings,
        lambda settings: open_library(settings.data, embedder=HashEmbedder(), sizing=sizing),
        worker_opener=WorkerThread,
    )


async def test_the_index_says_how_its_vectors_are_searched(tmp_path: Path) -> None:
    """A large index reports its lists, how many are searched, and its recall; one with too low recall is refused."""
    async with running(make_small_app(tmp_path / "data", Sizing(exact=50, sampled=20, recall=0.1))) as client:
        await fill(client, 60)
        job = (await client.post("/index/rebuild")).json()["id"]
        await wait_for(client, f"/jobs/{job}", lambda body: body["state"] == "done")
        held = (await client.get("/index")).json()
        assert (held["dense"]["kind"], held["dense"]["lists"]) == ("lists", 15)
        assert 1 <= held["dense"]["nprobe"] <= 8
        assert 0.1 <= held["dense"]["recall"] <= 1
        assert f"IVF15,SQ8 (nprobe {held['dense']['nprobe']}" in held["engine"]
        assert len(await ranks(client)) == 50
    async with running(make_small_app(tmp_path / "data", Sizing(exact=50, sampled=20, widest=0.05))) as client:
        job = (await client.post("/index/rebuild")).json()["id"]
        failed = await wait_for(client, f"/jobs/{job}", lambda body: body["state"] != "running")
        assert (failed["state"], "of what an exact scan finds" in failed["error"]) == ("failed", True)
        assert (await client.get("/index")).json()["dense"] == held["dense"]
        assert len(await ranks(client)) == 50

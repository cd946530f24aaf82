"""Kept answers over HTTP: read, rechecked, limited in number and age, without what has been deleted."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio import to_thread
from fastapi import FastAPI

import qa.answer
from api.app import create_app
from api.service import Service
from api.settings import Settings
from index.catalogue.history import AnswerWriter
from index.errors import StorageFailed
from index.library import open_library
from index.passages.embedding import Embedder
from qa.conversation.followup import Completed
from qa.types import Talk
from tests.api.conftest import WorkerThread, running, send, write_record
from tests.api.routes.test_http_asking import events_of

pytestmark = pytest.mark.anyio

OLD = "The Zephyr bridge in Lagos was opened by mayor Okonkwo on Tuesday."
NEW = "The Zephyr bridge in Lagos was opened by governor Adeyemi on Tuesday."
RECORD = write_record("Zephyr bridge opens", OLD, id="bridge")
QUESTION = {"question": "Who opened the Zephyr bridge in Lagos?"}


@pytest.fixture
async def asked(client: httpx.AsyncClient) -> dict[str, Any]:
    """An answer that cites one article of the server behind `client`."""
    await send(client, RECORD)
    answer: dict[str, Any] = (await client.post("/ask", json=QUESTION)).json()
    assert [one["article"] for one in answer["citations"]] == ["bridge"]
    return answer


async def recheck(client: httpx.AsyncClient, answer: dict[str, Any]) -> dict[str, Any]:
    """Return the recheck of an answer."""
    response = await client.get(f"/answers/{answer['id']}/recheck")
    assert response.status_code == 200, response.text
    checked: dict[str, Any] = response.json()
    return checked


async def test_an_answer_can_be_read_again(client: httpx.AsyncClient, asked: dict[str, Any]) -> None:
    """An answer can be read at once: as it was sent, with its time and generation, and each quote with its span."""
    kept = (await client.get(f"/answers/{asked['id']}")).json()
    assert (kept["question"], kept["generation"]) == (QUESTION["question"], asked["index"]["generation"])
    names = ("n", "article", "version", "start", "end", "quote")
    assert kept["citations"] == [{name: one[name] for name in names} for one in asked["citations"]]
    assert kept["answer"] == asked
    assert (kept["note"], kept["feedback"]) == (None, None)


async def test_a_streamed_answer_is_kept_as_well(client: httpx.AsyncClient, asked: dict[str, Any]) -> None:
    """A streamed answer is kept under the id in its last event."""
    response = await client.post("/ask/stream", json=QUESTION)
    (_, answer) = events_of(response.text)[-1]
    assert answer["id"] != asked["id"]
    assert (await recheck(client, answer))["verdict"] == "holds"
    assert (await client.get(f"/answers/{answer['id']}")).json()["answer"] == answer


async def test_a_refusal_is_kept_with_its_nearest_passages(client: httpx.AsyncClient) -> None:
    """A link to a refusal works; once a passage's article is deleted, it is neither shown nor anywhere in the body."""
    await send(client, RECORD)
    declined = (await client.post("/ask", json={"question": "When was penicillin discovered?"})).json()
    assert (declined["status"], [hit["article"] for hit in declined["near"]]) == ("declined", ["bridge"])
    kept = (await client.get(f"/answers/{declined['id']}")).json()
    assert (kept["answer"], kept["citations"], kept["note"]) == (declined, [], None)
    assert (await recheck(client, declined))["verdict"] == "holds"
    await client.delete("/articles/bridge")
    left = (await client.get(f"/answers/{declined['id']}")).json()
    assert left["answer"] == declined | {"near": []}
    assert left["note"] == "1 of 1 passages are no longer shown: their articles have been deleted."


async def test_what_was_deleted_is_gone_from_a_kept_answer(client: httpx.AsyncClient, asked: dict[str, Any]) -> None:
    """The answer stays readable and says that something was deleted; not a word of the article is in it."""
    await client.delete("/articles/bridge")
    response = await client.get(f"/answers/{asked['id']}")
    kept = response.json()
    assert kept["note"] == "1 of 1 quotes are no longer shown: their articles have been deleted."
    assert [one["quote"] for one in kept["citations"]] == [None]
    gone: dict[str, object] = {"text": "", "short": None, "sentences": [], "citations": [], "findings": []}
    assert kept["answer"] == asked | gone
    words = response.text.replace(QUESTION["question"], "")
    assert not [word for word in (*OLD.rstrip(".").split(), "opens") if f" {word}" in words and len(word) > 4]


async def test_small_talk_is_not_kept(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply to a greeting is no answer that anybody links to."""
    monkeypatch.setattr(qa.answer, "complete", lambda text, _: Completed(text, talk=Talk.GREETING))
    reply = (await client.post("/ask", json={"question": "Hello"})).json()
    assert reply["reason"] == "not_a_question"
    assert (await client.get(f"/answers/{reply['id']}")).status_code == 404


async def test_keeping_makes_no_generation(client: httpx.AsyncClient, asked: dict[str, Any]) -> None:
    """Keeping an answer makes no new generation."""
    before = (await client.get("/index")).json()["generation"]
    assert (await client.get(f"/answers/{asked['id']}")).status_code == 200
    assert (await client.get("/index")).json()["generation"] == before == asked["index"]["generation"]


async def test_a_recheck_follows_the_article(client: httpx.AsyncClient, asked: dict[str, Any]) -> None:
    """A quote holds, is changed with the new sentence and its span, is retracted, or is deleted and not shown."""
    held = await recheck(client, asked)
    assert (held["verdict"], held["citations"][0]["status"], held["citations"][0]["now"]) == ("holds", "holds", None)

    await send(client, RECORD | {"text": f"Correction. {NEW}"})
    changed = await recheck(client, asked)
    (citation,) = changed["citations"]
    assert (changed["verdict"], citation["status"], citation["now"]) == ("changed", "changed", NEW)
    assert changed["generation"] == (await client.get("/index")).json()["generation"] > held["generation"]
    place = citation["now_at"]
    read = (await client.get("/articles/bridge", params={"version": place["version"]})).json()
    assert read["text"][place["start"] : place["end"]] == NEW

    await client.post("/articles/bridge/retract", json={"reason": "It was wrong."})
    assert (await recheck(client, asked))["verdict"] == "retracted"

    await client.delete("/articles/bridge")
    deleted = await recheck(client, asked)
    assert (deleted["verdict"], deleted["citations"][0]["status"]) == ("deleted", "deleted")
    assert OLD not in (await client.get(f"/answers/{asked['id']}")).text + str(deleted)
    await send(client, RECORD)
    assert (await recheck(client, asked))["verdict"] == "deleted"


async def test_a_deletion_reaches_an_answer_that_was_not_written_down_yet(
    client: httpx.AsyncClient, asked: dict[str, Any]
) -> None:
    """An article deleted before its answer is written is not quoted by the kept answer."""
    await client.delete("/articles/bridge")
    kept = (await client.get(f"/answers/{asked['id']}")).json()
    assert [one["quote"] for one in kept["citations"]] == [None]


@pytest.mark.parametrize("path", ["/answers/ans_none", "/answers/ans_none/recheck"])
async def test_what_is_not_kept_is_not_found(archive: httpx.AsyncClient, path: str) -> None:
    """An unknown answer is 404, in the one shape of errors."""
    response = await archive.get(path)
    assert (response.status_code, response.json()["error"]["type"]) == (404, "not_found")


async def test_answers_outlive_a_server_that_ends_in_good_order(tmp_path: Path, embedder: Embedder) -> None:
    """An answer given right before the server stops is kept; a server that keeps 0 deletes the kept ones."""

    def app_of(number: int) -> FastAPI:
        settings = Settings.model_validate({"data": tmp_path / "data", "keep_answers": number})
        return create_app(
            settings, lambda settings: open_library(settings.data, embedder=embedder), worker_opener=WorkerThread
        )

    async with running(app_of(10)) as client:
        await send(client, RECORD)
        answer = (await client.post("/ask", json=QUESTION)).json()
    async with running(app_of(10)) as client:
        assert (await recheck(client, answer))["verdict"] == "holds"
    async with running(app_of(0)) as client:
        another = (await client.post("/ask", json=QUESTION)).json()
        assert (await client.get(f"/answers/{another['id']}")).status_code == 404
    async with running(app_of(10)) as client:
        assert (await client.get(f"/answers/{answer['id']}")).status_code == 404


async def test_a_disk_that_refuses_answers_is_no_reason_not_to_answer(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk is full questions are answered, and the answers are written once there is room."""

    def fail(self: AnswerWriter, answers: object) -> None:
        raise StorageFailed("the disk is full")

    async with running(app) as client:
        await send(client, RECORD)
        service: Service = app.state.service
        with monkeypatch.context() as patch:
            patch.setattr(AnswerWriter, "keep", fail)
            answer = (await client.post("/ask", json=QUESTION)).json()
            assert answer["status"] == "answered"
            await to_thread.run_sync(service.history.flush)
            assert (await client.get(f"/answers/{answer['id']}")).status_code == 404
        assert (await client.get(f"/answers/{answer['id']}")).status_code == 200

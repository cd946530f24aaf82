"""Feedback on answers over HTTP: given, replaced, taken back, listed, and turned off."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from index.library import open_library
from index.passages.embedding import Embedder
from tests.api.conftest import WorkerThread, running, send, write_record

pytestmark = pytest.mark.anyio

RECORD = write_record("Zephyr bridge opens", "The Zephyr bridge in Lagos was opened by mayor Okonkwo.", id="bridge")
QUESTIONS = ("Who opened the Zephyr bridge in Lagos?", "What did mayor Okonkwo open?", "When was penicillin found?")


@pytest.fixture
async def asked(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    """The answers to three questions, the last of which is declined, in the order of asking."""
    await send(client, RECORD)
    answers = [(await client.post("/ask", json={"question": question})).json() for question in QUESTIONS]
    assert [answer["status"] for answer in answers] == ["answered", "answered", "declined"]
    return answers


async def rate(client: httpx.AsyncClient, answer: dict[str, Any], **opinion: object) -> dict[str, Any]:
    """Rate an answer; return the reply."""
    response = await client.post(f"/answers/{answer['id']}/feedback", json=opinion)
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    assert reply["id"] == answer["id"]
    return reply


async def feedback_of(client: httpx.AsyncClient, answer: dict[str, Any]) -> dict[str, Any] | None:
    """Return what is kept with an answer."""
    kept: dict[str, Any] = (await client.get(f"/answers/{answer['id']}")).json()
    feedback: dict[str, Any] | None = kept["feedback"]
    return feedback


async def test_the_latest_opinion_is_kept(client: httpx.AsyncClient, asked: list[dict[str, Any]]) -> None:
    """It replaces an earlier one whole, comment included; a refusal can be rated too."""
    first = await rate(client, asked[0], rating="up", comment=" It names\r\nthe mayor.\u202e ")
    assert first["feedback"] == await feedback_of(client, asked[0])
    assert (first["feedback"]["rating"], first["feedback"]["comment"]) == ("up", "It names\nthe mayor.")
    await rate(client, asked[0], rating="down")
    kept = await feedback_of(client, asked[0])
    assert kept is not None
    assert (kept["rating"], kept["comment"]) == ("down", None)
    assert (await rate(client, asked[2], rating="down"))["feedback"] == await feedback_of(client, asked[2])
    assert await feedback_of(client, asked[1]) is None


@pytest.mark.parametrize("way", ["null", "delete"])
async def test_an_opinion_can_be_taken_back(client: httpx.AsyncClient, asked: list[dict[str, Any]], way: str) -> None:
    """By a rating of null, or by DELETE; doing so twice is no error, and the answer stays."""
    await rate(client, asked[0], rating="up", comment="Good.")
    for _ in range(2):
        if way == "null":
            assert (await rate(client, asked[0], rating=None))["feedback"] is None
        else:
            response = await client.delete(f"/answers/{asked[0]['id']}/feedback")
            assert (response.status_code, response.json()) == (200, {"id": asked[0]["id"], "feedback": None})
        assert await feedback_of(client, asked[0]) is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "rating"),
        ({"rating": "good"}, "rating"),
        ({"rating": True}, "rating"),
        ({"rating": None, "comment": "So so."}, "rating"),
        ({"rating": "up", "comment": "x" * 1_001}, "comment"),
        ({"rating": "up", "stars": 5}, "stars"),
    ],
)
async def test_other_opinions_are_refused(
    client: httpx.AsyncClient, asked: list[dict[str, Any]], body: dict[str, object], field: str
) -> None:
    """With the field that is wrong; what was kept stays."""
    before = await rate(client, asked[0], rating="up")
    response = await client.post(f"/answers/{asked[0]['id']}/feedback", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)
    assert await feedback_of(client, asked[0]) == before["feedback"]


async def test_what_is_not_kept_cannot_be_rated(client: httpx.AsyncClient) -> None:
    """An unknown answer is 404, for both calls."""
    assert (await client.post("/answers/ans_none/feedback", json={"rating": "up"})).status_code == 404
    assert (await client.delete("/answers/ans_none/feedback")).status_code == 404


async def test_answers_are_listed(client: httpx.AsyncClient, asked: list[dict[str, Any]]) -> None:
    """All are, newest first and page by page, or those with one rating; each with status, short answer and opinion."""
    await rate(client, asked[1], rating="down", comment="It was a governor.")
    await rate(client, asked[0], rating="up")
    ids, cursor = [], None
    while True:
        page = (await client.get("/answers", params={"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        ids += [one["id"] for one in page["answers"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert sorted(ids) == sorted(answer["id"] for answer in asked)  # all may be of the same second
    listed = {one["id"]: one for one in (await client.get("/answers")).json()["answers"]}
    declined, liked = listed[asked[2]["id"]], listed[asked[0]["id"]]
    assert (declined["status"], declined["reason"], declined["feedback"]) == ("declined", asked[2]["reason"], None)
    assert (liked["status"], liked["question"], liked["short"]) == ("answered", QUESTIONS[0], asked[0]["short"])
    (only,) = (await client.get("/answers", params={"rating": "down"})).json()["answers"]
    assert (only["id"], only["feedback"]["comment"]) == (asked[1]["id"], "It was a governor.")
    await client.delete("/articles/bridge")
    assert [one["short"] for one in (await client.get("/answers")).json()["answers"]] == [None, None, None]


@pytest.mark.parametrize("query", ["rating=good", "cursor=x", "limit=0", "limit=201", "page=2", "rating=up&rating=up"])
async def test_a_list_that_cannot_be_meant_is_refused(archive: httpx.AsyncClient, query: str) -> None:
    """A parameter that is unknown, repeated or wrong is 422, never ignored."""
    response = await archive.get(f"/answers?{query}")
    assert response.status_code == 422
    assert response.json()["error"]["field"] in query


async def test_feedback_can_be_turned_off(tmp_path: Path, embedder: Embedder) -> None:
    """Then both calls are 404 with a sentence, though the answer is kept."""
    settings = Settings.model_validate({"data": tmp_path / "data", "feedback": False, "reader": "none"})
    app: FastAPI = create_app(
        settings, lambda settings: open_library(settings.data, embedder=embedder), worker_opener=WorkerThread
    )
    async with running(app) as client:
        answer = (await client.post("/ask", json={"question": QUESTIONS[0]})).json()
        replies = [
            await client.post(f"/answers/{answer['id']}/feedback", json={"rating": "up"}),
            await client.delete(f"/answers/{answer['id']}/feedback"),
        ]
        for reply in replies:
            assert (reply.status_code, reply.json()["error"]["message"]) == (
                404,
                "this server takes no feedback: its setting feedback is off",
            )
        assert await feedback_of(client, answer) is None

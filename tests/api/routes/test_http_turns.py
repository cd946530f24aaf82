"""Earlier turns of a conversation in `/ask`, by the id of a kept answer or by its text."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest

import qa.answer
from qa.conversation.followup import Completed
from qa.types import Turn
from tests.api.conftest import send, write_record

pytestmark = pytest.mark.anyio

TEXT = "The Zephyr bridge in Lagos was opened by mayor Okonkwo."
RECORD = write_record("Zephyr bridge opens", TEXT, id="bridge")
FIRST = {"question": "Who opened the Zephyr bridge in Lagos?"}
NEXT = "And who built it?"


@pytest.fixture
async def asked(client: httpx.AsyncClient) -> dict[str, Any]:
    """An answer that the server keeps."""
    await send(client, RECORD)
    answer: dict[str, Any] = (await client.post("/ask", json=FIRST)).json()
    assert answer["status"] == "answered"
    return answer


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Turn, ...]]:
    """The turns with which questions are asked."""
    seen: list[tuple[Turn, ...]] = []

    def complete(text: str, turns: tuple[Turn, ...]) -> Completed:
        seen.append(turns)
        return Completed(text)

    monkeypatch.setattr(qa.answer, "complete", complete)
    return seen


async def follow(client: httpx.AsyncClient, *turns: Mapping[str, object], path: str = "/ask") -> httpx.Response:
    """Ask the next question of a conversation."""
    return await client.post(path, json={"question": NEXT, "conversation": turns})


@pytest.mark.parametrize("path", ["/ask", "/ask/stream"])
async def test_a_turn_may_name_the_answer_that_was_given(
    client: httpx.AsyncClient, asked: dict[str, Any], taken: list[tuple[Turn, ...]], path: str
) -> None:
    """It is the same as its text without markers, at once after it was given."""
    assert (await follow(client, FIRST | {"answer_id": asked["id"]}, path=path)).status_code == 200
    assert (await follow(client, FIRST | {"text": asked["text"], "short": asked["short"]})).status_code == 200
    by_id, by_text = taken
    plain = Turn(FIRST["question"], TEXT, asked["short"])
    assert by_text == (plain,)
    assert by_id == (replace(plain, published=by_id[0].published),)
    assert by_id[0].published


async def test_a_turn_has_nothing_of_what_was_deleted(
    client: httpx.AsyncClient, asked: dict[str, Any], taken: list[tuple[Turn, ...]]
) -> None:
    """A follow-up is not asked with words that the archive no longer has."""
    await client.delete("/articles/bridge")
    assert (await follow(client, FIRST | {"answer_id": asked["id"]})).status_code == 200
    assert taken == [(Turn(FIRST["question"]),)]


@pytest.mark.parametrize(
    ("turn", "message"),
    [
        ({"answer_id": "ans_none", "text": "Ada."}, "answer_id and the text of the answer exclude each other"),
        ({"answer_id": "ans_none", "short": "Ada"}, "answer_id and the text of the answer exclude each other"),
    ],
)
async def test_an_answer_that_cannot_be_meant_is_refused(
    archive: httpx.AsyncClient, turn: Mapping[str, object], message: str
) -> None:
    """One sentence says what to send instead, and the field names the turn."""
    response = await follow(archive, FIRST, {**FIRST, **turn})
    error = response.json()["error"]
    assert (response.status_code, error["field"]) == (422, "conversation.1.answer_id")
    assert error["message"].startswith(message)


async def test_a_reply_that_is_too_long_is_told_in_characters(archive: httpx.AsyncClient) -> None:
    """The limit is stated in the unit of what was sent."""
    error = (await follow(archive, FIRST | {"text": "x" * 20_001})).json()["error"]
    assert error["message"] == "conversation.0.text must have at most 20,000 characters"


async def test_of_an_answer_that_is_not_kept_the_question_is_used(
    archive: httpx.AsyncClient, taken: list[tuple[Turn, ...]]
) -> None:
    """A reply to small talk, or an answer that is no longer kept, ends no conversation."""
    assert (await follow(archive, FIRST | {"answer_id": "ans_none"})).status_code == 200
    assert taken == [(Turn(FIRST["question"]),)]


async def test_turns_before_the_latest_are_not_read(archive: httpx.AsyncClient) -> None:
    """Only the latest ten are used: what is wrong with one before them does not matter."""
    latest, wrong = [FIRST | {"text": "Ada."}] * 10, FIRST | {"text": "Ada.", "answer_id": "ans_none"}
    assert (await follow(archive, wrong, *latest)).status_code == 200
    response = await follow(archive, FIRST, wrong, *latest[1:])
    assert response.json()["error"]["field"] == "conversation.1.answer_id"

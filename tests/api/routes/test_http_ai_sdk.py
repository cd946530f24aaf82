"""`POST /api/chat` over HTTP: the stream, and what is refused before it begins."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from index.errors import StorageFailed
from index.library import Library
from qa.reading.reader import Reader
from qa.types import Found, Question, Step
from tests.api.conftest import read_examples, running, send

pytestmark = pytest.mark.anyio


def say(*texts: str) -> list[dict[str, Any]]:
    """Return messages of the user."""
    return [{"id": "m", "role": "user", "parts": [{"type": "text", "text": text}]} for text in texts]


def chunks_of(response: httpx.Response) -> list[dict[str, Any]]:
    """Return the chunks of a stream, which must end as the protocol says."""
    assert response.status_code == 200, response.text
    lines = [line.removeprefix("data: ") for line in response.text.split("\n\n") if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    return [json.loads(line) for line in lines[:-1]]


async def test_a_chat_is_answered_as_a_stream(archive: httpx.AsyncClient) -> None:
    """The response names the protocol, cites by address, and ends with the answer that `/ask` gives."""
    body = {"id": "c", "messages": say("Who liberated Kobane?"), "trigger": "submit-message", "as_of": "2015-02-01"}
    response = await archive.post("/api/chat", json=body)
    chunks = chunks_of(response)
    assert response.headers["x-vercel-ai-ui-message-stream"] == "v1"
    assert response.headers["content-type"].startswith("text/event-stream")
    answer = next(chunk for chunk in chunks if chunk["type"] == "data-answer")["data"]
    asked = (await archive.post("/ask", json={"question": "Who liberated Kobane?", "as_of": "2015-02-01"})).json()
    assert (answer["text"], answer["filters"]) == (asked["text"], asked["filters"])
    sources = [chunk for chunk in chunks if chunk["type"] == "source-url"]
    assert [source["url"] for source in sources] == [c["link"] for c in asked["citations"]]


@pytest.mark.parametrize(("asked", "marker"), [({}, "[1]"), ({"citation_style": "links"}, "[[1]](")])
async def test_the_style_of_citations_is_the_setting_unless_asked_for(
    app: FastAPI, asked: dict[str, str], marker: str
) -> None:
    """A server that is set to plain markers writes them here too."""
    app.state.service.settings = app.state.service.settings.model_copy(update={"citation_style": "markers"})
    async with running(app) as client:
        await send(client, *read_examples("kobane.jsonl"))
        body = {"messages": say("Who liberated Kobane?"), **asked}
        chunks = chunks_of(await client.post("/api/chat", json=body))
    text = "".join(chunk["delta"] for chunk in chunks if chunk["type"] == "text-delta")
    assert f" {marker}" in text


async def test_a_refusal_is_a_message(archive: httpx.AsyncClient) -> None:
    """A declined question is text, and its metadata say why."""
    chunks = chunks_of(
        await archive.post("/api/chat", json={"messages": say("What is the boiling point of tungsten in kelvin?")})
    )
    assert any(chunk["type"] == "text-delta" for chunk in chunks)
    assert chunks[-1]["messageMetadata"]["status"] == "declined"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 422, "messages"),
        ({"messages": []}, 422, "messages"),
        ({"messages": say("Who?"), "untill": "2015"}, 422, "untill"),
        ({"messages": say("Who?"), "since": "tomorrow-ish"}, 422, "since"),
        ({"messages": say("Who?"), "max_sentences": "many"}, 422, "max_sentences"),
        ({"messages": say("Who?"), "citation_style": "footnotes"}, 422, "citation_style"),
        ({"messages": [{"role": "tool", "parts": []}]}, 422, "messages.0.role"),
        ({"messages": [{"role": "user", "content": "Who?"}]}, 422, "messages.0.parts"),
    ],
)
async def test_what_is_wrong_is_refused_before_the_stream(
    archive: httpx.AsyncClient, body: dict[str, object], status: int, field: str
) -> None:
    """The error has our shape and the right status, and names the field."""
    response = await archive.post("/api/chat", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (status, field)


async def test_many_turns_are_accepted(archive: httpx.AsyncClient) -> None:
    """A thousand turns and 200 kB of text are a conversation; its last message is asked."""
    turns = [
        {"role": role, "parts": [{"type": "text", "text": text * 10}]}
        for _ in range(1_000)
        for role, text in (("user", "Who sails? "), ("assistant", "They do. "))
    ]
    chunks = chunks_of(await archive.post("/api/chat", json={"messages": [*turns, *say("Who liberated Kobane?")]}))
    assert chunks[-1]["messageMetadata"]["status"] == "answered"


async def test_an_error_within_the_stream_is_a_chunk(
    archive: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the stream has begun, an error is its last chunk, without internal details."""

    def fail(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        yield Found(())
        raise StorageFailed("/secret/place cannot be read")

    monkeypatch.setattr("api.service.answer_in_steps", fail)
    *_, last = chunks_of(await archive.post("/api/chat", json={"messages": say("Who?")}))
    assert last["type"] == "error"
    assert "secret" not in last["errorText"]


@pytest.mark.parametrize("metadata", [None, 5, "seen", {"answer": 7}, {"short": {}, "mine": 1}, ["x"]])
async def test_metadata_of_others_are_ignored(archive: httpx.AsyncClient, metadata: object) -> None:
    """A client may keep what it likes with its messages; only what the server sent is read."""
    reply = {"id": "r", "role": "assistant", "parts": [{"type": "text", "text": "Yes."}], "metadata": metadata}
    messages = [*say("Who liberated Kobane?"), reply, *say("When?")]
    chunks = chunks_of(await archive.post("/api/chat", json={"messages": messages}))
    assert chunks[-1]["messageMetadata"]["asked"] == "When was Kobane liberated?"


async def test_the_answer_that_a_message_came_with_is_used(archive: httpx.AsyncClient) -> None:
    """The client sends back its metadata: the kept answer says whom a follow-up means, whatever the text says."""
    first = say("Who liberated Kobane?")
    metadata = chunks_of(await archive.post("/api/chat", json={"messages": first}))[-1]["messageMetadata"]
    known = {"answer": None, "short": "Ada Mast", "confidence": 0.9, "published": "2015-01-26"}
    for sent, asked in ((metadata, None), (metadata | known, "When did Ada Mast liberate Kobane?")):
        reply = {"id": "r", "role": "assistant", "parts": [{"type": "text", "text": "See above."}], "metadata": sent}
        messages = [*first, reply, *say("When?")]
        chunks = chunks_of(await archive.post("/api/chat", json={"messages": messages}))
        turn = {"question": "Who liberated Kobane?", "answer_id": metadata["answer"]}
        same = (await archive.post("/ask", json={"question": "When?", "conversation": [turn]})).json()
        assert chunks[-1]["messageMetadata"]["asked"] == (asked or same["asked"])

"""Follow-ups that a language model completes, over HTTP: asked where proved, and as without a model everywhere else."""

import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.conftest import listening, read_examples, running, send
from tests.api.routes.test_written import asking, make, right
from tests.qa.generation.scripted import Script, say, serving

pytestmark = pytest.mark.anyio
FIGHT = {"question": "Who liberated Kobane?", "text": "Kurdish fighters declared Kobane liberated on Monday."}
LEANING = {"question": "who declared this?", "conversation": [FIGHT]}
OPEN = {"question": "how much?", "conversation": [FIGHT]}
WHOLE = "Who declared Kobane liberated?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder."""
    return tmp_path_factory.mktemp("completed")


@asynccontextmanager
async def conversing(
    whole: str, folder: Path, embedder: Embedder, reader: Reader
) -> AsyncIterator[tuple[httpx.AsyncClient, list[str]]]:
    """Yield a client of a server with a model that completes each follow-up so, and what it was told for that."""
    told: list[str] = []

    def play(body: dict[str, Any]) -> list[bytes | float]:
        user = body["messages"][-1]["content"]
        if not user.startswith("Conversation:"):
            return right(body)
        told.append(user)
        return say(whole)

    async with asking(play, folder, embedder, reader) as client:
        yield client, told


def same(body: dict[str, Any]) -> str:
    """Return what is the same of an answer whenever it is given."""
    return json.dumps({name: body[name] for name in body if name not in ("id", "timings_ms")})


async def test_a_follow_up_that_no_rule_completes_is_completed(
    folder: Path, embedder: Embedder, reader: Reader
) -> None:
    """Its whole question is asked and shown, streamed and kept as one that a rule made, for one call of the model."""
    async with conversing(WHOLE, folder, embedder, reader) as (client, told):
        body = (await client.post("/ask", json=LEANING)).json()
        assert (body["asked"], body["status"]) == (WHOLE, "answered")
        assert "Units declared Kobane liberated" in body["sentences"][0]["text"]
        assert len(told) == 1
        calls = (await client.get("/metrics")).text
        assert 'dateline_model_calls_total{outcome="ok"} 2' in calls  # the question and the answer
        assert (await client.get(f"/answers/{body['id']}")).json()["answer"]["asked"] == WHOLE
        streamed = (await client.post("/ask/stream", json=LEANING)).text
        assert f'"asked":"{WHOLE}"' in streamed
        turns = [("user", FIGHT["question"]), ("assistant", FIGHT["text"]), ("user", LEANING["question"])]
        chat = {"model": "dateline", "messages": [{"role": role, "content": text} for role, text in turns]}
        assert WHOLE in (await client.post("/v1/chat/completions", json=chat)).text
        assert len(told) == 3


@pytest.mark.parametrize(
    "whole", ["How much did Turkey pay for Kobane?", "Say that Kobane paid how much.", "How much?", ""]
)
async def test_a_follow_up_that_is_not_proved_is_left_as_it_is(
    whole: str, folder: Path, embedder: Embedder, reader: Reader
) -> None:
    """An invented name, an order, the message again or nothing: the answer is that of no model, byte for byte."""
    async with conversing(whole, folder, embedder, reader) as (client, told):
        plain = (await client.post("/ask", json=OPEN | {"generator": "none"})).json()
        assert (plain["reason"], told) == ("ambiguous", [])
        for generator in ("auto", "required"):
            assert same((await client.post("/ask", json=OPEN | {"generator": generator})).json()) == same(plain)
        assert len(told) == 2


async def test_a_model_is_not_asked_for_what_needs_none(folder: Path, embedder: Embedder, reader: Reader) -> None:
    """Without turns, where a rule completes a message, for `none` and for small talk, no follow-up is told."""
    async with conversing(WHOLE, folder, embedder, reader) as (client, told):
        for body in (
            {"question": LEANING["question"]},
            {"question": "when?", "conversation": [FIGHT]},
            {"question": "thanks", "conversation": [FIGHT]},
            LEANING | {"generator": "none"},
        ):
            assert (await client.post("/ask", json=body)).status_code == 200
        assert told == []


async def test_a_follow_up_without_its_model_is_as_before(
    folder: Path, embedder: Embedder, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    """A server that is down costs the whole question alone, which the log says; without one nothing is said."""
    said = []
    for url in ("http://127.0.0.1:1/v1", None):
        async with running(make(folder, embedder, reader, url)) as client:
            await send(client, *read_examples("kobane.jsonl"))
            said += [
                same((await client.post("/ask", json=OPEN | {"generator": generator})).json())
                for generator in ("auto", "none")
            ]
    assert len(set(said)) == 1
    assert sum("a follow-up is left as it is" in one.message for one in caplog.records) == 1


async def test_a_client_that_leaves_ends_the_call_for_its_question(
    folder: Path, embedder: Embedder, reader: Reader
) -> None:
    """Nothing was sent yet when the model is asked for the whole question; its call ends all the same."""
    began = threading.Event()

    def play(_: dict[str, Any]) -> list[bytes | float]:
        began.set()
        return [10.0]

    with (
        serving(Script(play)) as script,
        listening(make(folder, embedder, reader, script.url)) as address,
    ):
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            await send(client, *read_examples("kobane.jsonl"))
            async with anyio.create_task_group() as group:
                group.start_soon(partial(client.post, "/ask/stream", json=LEANING))
                assert await anyio.to_thread.run_sync(began.wait, 30)
                group.cancel_scope.cancel()
        assert script.left.wait(5)
        assert len(script.requests) == 1

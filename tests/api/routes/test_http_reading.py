"""Answers of a real index, with a reader that finds given phrases."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from index.passages.embedding import Embedder
from tests.api.conftest import make_app, read_examples, running, send
from tests.api.pointing import point_at
from tests.api.routes.test_http_asking import events_of

pytestmark = pytest.mark.anyio

FIGHTERS = "The Kurdish People's Protection Units (YPG)"
LATEST, EARLIER = "More than 1,000", "412"


@pytest.fixture(scope="module")
async def reading(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with a reader that holds the articles on Kobane; read-only."""
    reader = point_at({"liberated": [FIGHTERS], "killed": [LATEST, EARLIER]})
    async with running(make_app(tmp_path_factory.mktemp("reading"), embedder, reader=reader)) as opened:
        await send(opened, *read_examples("kobane.jsonl"))
        yield opened


def check_findings(answer: dict[str, Any]) -> None:
    """Check that each finding is in the quote of its first citation, and that the first has a confidence."""
    assert answer["confidence"] == answer["findings"][0]["confidence"]
    quotes = {citation["n"]: citation["quote"] for citation in answer["citations"]}
    for finding in answer["findings"]:
        assert finding["text"] in quotes[finding["citations"][0]]
        assert set(finding["citations"]) <= set(quotes)


async def test_what_the_reader_finds_is_the_short_answer(reading: httpx.AsyncClient) -> None:
    """The short answer is in its quote and in the sentence shown; the reader is named."""
    answer = (await reading.post("/ask", json={"question": "Who liberated Kobane?"})).json()
    assert (answer["status"], answer["short"], answer["model"]["reader"]) == ("answered", FIGHTERS, "scripted")
    assert answer["findings"][0]["text"] == FIGHTERS
    assert any(FIGHTERS in sentence["text"] for sentence in answer["sentences"])
    check_findings(answer)


async def test_a_toll_that_grows_is_answered_by_its_newest_figure(reading: httpx.AsyncClient) -> None:
    """Of two numbers of two days the later one leads, and the earlier one contradicts nothing."""
    question = {"question": "How many people have been killed in the fighting for Kobane?"}
    answer = (await reading.post("/ask", json=question)).json()
    assert answer["agreement"] == "single"
    assert answer["short"] == LATEST
    check_findings(answer)


async def test_the_stream_ends_with_the_short_answer(reading: httpx.AsyncClient) -> None:
    """The last event equals the answer of `/ask`."""
    question = {"question": "Who liberated Kobane?"}
    name, streamed = events_of((await reading.post("/ask/stream", json=question)).text)[-1]
    whole = (await reading.post("/ask", json=question)).json()
    assert name == "answer"
    for field in ("short", "agreement", "findings", "sentences", "citations"):
        assert streamed[field] == whole[field]

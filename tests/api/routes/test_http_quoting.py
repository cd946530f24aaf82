"""Quotes over HTTP: no endpoint shows more of a source than the setting `quote` allows."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError

from api.app import create_app
from api.settings import Settings
from index.library import open_library
from index.passages.embedding import Embedder
from qa.reading.defaults import NO_READER
from tests.api.conftest import WorkerThread, running, send, write_record

pytestmark = pytest.mark.anyio

LONG = "Zorbaline Holdings bought the ferry to Port Amble on Monday, the harbour board said after a long meeting. " * 4
RECORD = write_record("Ferry is sold", LONG.strip(), id="deal", source="Amble Wire", url="https://amble.example/1",
                      rights="Copyright 2030 Amble Wire")  # fmt: skip
QUESTION = {"question": "Who bought the ferry to Port Amble?"}


async def serve(tmp_path: Path, embedder: Embedder, rule: str) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of a server with one rule and one article."""
    settings = Settings.model_validate({"data": tmp_path, "reader": NO_READER, "quote": (f"amble wire={rule}",)})
    app = create_app(settings, lambda one: open_library(one.data, embedder=embedder), lambda _: None, WorkerThread)
    async with running(app) as client:
        await send(client, RECORD)
        yield client


@pytest.fixture
async def silent(tmp_path: Path, embedder: Embedder) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that may not quote."""
    async for client in serve(tmp_path, embedder, "none"):
        yield client


@pytest.fixture
async def brief(tmp_path: Path, embedder: Embedder) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that may quote in short."""
    async for client in serve(tmp_path, embedder, "short"):
        yield client


async def test_nothing_is_quoted_where_nothing_may_be(silent: httpx.AsyncClient) -> None:
    """Answers, streams, searches, articles and kept answers show headline, date, link and rights alone."""
    asked = (await silent.post("/ask", json=QUESTION)).json()
    assert asked["text"] == "Ferry is sold [1]"
    cited = asked["citations"][0]
    assert (cited["quote"], cited["end"] - cited["start"], cited["link"]) == ("", 0, "https://amble.example/1")
    assert cited["rights"] == "Copyright 2030 Amble Wire"
    chat = {"model": "dateline", "messages": [{"role": "user", "content": QUESTION["question"]}]}
    shown = [
        await silent.post("/ask", json=QUESTION, headers={"Accept": "text/event-stream"}),
        await silent.post("/ask", json=QUESTION, headers={"Accept": "text/markdown"}),
        await silent.post("/v1/chat/completions", json=chat),
        await silent.post("/v1/chat/completions", json=chat | {"stream": True}),
        await silent.get("/search", params={"q": "who bought the ferry"}),
        await silent.get("/articles/deal"),
        await silent.get("/articles"),
        await silent.get("/answers"),
        await silent.get(f"/answers/{asked['id']}"),
        await silent.get(f"/answers/{asked['id']}/recheck"),
    ]
    for response in shown:
        assert response.status_code == 200, response.text
        assert "Zorbaline" not in response.text, response.request.url
    assert (await silent.get(f"/answers/{asked['id']}/recheck")).json()["verdict"] == "holds"


async def test_a_short_quote_is_short_and_at_its_place(brief: httpx.AsyncClient) -> None:
    """At most 200 characters are shown, and they are the text of the article at their offsets."""
    asked = (await brief.post("/ask", json=QUESTION)).json()
    cited = asked["citations"][0]
    assert 0 < len(cited["quote"]) <= 200
    assert str(RECORD["text"])[cited["start"] : cited["end"]] == cited["quote"]
    hit = (await brief.get("/search", params={"q": "who bought the ferry"})).json()["hits"][0]
    assert str(RECORD["text"])[hit["start"] : hit["end"]] == hit["text"]
    assert len(hit["text"]) <= 200
    assert hit["rights"] == "Copyright 2030 Amble Wire"
    article = (await brief.get("/articles/deal")).json()
    assert len(article["text"]) <= 200
    assert all(span["end"] <= len(article["text"]) for span in article["passages"])
    kept = (await brief.get(f"/answers/{asked['id']}")).json()
    assert kept["citations"][0]["quote"] == kept["answer"]["citations"][0]["quote"] == cited["quote"]


def test_a_rule_that_cannot_be_read_is_refused() -> None:
    """A rule names a source and how much of it is shown; several are separated by semicolons."""
    assert Settings.model_validate({"quote": "A, B=none; C=short"}).quoting.by_source == {"a, b": "none", "c": "short"}
    with pytest.raises(ValidationError, match="must be a source and none, short or full"):
        Settings.model_validate({"quote": ("Amble Wire",)})

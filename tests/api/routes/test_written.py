"""Answers that a language model writes, over HTTP: verified, streamed, kept, and quoted where the model fails."""

import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from index.library import open_library
from index.passages.chunking import split_sentences
from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.conftest import WorkerThread, listening, read_examples, running, send
from tests.qa.generation.scripted import Script, say, serving

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[3]
QUESTION = {"question": "Who liberated Kobane?"}
Play = Callable[[dict[str, Any]], list[bytes | float]]


def passages_of(body: dict[str, Any]) -> dict[str, str]:
    """Return the keys of the passages in a request with their texts."""
    user = next(one["content"] for one in body["messages"] if one["role"] == "user")
    return dict(re.findall(r"^\[(\w{4})\] [A-Z][^\n]*\n([^\n]*)", user, re.MULTILINE))


def tell(body: dict[str, Any], sentence: str, word: str) -> list[bytes | float]:
    """Return the events of a sentence that cites the first passage with some word."""
    key = next(key for key, text in passages_of(body).items() if word in text)
    return say(*re.findall(".{1,7}", f"{sentence} [{key}]"))


def right(body: dict[str, Any]) -> list[bytes | float]:
    """Say what an article of the examples says, in other words."""
    return tell(body, "The Kurdish People's Protection Units declared Kobane liberated.", "declared Kobane liberated")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder."""
    return tmp_path_factory.mktemp("written")


@asynccontextmanager
async def asking(play: Play, folder: Path, embedder: Embedder, reader: Reader) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of a server with a scripted model."""
    with serving(Script(play)) as script:
        async with running(make(folder, embedder, reader, script.url)) as client:
            await send(client, *read_examples("kobane.jsonl"))
            yield client


def make(folder: Path, embedder: Embedder, reader: Reader | None, url: str | None) -> FastAPI:
    """Build an app with the tests' models and a model server."""
    more = {"generator_url": url, "generator_model": "scripted"} if url else {}
    settings = Settings.model_validate({"data": folder} | more)
    return create_app(settings, lambda one: open_library(one.data, embedder=embedder), lambda _: reader, WorkerThread)


async def test_a_verified_sentence_is_the_answer(folder: Path, embedder: Embedder, reader: Reader) -> None:
    """The model's words, the quote that proves them, and which model with which prompt wrote them."""
    async with asking(right, folder, embedder, reader) as client:
        body = (await client.post("/ask", json=QUESTION)).json()
        assert [one["text"] for one in body["sentences"]] == [
            "The Kurdish People's Protection Units declared Kobane liberated."
        ]
        assert body["model"]["generator"].startswith("scripted+")
        assert "fallback" not in body
        assert (await client.get("/index")).json()["generator"] == body["model"]["generator"]
        for cited in body["citations"]:
            text = (await client.get(f"/articles/{cited['article']}")).json()["text"]
            assert text[cited["start"] : cited["end"]] == cited["quote"]
        kept = (await client.get(f"/answers/{body['id']}")).json()
        assert [one["quote"] for one in kept["citations"]] == [one["quote"] for one in body["citations"]]


def recite(body: dict[str, Any]) -> list[bytes | float]:
    """Say every sentence of the passages as it stands."""
    told = [
        f"{text[span.start : span.end].rstrip('.')} [{key}]."
        for key, text in passages_of(body).items()
        for span in split_sentences(text, "en")
    ]
    return say(*sorted(told, key=lambda one: "liberated" not in one))


async def test_a_longer_style_has_more_sentences(folder: Path, embedder: Embedder, reader: Reader) -> None:
    """A written answer is as long as its style, unless the caller set a number; a quoted one is not longer for it."""
    async with asking(recite, folder, embedder, reader) as client:
        sizes = {}
        for style, more in (
            ("brief", {}),
            ("full", {}),
            ("full", {"max_sentences": 2}),
            ("full", {"generator": "none"}),
        ):
            body = (await client.post("/ask", json=QUESTION | {"style": style} | more)).json()
            sizes[style, *more.values()] = len(body["sentences"])
            assert bool(body["model"]["generator"]) is ("generator" not in more)
    assert sizes.pop(("full", "none")) <= 3
    assert sizes == {("brief",): 3, ("full",): 8, ("full", 2): 2}


async def test_what_is_not_proved_gives_way_to_quotes(folder: Path, embedder: Embedder, reader: Reader) -> None:
    """Where no sentence passes, the quoted answer is sent with what was dropped; `required` declines."""

    def wrong(body: dict[str, Any]) -> list[bytes | float]:
        return tell(body, "The Turkish army declared Kobane liberated in 2016.", "declared Kobane liberated")

    async with asking(wrong, folder, embedder, reader) as client:
        quoted = (await client.post("/ask", json=QUESTION | {"generator": "none"})).json()
        body = (await client.post("/ask", json=QUESTION)).json()
        assert body["sentences"] == quoted["sentences"]
        assert body["fallback"] == "nothing_verified"
        assert body["model"]["generator"] is None
        assert body["dropped"][0]["text"].startswith("The Turkish army")
        refused = (await client.post("/ask", json=QUESTION | {"generator": "required"})).json()
        assert (refused["status"], refused["reason"]) == ("declined", "nothing_verified")


async def test_a_model_that_is_down_is_noted(folder: Path, embedder: Embedder, reader: Reader) -> None:
    """The quoted answer stands in its place; `required` declines with the reason."""
    async with running(make(folder, embedder, reader, "http://127.0.0.1:1/v1")) as client:
        await send(client, *read_examples("kobane.jsonl"))
        body = (await client.post("/ask", json=QUESTION)).json()
        assert (body["status"], body["fallback"]) == ("answered", "model_unavailable")
        refused = (await client.post("/ask", json=QUESTION | {"generator": "required"})).json()
        assert (refused["status"], refused["reason"]) == ("declined", "model_unavailable")
        assert refused["message"] == "The language model gave no answer."


async def test_each_sentence_is_streamed_before_the_model_ends(
    folder: Path, embedder: Embedder, reader: Reader
) -> None:
    """A sentence leaves while the model still writes, and a client that leaves ends its call."""

    def slow(body: dict[str, Any]) -> list[bytes | float]:
        return [*right(body)[:-1], *say(" The")[:1], 10.0]

    with serving(Script(slow)) as script, listening(make(folder, embedder, reader, script.url)) as address:
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            await send(client, *read_examples("kobane.jsonl"))
            async with client.stream("POST", "/ask/stream", json=QUESTION) as response:
                async for line in response.aiter_lines():
                    if line.startswith("data:") and "citations" in line and "Units declared" in line:
                        break
        assert script.left.wait(5)


async def test_without_a_model_server_nothing_changes(folder: Path, embedder: Embedder, reader: Reader) -> None:
    """An answer is byte for byte the same whether `auto` or `none` is asked for, and `required` is declined."""
    async with running(make(folder, embedder, reader, None)) as client:
        await send(client, *read_examples("kobane.jsonl"))
        bodies = []
        for generator in ("auto", "none"):
            body = (await client.post("/ask", json=QUESTION | {"generator": generator})).json()
            bodies.append(json.dumps({key: body[key] for key in body if key not in ("id", "timings_ms")}))
        assert bodies[0] == bodies[1]
        assert "fallback" not in bodies[0]
        refused = (await client.post("/ask", json=QUESTION | {"generator": "required"})).json()
        assert refused["reason"] == "model_unavailable"
        assert refused["message"] == "The language model gave no answer. No model server is configured."
        assert "generator" not in (await client.get("/index")).json()


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/v1/chat/completions", {"model": "dateline", "generator": "none"}),
        ("/v1/chat/completions", {"model": "dateline", "metadata": {"generator": "none"}}),
        ("/api/chat", {"generator": "none"}),
    ],
)
async def test_every_dialect_may_choose(
    path: str, more: dict[str, Any], folder: Path, embedder: Embedder, reader: Reader
) -> None:
    """Chat clients get written answers, and quoted ones where they want no model."""
    words = "Units declared Kobane liberated."
    part = {"parts": [{"type": "text", "text": QUESTION["question"]}], "content": QUESTION["question"]}
    named = {"role": "user"} | {name: part[name] for name in (("parts",) if path == "/api/chat" else ("content",))}
    async with asking(right, folder, embedder, reader) as client:
        written = (await client.post(path, json={"messages": [named]} | more | {"generator": "auto"})).text
        quoted = (await client.post(path, json={"messages": [named]} | more)).text
    assert words in written
    assert words not in quoted


def test_without_a_model_server_nothing_of_it_is_imported() -> None:
    """The server's modules load neither the client nor the verifier of written sentences."""
    code = (
        "import sys, api.app, api.service, qa.answer\n"
        "from api.settings import Settings\nfrom api.service import Service\n"
        "Service(Settings.model_validate({'data': '/nonexistent'}))\n"
        "print([name for name in sys.modules if name.startswith(('qa.generation', 'qa.support'))])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

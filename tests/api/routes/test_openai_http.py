"""OpenAI's calls as any HTTP client meets them: bodies, paths, limits, disconnects, failures and settings."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import anyio
import httpx
import pytest
from anyio import to_thread
from fastapi import FastAPI
from openai import APIError, APIStatusError, OpenAI
from openai.types.chat import ChatCompletionMessageParam

from api.service import Service
from index.errors import StorageFailed
from index.library import Library
from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from qa.types import Found, Question, Step
from tests.api.conftest import listening, make_app, opening, running
from tests.api.dialects.pieces import make_proved, make_steps
from tests.api.routes.test_openai_bad_input import CHAT, JSON, QUESTION, RESPONSES, chat, error_of, respond, user

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("path", [CHAT, RESPONSES])
async def test_a_body_that_cannot_be_read(archive: httpx.AsyncClient, path: str) -> None:
    """Each error that comes before the question, wherever it is found, has OpenAI's shape."""
    for body in (b"", b"{", b"\xff", b"[" * 100_000, b'{"model": "a", "model": "b"}', b'{"temperature": NaN}'):
        error_of(await archive.post(path, content=body, headers=JSON), 400)
    for body in (b"null", b"[]", b'"Who?"'):
        assert "JSON object" in error_of(await archive.post(path, content=body, headers=JSON), 422)["message"]
    error_of(await archive.post(path, content=b"{}", headers={"Content-Type": "text/plain"}), 415)
    error_of(await archive.post(path, content=b"{}", headers={**JSON, "Content-Encoding": "gzip"}), 415)
    error_of(await archive.post(path, content=b" " * 1_000_001, headers=JSON), 413)
    assert error_of(await archive.post(f"{path}?k=1", json={}), 422)["param"] == "k"
    error_of(await archive.post(path, json={}, headers={"X-Dateline-Events": "x", "Host": "evil.example"}), 421)
    foreign = await archive.post(path, json={}, headers={"Origin": "https://evil.example"})
    assert error_of(foreign, 403)["type"] == "permission_error"


async def test_paths_and_methods_under_v1(archive: httpx.AsyncClient) -> None:
    """What there is not under `/v1/` is refused in OpenAI's shape; elsewhere the shape is ours."""
    for path in ("/v1/completions", "/v1/embeddings", "/v1/models/", "/v1/models/gpt-5"):
        error_of(await archive.get(path), 404)
    response = await archive.get(CHAT)
    error_of(response, 405)
    assert response.headers["Allow"] == "POST"
    for path in ("/v1", "/v2/models", "/ask/v1/"):
        assert set((await archive.get(path)).json()["error"]) == {"type", "message", "field"}


async def test_only_open_webui_has_events(archive: httpx.AsyncClient) -> None:
    """Another name in the header is refused, so that a misspelling is noticed."""
    body = {"model": "dateline", "messages": [user()]}
    error = error_of(await archive.post(CHAT, json=body, headers={"X-Dateline-Events": "x"}), 422)
    assert error["param"] == "X-Dateline-Events"


async def test_a_limit_of_one_token_gives_one_sentence(
    archive: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quotation is never cut: the first sentence is whole, and the reason says that others were left out."""
    steps = make_steps(make_proved("One here."), make_proved("Two there."))
    monkeypatch.setattr("api.service.answer_in_steps", lambda *_: iter(steps))
    monkeypatch.setattr(Service, "_keep", lambda *_: None)
    for name in ("max_tokens", "max_completion_tokens"):
        (choice,) = (await chat(archive, **{name: 1})).json()["choices"]
        assert choice["message"]["content"].startswith("One here. [[1]](")
        assert "Two" not in choice["message"]["content"]
        assert choice["finish_reason"] == "length"
    response = (await respond(archive, max_output_tokens=1)).json()
    assert (response["status"], response["incomplete_details"]) == ("incomplete", {"reason": "max_output_tokens"})


@pytest.mark.parametrize(("path", "stream"), [(CHAT, True), (CHAT, False), (RESPONSES, True), (RESPONSES, False)])
async def test_closing_the_connection_stops_the_work(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch, path: str, *, stream: bool
) -> None:
    """An endless answer is stopped when its client disconnects, streamed or not."""
    begun, ended = threading.Event(), threading.Event()

    def go_on_for_ever(*_: object) -> Iterator[Step]:
        try:
            while True:
                begun.set()
                yield Found(())
                time.sleep(0.01)
        finally:
            ended.set()

    monkeypatch.setattr("api.service.answer_in_steps", go_on_for_ever)
    body = {"model": "dateline", "messages": [user()], "input": QUESTION, "stream": stream}
    with listening(app) as url:
        async with httpx.AsyncClient() as client, anyio.create_task_group() as group:
            group.start_soon(partial(client.post, f"{url}{path}", json=body))
            assert await to_thread.run_sync(lambda: begun.wait(60))
            group.cancel_scope.cancel()
        assert await to_thread.run_sync(lambda: ended.wait(60))


async def test_until_the_library_is_open_clients_are_to_try_again(tmp_path: Path, embedder: Embedder) -> None:
    """It is 503 with `Retry-After`, which OpenAI's clients respect."""
    async with opening(tmp_path, embedder) as (client, _):
        for response in (await chat(client), await respond(client)):
            assert error_of(response, 503)["code"] == "overloaded"
            assert int(response.headers["Retry-After"]) > 0


async def test_a_bug_is_500_with_an_id(
    archive: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The shape is OpenAI's even then."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("api.routes.openai.list_ignored", fail)
    error = error_of(await chat(archive), 500)
    assert error["type"] == "server_error"
    assert "secret" not in error["message"]
    assert error["message"].split()[-1] in caplog.text


async def test_settings_choose_the_style_and_the_events(tmp_path: Path, embedder: Embedder) -> None:
    """`citation_style` is the default of a server, and `open_webui` gives every stream its events."""
    app = make_app(tmp_path, embedder)
    app.state.service.settings = app.state.service.settings.model_copy(
        update={"citation_style": "none", "open_webui": True}
    )
    async with running(app) as client:
        article = {"title": "Town freed", "text": "The town of Kobane was freed on Monday.", "published": "2015-01-27"}
        await client.post("/articles", params={"wait": 120}, json=article)
        whole = (await chat(client, [user("Was the town of Kobane freed?")])).json()
        assert whole["choices"][0]["message"]["content"] == "Yes. The town of Kobane was freed on Monday."
        streamed = (await chat(client, [user("Was the town of Kobane freed?")], stream=True)).text
        assert '"content":"Yes. The town of Kobane was freed on Monday. [1]"' in streamed
        assert streamed.count('"event":{"type":"source"') == 1


async def test_the_openapi_document_has_both_kinds_of_reply(app: FastAPI) -> None:
    """A reply is JSON or a stream, each with an example, and errors have OpenAI's shape."""
    for path in (CHAT, RESPONSES):
        replies = app.openapi()["paths"][path]["post"]["responses"]
        assert set(replies["200"]["content"]) == {"application/json", "text/event-stream"}
        for status in ("400", "404", "413", "415", "422", "503"):
            schema = replies[status]["content"]["application/json"]["schema"]
            assert schema["$ref"].endswith("/OpenAIErrorBody")


def test_a_stream_that_fails_raises_in_the_client(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client raises its own error with our sentence, without internal details, and no `[DONE]` follows."""

    def fail(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        yield Found(())
        raise StorageFailed("/secret/place cannot be read")

    monkeypatch.setattr("api.service.answer_in_steps", fail)
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]
    with listening(app) as url, OpenAI(base_url=f"{url}/v1", api_key="any", max_retries=0) as client:
        body = {"model": "dateline", "messages": messages, "stream": True}
        assert "[DONE]" not in httpx.post(f"{url}{CHAT}", json=body).text
        with pytest.raises(APIError, match="the server's disk cannot be used now"):
            list(client.chat.completions.create(model="dateline", messages=messages, stream=True))
        with pytest.raises(APIStatusError) as caught:
            client.chat.completions.create(model="dateline", messages=messages)
        *_, last = client.responses.create(model="dateline", input=QUESTION, stream=True)
    assert (caught.value.status_code, caught.value.type) == (503, "server_error")
    assert "Retry-After" in caught.value.response.headers
    assert last.type == "response.failed"
    assert last.response.error
    assert "secret" not in last.response.error.message

"""Requests to OpenAI's calls that ask for what there is not: refused in OpenAI's shape, or ignored and listed."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from anyio import to_thread
from fastapi import FastAPI

from api.app import create_app
from api.dialects.openai_request import ChatRequest, Options, ResponseRequest
from api.service import Service
from api.settings import Settings
from index.library import Library, open_library
from index.passages.embedding import Embedder
from qa.types import Found, Step
from tests.api.conftest import WorkerThread, listening, make_app, running
from tests.api.dialects.pieces import make_proved, make_steps

pytestmark = pytest.mark.anyio

CHAT, RESPONSES = "/v1/chat/completions", "/v1/responses"
JSON = {"Content-Type": "application/json"}
QUESTION = "Who liberated Kobane?"
IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
SCHEMA = {"type": "json_schema", "json_schema": {"name": "a", "schema": {}}}


def user(content: object = QUESTION) -> dict[str, object]:
    """Return a message of the user."""
    return {"role": "user", "content": content}


def error_of(response: httpx.Response, status: int) -> dict[str, Any]:
    """Return the error of a response, which has OpenAI's shape and no other."""
    assert response.status_code == status, response.text
    assert set(response.json()) == {"error"}
    error: dict[str, Any] = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["message"]
    return error


async def chat(client: httpx.AsyncClient, messages: object = None, **fields: object) -> httpx.Response:
    """Send a chat; one good message by default."""
    body = {"model": "dateline", "messages": [user()] if messages is None else messages, **fields}
    return await client.post(CHAT, json=body)


async def respond(client: httpx.AsyncClient, given: object = QUESTION, **fields: object) -> httpx.Response:
    """Ask for a response."""
    return await client.post(RESPONSES, json={"model": "dateline", "input": given, **fields})


@pytest.mark.parametrize(
    ("messages", "param", "sentence"),
    [
        ([], "messages", "at least 1 item"),
        ("Who?", "messages", "valid list"),
        ([{"role": "system", "content": "Be kind."}], "messages", "must contain a message of the user"),
        ([user(" ")], "messages", "is empty"),
        ([user(None)], "messages", "is empty"),
        ([user("x" * 1_001)], "messages", "longer than 1,000 characters"),
        ([user([IMAGE])], "messages", "has no text; image_url cannot be read: ask in words"),
        ([user([{"type": "file", "file": {"file_id": "f"}}])], "messages", "has no text; file cannot be read"),
        ([user(5)], "messages.0.content", "must be a string or a list of parts"),
        ([user([{"type": "text"}])], "messages.0.content.0", "must have a text"),
        ([user([{"text": "Who?"}])], "messages.0.content.0.type", "is required"),
        ([user(), {"role": "bishop", "content": "x"}], "messages.1.role", "'user'"),
        ([{"content": "Who?"}], "messages.0.role", "is required"),
        (["Who?"], "messages.0", "dictionary"),
    ],
)
async def test_messages_that_ask_nothing(
    archive: httpx.AsyncClient, messages: object, param: str, sentence: str
) -> None:
    """The error names the message or the part, and says what is wrong with it."""
    error = error_of(await chat(archive, messages), 422)
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert sentence in error["message"]


@pytest.mark.parametrize(
    ("fields", "param", "sentence"),
    [
        ({"temperature": "hot"}, "temperature", "valid number"),
        ({"temperature": 3}, "temperature", "less than or equal to 2"),
        ({"top_p": -1}, "top_p", "greater than or equal to 0"),
        ({"n": 5}, "n", "must be 1: the same question has one answer"),
        ({"n": "1"}, "n", "integer"),
        ({"max_tokens": 0}, "max_tokens", "greater than or equal to 1"),
        ({"max_completion_tokens": "many"}, "max_completion_tokens", "integer"),
        ({"response_format": SCHEMA}, "response_format", "as JSON it is the field dateline"),
        ({"response_format": {"type": "json_object"}}, "response_format", "as JSON it is the field dateline"),
        ({"tools": "search"}, "tools", "valid list"),
        ({"tool_choice": "required"}, "tool_choice", "cannot be required"),
        ({"tool_choice": {"type": "function", "function": {"name": "f"}}}, "tool_choice", "cannot be required"),
        ({"stream": "yes"}, "stream", "boolean"),
        ({"stream_options": {"include_usage": "yes"}}, "stream_options.include_usage", "boolean"),
        ({"model": 5}, "model", "string"),
        ({"metadata": "as_of"}, "metadata", "dictionary"),
        ({"metadata": {"as_of": 2015}}, "metadata.as_of", "must be a string"),
        ({"metadata": {"max_sentences": "eleven"}}, "metadata.max_sentences", "from 1 to 10"),
        ({"metadata": {"citation_style": "bold"}}, "metadata.citation_style", "one of links, markers, none"),
        ({"citation_style": "bold"}, "citation_style", "'links', 'markers' or 'none'"),
        ({"max_sentences": 11}, "max_sentences", "less than or equal to 10"),
        ({"as_of": "someday"}, "as_of", "someday"),
        ({"metadata": {"since": "someday"}}, "since", "someday"),
        ({"since": "2015-02-01", "until": "2015-01-01"}, "since", "range is empty"),
        ({"sources": ["a", ""]}, "sources", "a source is empty"),
        ({"languages": "english!"}, "languages", "language code"),
        ({"sources": 5}, "sources", "valid list"),
        ({"sources": ["a"] * 101}, "sources", "at most 100 items"),
    ],
)
async def test_wrong_values_are_refused(
    archive: httpx.AsyncClient, fields: dict[str, object], param: str, sentence: str
) -> None:
    """Each is 422 with the field and a sentence, streamed or not."""
    for stream in ({}, {"stream": True}):
        error = error_of(await chat(archive, **{**stream, **fields}), 422)
        assert (error["type"], error["param"]) == ("invalid_request_error", param)
        assert sentence in error["message"]


@pytest.mark.parametrize(
    ("fields", "param", "sentence"),
    [
        ({"previous_response_id": "resp_1"}, "previous_response_id", "the server keeps no turns"),
        ({"conversation": "conv_1"}, "conversation", "the server keeps no turns"),
        ({"conversation": {"id": "conv_1"}}, "conversation", "the server keeps no turns"),
        ({"background": True}, "background", "must be false"),
        ({"text": {"format": SCHEMA}}, "text.format", "as JSON it is the field dateline"),
        ({"max_output_tokens": 0}, "max_output_tokens", "greater than or equal to 1"),
        ({"input": []}, "input", "at least 1 item"),
        ({"input": 5}, "input", "valid list"),
        ({"input": None}, "input", "valid list"),
        ({"include": "all"}, "include", "valid list"),
        ({"input": " "}, "input", "is empty"),
        ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input", "must contain a message of the user"),
        ({"input": [user([{"type": "input_image", "image_url": "x"}])]}, "input", "input_image cannot be read"),
        ({"input": [{"role": "bishop", "content": "x"}]}, "input.0.role", "'user'"),
        ({"tool_choice": "required"}, "tool_choice", "cannot be required"),
        ({"stream": "yes"}, "stream", "boolean"),
    ],
)
async def test_wrong_values_of_a_response_are_refused(
    archive: httpx.AsyncClient, fields: dict[str, object], param: str, sentence: str
) -> None:
    """Each is 422 with the field and a sentence."""
    error = error_of(await respond(archive, **{"given": QUESTION, **fields}), 422)
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert sentence in error["message"]


@pytest.mark.parametrize(
    ("messages", "fields", "ignored"),
    [
        ([user([{"type": "text", "text": QUESTION}, IMAGE, IMAGE])], {}, ["messages: image_url"]),
        ([{"role": "system", "content": "Be kind."}, user()], {}, ["messages: role system"]),
        ([{"role": "developer", "content": "x"}, {"role": "tool", "content": "x", "tool_call_id": "c"}, user()], {},
         ["messages: role developer", "messages: role tool"]),
        ([{"role": "assistant", "content": "Hello!"}, user("Hi"), user()], {}, []),
        ([user(), {"role": "assistant", "content": None, "tool_calls": []}], {}, []),
        (None, {"tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "auto"}, ["tools"]),
        (None, {"temperature": 0.5, "top_p": 1, "seed": 5, "stop": ["x"], "user": "u", "store": False},
         ["temperature", "top_p", "seed", "stop", "user"]),
        (None, {"n": 1, "response_format": {"type": "text"}, "tool_choice": None, "logprobs": None}, []),
        (None, {"metadata": {"thread": "5", "nested": {"a": 1}}}, []),
    ],
)  # fmt: skip
async def test_what_cannot_change_an_answer_is_ignored_and_listed(
    archive: httpx.AsyncClient, messages: object, fields: dict[str, object], ignored: list[str]
) -> None:
    """Clients send many fields; the question is answered, and `dateline.ignored` says what had no effect."""
    response = await chat(archive, messages, **fields)
    assert response.status_code == 200, response.text
    dateline = response.json()["dateline"]
    assert (dateline["question"], dateline["ignored"]) == (QUESTION, ignored)


async def test_null_is_as_good_as_absent(archive: httpx.AsyncClient) -> None:
    """Clients send null for what they do not set, and an empty list of metadata."""
    names = ("previous_response_id", "conversation", "instructions", "max_output_tokens", "text", "tools", "metadata",
             "temperature", "sources", "as_of", "citation_style", "include", "tool_choice", "stream")  # fmt: skip
    response = await respond(archive, background=False, **dict.fromkeys(names))
    assert (response.status_code, response.json()["dateline"]["ignored"]) == (200, [])
    others = ("max_tokens", "max_completion_tokens", "n", "response_format", "stream_options", "languages", "since")
    response = await chat(archive, **dict.fromkeys(others), metadata={})
    assert (response.status_code, response.json()["dateline"]["ignored"]) == (200, [])


async def test_the_answer_is_that_of_our_own_call(archive: httpx.AsyncClient) -> None:
    """`dateline` has the fields of `POST /ask` and their values, except for the id and times, and `ignored`."""
    own = (await archive.post("/ask", json={"question": QUESTION})).json()
    for reply in (await chat(archive), await respond(archive)):
        dateline = reply.json()["dateline"]
        assert set(dateline) == {*own, "ignored"}
        assert {name: dateline[name] for name in own if name not in ("id", "timings_ms")} == {
            name: value for name, value in own.items() if name not in ("id", "timings_ms")
        }


@pytest.mark.parametrize(("path", "model"), [(CHAT, ChatRequest), (RESPONSES, ResponseRequest)])
async def test_no_value_of_any_field_is_a_bug(
    archive: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str, model: type[Options]
) -> None:
    """Whatever a field holds, the request is answered or refused in the one shape."""
    steps = make_steps(make_proved())
    monkeypatch.setattr("api.service.answer_in_steps", lambda *_: iter(steps))
    monkeypatch.setattr(Service, "_keep", lambda *_: None)
    good = {"model": "dateline", "messages": [user()], "input": QUESTION}
    values: list[object] = [
        None, True, False, 0, -1, 1, 1.5, 10**30, "", "x", [], [None], ["x"], [[]], [{}], {}, {"type": None},
        {"type": "text"}, {"x": {"y": [1]}}, [{"type": 5}], [{"role": "user", "content": [None]}],
        [{"role": "user", "content": {"a": 1}}], [{"type": "message"}], [{"role": None}], {"include_usage": None},
        {"format": None}, {"format": []}, {"since": None, "sources": "", "max_sentences": ""},
    ]  # fmt: skip
    for name in model.model_fields:
        for value in values:
            response = await archive.post(path, json={**good, name: value})
            assert response.status_code in (200, 404, 422), (name, value, response.text)
            if response.status_code != 200:
                error_of(response, response.status_code)


async def test_names_of_ignored_fields_are_shown_in_ascii(archive: httpx.AsyncClient) -> None:
    """At most fifty are shown, each cut short; a name that is no Unicode is refused in valid JSON."""
    ignored = (await chat(archive, **{f"é{n}{'x' * 200}": 1 for n in range(100)})).json()["dateline"]["ignored"]
    assert len(ignored) == 50
    assert ignored[0].startswith("\\xe90x")
    assert {len(name) for name in ignored} == {80}
    body = b'{"model": "dateline", "messages": [{"role": "user", "content": "Who?"}], "\\ud800": 1}'
    error_of(await archive.post(CHAT, content=body, headers=JSON), 422)


@pytest.mark.parametrize("path", [CHAT, RESPONSES])
async def test_an_unknown_model_does_not_exist(archive: httpx.AsyncClient, path: str) -> None:
    """It is 404 with OpenAI's code, and the name of the model that there is."""
    body = {"model": "gpt-5", "messages": [user()], "input": QUESTION}
    error = error_of(await archive.post(path, json=body), 404)
    assert (error["param"], error["code"]) == ("model", "model_not_found")
    assert "dateline" in error["message"]
    del body["model"]
    assert error_of(await archive.post(path, json=body), 422)["message"] == "model is required"


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
    """It is 503 with `Retry-After`, which OpenAI's clients respect; the model is listed at once."""
    go_on = threading.Event()

    def wait(settings: Settings) -> Library:
        assert go_on.wait(60)
        return open_library(settings.data, embedder=embedder)

    settings = Settings.model_validate({"data": tmp_path, "reader": "none"})
    app = create_app(settings, wait, worker_opener=WorkerThread)
    service: Service = app.state.service
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        try:
            assert (await client.get("/v1/models")).status_code == 200
            for response in (await chat(client), await respond(client)):
                assert error_of(response, 503)["code"] == "overloaded"
                assert int(response.headers["Retry-After"]) > 0
        finally:
            go_on.set()
        await to_thread.run_sync(service.settled.wait)


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
        assert whole["choices"][0]["message"]["content"] == "The town of Kobane was freed on Monday."
        streamed = (await chat(client, [user("Was the town of Kobane freed?")], stream=True)).text
        assert '"content":"The town of Kobane was freed on Monday. [1]"' in streamed
        assert streamed.count('"event":{"type":"source"') == 1


async def test_the_openapi_document_has_both_kinds_of_reply(app: FastAPI) -> None:
    """A reply is JSON or a stream, each with an example, and errors have OpenAI's shape."""
    for path in (CHAT, RESPONSES):
        replies = app.openapi()["paths"][path]["post"]["responses"]
        assert set(replies["200"]["content"]) == {"application/json", "text/event-stream"}
        for status in ("400", "404", "413", "415", "422", "503"):
            schema = replies[status]["content"]["application/json"]["schema"]
            assert schema["$ref"].endswith("/OpenAIErrorBody")

"""Requests to OpenAI's calls that ask for what there is not: refused in OpenAI's shape, or ignored and listed."""

from typing import Any

import httpx
import pytest

from api.dialects.openai.request import ChatRequest, Options, ResponseRequest
from api.service import Service
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
        ([], "messages", "is empty"),
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
        (["Who?"], "messages.0", "must be a JSON object"),
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
        ({"temperature": 3}, "temperature", "must be at most 2"),
        ({"top_p": -1}, "top_p", "must be at least 0"),
        ({"n": 5}, "n", "must be 1: the same question has one answer"),
        ({"n": "1"}, "n", "integer"),
        ({"max_tokens": 0}, "max_tokens", "must be at least 1"),
        ({"max_completion_tokens": "many"}, "max_completion_tokens", "integer"),
        ({"response_format": SCHEMA}, "response_format", "as JSON it is the field dateline"),
        ({"response_format": {"type": "json_object"}}, "response_format", "as JSON it is the field dateline"),
        ({"tools": "search"}, "tools", "valid list"),
        ({"tool_choice": "required"}, "tool_choice", "cannot be required"),
        ({"tool_choice": {"type": "function", "function": {"name": "f"}}}, "tool_choice", "cannot be required"),
        ({"stream": "yes"}, "stream", "boolean"),
        ({"stream_options": {"include_usage": "yes"}}, "stream_options.include_usage", "boolean"),
        ({"model": 5}, "model", "string"),
        ({"metadata": "as_of"}, "metadata", "must be a JSON object"),
        ({"metadata": {"as_of": 2015}}, "metadata.as_of", "must be a string"),
        ({"metadata": {"max_sentences": "eleven"}}, "metadata.max_sentences", "from 1 to 10"),
        ({"metadata": {"citation_style": "bold"}}, "metadata.citation_style", "one of links, markers, none"),
        ({"citation_style": "bold"}, "citation_style", "'links', 'markers' or 'none'"),
        ({"max_sentences": 11}, "max_sentences", "must be at most 10"),
        ({"as_of": "someday"}, "as_of", "someday"),
        ({"metadata": {"since": "someday"}}, "metadata.since", "someday"),
        ({"metadata": {"as_of": "x" * 3_000}}, "metadata.as_of", "not an ISO 8601 date"),
        ({"metadata": {"since": "2015-02-01"}, "until": "2015-01-01"}, "metadata.since", "range is empty"),
        ({"since": ""}, "since", "not an ISO 8601 date"),
        ({"metadata": {"until": ""}}, "metadata.until", "not an ISO 8601 date"),
        ({"metadata": {"sources": ""}}, "metadata.sources", "a source is empty"),
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


@pytest.mark.parametrize("name", ["metadata", "tools"])
async def test_a_value_that_is_nested_deeply_is_named_by_its_beginning(archive: httpx.AsyncClient, name: str) -> None:
    """Neither the message nor the field repeats a path of hundreds of names."""
    value: object = {"a": 1}
    for _ in range(300):
        value = {"a": value}
    error = error_of(await chat(archive, **{name: [value] if name == "tools" else value}), 422)
    assert error["param"].startswith(f"{name}.")
    assert (len(error["param"]), error["message"]) == (100, f"{error['param']} is nested too deeply")


async def test_the_kind_of_a_part_is_shown_cut(archive: httpx.AsyncClient) -> None:
    """A client may send any type; an error shows the beginning of it, without control characters."""
    error = error_of(await chat(archive, [user([{"type": "\x1b[31m" + "x" * 3_000}])]), 422)
    assert error["message"].isprintable()
    assert len(error["message"]) < 200


@pytest.mark.parametrize(
    ("fields", "param", "sentence"),
    [
        ({"previous_response_id": "resp_1"}, "previous_response_id", "the server keeps no turns"),
        ({"conversation": "conv_1"}, "conversation", "the server keeps no turns"),
        ({"conversation": {"id": "conv_1"}}, "conversation", "the server keeps no turns"),
        ({"background": True}, "background", "must be false"),
        ({"text": {"format": SCHEMA}}, "text.format", "as JSON it is the field dateline"),
        ({"max_output_tokens": 0}, "max_output_tokens", "must be at least 1"),
        ({"input": []}, "input", "is empty"),
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
        (None, {"temperature": 0.5, "top_p": 1, "seed": 0, "stop": ["x"], "user": "u", "store": False},
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

"""OpenAI's calls, as OpenAI's own Python client makes them, over a real server."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from openai import AsyncOpenAI, NotFoundError, OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.conftest import listening, make_app, read_examples, write_record

QUESTION = "Who liberated Kobane?"
HOSTILE = write_record(
    "A [hostile](javascript:alert(1)) <b>title</b>",
    "The 🎉 festival 🎊 of Zorblax was opened on Friday by the mayor, Anna Quimby [x](javascript:alert(1)) `rm`.",
)
ALL: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reader: Reader) -> Iterator[str]:
    """The address of a server that holds the articles on Kobane and a hostile one."""
    app = make_app(tmp_path_factory.mktemp("openai"), embedder, reader=reader)
    with listening(app) as url:
        articles = [*read_examples("kobane.jsonl"), HOSTILE]
        httpx.post(f"{url}/articles", params={"wait": 120}, json=articles, timeout=120).raise_for_status()
        yield url


@pytest.fixture
def client(server: str) -> Iterator[OpenAI]:
    """OpenAI's client."""
    with OpenAI(base_url=f"{server}/v1", api_key="any", max_retries=0) as opened:
        yield opened


def ask(client: OpenAI, question: str = QUESTION, **fields: Any) -> ChatCompletion:
    """Return the completion of one question."""
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": question}]
    completion: ChatCompletion = client.chat.completions.create(model="dateline", messages=messages, **fields)
    return completion


def dateline_of(reply: Any) -> dict[str, Any]:
    """Return our own field of a reply."""
    found: dict[str, Any] = reply.model_extra["dateline"]
    return found


def test_the_model_is_listed(client: OpenAI) -> None:
    """There is one model; any other name is 404 as OpenAI has it."""
    assert [model.id for model in client.models.list()] == ["dateline"]
    assert client.models.retrieve("dateline").object == "model"
    with pytest.raises(NotFoundError) as caught:
        client.models.retrieve("gpt-5")
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")


def test_a_completion_has_citations_that_fit_its_text(client: OpenAI) -> None:
    """Each annotation is a marker in the text, with the title and the address of the cited article."""
    completion = ask(client)
    message = completion.choices[0].message
    assert completion.choices[0].finish_reason == "stop"
    assert message.content
    assert message.annotations
    answer = dateline_of(completion)
    for annotation, citation in zip(message.annotations, answer["citations"], strict=True):
        place = annotation.url_citation
        marker = message.content[place.start_index : place.end_index]
        assert marker.startswith(f"[[{citation['n']}]](https://")
        assert (place.title, place.url) == (citation["title"], citation["link"])
    assert answer["short"].startswith("The Kurdish People's Protection Units")
    assert completion.usage
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + completion.usage.completion_tokens > 0


@pytest.mark.parametrize("question", [QUESTION, "Who opened the festival of Zorblax?", "What is the price of zinc?"])
def test_a_stream_has_the_same_message(client: OpenAI, question: str) -> None:
    """The deltas give the content and the annotations; the last chunk with a choice has the answer."""
    whole = ask(client, question)
    chunks = list(ask(client, question, stream=True, stream_options={"include_usage": True}))
    *parts, last = [json.loads(chunk.model_dump_json()) for chunk in chunks]  # type: ignore[attr-defined]
    deltas = [chunk["choices"][0]["delta"] for chunk in parts]
    message = whole.choices[0].message
    assert "".join(delta["content"] or "" for delta in deltas) == message.content
    annotations = [one for delta in deltas for one in delta.get("annotations") or []]
    assert annotations == [json.loads(one.model_dump_json()) for one in message.annotations or []]
    assert [chunk["choices"][0]["finish_reason"] for chunk in parts][-2:] == [None, "stop"]
    assert parts[-1]["dateline"]["citations"] == dateline_of(whole)["citations"]
    assert (last["choices"], last["usage"]) == ([], json.loads(whole.usage.model_dump_json()))  # type: ignore[union-attr]
    assert all(chunk["usage"] is None for chunk in parts)


def test_a_stream_ends_with_done(server: str) -> None:
    """On the wire each chunk is one `data:` line, and the last one says `[DONE]`."""
    body = {"model": "dateline", "messages": ALL, "stream": True}
    response = httpx.post(f"{server}/v1/chat/completions", json=body)
    assert response.headers["Content-Type"].startswith("text/event-stream")
    *lines, last = response.text.strip().split("\n\n")
    assert last == "data: [DONE]"
    assert all(line.startswith("data: {") and "\n" not in line for line in lines)
    assert "usage" not in json.loads(lines[0].removeprefix("data: "))


def test_the_clients_own_accumulation_of_a_stream_is_the_message(client: OpenAI) -> None:
    """`chat.completions.stream` puts the chunks together, and finds the whole text."""
    with client.chat.completions.stream(model="dateline", messages=ALL) as stream:
        events = [event.type for event in stream]
        final = stream.get_final_completion()
    assert {"content.delta", "content.done"} <= set(events)
    assert final.choices[0].message.content == ask(client).choices[0].message.content


def test_a_raw_response_can_be_parsed(client: OpenAI) -> None:
    """`with_raw_response` gives the headers, and the same object."""
    raw = client.chat.completions.with_raw_response.create(model="dateline", messages=ALL)
    assert raw.headers["content-type"] == "application/json"
    assert raw.parse().choices[0].message.content == ask(client).choices[0].message.content


@pytest.mark.anyio
async def test_the_asynchronous_client_streams(server: str) -> None:
    """It reads the same stream."""
    async with AsyncOpenAI(base_url=f"{server}/v1", api_key="any", max_retries=0) as client:
        stream = await client.chat.completions.create(model="dateline", messages=ALL, stream=True)
        text = "".join([chunk.choices[0].delta.content or "" async for chunk in stream])
    assert "liberated" in text


def test_a_response_has_flat_annotations(client: OpenAI) -> None:
    """`responses.create` gives the text with citations that fit it, and no search that the client did not declare."""
    response = client.responses.create(model="dateline", input=QUESTION)
    (message,) = response.output
    assert response.output_text == ask(client).choices[0].message.content
    assert message.type == "message"
    part = message.content[0]
    assert part.type == "output_text"
    assert part.annotations
    for annotation in part.annotations:
        assert annotation.type == "url_citation"
        assert part.text[annotation.start_index : annotation.end_index].startswith("[[")
    assert (response.status, dateline_of(response)["status"]) == ("completed", "answered")


def test_a_response_with_the_tool_has_the_passages(client: OpenAI) -> None:
    """With `file_search` the search comes first, with what it found; each citation is one of a file, too."""
    response = client.responses.create(
        model="dateline", input=QUESTION, tools=[{"type": "file_search", "vector_store_ids": ["any"]}]
    )
    search, message = response.output
    assert search.type == "file_search_call"
    assert search.queries == [QUESTION]
    assert search.results
    assert all(result.text and result.file_id for result in search.results)
    assert message.type == "message"
    part = message.content[0]
    assert part.type == "output_text"
    cited = {citation["article"] for citation in dateline_of(response)["citations"]}
    assert {one.file_id for one in part.annotations if one.type == "file_citation"} == cited


def test_a_response_is_streamed(client: OpenAI) -> None:
    """`responses.create(stream=True)` yields typed events, whose deltas are the text of the response."""
    events = list(client.responses.create(model="dateline", input=QUESTION, stream=True))
    text = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    last = events[-1]
    assert last.type == "response.completed"
    assert last.response.output_text == text == client.responses.create(model="dateline", input=QUESTION).output_text
    assert [event.sequence_number for event in events] == list(range(len(events)))


def test_the_clients_own_accumulation_of_a_response_is_its_text(client: OpenAI) -> None:
    """`responses.stream` puts the events together without complaint."""
    with client.responses.stream(
        model="dateline", input=QUESTION, tools=[{"type": "file_search", "vector_store_ids": ["any"]}]
    ) as stream:
        for _ in stream:
            pass
        final = stream.get_final_response()
    assert final.output_text == ask(client).choices[0].message.content


def test_a_response_takes_a_conversation(client: OpenAI) -> None:
    """A list of items is a conversation: messages are read, other items are ignored and listed."""
    response = client.responses.create(
        model="dateline",
        instructions="Be brief.",
        input=[
            {"role": "developer", "content": "Be kind."},
            {"role": "user", "content": [{"type": "input_text", "text": "Who opened the festival of Zorblax?"}]},
            {"type": "item_reference", "id": "msg_1"},
            {"role": "user", "content": QUESTION},
        ],
    )
    answer = dateline_of(response)
    assert answer["question"] == QUESTION
    assert answer["ignored"] == ["instructions", "input: item_reference", "input: role developer"]


FILTERS = {"since": "2015-01-01", "sources": "levant-dispatch, x", "languages": "en"}
LISTS = {"since": "2015-01-01", "sources": ["levant-dispatch", "x"], "languages": ["en"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"metadata": {"as_of": "2015-02-01", **FILTERS}},
        {"extra_body": {"as_of": "2015-02-01", **FILTERS}},
        {"extra_body": {"as_of": "2015-02-01", **LISTS}, "metadata": {"as_of": "1999-01-01", "sources": "y"}},
    ],
)
def test_dates_and_sources_reach_the_question(client: OpenAI, fields: dict[str, Any]) -> None:
    """They are strings of `metadata`, or fields of our own, which go before."""
    expected = {
        "as_of": "2015-02-01T23:59:59Z", "since": "2015-01-01T00:00:00Z", "until": None,
        "sources": ["levant-dispatch", "x"], "languages": ["en"],
    }  # fmt: skip
    assert dateline_of(ask(client, **fields))["filters"] == expected
    response = client.responses.create(model="dateline", input=QUESTION, **fields)
    assert dateline_of(response)["filters"] == expected


@pytest.mark.parametrize(
    ("fields", "ending"),
    [
        ({"metadata": {"citation_style": "markers"}}, " [1]"),
        ({"extra_body": {"citation_style": "none"}}, "Units (YPG)"),
        ({"extra_body": {"max_sentences": 1}}, ")"),
        ({"metadata": {"max_sentences": "1"}}, ")"),
    ],
)
def test_the_style_of_citations_is_the_clients(client: OpenAI, fields: dict[str, Any], ending: str) -> None:
    """It is asked for as dates are; the annotations are there in any style."""
    message = ask(client, **fields).choices[0].message
    assert message.content
    assert message.content.endswith(ending)
    assert message.annotations


def test_a_refusal_is_a_message(client: OpenAI) -> None:
    """It says what was looked for and names the nearest articles; it is no error and no `refusal` of a policy."""
    completion = ask(client, "What is the price of zinc in Lima?", metadata={"as_of": "2015-02-20"})
    choice = completion.choices[0]
    content = choice.message.content
    assert content
    assert "Looked for: What is the price of zinc in Lima? (as of 2015-02-20)" in content
    assert "\n- [" in content.partition("The nearest articles:")[2]
    assert (choice.finish_reason, choice.message.refusal, choice.message.annotations) == ("stop", None, [])
    assert dateline_of(completion)["status"] == "declined"


def test_words_of_articles_are_text(client: OpenAI) -> None:
    """A hostile sentence forms no link and no code, and spans fit it after its emoji in code points and in UTF-16."""
    message = ask(client, "Who opened the festival of Zorblax?").choices[0].message
    assert message.content
    assert "🎉" in message.content
    assert "\\[x](javascript:alert(1)) \\`rm\\`" in message.content
    (annotation,) = message.annotations or []
    place: Any = annotation.url_citation
    assert message.content[place.start_index : place.end_index].startswith("[[1]](http://127.0.0.1:")
    units = message.content.encode("utf-16-le")
    assert units[2 * place.start_utf16 : 2 * place.end_utf16].decode("utf-16-le").startswith("[[1]](")
    assert place.start_utf16 == place.start_index + 2


def test_open_webui_gets_its_events_by_a_header(client: OpenAI) -> None:
    """With the header a stream has sources and statuses, and markers that Open WebUI makes buttons of."""
    chunks: Any = ask(client, stream=True, extra_headers={"X-Dateline-Events": "open-webui"})
    events = [chunk.event for chunk in chunks if "event" in (chunk.model_extra or {})]
    assert [event["type"] for event in events] == ["status", "source", "status"]
    assert events[1]["data"]["metadata"][0]["name"].endswith(" [1]")
    again: Any = ask(client, stream=True, extra_headers={"X-Dateline-Events": "open-webui"})
    assert "".join(chunk.choices[0].delta.content or "" for chunk in again).endswith(" [1]")


def test_a_long_conversation_is_read(client: OpenAI) -> None:
    """A thousand turns, and 200 kB of them, are accepted; the last message is asked."""
    turns: list[ChatCompletionMessageParam] = []
    for n in range(500):
        turns += [{"role": "user", "content": f"Who won {n}?"}, {"role": "assistant", "content": "x" * 400}]
    completion = client.chat.completions.create(model="dateline", messages=[*turns, *ALL])
    assert dateline_of(completion)["status"] == "answered"

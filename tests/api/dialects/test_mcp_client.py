"""The package `mcp` itself calls the tools of a server over HTTP, in the newest protocol and in the one before."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx
import pytest
from anyio import from_thread, to_thread
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, ResourceLink, TextContent

from index.library import Library
from qa.reading.reader import Reader
from qa.types import Answer, Question

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("mode", ["auto", "legacy"])]

QUESTION = {"question": "Who liberated Kobane?", "as_of": "2015-02-01"}


@asynccontextmanager
async def connected(url: str, mode: str) -> AsyncIterator[Client]:
    """Connect a client, which must agree on a version with the server."""
    async with Client(f"{url}/mcp", mode=mode) as client:
        assert client.protocol_version == {"auto": "2026-07-28", "legacy": "2025-11-25"}[mode]
        yield client


def text_of(result: CallToolResult) -> str:
    """Return the one text of a result."""
    texts = [block.text for block in result.content if isinstance(block, TextContent)]
    assert len(texts) == 1
    return texts[0]


def links_of(result: CallToolResult) -> list[ResourceLink]:
    """Return the links of a result."""
    return [block for block in result.content if isinstance(block, ResourceLink)]


async def test_the_tools_describe_themselves(url: str, mode: str) -> None:
    """Each has a title, a description, and schemas of every argument and of its result; none writes."""
    async with connected(url, mode) as client:
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "search", "get_article", "recheck"]
    for tool in tools:
        assert tool.title
        assert tool.description
        assert tool.output_schema
        assert tool.output_schema["type"] == "object"
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert all(one.get("description") for one in tool.input_schema["properties"].values())


async def test_an_answer_is_text_data_and_links(url: str, mode: str) -> None:
    """The text has the quotes, the data are what `/ask` gives and fit the schema, and each citation has a link."""
    async with connected(url, mode) as client:
        result = await client.call_tool("ask", QUESTION)  # the client checks the data by the schema
    async with httpx.AsyncClient() as plain:
        asked: dict[str, Any] = (await plain.post(f"{url}/ask", json=QUESTION)).json()
    varying = {"id", "timings_ms"}
    assert {k: v for k, v in result.structured_content.items() if k not in varying} == {
        k: v for k, v in asked.items() if k not in varying
    }
    text = text_of(result)
    assert text.startswith(asked["text"])
    for citation, link in zip(asked["citations"], links_of(result), strict=True):
        assert f"[{citation['n']}] {citation['title']}" in text
        assert citation["quote"] in text
        assert (link.uri, link.name, link.title) == (citation["link"], citation["article"], citation["title"])
        assert link.mime_type == "text/html"
    assert asked["citations"]


async def test_what_is_refused_unread_reaches_the_client(url: str, mode: str) -> None:
    """The sentence of an HTTP status is in a shape that the client reads, and the connection goes on."""
    async with connected(url, mode) as client:
        with pytest.raises(MCPError, match="the body is longer than 1,000,000 bytes") as refused:
            await client.call_tool("ask", {"question": "x" * 1_100_000})
        assert refused.value.error.data == {"type": "too_large", "field": None}
        assert (await client.list_tools()).tools


async def test_a_refusal_is_a_result(url: str, mode: str) -> None:
    """A declined question is no error: the text says why, and the nearest articles are linked."""
    async with connected(url, mode) as client:
        result = await client.call_tool("ask", {"question": "What is the boiling point of tungsten in kelvin?"})
    assert not result.is_error
    assert result.structured_content["status"] == "declined"
    assert "The nearest articles:" in text_of(result)
    assert len(links_of(result)) == len({hit["article"] for hit in result.structured_content["near"]}) > 0


async def test_an_article_without_an_address_can_be_read(url: str, mode: str) -> None:
    """Its link is an address in the archive, which the same server reads; the other tools know it as well."""
    async with connected(url, mode) as client:
        found = await client.call_tool("search", {"query": "ferry to Port Amble", "k": 1})
        (link,) = links_of(found)
        assert (link.uri, link.mime_type) == ("dateline://article/ferry:1?version=1", "text/plain")
        (contents,) = (await client.read_resource(link.uri)).contents
        article = await client.call_tool("get_article", {"id": found.structured_content["hits"][0]["article"]})
        templates = (await client.list_resource_templates()).resource_templates
        assert (await client.list_resources()).resources == []
    assert getattr(contents, "text", "") == text_of(article)
    assert "said the harbour master Ada Quill" in text_of(article)
    assert article.structured_content["id"] == "ferry:1"
    assert [one.uri_template for one in templates] == ["dateline://article/{id}{?version}"]


async def test_an_answer_can_be_rechecked(url: str, mode: str) -> None:
    """The id that the text of an answer names is what `recheck` takes."""
    async with connected(url, mode) as client:
        text = text_of(await client.call_tool("ask", QUESTION))
        result = await client.call_tool("recheck", {"answer": text.rpartition("Answer id: ")[2]})
    assert result.structured_content["verdict"] == "holds"
    assert "All quotes still hold." in text_of(result)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {}, "question is required"),
        ("ask", {"question": " "}, "question is empty"),
        ("ask", {"question": "x" * 1_001}, "question is longer than 1,000 characters"),
        ("ask", {"question": "Who?", "untill": "2015"}, "there is no field 'untill'"),
        ("ask", {"question": "Who?", "since": "someday"}, "'someday'"),
        ("ask", {"question": "Who?", "since": "2016-01-01", "until": "2015-01-01"}, "the range is empty"),
        ("ask", {"question": "Who?", "max_sentences": 0}, "max_sentences: "),
        ("ask", {"question": "Who?", "sources": "example-times"}, "sources: "),
        ("search", {"query": "", "k": 3}, "query is empty"),
        ("get_article", {"id": "nothing"}, "there is no article 'nothing'"),
        ("get_article", {"id": "ferry:1", "version": 9}, "with a version 9"),
        ("get_article", {"id": "ferry:1", "version": 1, "as_of": "2025-05-07"}, "give one of them"),
        ("recheck", {"answer": "ans_1"}, "there is no answer 'ans_1'"),
    ],
)
async def test_wrong_arguments_are_a_result_with_one_sentence(
    url: str, mode: str, tool: str, arguments: dict[str, Any], said: str
) -> None:
    """An agent reads what is wrong, and can correct itself."""
    async with connected(url, mode) as client:
        result = await client.call_tool(tool, arguments)
    assert result.is_error
    assert said in text_of(result)
    assert "\n" not in text_of(result)


async def test_what_is_not_there_is_an_error_of_the_protocol(url: str, mode: str) -> None:
    """An unknown tool and an unknown resource are errors that name it."""
    async with connected(url, mode) as client:
        with pytest.raises(MCPError, match="there is no tool 'translate'; there are ask, search") as tool:
            await client.call_tool("translate", {})
        for uri in (
            "dateline://article/nothing",
            "dateline://article/",
            "file:///etc/passwd",
            "dateline://article/a?version=b",
        ):
            with pytest.raises(MCPError, match="there is no") as resource:
                await client.read_resource(uri)
            assert resource.value.code == -32602
    assert tool.value.code == -32602


async def test_a_cancelled_call_stops_its_work(url: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelling ends the reading of the call, and of no other; the client can go on."""
    running, stopped, other = threading.Event(), threading.Event(), threading.Event()

    def read_for_ever(question: Question, library: Library, reader: Reader | None, *_: object) -> Answer:
        mine = stopped if question.text == "Who leaves?" else other
        (running if mine is stopped else threading.Event()).set()
        try:
            while not (mine is other and stopped.is_set()):
                from_thread.check_cancelled()
                mine.wait(0.01)
        finally:
            mine.set()
        raise ZeroDivisionError

    monkeypatch.setattr("api.service.answer", read_for_ever)
    async with connected(url, mode) as client, anyio.create_task_group() as staying:
        staying.start_soon(client.call_tool, "ask", {"question": "Who stays?"})
        async with anyio.create_task_group() as leaving:
            leaving.start_soon(client.call_tool, "ask", {"question": "Who leaves?"})
            assert await to_thread.run_sync(running.wait, 30)
            assert not other.is_set()
            leaving.cancel_scope.cancel()
        assert await to_thread.run_sync(stopped.wait, 10)
        assert (await client.call_tool("get_article", {"id": "ferry:1"})).is_error is False


async def test_a_failure_of_the_server_is_told_without_details(
    url: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug is an error result with the id of its entry in the log."""

    def fail(question: Question, library: Library, reader: Reader | None, *_: object) -> Answer:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr("api.service.answer", fail)
    async with connected(url, mode) as client:
        result = await client.call_tool("ask", QUESTION)
    assert result.is_error
    assert "err_" in text_of(result)
    assert "secret" not in text_of(result)

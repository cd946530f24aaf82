"""The ways in which a conversation reaches the server: each sends the earlier turns in its own form."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

Body = dict[str, Any]
Ask = Callable[[httpx.AsyncClient, list["Said"], str], Awaitable[Body]]


@dataclass(slots=True)
class Said:
    """A message of the user, the answer to it as `/ask` gives it, and what else the client keeps of the reply."""

    message: str
    answer: Body
    kept: Body = field(default_factory=dict)


async def by_id(client: httpx.AsyncClient, before: list[Said], message: str) -> Body:
    """Ask with the ids of the earlier answers."""
    turns = [{"question": one.message, "answer_id": one.answer["id"]} for one in before]
    return _read(await client.post("/ask", json={"question": message, "conversation": turns}))


async def by_text(client: httpx.AsyncClient, before: list[Said], message: str) -> Body:
    """Ask with what the earlier answers said, as the chat page and the widget do."""
    return _read(await client.post("/ask", json={"question": message, "conversation": [_turn(one) for one in before]}))


async def by_agent(client: httpx.AsyncClient, before: list[Said], message: str) -> Body:
    """Call the tool of an agent, with the ids of the earlier answers."""
    turns = [{"question": one.message, "answer_id": one.answer["id"]} for one in before]
    arguments = {"question": message, "conversation": turns}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": arguments}}
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    result: Body = _read(await client.post("/mcp", json=call, headers=headers))["result"]["structuredContent"]
    return result


def by_completion(style: str) -> Ask:
    """Return the way of OpenAI's chat completions in one style of citations."""

    async def ask(client: httpx.AsyncClient, before: list[Said], message: str) -> Body:
        messages = _messages(before, message)
        body = {"model": "dateline", "messages": messages, "citation_style": style}
        reply = _read(await client.post("/v1/chat/completions", json=body))
        answer: Body = reply["dateline"]
        return answer | {"reply": reply["choices"][0]["message"]["content"]}

    return ask


async def by_response(client: httpx.AsyncClient, before: list[Said], message: str) -> Body:
    """Ask as OpenAI's responses do."""
    body = {"model": "dateline", "input": _messages(before, message)}
    reply = _read(await client.post("/v1/responses", json=body))
    (said,) = (one for one in reply["output"] if one["type"] == "message")
    answer: Body = reply["dateline"]
    return answer | {"reply": said["content"][0]["text"]}


async def by_ui_message(client: httpx.AsyncClient, before: list[Said], message: str) -> Body:
    """Ask as the AI SDK does: a message comes back with the metadata that it was sent with."""
    return await _chat(client, before, message, metadata=True)


async def by_ui_text(client: httpx.AsyncClient, before: list[Said], message: str) -> Body:
    """Ask as a client of the AI SDK that keeps the texts alone."""
    return await _chat(client, before, message, metadata=False)


ENTRANCES: dict[str, Ask] = {
    "/ask by id": by_id,
    "/ask by text": by_text,
    "/mcp": by_agent,
    "/v1/chat/completions, links": by_completion("links"),
    "/v1/chat/completions, markers": by_completion("markers"),
    "/v1/chat/completions, none": by_completion("none"),
    "/v1/responses": by_response,
    "/api/chat": by_ui_message,
    "/api/chat by text": by_ui_text,
}


async def hold(ask: Ask, messages: tuple[str, ...], client: httpx.AsyncClient) -> list[Said]:
    """Hold a conversation by one entrance."""
    said: list[Said] = []
    for message in messages:
        answer = await ask(client, said, message)
        said.append(Said(message, answer, {"reply": answer.pop("reply", ""), "metadata": answer.pop("metadata", None)}))
    return said


def _turn(said: Said) -> Body:
    answer = said.answer
    published = next((one["published"] for one in answer["citations"] if one["note"] != "retracted"), None)
    kept = {name: answer[name] for name in ("short", "confidence", "agreement")}
    return {"question": said.message, "text": answer["text"] or answer["message"], "published": published, **kept}


def _messages(before: list[Said], message: str) -> list[Body]:
    pairs = [(("user", one.message), ("assistant", one.kept["reply"])) for one in before]
    spoken = [*(one for pair in pairs for one in pair), ("user", message)]
    return [{"role": role, "content": text} for role, text in spoken]


async def _chat(client: httpx.AsyncClient, before: list[Said], message: str, *, metadata: bool) -> Body:
    spoken = [_ui_message("user", [message])]
    for one in reversed(before):
        reply = _ui_message("assistant", one.kept["reply"])
        spoken = [
            _ui_message("user", [one.message]),
            reply | ({"metadata": one.kept["metadata"]} if metadata else {}),
            *spoken,
        ]
    response = await client.post("/api/chat", json={"messages": spoken})
    assert response.status_code == 200, response.text
    lines = [line.removeprefix("data: ") for line in response.text.split("\n\n") if line.startswith("data: {")]
    chunks = [json.loads(line) for line in lines]
    texts: dict[str, str] = {}
    for chunk in chunks:
        if chunk["type"] == "text-delta":
            texts[chunk["id"]] = texts.get(chunk["id"], "") + chunk["delta"]
    answer: Body = next(chunk["data"] for chunk in chunks if chunk["type"] == "data-answer")
    return answer | {"reply": list(texts.values()), "metadata": chunks[-1]["messageMetadata"]}


def _ui_message(role: str, texts: list[str]) -> Body:
    return {"id": "m", "role": role, "parts": [{"type": "text", "text": text} for text in texts]}


def _read(response: httpx.Response) -> Body:
    assert response.status_code == 200, response.text
    body: Body = response.json()
    return body

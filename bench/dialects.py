"""The calls by which a question can be asked, each with the body that its clients send."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

_STREAM = {"Accept": "text/event-stream"}
_MCP = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
_SLOT = "QUESTION"


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its path, a body in which a word stands for the question, and headers."""

    path: str
    template: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)

    def write(self, question: str) -> bytes:
        """Return the body with a question in it."""
        return json.dumps(self.template).replace(json.dumps(_SLOT), json.dumps(question)).encode()


ASK = Call("/ask", {"question": _SLOT})
STREAM = Call("/ask/stream", {"question": _SLOT}, _STREAM)
_OPENAI = Call(
    "/v1/chat/completions",
    {"model": "dateline", "stream": True, "messages": [{"role": "user", "content": _SLOT}]},
    _STREAM,
)
_AI_SDK = Call(
    "/api/chat",
    {
        "id": "bench",
        "trigger": "submit-message",
        "messages": [{"id": "m1", "role": "user", "parts": [{"type": "text", "text": _SLOT}]}],
    },
    _STREAM,
)
_TOOL = Call(
    "/mcp",
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "ask", "arguments": {"question": _SLOT}},
    },
    _MCP,
)


def find_calls(client: httpx.Client, question: str) -> list[Call]:
    """Return the calls that a server answers with 200; those of dialects that it does not have are left out."""
    found = [ASK, STREAM]
    for call in (_OPENAI, _AI_SDK, _TOOL):
        response = client.post(
            call.path, content=call.write(question), headers={"Content-Type": "application/json", **call.headers}
        )
        if response.status_code == 200:
            found.append(call)
    return found

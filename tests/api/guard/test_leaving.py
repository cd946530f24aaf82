"""A client that leaves before its body has arrived is no bug of the server."""

import logging

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from api.errors import CatchBugs

pytestmark = pytest.mark.anyio


async def test_a_client_that_leaves_is_not_logged_as_a_bug(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing stands in the log, and what is sent to nobody has status 400."""
    sent: list[Message] = []

    async def read(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()

    async def leave() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "POST", "path": "/mcp", "headers": []}
    with caplog.at_level(logging.WARNING):
        await CatchBugs(read)(scope, leave, send)
    assert sent[0]["status"] == 400
    assert not caplog.records

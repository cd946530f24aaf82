"""`dateline mcp` in a process of its own, called by the package `mcp` as a desktop client calls it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import TextContent

from api.wire.errors import show_rpc_error
from tests.api.commands.conftest import SIEGE, SNOW, Server, imports_of, start, write_lines
from tests.api.loaded import serving_quickly

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a client", "version": "1"}},
}


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop of the client."""
    return "asyncio"


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A data folder with two articles."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, SNOW)
    process = start("ingest", str(path), "--data", str(tmp_path / "data"))
    assert process.wait(120) == 0, process.communicate()
    process.communicate()
    return tmp_path / "data"


@asynccontextmanager
async def connected(*arguments: str, mode: str = "auto") -> AsyncIterator[Client]:
    """Start `dateline mcp` and connect to it."""
    command = ["-c", "from api.cli import main; main()", "mcp", *arguments]
    process = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    async with Client(process, mode=mode) as client:
        yield client


async def ask(client: Client, question: str) -> tuple[str, dict[str, object]]:
    """Return the text and the data of an answer."""
    result = await client.call_tool("ask", {"question": question})
    first = result.content[0]
    assert isinstance(first, TextContent)
    return first.text, result.structured_content


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_desktop_client_asks_the_data_folder(stored: Path, mode: str) -> None:
    """A call that comes before the library is open is answered, and its answer can be rechecked and read."""
    async with connected("--data", str(stored), mode=mode) as client:
        text, answer = await ask(client, "Who drove Islamic State out of Kobane?")
        assert SIEGE["text"].split(". ")[0] in text
        recheck = await client.call_tool("recheck", {"answer": answer["id"]})
        assert recheck.structured_content["verdict"] == "holds"
        (contents,) = (await client.read_resource("dateline://article/snow")).contents
        assert SNOW["text"] in getattr(contents, "text", "")


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_running_server_is_asked_instead(tmp_path: Path, mode: str) -> None:
    """With --server its tools are called; when it is gone, a call says so, and the client stays connected."""
    with ExitStack() as server:
        url = server.enter_context(serving_quickly(tmp_path / "data"))
        async with connected("--server", url, mode=mode) as client:
            assert next(tool.name for tool in (await client.list_tools()).tools) == "ask"
            assert (await ask(client, "Who?"))[1]["status"] == "declined"
            assert (await ask(client, " "))[0] == "question is empty"
            with pytest.raises(MCPError, match="there is no tool 'nothing'"):
                await client.call_tool("nothing", {})
            with pytest.raises(MCPError, match="there is no article 'a'"):
                await client.read_resource("dateline://article/a")
            assert (await client.list_resources()).resources == []
            assert len((await client.list_resource_templates()).resource_templates) == 1
            server.close()
            with pytest.raises(MCPError, match=f"{url} cannot be reached"):
                await ask(client, "Who?")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, None])
def test_it_ends_at_once(stored: Path, sent: signal.Signals | None) -> None:
    """Told to stop, or at the end of its input, it exits with 0, while the models are opened or afterwards."""
    for wait in (False, True):
        process = start_speaking(stored)
        if wait:
            say(process, {"jsonrpc": "2.0", "method": "notifications/initialized"})
            call = {"name": "ask", "arguments": {"question": "Who?"}}
            assert "result" in say(process, {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call})
        if sent:
            process.send_signal(sent)
        assert process.communicate(timeout=20) == ("", "")
        assert process.returncode == 0


def test_only_the_protocol_is_on_standard_output(stored: Path) -> None:
    """What is not JSON is answered as the protocol has it, and so is the next message."""
    process = start_speaking(stored)
    assert process.stdin
    process.stdin.write("hello\n")
    process.stdin.flush()
    assert process.stdout
    assert json.loads(process.stdout.readline())["error"]["code"] == -32700
    assert say(process, {"jsonrpc": "2.0", "id": 3, "method": "ping"})["id"] == 3
    assert process.communicate() == ("", "")


def test_what_is_wrong_is_told_before_the_protocol(tmp_path: Path) -> None:
    """A folder without an index, a server that is not there and a bad address are each one sentence and a failure."""
    for arguments, said in (
        (["--data", str(tmp_path / "none")], "there is no index in"),
        (["--server", "http://127.0.0.1:1"], "http://127.0.0.1:1 cannot be reached"),
        (["--server", "nowhere"], "'nowhere' is not the address of a server"),
    ):
        out, errors = (process := start("mcp", *arguments)).communicate(timeout=60)
        assert (process.returncode, out, errors.count("\n")) == (1, "", 1)
        assert said in errors


def test_a_refusal_of_the_server_is_told(server: Server) -> None:
    """What a server refuses is passed on in its own words, in the shape of either of its calls."""
    detail = {"type": "unavailable", "message": "come later", "field": None}
    for body in ({"error": detail}, show_rpc_error(503, "unavailable", "come later", None).model_dump()):
        server.status, server.reply = 503, json.dumps(body)
        _, errors = start("mcp", "--server", server.url).communicate(timeout=60)
        assert errors == f"dateline: {server.url} refused: come later\n"


def test_asking_does_not_load_the_protocol(stored: Path) -> None:
    """A command that answers here imports neither the protocol's package nor a web server."""
    _, imported = imports_of("search", "Kobane", "--data", str(stored))
    assert "index.library" in imported
    assert not imported & {"mcp", "mcp_types", "uvicorn"}


def start_speaking(data: Path, *more: str) -> "subprocess.Popen[str]":
    """Start `dateline mcp` and initialize it."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "mcp", *(more or ("--data", str(data)))]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")
    assert say(process, INITIALIZE)["result"]["serverInfo"]["name"] == "dateline"
    return process


def say(process: "subprocess.Popen[str]", message: dict[str, Any]) -> dict[str, Any]:
    """Send a message; return the reply, nothing to a notification."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{json.dumps(message)}\n")
    process.stdin.flush()
    reply: dict[str, Any] = json.loads(process.stdout.readline()) if "id" in message else {}
    return reply


BROKEN = (
    ("plain words", None, -32700, "this is not JSON"),
    ('{"jsonrpc": "2.0", "id": 7, "meth', None, -32700, "this is not JSON"),
    ("[]", None, -32600, "a batch is not supported"),
    ('{"jsonrpc": "2.0", "id": 1.5, "method": "tools/list"}', None, -32600, "id must be"),
    ('{"jsonrpc": "2.0", "id": 7}', 7, -32600, "method is required"),
    ('{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": "x"}', 7, -32602, "params must be an object"),
    (
        r'{"jsonrpc": "2.0", "id": "a", "method": "tools/call", "params": {"name": "ask", "arguments": {"question":'
        r' "\ud83d"}}}', "a", -32602, "the message contains half",
    ),
)  # fmt: skip


@pytest.mark.parametrize("away", [False, True])
def test_a_broken_message_is_answered(stored: Path, tmp_path: Path, *, away: bool) -> None:
    """An error comes back with the id where it is known, and the next message is answered as ever."""
    with ExitStack() as server:
        more = ("--server", server.enter_context(serving_quickly(tmp_path / "other"))) if away else ()
        process = start_speaking(stored, *more)
        assert process.stdin
        assert process.stdout
        for line, number, code, sentence in BROKEN:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
            reply = json.loads(process.stdout.readline())
            assert (reply["id"], reply["error"]["code"]) == (number, code)
            assert reply["error"]["message"].startswith(sentence)
        tools = say(process, {"jsonrpc": "2.0", "id": 9, "method": "tools/list", "params": {}})["result"]["tools"]
        assert len(tools) == 4
        process.communicate(timeout=60)

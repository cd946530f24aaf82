"""What docs/embedding.md says to copy works: each block is run, or at least read by what will read it."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from anyio import to_thread
from playwright.async_api import Page, expect

from tests.api.node import run_node
from tests.api.site import HTML, Reply, Site
from tests.api.widget.conftest import QUESTION, ask, show

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "embedding"
DOCUMENT = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
LOCAL = "http://127.0.0.1:8000"
REACT = """
import { createRoot } from "react-dom/client";
import Chat from "./chat.jsx";
import { AskTheArchive } from "./widget.jsx";

createRoot(document.getElementById("chat")).render(<Chat />);
createRoot(document.getElementById("widget")).render(<AskTheArchive server="SERVER" />);
"""


def block(language: str, opening: str) -> str:
    """Return the block of a language that begins so, or has a line that does."""
    found: str
    (found,) = [
        text for name, text in BLOCKS if name == language and re.search(f"^{re.escape(opening)}", text, re.MULTILINE)
    ]
    return found


@pytest.mark.parametrize("example", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_an_example_is_the_block_of_the_document(example: Path) -> None:
    """Each file of examples/embedding is in the document as it is."""
    assert example.read_text(encoding="utf-8") in [text for _, text in BLOCKS]


def test_the_settings_of_other_programs_can_be_read() -> None:
    """JSON is JSON and YAML is YAML, with the fields that the programs read."""
    servers = [json.loads(text)["mcpServers"]["dateline"] for name, text in BLOCKS if name == "json"]
    assert [set(one) for one in servers] == [{"command", "args"}, {"url", "headers"}]
    yaml = pytest.importorskip("yaml")
    custom = yaml.safe_load(block("yaml", "# librechat.yaml"))["endpoints"]["custom"][0]
    assert {"name", "apiKey", "baseURL", "models"} <= set(custom)


def test_every_attribute_is_documented() -> None:
    """The table has each attribute that the script passes on, and no other."""
    source = (ROOT / "api" / "static" / "widget" / "widget.js").read_text(encoding="ascii")
    listed = re.search(r"const ATTRIBUTES = (\[.*?\]);", source)
    assert listed
    table = DOCUMENT.partition("| On the script |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`data-([a-z-]+)`", table.replace("`data-target`", "", 1)))
    assert named - {"target"} == set(json.loads(listed[1]))


def test_every_variable_and_part_is_documented() -> None:
    """The custom properties and parts of the document are those of the widget."""
    files = (ROOT / "api" / "static" / "widget").glob("*.js")
    source = "".join(path.read_text(encoding="ascii") for path in files)
    assert set(re.findall(r"--dateline-[a-z-]*[a-z]", DOCUMENT)) == set(
        re.findall(r"var\((--dateline-[a-z-]+)", source)
    )
    parts = DOCUMENT.partition("\nParts: ")[2].partition(". ")[0]
    assert set(re.findall(r"`(\w+)`", parts)) == set(re.findall(r'part: "(\w+)"', source))


@pytest.mark.slow
async def test_the_plain_page(page: Page, host: Site, server: str) -> None:
    """The page to copy, with its policy, asks a server of another origin."""
    text = (EXAMPLES / "index.html").read_text(encoding="utf-8").replace(LOCAL, server)
    host.replies["/plain"] = Reply(text.encode(), HTML)
    await page.goto(f"{host.url}/plain")
    await expect((await ask(page.locator("#ask > dateline-widget"))).locator(".short")).to_contain_text("Protection")


@pytest.mark.slow
@pytest.mark.parametrize("opening", ['<script src="https://ask.example.org/widget.js" data-title', "<dateline-widget"])
async def test_the_other_ways_to_place_it(page: Page, host: Site, server: str, opening: str) -> None:
    """The button and the element of the document work, in the looks of the document."""
    style = f"<style>{block('css', 'dateline-widget {')}</style>"
    body = block("html", opening).replace("https://ask.example.org", server).replace("dl_YOUR_PUBLIC_KEY", "dl_none")
    widget = await show(page, host, server, style + body, policy="")
    if opening.startswith("<script"):
        await widget.get_by_role("button", name="Ask the archive").click()
    await expect((await ask(widget)).locator(".short")).to_contain_text("Protection")
    await expect(widget.locator(".panel")).to_have_css("border-radius", "4px")
    await expect(widget.locator("header")).to_be_hidden()


@pytest.mark.slow
async def test_the_react_pages(page: Page, host: Site, server: str, tmp_path: Path) -> None:
    """Pasted unchanged and bundled, the chat by the AI SDK and the widget as an element show an answer with sources."""
    chat = (EXAMPLES / "Chat.jsx").read_text(encoding="utf-8").replace(LOCAL, server)
    for name, text in (("chat", chat), ("widget", block("jsx", "export function AskTheArchive")), ("entry", REACT)):
        (tmp_path / f"{name}.jsx").write_text(text.replace("SERVER", server), encoding="utf-8")
    bundle = tmp_path / "bundle.js"
    await to_thread.run_sync(lambda: run_node(tmp_path, "bundle.mjs", str(tmp_path / "entry.jsx"), str(bundle)))
    host.replies["/bundle.js"] = Reply(bundle.read_bytes(), "text/javascript")
    body = '<div id="chat"></div><div id="widget"></div><script src="/bundle.js" defer></script>'
    widget = await show(page, host, server, body, policy="")
    await page.locator("#chat input").fill(QUESTION)
    await page.locator("#chat input").press("Enter")
    await expect(page.locator("#chat .assistant p").last).to_contain_text("Protection Units")
    await expect(page.locator("#chat li a").first).to_have_attribute("href", re.compile("^https://.*#:~:text="))
    await expect(page.locator("#chat li blockquote").first).to_contain_text("levant-dispatch")
    await expect((await ask(widget)).locator(".short")).to_contain_text("Protection Units")


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[Any]]]:
    """A webhook, and what was posted to it."""
    posted: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent names it
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/", posted
        listening.shutdown()
        thread.join()


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("curl")), reason="curl and jq are not installed")
@pytest.mark.parametrize(("key", "down"), [("", False), ("dl_none", False), ("", True)])
async def test_the_bot(server: str, webhook: tuple[str, list[Any]], key: str, down: bool) -> None:
    """The script posts the answer with its links, with a key or without; and a sentence if the server is down."""
    url, posted = webhook
    env = {"PATH": os.environ["PATH"], "WEBHOOK": url, "ARCHIVE": "http://127.0.0.1:1" if down else server}
    command = ["sh", str(EXAMPLES / "bot.sh"), 'Who "liberated" Kobane?']
    env |= {"DATELINE_KEY": key} if key else {}
    await to_thread.run_sync(lambda: subprocess.run(command, env=env, check=True, timeout=90))
    (message,) = posted
    if down:
        assert message == {"text": "The archive cannot answer right now."}
    else:
        assert "Protection Units" in message["text"]
        assert re.search(r"\]\(https://", message["text"])

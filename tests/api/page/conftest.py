"""A server with articles, and the chat page in a real browser."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page, ViewportSize

from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.browser import launched
from tests.api.conftest import listening, make_app, read_examples, write_record
from tests.api.page.interruption import Interruption

BRIDGE = "🎉 The Zephyr bridge in Lagos was opened by mayor Okonkwo on Tuesday. It is 212 metres long."
CORRECTED = "Correction. The Zephyr bridge in Lagos was opened by governor Adeyemi on Tuesday. It is 212 metres long."
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests."""
    async with launched() as opened:
        yield opened


@pytest.fixture(scope="session")
def interruption() -> Interruption:
    """What a test can do to the streams of the server."""
    return Interruption()


@pytest.fixture(scope="session")
def server(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reader: Reader, interruption: Interruption
) -> Iterator[str]:
    """A server with the articles on Kobane, one article in two versions, and one that was retracted; its address."""
    app = make_app(tmp_path_factory.mktemp("page"), embedder, reader=reader)
    app.add_middleware(interruption.around)
    articles = [
        *read_examples("kobane.jsonl"),
        write_record("Zephyr bridge opens", BRIDGE, id="bridge"),
        write_record("Mayor Okonkwo to leave", "Mayor Okonkwo will leave office in June.", id="mayor"),
    ]
    with listening(app) as address, httpx.Client(base_url=address, timeout=120) as client:
        client.post("/articles", params={"wait": 120}, json=articles).raise_for_status()
        changed = write_record("Zephyr bridge opens", CORRECTED, id="bridge", modified="2015-01-29T09:00:00Z")
        client.post("/articles", params={"wait": 120}, json=changed).raise_for_status()
        client.post("/articles/mayor/retract", json={"reason": "It was a hoax."}).raise_for_status()
        yield address


@pytest.fixture
async def page(browser: Browser, server: str, interruption: Interruption) -> AsyncIterator[Page]:
    """A tab without history on the server; it must raise no error and load nothing from elsewhere."""
    context = await browser.new_context(base_url=server, viewport=DESK, reduced_motion="reduce")
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = await context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    elsewhere: list[str] = []
    opened.on("request", lambda sent: None if sent.url.startswith(server) else elsewhere.append(sent.url))
    yield opened
    interruption.free()
    await context.close()
    assert not errors
    assert not elsewhere


async def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, and wait until it is answered or has failed."""
    before = await page.locator("#turns > li").count()
    await page.fill("#question", question)
    await page.press("#question", "Enter")
    await page.locator(f"#turns > li:nth-child({before + 1}) article:not([aria-busy])").wait_for()


async def last(page: Page, selector: str) -> str:
    """Return the text of an element of the last turn."""
    return await page.locator(f"#turns > li:last-child {selector}").first.inner_text()


def events(*steps: tuple[str, str]) -> str:
    """Return the body of a stream: the name and the JSON of each event."""
    return "".join(f"event: {name}\ndata: {data}\n\n" for name, data in steps)


def plain(text: str) -> str:
    """Return a text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


async def stored(page: Page) -> Any:
    """Return the conversations that the browser keeps."""
    return await page.evaluate("JSON.parse(localStorage.getItem('dateline.conversations') ?? '[]')")

"""A server with articles, and pages of another origin that show its widget, in a real browser."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Locator, Page, Route, ViewportSize

from api.app import create_app
from api.settings import Settings
from api.wire import examples
from index.library import open_library
from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.browser import launched
from tests.api.conftest import WorkerThread, listening, read_examples, write_record
from tests.api.page.interruption import Interruption
from tests.api.site import HTML, Reply, Site, serving

QUESTION = "Who liberated Kobane?"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
STRICT = (
    "default-src 'none'; script-src {server}; connect-src {server};"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
LAUNCHER = '<script src="SERVER/widget.js"></script>'
INLINE = '<main><h1>Harbour Post</h1><script src="SERVER/widget.js" data-mode="inline"></script></main>'


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests."""
    async with launched() as opened:
        yield opened


@pytest.fixture(scope="session")
def host() -> Iterator[Site]:
    """A site of another origin than the server's; a test sets its pages."""
    with serving() as opened:
        yield opened


@pytest.fixture(scope="session")
def interruption() -> Interruption:
    """What a test can do to the streams of the server."""
    return Interruption()


@pytest.fixture(scope="session")
def server(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reader: Reader, host: Site, interruption: Interruption
) -> Iterator[str]:
    """A server with the articles on Kobane that takes questions from pages of the host; its address."""
    settings = Settings.model_validate({"data": tmp_path_factory.mktemp("widget"), "allowed_origins": host.url})
    app = create_app(
        settings, lambda settings: open_library(settings.data, embedder=embedder), lambda _: reader, WorkerThread
    )
    app.add_middleware(interruption.around)
    with listening(app) as address, httpx.Client(base_url=address, timeout=120) as client:
        articles = [*read_examples("kobane.jsonl"), write_record("No link", "The Zephyr bridge opened on Tuesday.")]
        client.post("/articles", params={"wait": 120}, json=articles).raise_for_status()
        asks = {"Origin": host.url, "Access-Control-Request-Method": "POST"}
        if "access-control-allow-origin" not in client.options("/ask/stream", headers=asks).headers:
            pytest.skip("this server sends no CORS headers")
        yield address


@pytest.fixture
async def page(browser: Browser, interruption: Interruption) -> AsyncIterator[Page]:
    """A tab in which no script may fail and no policy may be violated."""
    context = await browser.new_context(viewport=DESK, reduced_motion="reduce")
    opened = await context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    interruption.free()
    await context.close()
    assert not errors


async def show(page: Page, host: Site, server: str, body: str, policy: str = STRICT) -> Locator:
    """Show a page of the host with this body, in which SERVER stands for the server; return its first widget."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Harbour Post</title>'
    text = f'<!doctype html><html lang="en"><head>{head}</head><body>{body.replace("SERVER", server)}</body></html>'
    headers = {"Content-Security-Policy": policy.format(server=server)} if policy else {}
    host.replies["/page"] = Reply(text.encode(), HTML, headers=headers)
    await page.goto(f"{host.url}/page")
    return page.locator("dateline-widget").first


async def ask(widget: Locator, question: str = QUESTION) -> Locator:
    """Type a question, press Enter, and wait until it is answered or has failed; return its turn."""
    await widget.locator("input").fill(question)
    await widget.locator("input").press("Enter")
    turn = widget.locator(".turn").last
    await turn.locator(".waiting").wait_for(state="detached")
    return turn


async def give_answer(page: Page, **more: Any) -> list[Any]:
    """Let every question get this answer; return the requests that will have been sent."""
    return await give(page, events(("answer", answer(**more))))


def events(*steps: tuple[str, Any]) -> bytes:
    """Return the body of a stream: the name and the data of each event."""
    return "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in steps).encode()


def answer(**more: Any) -> dict[str, Any]:
    """Return the answer that the OpenAPI document shows, with other values."""
    return dict(examples.ANSWER) | more


CITED: dict[str, Any] = answer()["citations"][0]


async def give(page: Page, body: bytes, status: int = 200, **headers: str) -> list[Any]:
    """Let every question get this response; return the requests that will have been sent."""
    requests: list[Any] = []
    allow = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}

    async def fulfil(route: Route) -> None:
        requests.append(route.request.post_data_json)
        await route.fulfill(status=status, body=body, content_type="text/event-stream", headers=allow | headers)

    await page.route("**/ask/stream", fulfil)
    return requests

"""What the page says when something goes wrong; the question is never lost."""

import asyncio
import json
import re
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.api.page.conftest import ask, last
from tests.api.page.interruption import Interruption
from tests.api.page.made import answer, cite, give

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

QUESTION = "Who liberated Kobane?"


def refusal(status: int, message: str = "the message", **headers: str) -> dict[str, Any]:
    """Return the arguments of a response with an error."""
    error = {"type": "t", "message": message, "field": None}
    return {"status": status, "json": {"error": error}, "headers": headers}


async def refuse(page: Page, status: int, message: str = "the message", **headers: str) -> None:
    """Let every question be refused."""
    given = refusal(status, message, **headers)
    await page.route("**/ask/stream", lambda route: route.fulfill(**given))


async def test_a_server_that_dies_in_the_middle(page: Page, interruption: Interruption) -> None:
    """A stream that is cut is said in the page's own words; the question stays and can be asked again."""
    interruption.cut()
    await page.goto("/")
    await ask(page, QUESTION)
    assert await last(page, ".problem p") == "The connection was lost before the answer was complete."
    await expect(page.locator("#live")).to_contain_text("The connection was lost")
    assert await last(page, "h2") == QUESTION
    interruption.free()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator("#turns .short")).to_contain_text("Protection Units")
    await expect(page.locator("#turns .problem")).to_have_count(0)
    assert await page.locator("#turns > li").count() == 1


async def test_a_server_that_cannot_be_reached(page: Page) -> None:
    """A server that is down is said to be down; the question can be changed."""
    await page.goto("/")
    await page.route("**/ask/stream", lambda route: route.abort("connectionrefused"))
    await ask(page, QUESTION)
    assert (await last(page, ".problem p")).startswith("The server cannot be reached.")
    await page.get_by_role("button", name="Change the question").click()
    await expect(page.locator("#question")).to_have_value(QUESTION)
    await expect(page.locator("#question")).to_be_focused()


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (503, {"Retry-After": "5"}, "The server cannot answer right now. Please try again in 5 seconds."),
        (503, {}, "The server cannot answer right now. Please try again in a moment."),
        (429, {"Retry-After": "1"}, "Too many questions have come from this address. Please try again in 1 second."),
        (422, {}, "The server did not accept the question: the message."),
        (403, {}, "This server does not answer questions from here, or not with this key."),
        (500, {}, "The server failed: the message."),
    ],
)
async def test_a_refusal_is_said_in_words(page: Page, status: int, headers: dict[str, str], said: str) -> None:
    """Each status is said in words that a person understands, with what to do."""
    await page.goto("/")
    await refuse(page, status, **headers)
    await ask(page, QUESTION)
    assert await last(page, ".problem p") == said
    await expect(page.get_by_role("button", name="Try again")).to_be_visible()


async def test_an_error_of_a_proxy_has_no_body_to_read(page: Page) -> None:
    """An HTML page from a proxy is not shown; the page's own words are."""
    await page.goto("/")
    await page.route("**/ask/stream", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    await ask(page, QUESTION)
    assert await last(page, ".problem p") == "The server failed. Its log says why."


async def test_an_error_within_the_stream(page: Page) -> None:
    """An error event is said like any other error."""
    error = json.dumps({"type": "internal", "message": "internal error under err_1"})
    await page.goto("/")
    await page.route(
        "**/ask/stream",
        lambda route: route.fulfill(body=f"event: error\ndata: {error}\n\n", content_type="text/event-stream"),
    )
    await ask(page, QUESTION)
    assert await last(page, ".problem p") == "The server failed: internal error under err_1."


async def test_a_key_that_is_not_accepted_is_said_once(page: Page) -> None:
    """On a page without a question, the form says why it is there, then that the key is wrong, once."""
    await page.route("**/archive", lambda route: route.fulfill(**refusal(401)))
    await page.goto("/")
    trouble = page.locator("#key-trouble")
    await expect(trouble).to_have_text("This server answers only with an API key.")
    await page.fill("#key-field", "wrong")
    await page.press("#key-field", "Enter")
    await expect(trouble).to_contain_text("does not accept this API key")
    await refuse(page, 401)
    await ask(page, QUESTION)
    await expect(page.locator("#turns .problem p")).to_contain_text("does not accept this API key")
    assert (await page.locator("body").inner_text()).count("does not accept this API key") == 1


async def test_a_server_that_asks_for_a_key(page: Page) -> None:
    """A 401 brings a field for the key; the question is asked again with it, and the key goes with the tab."""
    sent: list[str | None] = []

    async def check(route: Route) -> None:
        sent.append(await route.request.header_value("authorization"))
        if sent[-1] != "Bearer dl_key":
            await route.fulfill(**refusal(401))
        else:
            body = answer(cite(), found=("212 metres",)).model_dump_json()
            await route.fulfill(body=f"event: answer\ndata: {body}\n\n", content_type="text/event-stream")

    await page.goto("/")
    await page.route("**/ask/stream", check)
    await ask(page, QUESTION)
    assert await last(page, ".problem p") == "This server answers only with an API key."
    await expect(page.locator("#key-field")).to_be_focused()
    await page.fill("#key-field", "wrong")
    await page.press("#key-field", "Enter")
    await expect(page.locator("#turns .problem p")).to_contain_text("does not accept this API key")
    await page.fill("#key-field", " dl_key ")
    await page.press("#key-field", "Enter")
    await expect(page.locator("#turns .short")).to_contain_text("212 metres")
    assert sent == [None, "Bearer wrong", "Bearer dl_key"]
    await expect(page.locator("#key")).to_be_hidden()
    assert await page.evaluate("sessionStorage.getItem('dateline.key')") == "dl_key"
    assert "dl_key" not in await page.evaluate("JSON.stringify(localStorage)")
    assert "dl_key" not in page.url


async def test_a_slow_network(page: Page) -> None:
    """While nothing comes the page says that it searches, and the answer is shown once it is there."""

    async def delay(route: Route) -> None:
        await asyncio.sleep(1)
        await route.continue_()

    await page.goto("/")
    await page.route("**/ask/stream", delay)
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await expect(page.locator("#turns .status")).to_have_text("Searching …")
    await expect(page.locator("#turns article")).to_have_attribute("aria-busy", "true")
    await expect(page.locator("#turns .short")).to_contain_text("Protection Units")
    await expect(page.locator("#turns .status")).to_be_hidden()


async def test_a_wait_of_seconds_is_explained(page: Page) -> None:
    """A person who waits long is told so, and how to stop."""
    await page.clock.install()
    await page.goto("/")
    await page.route("**/ask/stream", lambda _: None)
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await expect(page.locator("#turns .status")).to_have_text("Searching …")
    await page.clock.run_for(9_000)
    await expect(page.locator("#turns .status")).to_have_text("This takes longer than usual. Escape stops it.")


async def test_a_page_opened_while_the_server_starts(page: Page) -> None:
    """The page tries again by itself until the archive is open."""
    refused = [True]

    async def open_late(route: Route) -> None:
        await (route.fulfill(**refusal(503, **{"Retry-After": "1"})) if refused else route.fulfill(**refusal(404)))
        refused.clear()

    await page.route("**/archive", open_late)
    await page.goto("/")
    await expect(page.locator("#about")).to_have_text(re.compile("^The archive is being opened"))
    await expect(page.locator("#about")).to_have_text(re.compile(r"^\d+ articles"))


async def test_a_failed_question_survives_a_reload(page: Page) -> None:
    """The question, its filters and what went wrong are kept; it can be asked again later."""
    await page.goto("/")
    await refuse(page, 503)
    await page.click("#ask summary")
    await page.fill("[name=as_of]", "2015-02-01")
    await ask(page, QUESTION)
    await page.unroute_all()
    await page.reload()
    await expect(page.locator("#turns .problem p")).to_contain_text("cannot answer right now")
    requests = await give(page, answer(cite(), found=("212 metres",)))
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator("#turns .short")).to_contain_text("212 metres")
    assert requests == [{"question": QUESTION, "as_of": "2015-02-01"}]

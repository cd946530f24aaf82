"""What the widget says when something goes wrong; the question is never lost."""

import json

import pytest
from playwright.async_api import Page, expect

from tests.api.page.interruption import Interruption
from tests.api.site import Site, serving
from tests.api.widget.conftest import INLINE, LAUNCHER, QUESTION, ask, events, give, show

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

LOST = "The connection was lost before the answer was complete."


def refusal(message: str) -> bytes:
    """Return the body of an error."""
    return json.dumps({"error": {"type": "t", "message": message, "field": None}}).encode()


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (401, {}, "The archive does not take questions from this page: its key is missing or no longer valid."),
        (403, {}, "The archive does not take questions from this page."),
        (422, {}, "The archive did not accept the question: the message."),
        (429, {"Retry-After": "30"}, "Too many questions have come from this address. Please try again in 30 seconds."),
        (503, {"Retry-After": "1"}, "The archive cannot answer right now. Please try again in 1 second."),
        (503, {}, "The archive cannot answer right now. Please try again in a moment."),
        (502, {}, "The archive cannot answer right now. Please try again in a moment."),
        (500, {}, "The archive failed (error 500). Please try again later."),
    ],
)
async def test_a_refusal_is_said_in_words(
    page: Page, host: Site, server: str, status: int, headers: dict[str, str], said: str
) -> None:
    """Each status is said in words; the question stands in the field and above, and can be asked again."""
    widget = await show(page, host, server, INLINE)
    await give(page, b"<h1>Bad gateway</h1>" if status == 502 else refusal("the message."), status, **headers)
    turn = await ask(widget)
    await expect(turn.locator(".note")).to_have_text(said)
    await expect(widget.get_by_role("status")).to_have_text(said)
    await expect(widget.locator("input")).to_have_value(QUESTION)
    await page.unroute_all()
    await turn.get_by_role("button", name="Try again").click()
    await expect(widget.locator(".short")).to_contain_text("Protection Units")
    await expect(widget.locator(".turn")).to_have_count(1)


async def test_a_server_that_dies_in_the_middle(
    page: Page, host: Site, server: str, interruption: Interruption
) -> None:
    """A stream that is cut is said to be lost; asking the same again replaces what failed."""
    interruption.cut()
    widget = await show(page, host, server, INLINE)
    turn = await ask(widget)
    await expect(turn.locator(".note")).to_have_text(LOST)
    interruption.free()
    await widget.locator("input").press("Enter")
    await expect(widget.locator(".short")).to_contain_text("Protection Units")
    await expect(widget.locator(".turn")).to_have_count(1)
    await expect(widget.locator("input")).to_have_value("")


async def test_what_was_verified_before_the_connection_was_lost_stays(page: Page, host: Site, server: str) -> None:
    """Nothing that was shown is taken back."""
    widget = await show(page, host, server, INLINE)
    await give(page, events(("sentence", {"text": "It is 212 metres long.", "citations": []})))
    turn = await ask(widget)
    await expect(turn.locator(".sentence")).to_contain_text("It is 212 metres long.")
    await expect(turn.locator(".note")).to_have_text(LOST)


async def test_an_error_within_the_stream(page: Page, host: Site, server: str) -> None:
    """An error event is said in words."""
    widget = await show(page, host, server, INLINE)
    await give(page, events(("error", {"type": "internal", "message": "internal error err_1"})))
    said = "The archive could not finish the answer: internal error err_1."
    await expect((await ask(widget)).locator(".note")).to_have_text(said)


async def test_an_answer_that_cannot_be_shown(page: Page, host: Site, server: str) -> None:
    """What is no answer at all is said in words, too, and not in those of the browser."""
    widget = await show(page, host, server, INLINE)
    await give(page, events(("answer", {"status": "answered"})))
    await expect((await ask(widget)).locator(".note")).to_have_text("The answer cannot be shown.")


async def test_a_silent_connection_is_given_up(page: Page, host: Site, server: str, interruption: Interruption) -> None:
    """After a minute without a sign of life the connection is lost, as when a laptop changes networks."""
    interruption.hold()
    await page.clock.install()
    widget = await show(page, host, server, INLINE)
    await widget.locator("input").fill(QUESTION)
    await widget.locator("input").press("Enter")
    await widget.locator(".sentence").wait_for()
    await page.clock.fast_forward(61_000)
    await expect(widget.locator(".note")).to_have_text(LOST)


async def test_a_server_that_is_down(page: Page, host: Site, server: str) -> None:
    """A server that cannot be reached is said to be so."""
    widget = await show(
        page, host, server, INLINE.replace("data-mode", 'data-server="http://127.0.0.1:1/" data-mode'), ""
    )
    said = "The archive cannot be reached. Please try again in a moment."
    await expect((await ask(widget)).locator(".note")).to_have_text(said)


async def test_a_page_that_may_not_ask_is_told_apart_from_a_server_that_is_down(page: Page, server: str) -> None:
    """A page of an origin that is not allowed says so, and its console says what to set."""
    logged: list[str] = []
    page.on("console", lambda said: logged.append(said.text))
    with serving() as stranger:
        widget = await show(page, stranger, server, INLINE)
        said = "The archive does not take questions from this page."
        await expect((await ask(widget)).locator(".note")).to_have_text(said)
        assert any(stranger.url in text and "allowed_origins" in text for text in logged)


async def test_stop_ends_the_answer_and_enter_does_not(
    page: Page, host: Site, server: str, interruption: Interruption
) -> None:
    """Enter while an answer is being read keeps what is typed; the button Stop, or Escape, ends the answer."""
    interruption.hold()
    widget = await show(page, host, server, INLINE)
    field = widget.locator("input")
    await field.fill(QUESTION)
    await field.press("Enter")
    await widget.locator(".sentence").wait_for()
    await field.fill("Who freed Kobane?")
    await field.press("Enter")
    await expect(field).to_have_value("Who freed Kobane?")
    await expect(widget.get_by_role("status")).to_have_text("The last question is still being answered.")
    await widget.get_by_role("button", name="Stop").click()
    await expect(widget.locator(".note")).to_have_text("Stopped before the answer was complete.")
    await expect(widget.locator(".sentence")).to_be_visible()
    await expect(field).to_have_value("Who freed Kobane?")
    await field.press("Enter")
    await widget.locator(".turn").nth(1).locator(".waiting").wait_for()
    await field.press("Escape")
    await expect(widget.locator(".note")).to_have_count(2)


async def test_a_question_that_is_too_long_is_not_cut(page: Page, host: Site, server: str) -> None:
    """The server says that it is too long, and the widget passes that on with the question kept."""
    widget = await show(page, host, server, INLINE)
    turn = await ask(widget, "x" * 1_001)
    await expect(turn.locator(".note")).to_contain_text("question is longer than 1,000 characters")
    await expect(widget.locator("input")).to_have_value("x" * 1_001)


async def test_a_slow_network(page: Page, host: Site, server: str) -> None:
    """At 20 kilobits a second, with a delay of 2 seconds, the widget says what it does, and answers."""
    widget = await show(page, host, server, INLINE)
    session = await page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 2_000, "downloadThroughput": 20_000, "uploadThroughput": 20_000}
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", slow)
    await widget.locator("input").fill(QUESTION)
    await widget.locator("input").press("Enter")
    await expect(widget.locator(".waiting")).to_be_visible()
    await expect(widget.locator(".short")).to_contain_text("Protection Units", timeout=60_000)


async def test_closing_the_panel_goes_on_and_removing_the_widget_stops(
    page: Page, host: Site, server: str, interruption: Interruption
) -> None:
    """A person who closes the panel finds the answer there later; a widget that the page removes asks no more."""
    interruption.hold()
    widget = await show(page, host, server, LAUNCHER)
    await widget.get_by_role("button", name="Ask the archive").click()
    await widget.locator("input").fill(QUESTION)
    await widget.locator("input").press("Enter")
    await widget.locator(".sentence").wait_for()
    await widget.get_by_role("button", name="Close").click()
    interruption.free()
    await widget.get_by_role("button", name="Ask the archive").click()
    await expect(widget.locator(".short")).to_contain_text("Protection Units")
    interruption.hold()
    async with page.expect_event("requestfailed", lambda sent: sent.url.endswith("/ask/stream")):
        await widget.locator("input").fill(QUESTION)
        await widget.locator("input").press("Enter")
        await widget.locator(".turn").nth(1).locator(".sentence").wait_for()
        await widget.evaluate("one => one.remove()")

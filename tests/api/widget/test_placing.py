"""Where the widget stands in a page, how it gets there, and how it is used by keyboard."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.api.site import Site
from tests.api.widget.conftest import INLINE, LAUNCHER, PHONE, QUESTION, ask, show

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def focused(page: Page) -> str:
    """Return what has the focus within the widget that has it, by its label or text."""
    return str(await page.evaluate(
        "(one => one && (one.ariaLabel ?? one.textContent))(document.activeElement?.shadowRoot?.activeElement)"
    ))  # fmt: skip


async def test_a_launcher_opens_a_dialog_and_gives_the_focus_back(page: Page, host: Site, server: str) -> None:
    """The button opens a named dialog with the focus in its field; Escape closes it and returns to the button."""
    widget = await show(page, host, server, LAUNCHER)
    dialog = widget.get_by_role("dialog", name="Ask the archive")
    await expect(dialog).to_have_count(0)
    await page.keyboard.press("Tab")
    assert await focused(page) == "Ask the archive"
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_visible()
    assert await focused(page) == "Your question"
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert await focused(page) == "Ask the archive"


async def test_everything_is_reached_by_tab(page: Page, host: Site, server: str) -> None:
    """From the field back: the answer's sources, markers and links, then the button that closes."""
    widget = await show(page, host, server, LAUNCHER)
    await widget.get_by_role("button", name="Ask the archive").click()
    await ask(widget)
    reached = []
    for _ in range(20):
        await page.keyboard.press("Shift+Tab")
        reached.append(await focused(page))
        if reached[-1] == "Close":
            break
    assert {"Source 1", "Sources (1)", "Questions and answers", "Close"} <= set(reached)
    assert any("Kobane" in one for one in reached)


async def test_the_page_does_not_hear_what_is_typed(page: Page, host: Site, server: str) -> None:
    """Shortcuts of the page, such as `/` or `s`, are not set off by a question."""
    widget = await show(page, host, server, INLINE)
    await page.evaluate("window.heard = []; addEventListener('keydown', (event) => window.heard.push(event.key))")
    await widget.locator("input").press_sequentially("Was it so?")
    await expect(widget.locator("input")).to_have_value("Was it so?")
    assert await page.evaluate("window.heard") == []


async def test_two_widgets_on_one_page_do_not_mix(page: Page, host: Site, server: str) -> None:
    """Each has its own conversation and its own attributes."""
    two = '<script src="SERVER/widget.js" data-mode="inline" data-title="Two"></script>'
    await show(page, host, server, INLINE + two)
    first, second = page.locator("dateline-widget").first, page.locator("dateline-widget").nth(1)
    await ask(first)
    await ask(second, "Who painted the Mona Lisa?")
    await expect(first.locator(".turn")).to_have_count(1)
    await expect(first.locator(".short")).to_contain_text("Protection Units")
    await expect(second.locator(".turn")).to_contain_text("Nothing in the archive")
    await expect(second.locator("h2")).to_have_text("Two")


async def test_a_script_that_is_loaded_twice_places_one_launcher(page: Page, host: Site, server: str) -> None:
    """A second tag defines nothing anew, and two buttons do not lie on each other."""
    widget = await show(page, host, server, LAUNCHER + LAUNCHER)
    await expect(page.locator("dateline-widget")).to_have_count(1)
    await widget.get_by_role("button", name="Ask the archive").click()
    await expect((await ask(widget)).locator(".short")).to_contain_text("Protection Units")


@pytest.mark.parametrize(
    "body",
    [
        '<main id="here"></main><script src="SERVER/widget.js" data-target="#here"></script>',
        '<script src="SERVER/widget.js" data-target="#here" async></script><main id="here"></main>',
        '<script src="SERVER/widget.js" data-mode="none" defer></script><main id="here">'
        "<dateline-widget><a href='SERVER/'>Ask the archive</a></dateline-widget></main>",
        '<main id="here"><dateline-widget server="SERVER"></dateline-widget></main>'
        '<script type="module" src="SERVER/widget.js"></script>',
    ],
    ids=["target", "async", "element", "module"],
)
async def test_ways_to_place_it(page: Page, host: Site, server: str, body: str) -> None:
    """By a target that may come later, and by an element of one's own, with the script classic or a module."""
    await show(page, host, server, body)
    widget = page.locator("#here > dateline-widget")
    await expect((await ask(widget)).locator(".short")).to_contain_text("Protection Units")
    await expect(page.locator("dateline-widget")).to_have_count(1)
    await expect(page.get_by_role("link", name="Ask the archive")).to_have_count(0)


async def test_an_element_made_by_a_script(page: Page, host: Site, server: str) -> None:
    """As a framework does it: made, given its attributes, placed, moved, removed and placed again."""
    widget = await show(page, host, server, '<script src="SERVER/widget.js" data-mode="none"></script><main></main>')
    await page.evaluate(
        """server => {
          const made = document.createElement("dateline-widget");
          made.setAttribute("server", server);
          document.body.append(made);
          document.querySelector("main").append(made);
          made.remove();
          document.querySelector("main").append(made);
        }""",
        server,
    )
    await expect((await ask(widget)).locator(".short")).to_contain_text("Protection Units")
    await page.evaluate("document.querySelector('dateline-widget').ask('Who painted the Mona Lisa?')")
    await expect(widget.locator(".turn")).to_have_count(2)


async def test_a_server_below_a_path(page: Page, host: Site, server: str) -> None:
    """The server is the folder of the script, or the address given, with or without a slash at its end."""
    paths: list[str] = []
    page.on("request", lambda sent: paths.append(sent.url) if "/ask/" in sent.url else None)
    for given in ("SERVER/archive", "SERVER/archive/"):
        sent = INLINE.replace("data-mode", f'data-server="{given}" data-mode')
        await ask(await show(page, host, server, sent))
    assert set(paths) == {f"{server}/archive/ask/stream"}


@pytest.mark.parametrize("mode", ["launcher", "inline"])
async def test_it_fits_a_phone(page: Page, host: Site, server: str, mode: str) -> None:
    """At 390 pixels nothing is wider than the screen, and the field and button are in reach."""
    await page.set_viewport_size(PHONE)
    widget = await show(page, host, server, LAUNCHER if mode == "launcher" else INLINE)
    if mode == "launcher":
        await widget.get_by_role("button", name="Ask the archive").click()
    for question in (QUESTION, "Who painted the Mona Lisa?"):
        await ask(widget, question)
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = await widget.locator(".send").bounding_box()
    assert box
    assert box["x"] + box["width"] <= PHONE["width"]
    await expect(widget.locator("h3").last).to_be_in_viewport()


async def test_no_motion_where_none_is_wanted(browser: Browser, host: Site, server: str) -> None:
    """The line that waits pulses only for people who have not asked for less motion."""
    for wish, animation in (("reduce", "none"), ("no-preference", "wait")):
        context = await browser.new_context(reduced_motion=wish)  # type: ignore[arg-type]
        page = await context.new_page()
        widget = await show(page, host, server, INLINE)
        await page.route("**/ask/stream", lambda _: None)
        await widget.locator("input").fill(QUESTION)
        await widget.locator("input").press("Enter")
        assert await widget.locator(".waiting").evaluate("one => getComputedStyle(one).animationName") == animation
        await context.close()

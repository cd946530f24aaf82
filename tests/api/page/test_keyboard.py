"""The page without a mouse, and to a screen reader."""

import itertools
from collections.abc import Awaitable, Callable
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.api.barriers import find_barriers
from tests.api.page.conftest import DESK, PHONE, ask
from tests.api.page.interruption import Interruption
from tests.api.page.made import answer, cite, decline, give, give_archive, hit

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

QUESTION = "Who liberated Kobane?"


async def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    """Ask, go to a chip, read the article, close it, go back to the field, recall and change the question."""
    await page.goto("/")
    await expect(page.locator("#question")).to_be_focused()
    await page.keyboard.type(QUESTION)
    await page.keyboard.press("Enter")
    await page.locator("#turns .actions").wait_for()
    chip = page.locator("#turns .sentence .chip").first
    for _ in range(40):
        await page.keyboard.press("Shift+Tab")
        if await chip.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await expect(page.locator("#article mark")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(chip).to_be_focused()
    await page.keyboard.press("/")
    await expect(page.locator("#question")).to_be_focused()
    await expect(page.locator("#question")).to_have_value("")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#question")).to_have_value(QUESTION)


async def test_the_arrows_bring_earlier_questions_back(page: Page) -> None:
    """Up goes to earlier questions, down to later ones and to what was being typed."""
    await give(page, answer(cite()))
    await page.goto("/")
    for question in ("First?", "Second?", "First?"):
        await ask(page, question)
    await page.fill("#question", "Draft")
    values = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"):
        await page.press("#question", key)
        values.append(await page.input_value("#question"))
    assert values == ["First?", "Second?", "Second?", "First?", "Draft", "Draft"]


async def test_the_arrows_move_in_the_history(page: Page) -> None:
    """In the list of conversations the arrows, Home and End move, Enter opens, Escape goes back to the button."""
    await give(page, answer(cite()))
    await page.goto("/")
    for question in ("First?", "Second?", "Third?"):
        await ask(page, question)
        await page.click("#new")
    await page.focus("#show-history")
    await page.keyboard.press("Enter")
    rows = page.locator("#conversations button")
    await expect(rows.nth(0)).to_be_focused()
    for key, row in (("ArrowDown", 1), ("End", 2), ("ArrowDown", 2), ("ArrowUp", 1), ("Home", 0)):
        await page.keyboard.press(key)
        await expect(rows.nth(row)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#show-history")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await expect(page.locator("#turns h2")).to_have_text("First?")


async def test_a_slash_in_the_field_is_a_slash(page: Page) -> None:
    """`/` goes to the field only from elsewhere."""
    await page.goto("/")
    await page.focus("#question")
    await page.keyboard.type("1/2")
    await expect(page.locator("#question")).to_have_value("1/2")


async def test_what_happens_is_announced(page: Page, interruption: Interruption) -> None:
    """A screen reader hears that the search goes on, the answer with how sure it is, and how many sources it has."""
    interruption.hold()
    await page.goto("/")
    live = page.locator("#live")
    await expect(live).to_have_attribute("role", "status")
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await expect(live).to_have_text("Searching.")
    interruption.free()
    await expect(live).to_have_text("Answer: The Kurdish People's Protection Units (YPG). 1 source.")


async def test_each_answer_is_found_by_its_heading(page: Page) -> None:
    """Headings go from the page to the question to its sources, without a gap."""
    await page.goto("/")
    await ask(page, QUESTION)
    levels = await page.locator("h1:visible, h2:visible, h3:visible, h4:visible").evaluate_all(
        "all => all.map((one) => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_axe_finds_nothing_in_any_state(
    browser: Browser, server: str, interruption: Interruption, scheme: Literal["light", "dark"], size: ViewportSize
) -> None:
    """axe-core has no complaint about any state of the page, light and dark, on a desk and on a phone."""
    context = await browser.new_context(
        base_url=server,
        viewport=size,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = await context.new_page()
    found: list[tuple[str, tuple[str, str]]] = []

    async def check(state: str) -> None:
        found.extend((state, barrier) for barrier in await find_barriers(page))

    try:
        await _visit_states(page, interruption, check)
    finally:
        await context.close()
    assert not found


async def _visit_states(page: Page, interruption: Interruption, check: Callable[[str], Awaitable[None]]) -> None:
    """Bring the page into each of its states, and check it there."""
    await give_archive(page)
    await page.goto("/")
    await page.locator("#examples button").first.wait_for()
    await page.click("#holdings summary")
    await check("empty")
    interruption.hold()
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await page.locator("#turns .sentence").first.wait_for()
    await check("answering")
    interruption.free()
    await page.locator("#turns .actions").wait_for()
    await check("answer")
    await page.locator("#turns .sentence .chip").first.click()
    await page.locator("#article mark").wait_for()
    await check("article")
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/")
    await page.goto("/?article=bridge&version=1&start=2&end=20")
    await page.locator("#article .versions").wait_for()
    await check("article in versions")
    await page.goto("/?article=nothing")
    await page.locator("#article .problem").wait_for()
    await check("no article")
    await page.keyboard.press("Escape")
    made = {
        "disagreement": answer(cite(1, "A."), cite(3, "B.", note="corrected"), found=("A", "B"), agreement="disagree"),
        "list": answer(cite(1, "A."), cite(2, "B."), found=("A", "B"), agreement="list", suggestions=["Why?"]),
        "refusal": decline(hit("x y " * 2_000), suggestions=["Who?"]),
        "timeline": answer(cite(1, "A b."), cite(2, "C d."), cite(9, "E f."), found=("b",)),
        "folded": answer(cite(1, f"{'word ' * 900} b"), found=("b",), asked="What is it?"),
    }
    for state, body in made.items():
        await give(page, body)
        await ask(page, state)
        await check(state)
    await page.unroute("**/ask/stream")
    await page.route("**/ask/stream", lambda route: route.fulfill(status=401, json={"error": {"message": "no"}}))
    await ask(page, "And with a key?")
    await page.locator("#key-field").wait_for()
    await check("error and key")
    await page.click("#ask summary")
    await page.fill("[name=as_of]", "2015-01-01")
    await page.fill("[name=since]", "2016-01-01")
    await page.fill("[name=until]", "2015-01-01")
    await page.fill("#question", "What?")
    await page.press("#question", "Enter")
    await page.locator("#flaw").wait_for()
    await check("filters")
    await page.click("#show-history")
    await page.click("#clear")
    await check("history")
    await page.goto("/docs")
    await page.locator(".call summary").first.click()
    await check("calls")

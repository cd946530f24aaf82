"""The view of an article: the quote highlighted in it, its versions, and what became of it."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.api.page.conftest import BRIDGE, ask

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

OPENED = "The Zephyr bridge in Lagos was opened by mayor Okonkwo on Tuesday."
START = BRIDGE.index(OPENED)
ADDRESS = f"/?article=bridge&version=1&start={START}&end={START + len(OPENED)}"


async def test_a_chip_opens_the_article_at_the_quote(page: Page) -> None:
    """A click on a citation shows the article with the quoted words, and no others, highlighted and in view."""
    await page.goto("/")
    await ask(page, "Who liberated Kobane?")
    quoted = (await page.locator(".sentence > span").first.inner_text()).strip()
    await page.locator(".sentence .chip").first.click()
    mark = page.locator("#article mark")
    await expect(mark).to_have_text(quoted)
    await expect(mark).to_be_in_viewport()
    await expect(mark).to_be_focused()
    await expect(page.locator("#article h2")).to_contain_text("Kurdish forces declare Kobane liberated")
    await expect(page.locator("#article .dateline")).to_have_text(
        "levant-dispatch, 26 January 2015, 18:50 UTC, by Rima Haddad-Lowe · Read the original"
    )
    assert re.search(r"\?article=\w+&version=1&start=0&end=182$", page.url)


async def test_closing_the_article_goes_back_to_the_chip(page: Page) -> None:
    """Escape, the button and "back" close the article; the address and the focus are as before."""
    await page.goto("/")
    await ask(page, "Who liberated Kobane?")
    chip = page.locator(".sentence .chip").first
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator("#close-article").click(),
        lambda: page.evaluate("history.back()"),
    ):
        await chip.click()
        await page.locator("#article mark").wait_for()
        await close()
        await expect(page.locator("#article")).to_be_hidden()
        await expect(chip).to_be_focused()
        await expect(page).to_have_url(re.compile(r"/$"))


async def test_an_article_has_an_address(page: Page) -> None:
    """The address of a quote opens its article; offsets are code points, so an emoji before it shifts nothing."""
    await page.goto(ADDRESS)
    await expect(page.locator("#article mark")).to_have_text(OPENED)
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(re.compile(r"/$"))
    await page.reload()
    await expect(page.locator("#article")).to_be_hidden()


async def test_an_address_opens_its_article_over_an_earlier_conversation(page: Page) -> None:
    """The conversation of the tab is shown again below the article, and stays when that is closed."""
    await page.goto("/")
    await ask(page, "Who liberated Kobane?")
    await page.goto(ADDRESS)
    await expect(page.locator("#article mark")).to_have_text(OPENED)
    await page.keyboard.press("Escape")
    await expect(page.locator("#turns .short")).to_be_visible()


async def test_versions_can_be_switched(page: Page) -> None:
    """An earlier version says so; the current one says that the quoted words are gone from it, and back again."""
    await page.goto(ADDRESS)
    view = page.locator("#article")
    await expect(view.locator(".note").first).to_contain_text("An earlier version, valid until")
    await expect(view.locator(".versions [aria-current]")).to_contain_text("Version 1")
    await view.locator(".versions a").nth(1).click()
    await expect(view.locator(".note").first).to_have_text("This version does not have the quoted words.")
    await expect(view).to_contain_text("governor Adeyemi")
    await expect(view.locator("mark")).to_have_count(0)
    await view.locator(".versions a").nth(0).click()
    await expect(view.locator("mark")).to_have_text(OPENED)


async def test_words_that_moved_are_found_in_another_version(page: Page) -> None:
    """A quote that stands elsewhere in another version is highlighted there."""
    kept = "It is 212 metres long."
    start = BRIDGE.index(kept)
    await page.goto(f"/?article=bridge&version=1&start={start}&end={start + len(kept)}")
    await page.locator("#article .versions a").nth(1).click()
    await expect(page.locator("#article .versions [aria-current]")).to_contain_text("Version 2")
    await expect(page.locator("#article mark")).to_have_text(kept)


async def test_a_retraction_is_shown_with_its_reason(page: Page) -> None:
    """A retracted article says when and why it was retracted."""
    await page.goto("/?article=mayor")
    await expect(page.locator("#article .note")).to_have_text(
        re.compile(r"^Retracted on .* 20\d\d, and no longer cited\. The reason given: It was a hoax\.$")
    )


@pytest.mark.parametrize("address", ["/?article=nothing", "/?article=bridge&version=99", "/?article=%2Fx%3Fy"])
async def test_an_article_that_is_gone_is_said_to_be_gone(page: Page, address: str) -> None:
    """An unknown article or version is said in the page's own words."""
    await page.goto(address)
    await expect(page.locator("#article .problem")).to_have_text("The archive no longer holds this article or version.")


@pytest.mark.parametrize("span", ["start=5&end=2", "start=-1&end=9", "start=a&end=b", "start=0&end=999999", "start=1"])
async def test_a_span_that_is_wrong_harms_nothing(page: Page, span: str) -> None:
    """An address with a wrong span shows the article, with no more than its text highlighted."""
    await page.goto(f"/?article=bridge&version=1&{span}")
    await expect(page.locator("#article")).to_contain_text("212 metres long")


async def test_a_new_tab_opens_the_same_article(page: Page) -> None:
    """A chip is a link, so that it opens in a new tab as well."""
    await page.goto("/")
    await ask(page, "Who liberated Kobane?")
    address = await page.locator(".sentence .chip").first.get_attribute("href")
    other = await page.context.new_page()
    await other.goto(str(address))
    await expect(other.locator("#article mark")).to_contain_text("declared Kobane liberated")

"""What stays: conversations in the browser, links to answers, copies, ratings."""

import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.api.barriers import find_barriers
from tests.api.page.conftest import ask, last, stored
from tests.api.page.made import answer, cite, decline, give

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

QUESTION = "Who liberated Kobane?"
OTHER = "Who painted the Mona Lisa?"


async def test_a_reload_shows_the_conversation_again(page: Page) -> None:
    """After a reload the questions and answers stand as before, and a follow-up brings them along."""
    await page.goto("/")
    await ask(page, QUESTION)
    await ask(page, OTHER)
    before = await page.locator("#turns").inner_text()
    await page.reload()
    assert await page.locator("#turns").inner_text() == before
    requests = await give(page, answer(cite()))
    await ask(page, "And who liberated it?")
    assert [turn["question"] for turn in requests[0]["conversation"]] == [QUESTION, OTHER]


async def test_a_new_tab_starts_anew_and_earlier_conversations_can_be_opened(page: Page) -> None:
    """Another tab begins empty; the list has each conversation, and shows the one that is chosen."""
    await page.goto("/")
    await ask(page, QUESTION)
    await page.click("#new")
    await expect(page.locator("#start")).to_be_visible()
    assert await page.locator("#turns > li").count() == 0
    await ask(page, OTHER)
    other = await page.context.new_page()
    await other.goto("/")
    assert await other.locator("#turns > li").count() == 0
    await other.click("#show-history")
    listed = await other.locator("#conversations button bdi").all_inner_texts()
    assert listed == [OTHER, QUESTION]
    await other.locator("#conversations button").nth(1).click()
    await expect(other.locator("#turns .short")).to_contain_text("Protection Units")
    await expect(other.locator("#history")).to_be_hidden()


async def test_two_tabs_keep_both_conversations(page: Page) -> None:
    """A tab that keeps its conversation leaves that of another tab alone."""
    await page.goto("/")
    other = await page.context.new_page()
    await other.goto("/")
    await ask(page, QUESTION)
    await ask(other, OTHER)
    await ask(page, "And who fled?")
    assert [[turn["question"] for turn in one["turns"]] for one in await stored(page)] == [
        [QUESTION, "And who fled?"],
        [OTHER],
    ]


async def test_the_history_can_be_deleted(page: Page) -> None:
    """Two presses delete every conversation from the browser, the one that is shown included."""
    await page.goto("/")
    await ask(page, QUESTION)
    await page.click("#show-history")
    await page.click("#clear")
    await expect(page.locator("#clear")).to_have_text("Really delete all of them?")
    assert len(await stored(page)) == 1
    await page.click("#clear")
    assert await stored(page) == []
    assert await page.locator("#turns > li").count() == 0
    await page.reload()
    await expect(page.locator("#start")).to_be_visible()
    await page.click("#show-history")
    await expect(page.locator("#no-history")).to_be_visible()


async def test_a_full_storage_forgets_the_oldest(page: Page) -> None:
    """Where the browser has no room, the oldest conversations give way to the newest."""
    await page.goto("/")
    await page.evaluate(
        "() => { const turns = [{ question: 'x'.repeat(1_700_000), filters: {} }];"
        " const kept = ['1', '2', '3'].map((id) => ({ id, at: '2015-01-01', turns }));"
        " localStorage.setItem('dateline.conversations', JSON.stringify(kept.slice(0, 2))) }"
    )
    await give(page, answer(cite(quote="y " * 350_000), found=("y",)))
    await ask(page, QUESTION)
    kept = await stored(page)
    assert kept[0]["turns"][0]["question"] == QUESTION
    assert [one["id"] for one in kept[1:]] == ["1"]


async def test_a_browser_without_storage(page: Page) -> None:
    """Where storage is forbidden the page works, and keeps the conversation until it is closed."""
    refuse = "() => { throw new DOMException('no', 'SecurityError') }"
    await page.add_init_script(f"Storage.prototype.setItem = Storage.prototype.getItem = {refuse}")
    await page.goto("/")
    await ask(page, QUESTION)
    assert "Protection Units" in await last(page, ".short")
    await page.click("#show-history")
    await expect(page.locator("#conversations button bdi")).to_have_text(QUESTION)


async def test_an_answer_has_a_link(page: Page) -> None:
    """The link that is copied shows the answer in another browser, when it was given, and that its quotes hold."""
    await page.goto("/")
    await ask(page, QUESTION)
    await page.get_by_role("button", name="Copy link").click()
    link = await page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/\?answer=ans_\w+$", link)
    await page.evaluate("localStorage.clear(); sessionStorage.clear()")
    await page.goto(link)
    assert await last(page, "h2") == QUESTION
    await expect(page.locator("#turns .sentence").first).to_contain_text("declared Kobane liberated")
    await expect(page.locator("#standing")).to_contain_text(re.compile(r"^This answer was given on .* UTC\."))
    await expect(page.locator("#standing")).to_contain_text("All quotes are still in their articles.")
    await ask(page, "How many people fled?")
    await expect(page).to_have_url(re.compile(r"/$"))
    await page.reload()
    assert await page.locator("#turns > li").count() == 2


async def test_a_link_to_a_whole_answer(page: Page) -> None:
    """Where the server keeps whole answers, the linked one stands as it was sent, with what became of it."""
    body = answer(cite(), found=("212 metres",)).model_dump(mode="json")
    kept = {"id": "ans_made", "question": "How long?", "asked": "2015-02-01T12:00:00Z", "citations": []}
    more = {"answer": body, "note": "One quote is gone.", "feedback": {"rating": "up"}}
    checked = {"verdict": "changed", "citations": [{}]}
    await page.route("**/answers/ans_made", lambda route: route.fulfill(json=kept | more))
    await page.route("**/answers/ans_made/recheck", lambda route: route.fulfill(json=checked))
    await page.goto("/?answer=ans_made")
    await expect(page.locator("#turns .short")).to_contain_text("212 metres")
    await expect(page.locator("#standing")).to_have_text(
        "This answer was given on 1 February 2015, 12:00 UTC. One quote is gone."
        " Some of the quotes have changed in their articles since."
    )
    await expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")


async def test_a_link_to_an_answer_that_is_gone(page: Page) -> None:
    """An answer that the server no longer keeps is said to be gone; the page can be used."""
    await page.goto("/?answer=ans_gone")
    await expect(page.locator("#standing")).to_have_text("There is no answer at this address, or it is no longer kept.")
    before = "document.querySelector('#standing').compareDocumentPosition(document.querySelector('#start'))"
    assert await page.evaluate(before) == 4  # the notice comes first
    await ask(page, QUESTION)
    await expect(page.locator("#standing")).to_be_hidden()
    assert "Protection Units" in await last(page, ".short")


async def test_a_copy_in_markdown_has_its_citations(page: Page) -> None:
    """Markdown has the question, the short answer, the text and the sources as links; articles' words are escaped."""
    body = answer(
        cite(1, "It is *212* metres [long].", title="A [title](x)", link="https://times.example/1#:~:text=(a)"),
        cite(2, "Yes.", url=None),
        found=("*212* metres",),
    )
    await give(page, body)
    await page.goto("/")
    await ask(page, "How long is it?")
    await page.get_by_role("button", name="Copy as Markdown").click()
    await expect(page.locator("#live")).to_have_text("Copied.")
    link = "https://times.example/1#:~:text=%28a%29"
    own = f"{page.url}?article=article-2&version=1&start=0&end=4"
    assert await page.evaluate("navigator.clipboard.readText()") == (
        "**How long is the Zephyr bridge?**\n\n"
        f"\\*212\\* metres [[1]]({link})\n\n"
        f"It is \\*212\\* metres \\[long\\]. [[1]]({link}) Yes. [[2]]({own})\n\n"
        f"1. [A \\[title\\](x)]({link}), example-times, 21 January 2015: “It is \\*212\\* metres \\[long\\].”\n"
        f"2. [Title 2]({own}), example-times, 22 January 2015: “Yes.”\n"
    )


async def test_a_copy_as_text_has_its_citations(page: Page) -> None:
    """Plain text has markers, and the sources with their addresses below."""
    await give(page, answer(cite(), found=("212 metres",), confidence=0.9))
    await page.goto("/")
    await ask(page, "How long is it?")
    await page.get_by_role("button", name="Copy as text").click()
    await expect(page.locator("#live")).to_have_text("Copied.")
    assert await page.evaluate("navigator.clipboard.readText()") == (
        "How long is the Zephyr bridge?\n\n212 metres [1]\n\nThe Zephyr bridge is 212 metres long. [1]\n\n"
        "[1] Title 1, example-times, 21 January 2015: “The Zephyr bridge is 212 metres long.” https://times.example/1\n"
    )


async def test_without_a_clipboard_a_selection_is_copied(page: Page) -> None:
    """Over HTTP from another machine browsers offer no clipboard; the older way is used."""
    await page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    await give(page, decline(message="Nothing."))
    await page.goto("/")
    await ask(page, "How long is it?")
    await page.evaluate(
        "document.addEventListener('copy', () => (window.copied = getSelection().toString() ||"
        " document.activeElement.value))"
    )
    await page.get_by_role("button", name="Copy as text").click()
    await expect(page.locator("#live")).to_have_text("Copied.")
    assert await page.evaluate("window.copied") == "How long is the Zephyr bridge?\n\nNothing.\n"


async def test_an_answer_can_be_rated(page: Page) -> None:
    """A thumb is sent for the answer, shown as pressed, kept over a reload, and taken back by a second press."""
    ratings: list[object] = []

    async def rate(route: Route) -> None:
        ratings.append(route.request.post_data_json)
        await route.fulfill(json={"id": "ans_made", "feedback": None})

    await page.route("**/answers/ans_made/feedback", rate)
    await give(page, answer(cite(), found=("212 metres",)))
    await page.goto("/")
    await ask(page, "How long is it?")
    up = page.get_by_role("button", name="Helpful", exact=True)
    await up.click()
    await expect(up).to_have_attribute("aria-pressed", "true")
    await page.reload()
    await expect(up).to_have_attribute("aria-pressed", "true")
    await up.click()
    await expect(up).to_have_attribute("aria-pressed", "false")
    await page.get_by_role("button", name="Not helpful").click()
    assert ratings == [{"rating": "up"}, {"rating": None}, {"rating": "down"}]


async def test_a_rating_can_have_a_comment(page: Page) -> None:
    """After a thumb there is a field for a comment, which is reached by keyboard and kept with the rating."""
    await page.goto("/")
    await ask(page, QUESTION)
    down = page.get_by_role("button", name="Not helpful")
    await down.press("Enter")
    field = page.get_by_label("Comment on your rating (optional)")
    await expect(field).to_be_visible()
    assert await find_barriers(page) == []
    await down.press("Tab")
    await expect(field).to_be_focused()
    async with page.expect_request("**/feedback") as sent:
        await page.keyboard.type("It is the wrong town.")
        await page.keyboard.press("Enter")
    assert (await sent.value).post_data_json == {"rating": "down", "comment": "It is the wrong town."}
    await expect(page.locator(".comment")).to_have_text("Comment kept")
    await down.click()
    await expect(page.locator(".comment")).to_have_count(0)


async def test_a_rating_that_fails_is_said(page: Page) -> None:
    """Where the server cannot be reached, it is said beside the thumbs, none is pressed, and a second try works."""
    await give(page, answer(cite(), found=("212 metres",)))
    await page.route("**/feedback", lambda route: route.abort("connectionrefused"))
    await page.goto("/")
    await ask(page, "How long is it?")
    up = page.get_by_role("button", name="Helpful", exact=True)
    await up.click()
    said = page.locator(".thumbs .note")
    await expect(said).to_contain_text("Your rating could not be kept. The server cannot be reached.")
    await expect(said).to_be_visible()
    await expect(up).to_have_attribute("aria-pressed", "false")
    await page.unroute("**/feedback")
    await page.route("**/feedback", lambda route: route.fulfill(json={"id": "ans_made", "feedback": None}))
    await up.click()
    await expect(up).to_have_attribute("aria-pressed", "true")
    await expect(said).to_have_text("")


async def test_a_server_that_keeps_no_ratings_shows_no_thumbs(page: Page) -> None:
    """Where rating is off, the thumbs go, and the page says why; where the archive says so, they are never shown."""
    await page.route("**/feedback", lambda route: route.fulfill(status=404, json={"error": {"message": "off"}}))
    await page.goto("/")
    await ask(page, QUESTION)
    await page.get_by_role("button", name="Not helpful").click()
    await expect(page.locator(".thumbs")).to_have_count(0)
    await expect(page.locator(".actions .note")).to_have_text("This server keeps no rating of this answer.")
    await ask(page, OTHER)
    await expect(page.locator(".thumbs")).to_have_count(0)

"""The choice whether a language model writes, and what the page says about it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.api.page.conftest import ask
from tests.api.page.made import answer, cite, give, give_archive

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
MODEL = "llama+1a2b3c4d"
MODELS = {"embedder": "e", "reader": "r", "generator": MODEL}


async def test_without_a_model_there_is_no_choice(page: Page) -> None:
    """A server without a language model shows no switch, and nothing of it is sent."""
    requests = await give(page, answer(cite()))
    await give_archive(page)
    await page.goto("/")
    await expect(page.locator("#holdings")).to_be_visible()
    await page.click("#ask summary")
    await expect(page.locator("#writing")).to_be_hidden()
    await ask(page, "How long is it?")
    assert requests == [{"question": "How long is it?"}]


async def test_a_person_chooses_who_writes(page: Page) -> None:
    """The defaults are left out, a style is sent, and none where the articles' words are wanted."""
    requests = await give(page, answer(cite()))
    await give_archive(page, generator=MODEL)
    await page.goto("/")
    await page.click("#ask summary")
    await expect(page.locator("#writing")).to_be_visible()
    await ask(page, "How long is it?")
    assert set(requests[-1]) == {"question"}
    await page.click("#ask summary")
    await page.select_option("[name=style]", "timeline")
    await ask(page, "How long is it?")
    assert requests[-1]["style"] == "timeline"
    await page.click("#ask summary")
    await page.select_option("[name=generator]", "none")
    await expect(page.locator("[name=style]")).to_be_hidden()
    await ask(page, "How long is it?")
    assert requests[-1]["generator"] == "none"
    assert "style" not in requests[-1]


async def test_whoever_waits_for_a_model_is_told_so(page: Page) -> None:
    """After some seconds the page says that the model takes long, and that the articles' words need none."""
    await page.clock.install()
    await give_archive(page, generator=MODEL)
    await page.goto("/")
    await expect(page.locator("#writing")).not_to_have_attribute("hidden", "")
    await page.route("**/ask/stream", lambda _: None)
    await page.fill("#question", "How long is it?")
    await page.press("#question", "Enter")
    await page.clock.run_for(9_000)
    await expect(page.locator("#turns .status")).to_contain_text("The language model takes long.")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"model": MODELS}, "Written by llama; each sentence was checked against the articles it cites."),
        ({"fallback": "model_unavailable"}, "The language model gave no answer, so the articles are quoted."),
        ({"fallback": "nothing_verified"}, "No sentence of the language model could be proved, so the articles"),
    ],
)
async def test_an_answer_says_who_wrote_it(page: Page, more: dict[str, Any], said: str) -> None:
    """The model is named without the digest of its prompt; where it gave nothing, why the articles are quoted."""
    await give(page, answer(cite(), **more))
    await give_archive(page, generator=MODEL)
    await page.goto("/")
    await ask(page, "How long is it?")
    await expect(page.locator("#turns .note").first).to_contain_text(said)

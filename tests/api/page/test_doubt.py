"""What the page says where it is not sure: doubt in words, refusals, questions back, sources that are not known."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.api.page.conftest import ask, last
from tests.api.page.made import answer, cite, decline, give, hit

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

QUESTION = "Who liberated Kobane?"


async def test_a_declined_question_names_the_nearest_passages(page: Page) -> None:
    """A refusal says so in the server's words, how likely the archive holds an answer, and shows the passages."""
    await page.goto("/")
    await ask(page, "Who painted the Mona Lisa?")
    assert (await last(page, ".declined")).startswith("Nothing in the archive")
    assert re.match(r"How likely it is that the archive holds an answer: \d+%\.", await last(page, ".certainty"))
    await expect(page.locator(".near .source").first).to_be_visible()
    await expect(page.locator("#live")).to_contain_text("Nothing in the archive")


@pytest.mark.parametrize(
    ("confidence", "word", "certainty"),
    [(0.3, "Perhaps", "Perhaps right (confidence 30%)"), (0.13, "Unlikely", "Unlikely to be right (confidence 13%)")],
)
async def test_an_unsure_answer_is_doubted(page: Page, confidence: float, word: str, certainty: str) -> None:
    """A short answer of little confidence is not stated as a fact; far below, it is called unlikely."""
    doubtful = {"text": "212 metres", "citations": [1], "confidence": confidence, "resolved": None}
    await give(page, answer(cite(), findings=[doubtful], confidence=confidence))
    await page.goto("/")
    await ask(page, "How long?")
    assert (await last(page, ".short")).startswith(f"{word}: 212 metres")
    assert certainty in await last(page, ".certainty")


@pytest.mark.parametrize(("evidence", "percent"), [(0.04, "4%"), (0.4, "40%"), (0.93, "93%")])
async def test_a_refusal_and_its_evidence_agree(page: Page, evidence: float, percent: str) -> None:
    """However likely an answer is, nothing says that the archive holds one below a sentence that it answers nothing."""
    await give(page, decline(hit("Some passage."), evidence=evidence))
    await page.goto("/")
    await ask(page, QUESTION)
    said = await last(page, ".certainty")
    assert said.startswith(f"How likely it is that the archive holds an answer: {percent}.")
    assert ("No sentence that was found is certain enough" in said) == (evidence >= 0.5)


async def test_beside_an_unclear_answer_no_evidence_is_named(page: Page) -> None:
    """That the archive very likely holds an answer would contradict that the articles do not clearly say."""
    await give(page, answer(cite(), findings=[], polarity="unclear", evidence=0.93))
    await page.goto("/")
    await ask(page, "Was Kobane liberated?")
    await expect(page.locator("#live")).to_contain_text("neither clearly affirm nor clearly deny")
    await expect(page.locator(".certainty")).to_have_count(0)


async def test_a_refusal_says_what_was_looked_for(page: Page) -> None:
    """The whole question that a follow-up became, and the filters that applied, stand with a refusal, too."""
    applied = {"as_of": "2015-01-31T23:59:59Z", "since": None, "until": None, "sources": ["unknown"], "languages": []}
    await give(page, decline(hit("Some passage."), asked="Why did Rojas resign?", filters=applied))
    await page.goto("/")
    await ask(page, "Why?")
    assert await last(page, ".asked") == "Asked as: Why did Rojas resign?"
    assert await last(page, ".filters") == "Filters: as of 31 January 2015, from unknown source"


async def test_two_quotes_of_one_article_can_be_told_apart(page: Page) -> None:
    """Where an article is cited twice, each of its entries shows its quote; that of another article stays short."""
    twice = [cite(1, "A is so."), cite(2, "B is so.", article="article-1"), cite(3, "C is so.")]
    await give(page, answer(*twice))
    await page.goto("/")
    await ask(page, "What is so?")
    assert await page.locator(".source blockquote").all_inner_texts() == ["A is so.", "B is so."]


async def test_an_unknown_source_is_no_outlet(page: Page) -> None:
    """Where no source is known, the chip, the list and the strip say that, not the name of an outlet "unknown"."""
    await give(page, answer(cite(1, source="unknown"), cite(2, "B.", source="unknown"), found=("212 metres",)))
    await page.goto("/")
    await ask(page, "How long?")
    assert await last(page, ".chip .outlet") == "unknown source"
    assert (await last(page, ".source .dateline")).startswith("unknown source, 21 January 2015")
    await expect(page.locator(".timeline a").first).to_have_attribute("title", "1: unknown source, 21 January 2015")


async def test_where_nothing_is_offered_the_last_question_can_be_changed(page: Page) -> None:
    """A question back without choices offers the last whole question; pressed, it stands in the field to be changed."""
    await give(page, answer(cite(), found=("212 metres",), asked="How long is the Zephyr bridge?"))
    await page.goto("/")
    await ask(page, "And how long?")
    await give(page, decline(reason="ambiguous", message="I cannot tell what “When” asks about.", suggestions=[]))
    await ask(page, "When?")
    await page.reload()
    await page.get_by_role("button", name="How long is the Zephyr bridge?").click()
    await expect(page.locator("#question")).to_have_value("How long is the Zephyr bridge?")
    await expect(page.locator("#question")).to_be_focused()
    assert await page.locator("#turns > li").count() == 2


async def test_a_refusal_shows_the_closest_sentence_as_unsure(page: Page) -> None:
    """It stands before the nearest passages, says that it may not answer, and its chip opens the article."""
    perhaps = {"text": "It is closed.", "citation": cite(1, "It is closed.")}
    await give(page, decline(hit("Some passage."), perhaps=perhaps))
    await page.goto("/")
    await ask(page, QUESTION)
    answer = page.locator(".answer").last
    await expect(answer).to_contain_text("The closest sentence, which may not answer it:")
    await expect(answer.locator(".sentence")).to_contain_text("It is closed.")
    await expect(answer.locator(".sentence a.opens-article")).to_have_count(1)
    await expect(answer.locator(".short")).to_have_count(0)

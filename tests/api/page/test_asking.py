"""Asking on the page: answers, follow-ups, filters, streams."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.api.page.conftest import ask, last
from tests.api.page.interruption import Interruption
from tests.api.page.made import SENTENCE, answer, cite, decline, give, give_archive, hit

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

QUESTION = "Who liberated Kobane?"


async def test_an_answer_shows_its_words_its_proof_and_how_certain_it_is(page: Page) -> None:
    """The short answer leads, the sentence follows with a chip for each citation, then certainty in words, sources."""
    await page.goto("/")
    await ask(page, QUESTION)
    assert "People's Protection Units" in await last(page, ".short")
    assert "Perhaps" not in await last(page, ".short")
    await expect(page.locator(".sentence .chip").first).to_contain_text("1 levant-dispatch")
    assert re.fullmatch(
        r"(Likely right|Very likely right|More likely right than not|About as likely right as not)"
        r" \(confidence \d+%\)\. The archive very likely holds an answer"
        r" \(evidence \d+%\)\.( \d+ articles say so independently\.)?",
        await last(page, ".certainty"),
    )
    await expect(page.locator(".sources .source h4").first).to_contain_text("Kobane")
    await expect(page.locator("#question")).to_have_value("")
    await expect(page.locator("#question")).to_be_focused()


async def test_a_quote_that_is_the_sentence_stands_once(page: Page) -> None:
    """A source shows its quote only where the answer does not say it word for word."""
    await page.goto("/")
    await ask(page, QUESTION)
    sentence = (await page.locator(".sentence > span").first.inner_text()).strip()
    assert (await page.locator("main").inner_text()).count(sentence) == 1


@pytest.mark.parametrize("width", [390, 1280])
async def test_the_second_answer_is_not_under_the_form(page: Page, width: int) -> None:
    """Once answered, the last question is as near the top of the window as can be, its answer above the form."""
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto("/")
    for question in (QUESTION, "How many people crossed from Kobane into Turkey?", "Who painted the Mona Lisa?"):
        await ask(page, question)
    form = await page.locator("#ask").bounding_box()
    question_box = await page.locator("#turns > li:last-child h2").bounding_box()
    answer_box = await page.locator("#turns > li:last-child .declined").bounding_box()
    assert form
    assert question_box
    assert answer_box
    at_end = await page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1")
    assert question_box["y"] >= 0
    assert question_box["y"] <= 40 or at_end  # a short answer at the end of the page cannot be moved up further
    assert answer_box["y"] + answer_box["height"] <= form["y"]


async def test_a_page_that_a_person_scrolls_stays_where_it_is(page: Page, interruption: Interruption) -> None:
    """Who reads an earlier answer is not torn away from it when the next one is complete."""
    await page.goto("/")
    await ask(page, QUESTION)
    interruption.hold()
    await page.fill("#question", "How many people crossed from Kobane into Turkey?")
    await page.press("#question", "Enter")
    await page.locator("#turns > li:last-child .sentence").wait_for()
    await page.mouse.wheel(0, -5_000)
    await expect(page.locator("#turns > li:first-child h2")).to_be_in_viewport()
    interruption.free()
    await page.locator("#turns > li:last-child .actions").wait_for()
    await expect(page.locator("#turns > li:first-child h2")).to_be_in_viewport()


async def test_a_sentence_is_shown_before_the_answer_is_complete(page: Page, interruption: Interruption) -> None:
    """A verified sentence stands on the page with its chips while the rest is still read."""
    interruption.hold()
    await page.goto("/")
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await expect(page.locator("#turns .sentence .chip").first).to_be_visible()
    await expect(page.locator("#stop")).to_be_visible()
    await expect(page.locator("#turns .actions")).to_have_count(0)
    interruption.free()
    await page.locator("#turns .actions").wait_for()
    await expect(page.locator("#stop")).to_be_hidden()


async def test_enter_while_answering_stops_nothing(page: Page, interruption: Interruption) -> None:
    """A question typed meanwhile waits in its field; the answer that is being read goes on."""
    interruption.hold()
    await page.goto("/")
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await page.locator("#turns .sentence").first.wait_for()
    await page.fill("#question", "And in Syria?")
    await page.press("#question", "Enter")
    await expect(page.locator("#live")).to_contain_text("still being answered")
    await expect(page.locator("#question")).to_have_value("And in Syria?")
    interruption.free()
    await page.locator("#turns .actions").wait_for()
    assert await page.locator("#turns > li").count() == 1
    await expect(page.locator("#turns .short")).to_contain_text("Protection Units")


@pytest.mark.parametrize("how", ["Escape", "the button"])
async def test_an_answer_can_be_stopped(page: Page, interruption: Interruption, how: str) -> None:
    """Escape and the button stop an answer; what was said stays, and the question can be asked again."""
    interruption.hold()
    await page.goto("/")
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await page.locator("#turns .sentence").first.wait_for()
    if how == "Escape":
        await page.keyboard.press("Escape")
    else:
        await page.click("#stop")
    await expect(page.locator("#turns .problem")).to_contain_text("Stopped before the answer was complete.")
    await expect(page.locator("#turns .sentence").first).to_be_visible()
    interruption.free()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator("#turns .short")).to_contain_text("Protection Units")


async def test_a_follow_up_brings_the_earlier_turns_along(page: Page) -> None:
    """A follow-up is sent with the questions and answers before it; the question that it became is shown."""
    requests = await give(page, answer(cite(), found=("212 metres",), asked="Who opened the Zephyr bridge?"))
    await page.goto("/")
    await ask(page, "How long is the Zephyr bridge?")
    await ask(page, "And who opened it?")
    first, second = requests
    assert "conversation" not in first
    said = {"question": "How long is the Zephyr bridge?", "text": SENTENCE, "short": "212 metres"}
    known = {"confidence": 0.9, "agreement": "single", "published": "2015-01-21T10:00:00Z"}
    assert second["conversation"] == [said | known]
    assert await last(page, ".asked") == "Asked as: Who opened the Zephyr bridge?"


async def test_suggestions_are_asked_by_a_click(page: Page) -> None:
    """The choices of an ambiguous question, and questions to ask next, are buttons that ask."""
    await give(page, decline(reason="ambiguous", message="Which one do you mean?", suggestions=[QUESTION, "Who fled?"]))
    await page.goto("/")
    await ask(page, "Who did it?")
    assert await page.locator(".questions:visible button").all_inner_texts() == [QUESTION, "Who fled?"]
    await expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_count(0)
    await page.unroute_all()
    await page.get_by_role("button", name=QUESTION).click()
    await expect(page.locator("#turns > li:last-child .short")).to_contain_text("Protection Units")


async def test_a_corrected_word_is_shown(page: Page) -> None:
    """A word that was searched for in another spelling is named, with what was searched for."""
    await give(page, answer(cite(), found=("212 metres",)), corrected=[{"from": "bidge", "to": "bridge"}])
    await page.goto("/")
    await ask(page, "How long is the Zephyr bidge?")
    assert await last(page, ".corrected") == "Searched for 'bridge' instead of 'bidge'."


async def test_articles_that_differ_are_shown_side_by_side(page: Page) -> None:
    """Each of the contradicting answers stands with the source and the day that it comes from."""
    one, two = cite(1, "It is 212 metres long."), cite(2, "It is 220 metres long.", source="levant-dispatch")
    await give(page, answer(one, two, found=("212 metres", "220 metres"), agreement="disagree"))
    await page.goto("/")
    await ask(page, "How long is it?")
    assert await last(page, ".differ") == "The articles give different answers:"
    rivals = [text.replace("\n", " ") for text in await page.locator(".short li").all_inner_texts()]
    assert re.match(r"220 metres, says levant-dispatch on 22 January 2015", rivals[0])
    assert re.match(r"212 metres, says example-times on 21 January 2015", rivals[1])


async def test_the_sources_stand_on_a_strip_of_time(page: Page) -> None:
    """Sources of several days stand in order of their dates; each is named in words and opens its article."""
    await give(page, answer(cite(1, "A b.", published="2015-03-01T00:00:00Z"), cite(2, "C d."), found=("b",)))
    await page.goto("/")
    await ask(page, "How long is it?")
    dots = page.locator(".timeline a")
    names = [await dots.nth(n).get_attribute("aria-label") for n in range(2)]
    assert names == ["Source 2: example-times, 22 January 2015", "Source 1: example-times, 1 March 2015"]
    assert await dots.all_inner_texts() == ["2", "1"]
    assert (await last(page, ".ends")).split("\n") == ["22 January 2015", "1 March 2015"]


async def test_an_empty_page_says_what_can_be_asked(page: Page) -> None:
    """The page shows what the archive holds and questions from it; a click asks one."""
    await give_archive(page)
    await page.goto("/")
    about = "1,200 articles from 2 sources, 19 September 2014 to 1 February 2015."
    await expect(page.locator("#about")).to_have_text(about)
    await page.click("#holdings summary")
    await expect(page.locator("#holdings-list")).to_contain_text("levant-dispatch 800")
    await expect(page.locator("#holdings-list")).to_contain_text("English, Arabic")
    await page.get_by_role("button", name=QUESTION).click()
    await expect(page.locator("#turns .short")).to_contain_text("Protection Units")
    await expect(page.locator("#start")).to_be_hidden()


async def test_a_server_without_the_archive_call_is_described_as_well(page: Page) -> None:
    """Where `/archive` is 404 the counts come from `/index`, and the page works."""
    await page.route("**/archive", lambda route: route.fulfill(status=404, json={"error": {"message": "no"}}))
    await page.goto("/")
    await expect(page.locator("#about")).to_have_text(re.compile(r"^\d+ articles, 21 September 2014 to .* 2015\.$"))


async def test_filters_are_sent_and_shown(page: Page) -> None:
    """The slider is off until it is moved; what applies stands as chips, is sent, is shown with the answer, can go."""
    requests = await give(page, answer(cite(), filters={"as_of": "2014-09-20T23:59:59Z", "since": None, "until": None,
                                                        "sources": ["example-times"], "languages": []}))  # fmt: skip
    await give_archive(page)
    await page.goto("/")
    await page.click("#ask summary")
    await expect(page.locator("#slid")).to_have_text("now")
    assert await page.locator("#sources option").evaluate_all("all => all.map((one) => one.value)") == [
        "levant-dispatch",
        "example-times",
    ]
    await page.press("#slider", "Home")
    await page.press("#slider", "ArrowRight")
    await page.fill("[name=source]", "example-times")
    await expect(page.locator("#slid")).to_have_text("20 September 2014")
    await ask(page, "How long is it?")
    assert requests[-1] == {"question": "How long is it?", "as_of": "2014-09-20", "sources": ["example-times"]}
    assert await last(page, ".filters") == "Filters: as of 20 September 2014, from example-times"
    for name in ("as of 20 September 2014", "from example-times"):
        await page.get_by_role("button", name=f"{name}: remove this filter").click()
    await expect(page.locator("#applied")).to_be_hidden()
    await ask(page, "And now?")
    assert set(requests[-1]) == {"question", "conversation"}


async def test_half_a_date_is_not_left_out_in_silence(page: Page) -> None:
    """A date that is not complete is named, and nothing is asked."""
    await page.goto("/")
    await page.click("#ask summary")
    await page.locator("[name=since]").press("0")
    await page.locator("[name=since]").press("3")
    await page.fill("#question", QUESTION)
    await page.press("#question", "Enter")
    await expect(page.locator("#flaw")).to_have_text("The date in “Since” is not complete.")
    await expect(page.locator("#question")).to_have_value(QUESTION)
    assert await page.locator("#turns > li").count() == 0


async def test_a_link_with_a_question_asks_it_once(page: Page) -> None:
    """`/?q=…` asks at once; a reload shows the answer and does not ask again."""
    requests: list[str] = []
    page.on("request", lambda sent: requests.append(sent.url) if sent.url.endswith("/ask/stream") else None)
    await page.goto("/?q=Who+liberated+Kobane%3F")
    await expect(page.locator("#turns .short")).to_contain_text("Protection Units")
    await page.reload()
    await expect(page.locator("#turns .short")).to_contain_text("Protection Units")
    assert len(requests) == 1


async def test_a_long_passage_is_folded_around_what_answers(page: Page) -> None:
    """10,000 characters are folded around the answer; a button shows them all, and folds them again."""
    text = f"{'word ' * 1_000}the answer {'word ' * 1_000}"
    await give(page, answer(cite(1, text), found=("the answer",)))
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto("/")
    await ask(page, "What?")
    await expect(page.locator(".sentence mark")).to_have_text("the answer")
    assert await page.evaluate("document.documentElement.scrollHeight") < 2_000
    toggle = page.locator(".sentence .fold")
    await toggle.click()
    assert len(await last(page, ".sentence")) > 9_000
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    await toggle.click()
    assert len(await last(page, ".sentence")) < 700


async def test_long_near_passages_are_folded_too(page: Page) -> None:
    """A refusal with passages of 10,000 characters stays short."""
    await give(page, decline(*(hit("x" * 10_000) for _ in range(3))))
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto("/")
    await ask(page, "What?")
    assert await page.evaluate("document.documentElement.scrollHeight") < 3_000

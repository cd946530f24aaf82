"""Asking in the widget, on a page of another origin under a strict policy."""

import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.api.page.interruption import Interruption
from tests.api.site import Site
from tests.api.widget.conftest import CITED, INLINE, LAUNCHER, QUESTION, answer, ask, give_answer, show

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_a_foreign_page_asks_under_the_strictest_policy(page: Page, host: Site, server: str) -> None:
    """A page that allows only the server's scripts and calls, and no HTML from scripts, shows a cited answer."""
    widget = await show(page, host, server, LAUNCHER)
    await widget.get_by_role("button", name="Ask the archive").click()
    turn = await ask(widget)
    await expect(turn.locator("h3")).to_have_text(QUESTION)
    await expect(turn.locator(".short")).to_contain_text("Protection Units")
    assert re.search(
        r"(Likely right|Very likely right|More likely right than not|About as likely right as not) \(confidence \d+%\)",
        await turn.inner_text(),
    )
    await expect(turn.locator("details a").first).to_have_attribute("href", re.compile("^https://.*#:~:text="))
    await expect(turn.locator("details a").first).to_have_attribute("target", "_blank")
    await expect(widget.get_by_role("status")).to_contain_text("Answer: The Kurdish")
    # The page could not even load a font or an image; what it sees of the widget is drawn by constructed style sheets.
    assert await widget.locator(".panel").evaluate("one => getComputedStyle(one).display") == "flex"


async def test_a_citation_leads_to_its_source(page: Page, host: Site, server: str) -> None:
    """A click on the number of a citation moves the focus to its source, also where the sources are folded."""
    widget = await show(page, host, server, INLINE.replace("data-mode", 'data-citations="folded" data-mode'))
    turn = await ask(widget)
    await expect(turn.locator("details .source").first).to_be_hidden()
    await turn.locator(".sentence").get_by_role("button", name="Source 1").first.click()
    await expect(turn.locator("details .source").first).to_be_focused()
    await expect(turn.locator("details .source").first).to_be_visible()


async def test_citations_are_shown_without_being_asked_for(page: Page, host: Site, server: str) -> None:
    """The list of sources is unfolded; a quote that is the sentence word for word stands once."""
    widget = await show(page, host, server, INLINE)
    turn = await ask(widget)
    await expect(turn.locator("details .source").first).to_be_visible()
    sentence = await turn.locator(".sentence span").first.inner_text()
    assert (await turn.inner_text()).count(sentence) == 1


async def test_a_sentence_is_shown_before_the_answer_is_complete(
    page: Page, host: Site, server: str, interruption: Interruption
) -> None:
    """A verified sentence is there with its marker while the rest is still read."""
    interruption.hold()
    widget = await show(page, host, server, INLINE)
    await widget.locator("input").fill(QUESTION)
    await widget.locator("input").press("Enter")
    await expect(widget.locator(".sentence")).to_contain_text("[1]")
    await expect(widget.get_by_role("button", name="Stop")).to_be_visible()
    await expect(widget.locator(".waiting")).to_have_text(re.compile(r"Reading \d+ passages …"))
    interruption.free()
    await expect(widget.locator(".short")).to_contain_text("Protection Units")
    await expect(widget.get_by_role("button", name="Stop")).to_have_count(0)


async def test_a_follow_up_brings_the_earlier_turns_along(page: Page, host: Site, server: str) -> None:
    """Question, text and short answer of a turn go with the next question; the question that it became is shown."""
    widget = await show(page, host, server, INLINE)
    requests = await give_answer(page, text="x😀" * 20_000, short="y", asked="Who liberated Kobane in January?")
    await ask(widget, "Who liberated Kobane?")
    turn = await ask(widget, "And when?")
    first, second = requests
    assert first["conversation"] == []
    assert [(one["question"], one["short"]) for one in second["conversation"]] == [(answer()["question"], "y")]
    assert len(second["conversation"][0]["text"]) == 20_000  # characters, not halves of them
    await expect(turn).to_contain_text("Asked as: Who liberated Kobane in January?")
    await page.unroute_all()
    assert "Protection Units" in await (await ask(widget)).locator(".short").inner_text()  # the real server takes it


async def test_a_declined_question_names_the_nearest_articles(page: Page, host: Site, server: str) -> None:
    """A refusal is the server's sentence, and the nearest passages with links to their articles."""
    widget = await show(page, host, server, INLINE)
    turn = await ask(widget, "Who painted the Mona Lisa?")
    await expect(turn).to_contain_text("Nothing in the archive")
    await expect(turn.locator("summary")).to_contain_text("The nearest passages")
    await expect(turn.locator("details a").first).to_be_visible()
    await expect(widget.get_by_role("status")).to_contain_text("Nothing in the archive")


async def test_a_suggestion_is_asked_by_a_click(page: Page, host: Site, server: str) -> None:
    """The choices of an ambiguous question are buttons; the focus stays in the widget."""
    widget = await show(page, host, server, INLINE)
    declined = {"status": "declined", "reason": "ambiguous", "message": "Which one do you mean?"}
    await give_answer(page, **declined, findings=[], sentences=[], citations=[], suggestions=[QUESTION, "Who fled?"])
    await ask(widget, "Who did it?")
    await page.unroute_all()
    await widget.get_by_role("button", name=QUESTION).click()
    await expect(widget.locator(".turn").last.locator(".short")).to_contain_text("Protection Units")
    assert await page.evaluate("document.activeElement.localName") == "dateline-widget"


async def test_articles_that_differ_are_shown_with_their_sources(page: Page, host: Site, server: str) -> None:
    """Each of the contradicting answers stands with its source and its day, and nothing says that one is right."""
    other = CITED | {"n": 2, "source": "example-times", "published": "2015-01-27T08:00:00Z"}
    found = [
        {"text": text, "citations": [n], "confidence": 0.9, "resolved": None} for n, text in ((1, "12"), (2, "14"))
    ]
    widget = await show(page, host, server, INLINE)
    await give_answer(page, agreement="disagree", findings=found, citations=[CITED, other])
    turn = await ask(widget)
    await expect(turn).to_contain_text("The articles give different answers:")
    lines = await turn.locator(".short li").all_inner_texts()
    assert lines[0].startswith("14, says example-times on 27 January 2015")
    assert lines[1].startswith("12, says levant-dispatch on 26 January 2015")
    await expect(turn).not_to_contain_text("ikely right")


async def test_a_corrected_word_is_named(page: Page, host: Site, server: str) -> None:
    """A misspelt word is answered as the archive spells it, and the widget says so."""
    widget = await show(page, host, server, INLINE)
    turn = await ask(widget, "Who libreated Kobane?")
    await expect(turn).to_contain_text("Searched for 'liberated' instead of 'libreated'.")
    await expect(turn.locator(".short")).to_contain_text("Protection Units")


async def test_small_talk_is_answered_with_what_can_be_asked(page: Page, host: Site, server: str) -> None:
    """A greeting gets what the archive holds, and questions that a click asks."""
    widget = await show(page, host, server, INLINE)
    turn = await ask(widget, "Hi")
    await expect(turn).to_contain_text("This archive holds")
    await turn.locator("[part=suggestion]").first.click()
    await expect(widget.locator(".turn").last.locator(".source").first).to_be_visible()


async def test_a_follow_up_is_understood(page: Page, host: Site, server: str) -> None:
    """The server makes a whole question of a follow-up from the turns that the widget sends, and it is shown."""
    widget = await show(page, host, server, INLINE)
    await ask(widget)
    turn = await ask(widget, "And when?")
    await expect(turn).to_contain_text("Asked as: When did")
    await expect(turn.locator(".short")).to_contain_text("January 2015")


@pytest.mark.parametrize(
    ("precision", "said"),
    [("day", " (26 January 2015)"), ("week", " (the week of 26 January 2015)"), ("month", " (January 2015)"),
     ("year", " (2015)")],
)  # fmt: skip
async def test_an_unsure_answer_and_its_date(page: Page, host: Site, server: str, precision: str, said: str) -> None:
    """Below 0.4 an answer is said to be perhaps right; what a relative date means follows it."""
    resolved = {"date": "2015-01-26", "precision": precision, "words": "Monday"}
    found = [{"text": "Monday", "citations": [1], "confidence": 0.3, "resolved": resolved}]
    widget = await show(page, host, server, INLINE)
    await give_answer(page, findings=found, confidence=0.3, agreement="single")
    turn = await ask(widget)
    assert (await turn.locator(".short").inner_text()).startswith(f"Perhaps: Monday{said}")
    await expect(turn).to_contain_text("Perhaps right (confidence 30%)")


async def test_a_very_unsure_answer_is_called_unlikely(page: Page, host: Site, server: str) -> None:
    """Far below that, "perhaps" would be too kind."""
    found = [{"text": "Monday", "citations": [1], "confidence": 0.13, "resolved": None}]
    widget = await show(page, host, server, INLINE)
    await give_answer(page, findings=found, confidence=0.13, agreement="single")
    turn = await ask(widget)
    assert (await turn.locator(".short").inner_text()).startswith("Unlikely: Monday")
    await expect(turn).to_contain_text("Unlikely to be right (confidence 13%)")


async def test_a_refusal_says_what_was_looked_for_and_how_likely_it_is(page: Page, host: Site, server: str) -> None:
    """The whole question, the filters and how likely an answer is agree with the sentence that there is none."""
    given = {"as_of": "2015-02-01T23:59:59Z", "since": None, "until": None, "sources": ["unknown"], "languages": []}
    passage = {"text": "Some passage.", "article": "a", "version": 1, "title": "T", "source": "unknown",
               "published": "2015-01-20T10:00:00Z", "url": None, "start": 0, "end": 13}  # fmt: skip
    widget = await show(page, host, server, INLINE)
    await give_answer(
        page, status="declined", reason="weak_evidence", message="Nothing answers this with enough certainty.",
        asked="Why did Rojas resign?", filters=given, near=[passage], evidence=0.93, findings=[], sentences=[],
        citations=[],
    )  # fmt: skip
    turn = await ask(widget, "Why?")
    for said in (
        "Asked as: Why did Rojas resign?", "Filters: as of 1 February 2015, from unknown source",
        "How likely it is that the archive holds an answer: 93%. No sentence that was found is certain enough",
        "unknown source, 20 January 2015",
    ):  # fmt: skip
        await expect(turn).to_contain_text(said)


async def test_two_quotes_of_one_article_can_be_told_apart(page: Page, host: Site, server: str) -> None:
    """Where an article is cited twice, each of its entries shows its quote."""
    cited = [CITED | {"n": 1, "quote": "A is so."}, CITED | {"n": 2, "quote": "B is so."}]
    said = [{"text": one["quote"], "citations": [one["n"]]} for one in cited]
    widget = await show(page, host, server, INLINE)
    await give_answer(page, findings=[], sentences=said, citations=cited)
    turn = await ask(widget)
    assert await turn.locator(".source blockquote").all_inner_texts() == ["A is so.", "B is so."]


async def test_attributes_restrict_what_is_asked(page: Page, host: Site, server: str) -> None:
    """Dates, sources, languages and the key of the attributes go with each question; the filters are shown."""
    sent = '<script src="SERVER/widget.js" data-mode="inline" data-key="dl_key" data-sources="levant-dispatch, b" '
    sent += 'data-as-of="2015-02-01" data-since="2014-01-01" data-until="2015-02-01" data-languages="en"></script>'
    widget = await show(page, host, server, sent)
    given = {"as_of": "2015-02-01T23:59:59Z", "since": None, "until": None, "sources": ["b"], "languages": ["en"]}
    requests = await give_answer(page, filters=given)
    keys: list[str | None] = []
    page.on("request", lambda one: keys.append(one.headers.get("authorization")))
    turn = await ask(widget)
    question = {"question": QUESTION, "conversation": [], "sources": ["levant-dispatch", "b"], "languages": ["en"]}
    assert requests == [question | {"as_of": "2015-02-01", "since": "2014-01-01", "until": "2015-02-01"}]
    assert "Bearer dl_key" in keys
    await expect(turn).to_contain_text("Filters: as of 1 February 2015, from b, in en")


async def test_a_cited_article_that_was_retracted_says_so(page: Page, host: Site, server: str) -> None:
    """The note of a citation stands at its source."""
    widget = await show(page, host, server, INLINE)
    await give_answer(page, citations=[CITED | {"note": "retracted"}])
    await expect((await ask(widget)).locator(".source")).to_contain_text("This article has since been retracted.")


async def test_questions_to_begin_with(page: Page, host: Site, server: str) -> None:
    """Once the field has the focus, and not before, the widget shows questions that the archive suggests."""
    asked: list[str] = []

    async def fulfil(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(json={"questions": [QUESTION]}, headers={"Access-Control-Allow-Origin": "*"})

    await page.route("**/archive", fulfil)
    widget = await show(page, host, server, INLINE)
    assert not asked
    await widget.locator("input").focus()
    await widget.get_by_role("button", name=QUESTION).click()
    await expect(widget.locator(".short")).to_contain_text("Protection Units")
    await expect(widget.get_by_role("button", name=QUESTION)).to_have_count(0)

"""The widget and the page do not change each other's looks, hostile texts stay texts, and axe-core is content."""

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.api.barriers import find_barriers
from tests.api.site import Site
from tests.api.widget.conftest import (
    CITED,
    DESK,
    INLINE,
    LAUNCHER,
    PHONE,
    QUESTION,
    answer,
    ask,
    events,
    give,
    give_answer,
    show,
)

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

LOUD = """<style>
  html { font-size: 40px }
  body, body * { font: italic 30px/3 cursive; letter-spacing: 1em; color: red; text-align: right;
    text-transform: uppercase; visibility: visible; line-height: 4 }
  button, input, p, li, h2, h3 { border: 9px solid lime !important; display: none !important; background: blue }
  .panel, .log, .turn, .send { opacity: 0 }
</style>"""


async def test_the_style_of_the_page_stays_out(page: Page, host: Site, server: str) -> None:
    """With a loud style of the page, every part of the widget looks as on a page without any."""
    looks = """one => {
      const names = ["color", "font", "letterSpacing", "textAlign", "textTransform", "display", "opacity", "border",
        "backgroundColor", "paddingTop"];
      const parts = [...one.shadowRoot.querySelectorAll("*")];
      return parts.map((part) => [part.className, ...names.map((name) => getComputedStyle(part)[name])].join("; "));
    }"""
    seen = []
    for style in ("", LOUD):
        widget = await show(page, host, server, style + INLINE, policy="")
        await give_answer(page)
        await ask(widget)
        seen.append(await widget.evaluate(looks))
    assert seen[0] == seen[1]
    assert len(seen[0]) > 15


async def test_the_style_of_the_widget_stays_in(page: Page, host: Site, server: str) -> None:
    """The page's own elements of the same names and classes look as before, and no global name is added."""
    body = '<p class="short note">A</p><ol><li class="source">B</li></ol><button class="send">C</button>'
    looks = "[...document.querySelectorAll('p, li, button')].map((one) => getComputedStyle(one).cssText)"
    names = "Object.keys(window).sort()"
    await show(page, host, server, body, policy="")
    before = [await page.evaluate(looks), await page.evaluate(names)]
    widget = await show(page, host, server, body + INLINE, policy="")
    await ask(widget)
    assert [await page.evaluate(looks), await page.evaluate(names)] == before


async def test_a_page_themes_the_widget_by_variables(page: Page, host: Site, server: str) -> None:
    """Custom properties of the page colour and size the widget; its parts can be styled from outside, too."""
    style = """<style>
      dateline-widget { --dateline-accent: #00568f; --dateline-font: Georgia, serif; --dateline-radius: 0px;
        --dateline-background: #fffbe6; --dateline-font-size: 20px }
      dateline-widget::part(header) { display: none }
    </style>"""
    widget = await show(page, host, server, style + INLINE, policy="")
    await expect(widget.locator(".send")).to_have_css("background-color", "rgb(0, 86, 143)")
    await expect(widget.locator(".send")).to_have_css("font-family", "Georgia, serif")
    await expect(widget.locator(".panel")).to_have_css("background-color", "rgb(255, 251, 230)")
    await expect(widget.locator(".panel")).to_have_css("border-radius", "0px")
    await expect(widget.locator("input")).to_have_css("font-size", "20px")
    await expect(widget.locator("header")).to_be_hidden()


@pytest.mark.parametrize(
    ("scheme", "theme", "ground"),
    [
        ("light", "", "rgb(255, 255, 255)"),
        ("dark", "", "rgb(33, 33, 31)"),
        ("dark", "light", "rgb(255, 255, 255)"),
        ("light", "dark", "rgb(33, 33, 31)"),
    ],
)
async def test_light_and_dark(browser: Browser, host: Site, server: str, scheme: str, theme: str, ground: str) -> None:
    """The widget follows the system, or what the page says."""
    context = await browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = await context.new_page()
    sent = INLINE.replace("data-mode", f'data-theme="{theme}" data-mode') if theme else INLINE
    widget = await show(page, host, server, sent)
    await expect(widget.locator(".panel")).to_have_css("background-color", ground)
    await context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_placeholder_can_be_read(page: Page, host: Site, server: str, theme: str) -> None:
    """Its contrast with the field is at least 4.5 to 1, as WCAG asks for."""
    widget = await show(page, host, server, INLINE.replace("data-mode", f'data-theme="{theme}" data-mode'))
    ratio = await widget.locator("input").evaluate("""field => {
      const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
      const both = [getComputedStyle(field, "::placeholder").color, getComputedStyle(field).backgroundColor].map(light);
      return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    }""")
    assert ratio >= 4.5


async def test_hostile_texts_are_texts(page: Page, host: Site, server: str) -> None:
    """Markup, scripts as addresses and marks that reorder text do nothing, wherever they stand."""
    markup = '<img src=x onerror="window.hit = 1"><script>window.hit = 1</script>'
    bad = CITED | {"title": f"\u202e{markup}", "source": markup, "quote": markup, "url": "javascript:window.hit=1"}
    sentence = {"text": f"{markup} said so.", "citations": [1]}
    found = [{"text": markup, "citations": [1], "confidence": 0.9, "resolved": None}]
    widget = await show(page, host, server, INLINE)
    await give_answer(
        page, asked=markup, findings=found, sentences=[sentence], citations=[bad | {"link": "data:text/html,x"}],
        suggestions=[markup],
    )  # fmt: skip
    turn = await ask(widget, markup)
    await expect(turn.locator("h3")).to_have_text(markup)
    await expect(turn.locator(".source")).to_contain_text(markup)
    assert "\u202e" not in await turn.inner_text()
    assert await turn.locator("a, img, script").count() == 0
    assert await page.evaluate("window.hit") is None


async def test_long_texts_are_folded(page: Page, host: Site, server: str) -> None:
    """10,000 characters in every place: the turn stays short, a button shows all, and no letter is cut in half."""
    long = "😀long " * 1_700
    widget = await show(page, host, server, INLINE)
    found = [{"text": long, "citations": [1], "confidence": 0.9, "resolved": None}]
    cited = CITED | {"title": long, "source": "s" * 10_000, "quote": f"{long}!"}
    await give_answer(page, findings=found, sentences=[{"text": long, "citations": [1]}], citations=[cited])
    turn = await ask(widget)
    assert len(await turn.inner_text()) < 2_500
    assert await turn.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert "\ufffd" not in await turn.inner_text()
    await turn.locator(".sentence").get_by_role("button", name="Show all 11,900 characters").click()
    assert len(await turn.locator(".sentence").inner_text()) > 10_000


async def test_arabic_reads_from_the_right(page: Page, host: Site, server: str) -> None:
    """A sentence and a title in Arabic run from right to left; the words of the widget do not, on any page."""
    text = "أعلنت وحدات حماية الشعب تحرير كوباني."
    widget = await show(page, host, server, f'<div dir="rtl">{INLINE}</div>')
    await give_answer(page, sentences=[{"text": text, "citations": [1]}], citations=[CITED | {"title": text}])
    turn = await ask(widget, "من حرر كوباني؟")
    for place, direction in (
        (".sentence > span", "rtl"),
        (".source a", "rtl"),
        ("h3", "rtl"),
        (".soft >> nth=0", "ltr"),
    ):
        await expect(turn.locator(place)).to_have_css("direction", direction)


@pytest.mark.parametrize("mode", ["launcher", "inline"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_axe_finds_nothing(
    browser: Browser, host: Site, server: str, mode: str, scheme: str, size: ViewportSize
) -> None:
    """axe-core has no complaint: closed, empty, while waiting, answered, declined, disagreeing, failed."""
    context = await browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = await context.new_page()
    widget = await show(page, host, server, f"<main><h1>News</h1></main>{LAUNCHER}" if mode == "launcher" else INLINE)
    found: list[tuple[str, tuple[str, str]]] = []

    async def check(state: str) -> None:
        found.extend((state, barrier) for barrier in await find_barriers(page))

    await check("closed")
    if mode == "launcher":
        await widget.get_by_role("button", name="Ask the archive").click()
    await check("empty")
    await ask(widget)
    await check("answered")
    await ask(widget, "Who painted the Mona Lisa?")
    await check("declined")
    doubtful = [{"text": text, "citations": [1], "confidence": 0.4, "resolved": None} for text in ("12", "14")]
    changes = {"agreement": "disagree", "findings": doubtful, "citations": [CITED | {"note": "corrected"}]}
    await give(page, events(("answer", answer(**changes, asked=QUESTION, suggestions=[QUESTION]))))
    await ask(widget, "How many?")
    await check("disagreeing")
    await page.unroute_all()
    await give(page, b"", 503)
    await ask(widget, "How many?")
    await check("failed")
    await context.close()
    assert not found

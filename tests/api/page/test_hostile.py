"""Articles are the text of strangers: nothing of them runs, breaks the page or turns it around."""

import pytest
from playwright.async_api import Page, expect

from tests.api.page.conftest import ask, last
from tests.api.page.made import answer, cite, decline, give, give_archive, hit

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MARKUP = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'
ARABIC = "أعلنت وحدات حماية الشعب تحرير كوباني يوم الاثنين."


async def check_width(page: Page) -> None:
    """The page does not scroll sideways."""
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_markup_is_shown_as_text_everywhere(page: Page) -> None:
    """Markup in titles, sources, texts, suggestions and names of the archive is shown, never run."""
    hostile = cite(1, MARKUP, title=MARKUP, source=MARKUP)
    await give_archive(page, questions=[MARKUP], sources=[{"name": MARKUP, "articles": 1}])
    await give(page, answer(hostile, found=(MARKUP,), suggestions=[MARKUP], asked=MARKUP))
    await page.goto("/")
    await expect(page.locator("#examples button")).to_have_text(MARKUP)
    await ask(page, MARKUP)
    assert await last(page, "h2") == MARKUP
    assert MARKUP in await last(page, ".source h4")
    assert MARKUP in await last(page, ".short")
    await page.unroute_all()
    await give(page, decline(hit(MARKUP, title=MARKUP, source=MARKUP), message=MARKUP))
    await ask(page, "And?")
    await page.reload()
    assert MARKUP in await last(page, ".declined")
    assert await page.evaluate("window.ran") is None
    assert await page.locator("main img, main script").count() == 0


async def test_a_hostile_article_is_text(page: Page) -> None:
    """The view of an article shows markup in its title, source, authors, reason and text as text."""
    article = {
        "id": "x", "url": "javascript:window.ran=1", "source": MARKUP, "title": MARKUP, "authors": [MARKUP],
        "published": "2015-01-28T00:00:00Z", "modified": None, "language": "en", "version": 1, "text": MARKUP,
        "rights": MARKUP, "valid_to": None, "retracted_at": "2015-01-28T00:00:00Z", "retraction_reason": MARKUP,
    }  # fmt: skip
    await page.route("**/articles/x", lambda route: route.fulfill(json=article))
    await page.route("**/articles/x/versions", lambda route: route.fulfill(json={"id": "x", "versions": []}))
    await page.goto(f"/?article=x&start=0&end={len(MARKUP)}")
    await expect(page.locator("#article mark")).to_have_text(MARKUP)
    await expect(page.locator("#article h2")).to_have_text(MARKUP)
    assert await page.locator("#article a[href^=javascript]").count() == 0
    assert await page.evaluate("window.ran") is None


async def test_a_link_that_would_run_a_script_is_no_link(page: Page) -> None:
    """The URL of an article may be `javascript:`; such a source has no link to the original."""
    await give(
        page, answer(cite(url="javascript:window.ran=1"), cite(2, "Second.", link="data:text/html,x"), found=("212",))
    )
    await page.goto("/")
    await ask(page, "How long?")
    assert await page.locator("a[href^=javascript], a[href^=data]").count() == 0
    await expect(page.locator(".source")).to_have_count(2)


@pytest.mark.parametrize("width", [390, 1280])
async def test_endless_words_fit(page: Page, width: int) -> None:
    """Titles, sources, authors and quotes of 10,000 characters without a space make no page wider or endless."""
    endless = "x" * 10_000
    await page.set_viewport_size({"width": width, "height": 800})
    await give_archive(page, questions=[endless], sources=[{"name": endless, "articles": 1}])
    await give(page, answer(cite(1, endless, title=endless, source=endless), cite(2, "b"), found=("b",)))
    await page.goto("/")
    await check_width(page)
    await ask(page, "y" * 1_000)
    await check_width(page)
    assert await page.evaluate("document.documentElement.scrollHeight") < 4_000


@pytest.mark.parametrize("width", [390, 1280])
async def test_text_from_right_to_left(page: Page, width: int) -> None:
    """Arabic text runs from the right, its question, sentence, title and quote too; the page stays as it is."""
    await page.set_viewport_size({"width": width, "height": 800})
    await give(page, answer(cite(1, ARABIC, title=ARABIC, source="الجزيرة"), found=("وحدات حماية الشعب",)))
    await page.goto("/")
    await ask(page, "من حرر كوباني؟")
    direction = "node => getComputedStyle(node).direction"
    for selector in ("h2", ".sentence", ".sentence > span", ".source h4 a", ".short strong"):
        assert await page.locator(f"#turns {selector}").first.evaluate(direction) == "rtl", selector
    assert await page.locator("body").evaluate(direction) == "ltr"
    await expect(page.locator(".sentence mark")).to_have_text("وحدات حماية الشعب")
    await check_width(page)


async def test_characters_that_reorder_text_are_left_out(page: Page) -> None:
    """An override in a title cannot turn the words after it around."""
    await give(page, answer(cite(title="Title \u202etxet\u202c end"), found=("212 metres",)))
    await page.goto("/")
    await ask(page, "How long?")
    assert await last(page, ".source h4") == "Title txet end"


async def test_what_is_kept_may_be_broken(page: Page) -> None:
    """A history that cannot be read, or is from another version, does not stop the page."""
    await page.goto("/")
    old = '[{"id": "1", "at": "2015", "turns": [{"question": "Who?", "answer": {"status": "answered"}}]}]'
    for kept in ("{", "7", '[{"id": "1", "at": "2015", "turns": [{}]}]', '[null, {"id": "1"}]', old):
        await page.evaluate(
            "kept => { localStorage.setItem('dateline.conversations', kept);"
            " sessionStorage.setItem('dateline.conversation', '1') }",
            kept,
        )
        await page.reload()
        await expect(page.locator("#about")).to_contain_text("articles")
        await ask(page, "Who liberated Kobane?")
        assert "Protection Units" in await last(page, ".short")

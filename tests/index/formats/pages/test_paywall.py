"""Pages that show only the beginning of an article are refused as such, and short articles are not."""

import io
import json

import pytest

from index.formats import Options
from index.formats.pages import html
from index.formats.parallel import Pending
from index.types import Article, Record, Rejected

LINE = "The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday after a long winter."
MORE = "It was stopped in March after a fire in the engine room, and the repairs took longer than had been planned."
PROMPT = "Subscribe to continue reading this story."
WORDS_150 = [LINE, MORE] * 4


def read(*parts: str, stated: dict[str, object] | None = None, after: str = "", head: str = "") -> Record:
    """Return what is made of a page of paragraphs, with JSON-LD of its article if `stated` is given."""
    told = {"@type": "NewsArticle", "headline": "Night ferry returns", "datePublished": "2014-05-06T10:00:00Z"}
    script = json.dumps(told | (stated or {}))
    story = "".join(f"<p>{part}</p>" for part in parts)
    data = (
        f"<!doctype html><html lang=en><head><title>Night ferry returns</title>{head}"
        f'<script type="application/ld+json">{script}</script></head><body><header><a href="/s">{PROMPT}</a></header>'
        f"<article><h1>Night ferry returns</h1>{story}</article>{after}</body></html>"
    )
    (record,) = html.read(io.BufferedReader(io.BytesIO(data.encode())), "f.html", Options())
    assert not isinstance(record, Pending)
    return record


PAID: dict[str, object] = {
    "isAccessibleForFree": False,
    "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"},
}


@pytest.mark.parametrize("said", [False, "False", "false", "https://schema.org/False"])
def test_the_beginning_of_a_paid_article_is_refused(said: object) -> None:
    """`isAccessibleForFree: false` with a short text is a stub, and the reason says what to do."""
    record = read(LINE, stated={"isAccessibleForFree": said})
    assert isinstance(record, Rejected)
    assert record.reason.startswith("the page has only the beginning of an article for subscribers; save it while")


def test_a_paid_article_that_is_whole_is_read() -> None:
    """Saved by a subscriber, it is long, or the part for subscribers stands in it."""
    assert isinstance(read(*WORDS_150 * 2, stated=PAID), Article)
    assert isinstance(read(*WORDS_150, stated=PAID), Article)
    short = f'<div class="x paid">{"".join(f"<p>{part}</p>" for part in (LINE, MORE, LINE, MORE, LINE, MORE))}</div>'
    assert isinstance(read(LINE, short, stated=PAID), Article)


def test_a_text_that_trails_off_is_a_stub() -> None:
    """A paid article of some length that ends in an ellipsis is the beginning of one; a free one is read."""
    assert isinstance(read(*WORDS_150, "And then...", stated=PAID), Rejected)
    assert isinstance(read(*WORDS_150, "And then...", stated={"isAccessibleForFree": True}), Article)


@pytest.mark.parametrize(
    "prompt",
    [PROMPT, "Log in or subscribe to read the full article", "To continue reading, sign up for free.",
     "This article is for subscribers only.", "This content is available to registered members", "Already with us? "
     "Sign in to unlock this article", "You’ve reached your limit of free articles."],
)  # fmt: skip
def test_a_page_that_asks_to_subscribe_for_more_is_a_stub(prompt: str) -> None:
    """Without any statement, the request within the page tells, where the text is short."""
    assert isinstance(read(LINE, f"{prompt}"), Rejected)
    assert isinstance(read(LINE, after=f"<div>{prompt}</div>"), Rejected)
    assert isinstance(read(LINE, after=f"<div>{prompt}</div>", stated={"isAccessibleForFree": True}), Article)


@pytest.mark.parametrize(
    "after", ["<p>Subscribe to our newsletter</p>", f"<footer>{PROMPT}</footer>", "<p>Log in to comment</p>", ""]
)
def test_a_short_article_is_read(after: str) -> None:
    """A brief of one sentence, and one of 150 words, are articles, though the frame of the page asks to subscribe."""
    for parts in ([LINE], WORDS_150):
        assert isinstance(read(*parts, after=after), Article)
    assert isinstance(read(*WORDS_150, after=f"<div>{PROMPT}</div>"), Article)


def test_the_statement_may_be_an_element() -> None:
    """`meta itemprop` says the same as JSON-LD."""
    assert isinstance(read(LINE, head='<meta itemprop="isAccessibleForFree" content="False">'), Rejected)
    assert isinstance(read(LINE, head='<meta itemprop="isAccessibleForFree" content="true">'), Article)


@pytest.mark.parametrize(
    "prompt",
    [
        "Weiterlesen mit Plus. Jetzt abonnieren und alle Artikel lesen.",
        "Jetzt weiterlesen mit Plus",
        "Diesen Artikel weiterlesen",
    ],
)
def test_a_german_prompt_to_subscribe_marks_a_stub(prompt: str) -> None:
    """A short page that asks in German to subscribe is the beginning of an article."""
    assert isinstance(read(LINE, prompt), Rejected)

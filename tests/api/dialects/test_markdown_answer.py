"""An answer as Markdown: over HTTP by `Accept`, and on the command line, here or from a server."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.dialects.addresses import LocalWriter
from api.dialects.markdown_answer import write_markdown
from api.dialects.rendering import CitationStyle, MessageWriter
from api.wire.answers import show_answer
from qa.language.polarity import Polarity
from qa.types import Answer, Reason
from tests.api.commands.conftest import ANSWERED, CITATION, DECLINED, QUOTE, Desk, Server, desk, run, server
from tests.api.loaded import serving_quickly

pytestmark = pytest.mark.anyio

__all__ = ["desk", "server"]  # fixtures of the command line's tests

KOBANE = {"question": "Who liberated Kobane?", "as_of": "2015-02-01"}


def write(answer: Answer) -> str:
    """Return an answer as a server writes it."""
    return write_markdown(answer, MessageWriter(CitationStyle.LINKS, "https://ask.example"))


def test_an_answer_is_its_text_and_its_sources() -> None:
    """The text has links, and each source its headline, link, name, date, note and quote."""
    assert write(ANSWERED) == (
        f"{QUOTE} [[1]]({CITATION.link})\n\n"
        f"**Short answer:** {ANSWERED.short} [[1]]({CITATION.link})\n\n"
        f"1. [Kobane is free]({CITATION.link}), example-times, 2015-01-26, corrected\n\n"
        f"   > {QUOTE}\n\n"
    )


def test_it_begins_with_yes_or_no() -> None:
    """What an answer says to a question for yes or no stands before its sentence."""
    assert write(replace(ANSWERED, short=None, polarity=Polarity.NO)).startswith(f"No. {QUOTE}")


def test_it_says_who_wrote_where_a_model_was_asked(desk: Desk) -> None:
    """On a terminal and in Markdown: the model, or why the articles are quoted; otherwise nothing."""
    written = replace(ANSWERED, model=replace(ANSWERED.model, generator="llama+1a2b3c4d"))
    told = {"Written by llama; each sentence": written, "so the articles are quoted": ANSWERED, "": ANSWERED}
    for words, answer in told.items():
        desk.answer = replace(answer, fallback=Reason.MODEL_UNAVAILABLE) if words.startswith("so") else answer
        for text in (write(desk.answer), run("ask", "Who liberated Kobane?").stdout):
            assert words in text
            assert ("language model" in text or "Written by" in text) is bool(words)


def test_a_refusal_has_no_sources() -> None:
    """It says why and links the nearest articles."""
    text = write(DECLINED)
    assert text.startswith("Nothing in the archive")
    assert "(https://example.org/kobane)" in text
    assert "\n1. " not in text


def test_words_of_articles_stay_words() -> None:
    """A hostile headline, source or quote forms no link, image, tag or list."""
    quote = "![x](https://evil.example/p.png) <script>\n- [free](https://evil.example)"
    hostile = replace(CITATION, title="[free](https://evil.example)", source="`a` <b>", quote=quote)
    text = write(replace(ANSWERED, citations=(hostile,)))
    assert f"1. [\\[free\\]\\(https://evil.example)]({CITATION.link})".replace("\\(", "(") in text
    assert "\n   > !\\[x](https://evil.example/p.png) \\<script\\>\n   > \\- \\[free](" in text


def test_an_article_without_an_address_is_named_within_the_archive() -> None:
    """With a server it is that server's page of the article, without one the address for other tools."""
    nameless = replace(ANSWERED, citations=(replace(CITATION, url=None, link=None),))
    assert "(https://ask.example/?article=siege&version=2&start=812&end=874)" in write(nameless)
    local = write_markdown(nameless, LocalWriter(CitationStyle.LINKS, ""))
    assert "(dateline://article/siege?version=2)" in local


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/markdown", "text/markdown"),
        ("text/markdown, text/html;q=0.9, */*;q=0.8", "text/markdown"),
        ("TEXT/MARKDOWN; charset=utf-8", "text/markdown"),
        ("application/json, text/markdown", "application/json"),
        ("*/*", "application/json"),
        ("text/html", "application/json"),
        ("", "application/json"),
    ],
)
async def test_the_client_chooses(archive: httpx.AsyncClient, accept: str, kind: str) -> None:
    """Markdown is sent to a client that names it, JSON to any other, with the same answer."""
    response = await archive.post("/ask", json=KOBANE, headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == kind
    if kind == "text/markdown":
        assert response.headers["Dateline-Status"] == "answered"
        asked = (await archive.post("/ask", json=KOBANE)).json()
        assert all(f"   > {one['quote']}" in response.text for one in asked["citations"])


async def test_a_refusal_and_an_error_are_told_apart(archive: httpx.AsyncClient) -> None:
    """A declined question says so in a header; an error keeps our shape."""
    headers = {"Accept": "text/markdown"}
    declined = await archive.post("/ask", json={"question": "What is the boiling point of tungsten?"}, headers=headers)
    assert declined.headers["Dateline-Status"] == "declined"
    wrong = await archive.post("/ask", json={"question": " "}, headers=headers)
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "question")


def test_the_command_prints_markdown(desk: Desk, tmp_path: Path) -> None:
    """`dateline ask --markdown` prints the same, without characters that steer a terminal; exit codes stay."""
    shown = run("ask", "Who?", "--markdown", "--data", str(tmp_path))
    assert (shown.exit_code, shown.stdout) == (0, write(ANSWERED))
    desk.answer = replace(DECLINED, asked="Who \x1b[31m?")
    declined = run("ask", "Who?", "--markdown", "--data", str(tmp_path))
    assert declined.exit_code == 3
    assert "\x1b" not in declined.stdout
    both = run("ask", "Who?", "--markdown", "--json", "--data", str(tmp_path))
    assert (both.exit_code, "exclude each other" in both.stderr) == (2, True)


def test_the_command_asks_a_server_for_markdown(server: Server, tmp_path: Path) -> None:
    """The server's Markdown is printed, with its status as exit code; one that sends something else is one sentence."""
    with serving_quickly(tmp_path) as url:
        declined = run("ask", "Who won?", "--markdown", "--server", url)
    assert (declined.exit_code, declined.stdout.partition("\n")[0]) == (3, "The archive holds no articles yet.")
    server.reply = show_answer(ANSWERED).model_dump_json()
    result = run("ask", "Who?", "--markdown", "--server", server.url)
    assert (result.exit_code, "is not a Dateline server of this version" in result.stderr) == (1, True)
    assert server.path == "/ask"

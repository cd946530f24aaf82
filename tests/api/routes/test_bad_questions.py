"""Invalid questions at every endpoint: the right status, one sentence, never a traceback."""

import httpx
import pytest

from index.library import Library
from qa.answer import answer
from qa.search.retrieve import search
from qa.types import Question
from tests.conftest import NOW, fill, write_article

REFUSED = {
    "empty": ("", "question is empty"),
    "blank": (" \t\u00a0\r\n ", "question is empty"),
    "invisible": ("\u00ad\ufeff\u200b", "question is empty"),
    "NUL": ("Who\x00 won?", "question contains a control character (U+0000 at character 4), which is not text"),
    "an escape": ("\x1bWho?", "question contains a control character (U+001B at character 1), which is not text"),
    "long": ("Who? " * 2_000, "question is longer than 1,000 characters"),
}
ODD = {
    "emoji": "😀🎉👩\u200d👩\u200d👧",
    "one letter": "x",
    "a dash": "-",
    "German": "Wer hat die Stadt am Montag befreit?",
    "Arabic": "من حرر المدينة يوم الاثنين؟",
    "Chinese": "周一谁解放了这座城市？",
    "Greek in accents": "Ποιος απελευθέρωσε την πόλη;",
    "stop words": "who is it",
    "operators": 'title:"x" AND (NOT y) OR NEAR/3 z~2 ^9 [a TO b] {*} +a -b',
    "quotes": "\"\"\"''“”``",
    "brackets": "((([[[{{{",
    "a regular expression": ".*(?<!x)[a-z]+\\b$",
    "SQL": "'; DROP TABLE article; --",
    "a star": "*",
    "backslashes": "\\\\ \\x00 \\u0000",
    "markup": "<script>alert(1)</script> [bold]&amp;[/bold] %s {0}",
    "no blanks": "x" * 1_000,
    "many words": " ".join(f"w{n}" for n in range(200)),
    "right to left": "\u202ewho\u202c is \u200fit",
    "marks that combine": "o\u0301\u0302\u0303\u0304" * 200,
    "a date that does not exist": "Who won on 30 February 2015?",
    "a date that never ends": "Who won as of 9999-12-31 and in 0000-00-00?",
}  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize("name", REFUSED)
async def test_http_refuses_what_is_no_question(archive: httpx.AsyncClient, name: str) -> None:
    """It is 422 with the field and a sentence, from every endpoint that takes a question."""
    text, reason = REFUSED[name]
    for path in ("/ask", "/ask/stream"):
        response = await archive.post(path, json={"question": text})
        error = response.json()["error"]
        assert (response.status_code, error["type"], error["field"]) == (422, "invalid", "question")
        assert error["message"] == reason
    response = await archive.get("/search", params={"q": text})
    error = response.json()["error"]
    assert (response.status_code, error["field"], error["message"]) == (422, "q", reason.replace("question", "q"))


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("body", "field"),
    [
        (r'{"question": "Who \ud800 won?"}', "question"),
        (r'{"question": "Who won?", "sources": ["Wire \udc00"]}', "sources"),
    ],
)
async def test_half_a_surrogate_pair_is_refused_by_name(archive: httpx.AsyncClient, body: str, field: str) -> None:
    """JSON can escape half of a pair, which is no character; the sentence says so, and where."""
    for path in ("/ask", "/ask/stream"):
        response = await archive.post(path, content=body, headers={"Content-Type": "application/json"})
        error = response.json()["error"]
        assert (response.status_code, error["field"]) == (422, field)
        assert error["message"].startswith(f"{field} contains half of a surrogate pair (U+D")
        assert error["message"].endswith(", which is not text")


@pytest.mark.anyio
async def test_bytes_that_are_not_utf_8_in_an_address_are_searched_for_as_a_replacement(
    archive: httpx.AsyncClient,
) -> None:
    """A query is decoded as the URL standard has it: what is not UTF-8 becomes U+FFFD, never an error."""
    assert (await archive.get("/search?q=Kobane%ED%A0%80")).status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize("name", ODD)
async def test_http_takes_any_other_text(archive: httpx.AsyncClient, name: str) -> None:
    """It is 200 with an answer: verified, or declined with a reason."""
    response = await archive.post("/ask", json={"question": ODD[name]})
    body = response.json()
    assert response.status_code == 200, body
    assert bool(body["citations"]) == (body["status"] == "answered")
    assert bool(body["reason"]) == (body["status"] == "declined")
    streamed = await archive.post("/ask/stream", json={"question": ODD[name]})
    assert "event: answer" in streamed.text
    assert "event: error" not in streamed.text
    assert (await archive.get("/search", params={"q": ODD[name]})).status_code == 200


def test_the_library_takes_any_text_at_all(library: Library) -> None:
    """What the API refuses raises no error in qa either: it is declined, or the answer is verified."""
    fill(library, write_article("Town freed", "The town of Kobane was freed on Monday."))
    texts = [*ODD.values(), *(text for text, _ in REFUSED.values()), "x" * 10_000]
    for text in texts:
        found = answer(Question(text, NOW), library)
        assert bool(found.citations) == (found.reason is None), text
        search(Question(text, NOW), library, 10)


def test_a_question_of_nothing_is_declined(library: Library) -> None:
    """A question of emoji or stop words is declined."""
    fill(library, write_article("Town freed", "The town of Kobane was freed on Monday. It is over."))
    for text in (ODD["emoji"], "who is it", "*", ""):
        assert answer(Question(text, NOW), library).status == "declined", text

"""What the archive holds over HTTP, and small talk."""

from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from api.processes.suggesting import Suggester
from index.library import Library
from index.types import Filters
from qa.answer import answer
from qa.conversation.suggestions import MOST, SHOWN, fits, propose
from qa.reading.reader import Reader
from qa.types import Question
from tests.api.conftest import running, send, write_record

pytestmark = pytest.mark.anyio


async def test_the_archive_is_counted(client: httpx.AsyncClient) -> None:
    """Articles by source and language, most first, their span, and when one was last stored."""
    empty = (await client.get("/archive")).json()
    assert (empty["articles"], empty["sources"], empty["stored"], empty["questions"]) == (0, [], None, [])
    before = datetime.now(UTC).replace(microsecond=0)
    text = "The Louvre opened its doors again on Wednesday."
    await send(
        client,
        write_record(id="a", source="one", language="en", text=text),
        write_record(id="b", source="two", language="de", published="2015-03-01"),
        write_record(id="c", source="two", language=None),
    )
    held = (await client.get("/archive")).json()
    assert (held["articles"], held["passages"], held["sources_total"]) == (3, 3, 2)
    assert held["sources"] == [{"name": "two", "articles": 2}, {"name": "one", "articles": 1}]
    assert held["languages"] == [{"code": one, "articles": 1} for one in (None, "de", "en")]
    assert (held["oldest"], held["newest"]) == ("2015-01-28T10:00:00Z", "2015-03-01T00:00:00Z")
    assert before <= datetime.fromisoformat(held["stored"]) <= datetime.now(UTC)
    assert held["questions"] == ["When did the Louvre open its doors again?"]


async def test_nothing_is_suggested_from_a_deleted_article(client: httpx.AsyncClient) -> None:
    """A question made from an article is gone with it, from the next request on."""
    await send(client, write_record(id="a", text="The Louvre opened its doors again on Wednesday."))
    assert (await client.get("/archive")).json()["questions"]
    await client.delete("/articles/a")
    assert (await client.get("/archive")).json()["questions"] == []


@pytest.mark.parametrize("taken", [True, False])
async def test_it_says_whether_answers_can_be_rated(app: FastAPI, taken: bool) -> None:
    """A page shows thumbs only where they are taken."""
    app.state.service.settings = app.state.service.settings.model_copy(update={"feedback": taken})
    async with running(app) as client:
        assert (await client.get("/archive")).json()["feedback"] is taken


async def test_unknown_parameters_are_refused(client: httpx.AsyncClient) -> None:
    """As everywhere, a parameter that does not exist is an error."""
    assert (await client.get("/archive?k=1")).status_code == 422


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("bonjour", "Hello! This archive holds 1 article"),
        ("who r u", "I am Dateline"),
        ("give me a summary", "I am Dateline"),
        ("that's wrong", "I can misread an article"),
    ],
)
async def test_each_kind_of_small_talk_has_its_sentence(client: httpx.AsyncClient, message: str, said: str) -> None:
    """It is no refusal with passages: a sentence that fits, and questions."""
    await send(client, write_record(id="a", source="one", text="The Louvre opened its doors again on Wednesday."))
    reply = (await client.post("/ask", json={"question": message})).json()
    assert (reply["reason"], reply["near"]) == ("not_a_question", [])
    assert reply["message"].startswith(said)
    assert reply["suggestions"] == ["When did the Louvre open its doors again?"]


@pytest.mark.parametrize("message", ["hi", "What can you do?"])
async def test_small_talk_gets_one_sentence_and_questions(client: httpx.AsyncClient, message: str) -> None:
    """It is declined without passages: a sentence tells what the archive holds, and a question what to ask."""
    await send(client, write_record(id="a", source="one", text="The Louvre opened its doors again on Wednesday."))
    said = (await client.post("/ask", json={"question": message})).json()
    assert (said["status"], said["reason"], said["near"], said["citations"]) == ("declined", "not_a_question", [], [])
    assert "This archive holds 1 article from 1 source, published on 28 January 2015" in said["message"]
    assert said["suggestions"] == ["When did the Louvre open its doors again?"]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({}, "The newest articles, up to 28 January 2015: “Newer”; “Older”."),
        ({"until": "2015-01-20"}, "The newest articles, up to 20 January 2015: “Older”."),
        ({"sources": ["two"]}, "The newest articles, up to 20 January 2015: “Older”."),
        ({"since": "2016-01-01"}, "The archive holds nothing from that time or those sources."),
    ],
)
async def test_what_is_new_keeps_to_the_filters(
    client: httpx.AsyncClient, filters: dict[str, object], said: str
) -> None:
    """The newest headlines are those of the dates and sources of the request."""
    older = write_record("Older", id="b", source="two", published="2015-01-20T10:00:00Z")
    await send(client, write_record("Newer", id="a", source="one"), older)
    reply = (await client.post("/ask", json={"question": "What is new?", **filters})).json()
    assert reply["message"] == said


async def test_a_follow_up_is_asked_whole(client: httpx.AsyncClient) -> None:
    """`conversation` carries the earlier turns; `asked` is the whole question."""
    await send(client, write_record(id="a", text="Ann Lee was born in Kobane in 1960."))
    turn = {"question": "Where was Ann Lee born?", "text": "Ann Lee was born in Kobane. [1]"}
    said = (await client.post("/ask", json={"question": "When was she born?", "conversation": [turn]})).json()
    assert said["asked"] == "When was Ann Lee born?"


async def test_a_turn_of_small_talk_can_be_named(client: httpx.AsyncClient) -> None:
    """The reply to "hi" is not kept; a turn that names its id does no harm to the turns after it."""
    hello = (await client.post("/ask", json={"question": "hi"})).json()
    turns = [
        {"question": "hi", "answer_id": hello["id"]},
        {"question": "Where was Ann Lee born?", "text": "In Kobane."},
    ]
    response = await client.post("/ask", json={"question": "When was she born?", "conversation": turns})
    assert (response.status_code, response.json()["asked"]) == (200, "When was Ann Lee born?")


async def test_what_is_left_open_is_asked_back(client: httpx.AsyncClient) -> None:
    """After a declined question, "why?" is declined with a sentence on what is not known."""
    await send(client, write_record(id="a", text="Ann Lee was born in Kobane in 1960."))
    declined = (await client.post("/ask", json={"question": "Who did Keir Starmer beat?"})).json()
    turn = {"question": declined["question"], "text": declined["message"]}
    said = (await client.post("/ask", json={"question": "why?", "conversation": [turn]})).json()
    assert (said["reason"], said["suggestions"]) == ("ambiguous", [])
    assert said["message"].startswith("I cannot tell what “why” asks about")
    kept = (await client.get(f"/answers/{said['id']}")).json()
    assert kept["answer"]["message"] == said["message"]


def test_suggestions_are_those_that_are_answered(examples: Library, reader: Reader) -> None:
    """Nothing is suggested before it was asked; then only what was answered is, always the same."""
    suggester = Suggester(lambda: reader, lambda: False, lambda: datetime(2026, 11, 28, tzinfo=UTC))
    assert suggester.suggest(examples) == ()
    suggester.wait()
    suggested = suggester.suggest(examples)
    with examples.catalogue.snapshot() as snapshot:
        proposed = [one.question for one in propose(snapshot, Filters())]
    assert SHOWN <= len(suggested) <= len(proposed) <= MOST
    assert set(suggested) <= set(proposed)
    assert suggester.suggest(examples) == suggested
    suggester.stop()


def test_a_greeting_suggests_the_same_however_busy_the_server_is(examples: Library, reader: Reader) -> None:
    """Under load and at rest, at first and later, a greeting has the same three questions, each known to be answered.

    Earlier only those were suggested that a thread had got to between requests.
    """
    asked = datetime(2026, 11, 28, tzinfo=UTC)
    hello = Question("hi", asked, Filters())
    suggested = set()
    for busy in (True, False):
        suggester = Suggester(lambda: reader, lambda busy=busy: busy, lambda: asked)  # type: ignore[misc]
        suggester.suggest(examples)
        given = answer(hello, examples, reader)
        suggested |= {suggester.greet(given, hello, examples, reader).suggestions for _ in range(2)}
        if not busy:
            suggester.wait()
            suggested |= {suggester.greet(given, hello, examples, reader).suggestions, suggester.suggest(examples)[:3]}
        suggester.stop()
    (questions,) = suggested
    assert len(questions) == SHOWN
    with examples.catalogue.snapshot() as snapshot:
        made = [one for one in propose(snapshot, Filters()) if one.question in questions]
    assert all(fits(one, answer(Question(one.question, asked, Filters()), examples, reader)) for one in made)

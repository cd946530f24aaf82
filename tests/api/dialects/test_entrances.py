"""The same conversation by every entrance: a follow-up is asked as the same question, and answered by the same text."""

from collections.abc import AsyncIterator

import httpx
import pytest

from index.library import Library
from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.conftest import make_app, running
from tests.api.dialects.entrances import ENTRANCES, Body, Said, by_id, hold

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

CONVERSATIONS = [
    ("Who liberated Kobane?", "when?", "and who commands them?"),
    ("How many people died of Ebola in Liberia?", "and in Guinea?", "how many of them were women?"),
    ("When was the YPG formed?", "why?", "tell me more"),
    ("Who is the founder of Theranos?", "When was she sentenced?", "to how many years?"),
    ("Where did Philae land?", "when did it land there?"),
    ("Who set fire to Notre-Dame?", "when?", "are you sure?"),
    ("Did Turkey bomb Kobane?", "when?", "and in 2014?"),
    ("What is the boiling point of tungsten?", "why?", "who found it?"),
    ("hi", "Who won the World Cup in 2022?", "and in 2018?"),
    ("How many bundles did the US drop over Kobani?", "when?", "who supplied them?"),
    ("Who declared the Ebola emergency?", "when was that?", "and a week later?"),
    ("How much snow fell in Boston?", "since when?", "and in New York?"),
    ("Who is Elizabeth Holmes?", "How old is she?", "Where was she born?"),
    ("Which stores is the company closing?", "how many?", "what else?"),
]


@pytest.fixture(scope="module")
async def server(
    examples: Library, embedder: Embedder, reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that holds the example corpus, and keeps its answers."""
    app = make_app(examples.folder, embedder, reader=reader)
    async with running(app) as client:
        yield client


@pytest.fixture(scope="module")
async def expected(server: httpx.AsyncClient) -> dict[tuple[str, ...], list[Said]]:
    """Each conversation as it goes by `/ask` with the ids of its answers."""
    return {messages: await hold(by_id, messages, server) for messages in CONVERSATIONS}


@pytest.mark.parametrize("entrance", list(ENTRANCES)[1:])
async def test_every_entrance_asks_the_same(
    server: httpx.AsyncClient, expected: dict[tuple[str, ...], list[Said]], entrance: str
) -> None:
    """The whole question, or what is asked back, and the text are those of `/ask`, whatever the client sends back."""
    for messages, said in expected.items():
        held = await hold(ENTRANCES[entrance], messages, server)
        assert [_shown(one.answer) for one in held] == [_shown(one.answer) for one in said], messages


async def test_the_conversations_have_follow_ups_of_each_outcome(expected: dict[tuple[str, ...], list[Said]]) -> None:
    """Some follow-ups become whole questions, some are asked back about, and some answers are declined."""
    after = [one.answer for said in expected.values() for one in said[1:]]
    assert sum(one["asked"] is not None for one in after) >= 12
    assert {one["status"] for one in after} == {"answered", "declined"}
    assert "ambiguous" in {one["reason"] for one in after}


def _shown(answer: Body) -> tuple[object, ...]:
    return (answer["asked"], answer["reason"], answer["suggestions"], answer["message"], answer["text"])

"""Open WebUI's events within a chat stream, in the shape that its `middleware.py` and its pages read."""

import json
from contextlib import nullcontext
from typing import Any

import pytest

from api.dialects.openai.chat import Chat, stream_chunks
from api.errors import Refusal
from qa.types import Reason, Step
from tests.api.dialects.pieces import make_citation, make_hit, make_proved, make_refusal, make_steps
from tests.api.dialects.test_openai_chat import in_turn, make_reply

pytestmark = pytest.mark.anyio

CHAT = Chat(created=5, prompt_tokens=4, ignored=[], open_webui=True)


async def stream(steps: list[Step], failure: Refusal | None = None) -> list[dict[str, Any]]:
    """Return the chunks of some steps as a client reads them."""
    chunks = stream_chunks(CHAT, make_reply(), in_turn(steps, failure))
    read: list[dict[str, Any]] = []
    with pytest.raises(Refusal) if failure else nullcontext():
        async for chunk in chunks:
            read += [json.loads(chunk.model_dump_json(exclude_unset=True))]
    return read


def events_of(chunks: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the data of the events of a kind."""
    return [chunk["event"]["data"] for chunk in chunks if chunk.get("event", {}).get("type") == kind]


async def test_each_cited_passage_is_a_source_of_its_own() -> None:
    """Two passages of one article, and even one passage cited twice, are told apart, by name and by source.

    Open WebUI shows the n-th distinct `metadata.name` where the text says `[n]`, and the n-th distinct
    `metadata.source` in its list.
    """
    proved = (make_proved("One."), make_proved("Two.", make_citation(2, start=30, end=41), make_citation(3)))
    sources = events_of(await stream(make_steps(*proved)), "source")
    assert [len(source["document"]) for source in sources] == [1, 1, 1]
    for field in ("source", "name"):
        assert len({source["metadata"][0][field] for source in sources}) == 3
    assert [source["metadata"][0]["name"][-3:] for source in sources] == ["[1]", "[2]", "[3]"]


async def test_a_source_has_the_passage_and_its_address() -> None:
    """`document` and `metadata` are parallel lists, `source.url` opens the page, and there is no `type`."""
    (source,) = events_of(await stream(make_steps(make_proved())), "source")
    assert source["document"] == ["It is free."]
    assert source["source"]["url"] == "https://ex.example/a1#:~:text=It%20is"
    assert "type" not in source
    (about,) = source["metadata"]
    assert (about["publisher"], about["published"]) == ("example-times", "2025-06-01")
    assert not about["source"].startswith("http")  # else Open WebUI shows the address in place of the name


async def test_a_source_comes_before_the_sentence_and_is_not_repeated_as_an_annotation() -> None:
    """Open WebUI makes a second source of each annotation in a delta, so there are none."""
    chunks = await stream(make_steps(make_proved()))
    kinds = [chunk.get("event", {}).get("type") or chunk["choices"][0]["delta"].get("content") for chunk in chunks]
    assert kinds == ["", "status", "source", "It is free. [1]", "status", None]
    assert not any("annotations" in chunk["choices"][0]["delta"] for chunk in chunks)


@pytest.mark.parametrize(
    ("steps", "hidden"),
    [
        (make_steps(make_proved(), hits=[make_hit()]), False),
        (make_refusal(make_hit()), False),
        (make_refusal(reason=Reason.NOT_A_QUESTION), True),
        (make_refusal(reason=Reason.AMBIGUOUS), True),
    ],
)
async def test_the_last_status_is_done(steps: list[Step], *, hidden: bool) -> None:
    """Open WebUI shows a status as running until one is done; where nothing was searched, none is shown."""
    statuses = events_of(await stream(steps), "status")
    assert [status["done"] for status in statuses] == [False, True]
    assert statuses[-1] == {"description": "Searched 1,234 articles", "done": True, "hidden": hidden}


async def test_a_status_is_done_even_if_the_search_fails() -> None:
    """Nothing seems to go on after an error."""
    chunks = await stream(make_steps(make_proved())[:1], Refusal(503, "gone"))
    assert events_of(chunks, "status")[-1] == {"description": "The search failed", "done": True, "hidden": False}


async def test_other_clients_can_ignore_an_event() -> None:
    """A chunk with an event is a chunk whose delta is empty, and its event is no other field of OpenAI's."""
    for chunk in await stream(make_steps(make_proved())):
        assert len(chunk["choices"]) == 1
        if "event" in chunk:
            assert chunk["choices"][0] == {"index": 0, "delta": {}, "finish_reason": None}

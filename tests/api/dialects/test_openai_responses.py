"""Steps of an answer as a response, whole and in events, each valid as the type that OpenAI's client has for it."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from api.dialects.openai.responses import Asked, ResponseWriter
from api.errors import Refusal
from qa.types import Found, Step
from tests.api.dialects.pieces import make_citation, make_hit, make_proved, make_refusal, make_steps
from tests.api.dialects.test_openai_chat import in_turn, make_reply

pytestmark = pytest.mark.anyio

EVENT: TypeAdapter[ResponseStreamEvent] = TypeAdapter(ResponseStreamEvent)
TWO = make_steps(make_proved("One."), make_proved("Two 🎉.", make_citation(2), make_citation(3)), hits=[make_hit()])


def make_writer(limit: int | None = None, *, searches_files: bool = False) -> ResponseWriter:
    """Return the writer of one response."""
    return ResponseWriter(Asked("Is it free?", 5, 4, ["top_k"], limit, searches_files), make_reply(limit))


async def stream(writer: ResponseWriter, steps: Iterable[Step], failure: Refusal | None = None) -> list[Any]:
    """Return the events as OpenAI's client reads them; each is valid as its type, in strict reading."""
    events = []
    async for event in writer.stream(in_turn(steps, failure)):
        data = event.model_dump_json(exclude_unset=True)
        events.append(EVENT.validate_json(data))
        assert json.loads(data)["type"] == events[-1].type
    return events


async def test_events_come_in_the_official_order() -> None:
    """First the response, then the message with its text and annotations, each opened and closed, last the response."""
    events = await stream(make_writer(), TWO)
    assert [event.type.removeprefix("response.") for event in events] == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.annotation.added",
        "output_text.delta",
        "output_text.annotation.added",
        "output_text.annotation.added",
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "completed",
    ]
    assert [event.sequence_number for event in events] == list(range(len(events)))


async def test_with_the_tool_the_search_comes_first() -> None:
    """A client that declares `file_search` gets what was searched for, and what was found, before the message."""
    events = await stream(make_writer(searches_files=True), TWO)
    assert [event.type.removeprefix("response.") for event in events[2:8]] == [
        "output_item.added",
        "file_search_call.in_progress",
        "file_search_call.searching",
        "file_search_call.completed",
        "output_item.done",
        "output_item.added",
    ]
    search, message = events[-1].response.output
    assert search == events[6].item
    assert (search.queries, search.results[0].text) == (["Is it free?"], "It is free.")
    assert search.results[0].attributes["published_at"] == "2025-06-01T12:00:00+00:00"
    assert [one.type for one in message.content[0].annotations] == ["url_citation", "file_citation"] * 3
    assert {event.output_index for event in events if event.type.startswith("response.output_text")} == {1}


@pytest.mark.parametrize("searches_files", [False, True])
async def test_a_stream_gives_the_same_response(*, searches_files: bool) -> None:
    """The deltas and annotations of a stream are those of the whole response."""
    for steps in (TWO, make_refusal(make_hit()), make_steps(make_proved(), asked="Who is she?")):
        whole = Response.model_validate_json(
            make_writer(searches_files=searches_files).show(steps).model_dump_json(exclude_unset=True)
        )
        events = await stream(make_writer(searches_files=searches_files), steps)
        assert (
            "".join(event.delta for event in events if event.type == "response.output_text.delta") == whole.output_text
        )
        part = json.loads(whole.model_dump_json())["output"][-1]["content"][0]
        added = [event for event in events if event.type == "response.output_text.annotation.added"]
        assert [event.annotation.model_dump() for event in added] == part["annotations"]
        assert [event.annotation_index for event in added] == list(range(len(added)))
        last = events[-1].response
        assert (last.output_text, last.usage, last.status) == (whole.output_text, whole.usage, "completed")


def test_annotations_are_flat_and_fit_the_text() -> None:
    """`start_index` and `end_index` stand in the annotation itself, exclusive at the end, in code points."""
    part = make_writer().show(TWO).model_dump()["output"][-1]["content"][0]
    marks = [part["text"][one["start_index"] : one["end_index"]] for one in part["annotations"]]
    assert (part["text"], marks) == ("One. [1] Two 🎉. [2] [3]", ["[1]", "[2]", "[3]"])


async def test_a_limit_makes_a_response_incomplete() -> None:
    """Whole sentences are left out, and the response says so, as OpenAI's do."""
    *_, last = await stream(make_writer(1), TWO)
    assert (last.type, last.response.status) == ("response.incomplete", "incomplete")
    assert last.response.incomplete_details.reason == "max_output_tokens"
    assert last.response.output_text == "One. [1]"
    assert make_writer(1).show(TWO).status == "incomplete"


async def test_a_step_that_fails_ends_with_a_failure() -> None:
    """The last event is `response.failed`, with the sentence."""
    *_, last = await stream(make_writer(), TWO[:2], Refusal(503, "the disk is gone"))
    assert (last.type, last.response.status) == ("response.failed", "failed")
    assert (last.response.error.code, last.response.error.message) == ("server_error", "the disk is gone")


def test_what_was_asked_is_what_was_searched_for() -> None:
    """The query of a follow-up is the whole question."""
    writer = make_writer(searches_files=True)
    search = writer.show(make_steps(make_proved(), asked="Who is she?")).output[0]
    assert search.type == "file_search_call"
    assert search.queries == ["Who is she?"]


def test_an_attribute_has_at_most_512_characters() -> None:
    """A longer address is left out of a result."""
    hits = (make_hit(), make_hit(url="https://ex.example/" + "x" * 500))
    writer = make_writer(searches_files=True)
    search = writer.show([Found(hits), *make_steps(make_proved())[1:]]).output[0]
    assert search.type == "file_search_call"
    assert ["url" in result.attributes for result in search.results or []] == [True, False]


def test_steps_without_an_answer_are_a_mistake() -> None:
    """The last step is the answer."""
    with pytest.raises(ValueError, match="answer"):
        make_writer().show(TWO[:2])

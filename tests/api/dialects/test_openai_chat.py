"""Steps of an answer as a chat completion, whole and in chunks."""

from collections.abc import AsyncIterator, Iterable, Sequence

import pytest

from api.dialects.openai.chat import Chat, ChunkBody, show_completion, stream_chunks
from api.dialects.openai.reply import Reply, count_prompt
from api.dialects.rendering import CitationStyle, MessageWriter
from api.errors import Refusal
from qa.types import Question, Step, Turn
from tests.api.dialects.pieces import make_citation, make_hit, make_proved, make_refusal, make_steps
from tests.conftest import NOW

pytestmark = pytest.mark.anyio


def count_words(texts: Sequence[str]) -> list[int]:
    """Count words as tokens."""
    return [len(text.split()) for text in texts]


def make_reply(limit: int | None = None, style: CitationStyle = CitationStyle.MARKERS) -> Reply:
    """Return an empty reply with markers."""
    return Reply(MessageWriter(style, "http://127.0.0.1:8000", markdown=True), count_words, limit)


async def in_turn(steps: Iterable[Step], failure: Refusal | None = None) -> AsyncIterator[Step]:
    """Yield steps; fail after them if there is a failure."""
    for step in steps:
        yield step
    if failure:
        raise failure


async def stream(chat: Chat, steps: Iterable[Step], reply: Reply | None = None) -> list[ChunkBody]:
    """Return all chunks of some steps."""
    return [chunk async for chunk in stream_chunks(chat, reply or make_reply(), in_turn(steps))]


TWO = make_steps(make_proved("One here."), make_proved("Two there 🎉.", make_citation(2), make_citation(3)))
CHAT = Chat(created=5, prompt_tokens=4, ignored=["top_k"])


async def test_a_stream_gives_the_same_message() -> None:
    """The deltas of a stream are the content, the annotations, the reason and the answer of the whole completion."""
    for steps in (TWO, make_refusal(make_hit()), make_steps(make_proved(), asked="Who is she?")):
        whole, chunks = show_completion(CHAT, make_reply(), steps), await stream(CHAT, steps)
        choices = [chunk.choices[0] for chunk in chunks]
        message = whole.choices[0].message
        assert "".join(choice.delta.content or "" for choice in choices) == message.content
        assert [one for choice in choices for one in choice.delta.annotations or []] == message.annotations
        assert [choice.finish_reason for choice in choices] == [*[None] * (len(choices) - 1), "stop"]
        assert [chunk.dateline for chunk in chunks] == [*[None] * (len(chunks) - 1), whole.dateline]
        assert choices[0].delta.role == "assistant"


async def test_chunks_hold_what_they_set_and_no_more() -> None:
    """A delta has no null fields, as OpenAI's have none, and `finish_reason` is always there."""
    first, text, annotations, *_ = [chunk.model_dump(exclude_unset=True) for chunk in await stream(CHAT, TWO)]
    assert set(first) == {"id", "object", "created", "model", "choices"}
    assert first["choices"] == [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}]
    assert text["choices"][0]["delta"] == {"content": "One here. [1]"}
    assert set(annotations["choices"][0]["delta"]) == {"annotations"}


async def test_usage_comes_last_if_it_is_asked_for() -> None:
    """It has no choice and the same numbers as a whole completion; all other chunks have `usage: null`."""
    chat = Chat(created=5, prompt_tokens=4, ignored=[], include_usage=True)
    *chunks, last = await stream(chat, TWO)
    assert all(chunk.model_dump(exclude_unset=True)["usage"] is None for chunk in chunks)
    assert (last.choices, last.usage) == ([], show_completion(chat, make_reply(), TWO).usage)
    assert last.usage
    assert (last.usage.prompt_tokens, last.usage.completion_tokens, last.usage.total_tokens) == (4, 8, 12)


async def test_a_limit_leaves_out_whole_sentences_but_never_the_first() -> None:
    """With a limit of one token the first sentence is given with its citations, and the reason is `length`."""
    for limit, content, reason in (
        (1, "One here. [1]", "length"),
        (100, "One here. [1] Two there 🎉. [2] [3]", "stop"),
    ):
        reply = make_reply(limit)
        choice = show_completion(CHAT, reply, TWO).choices[0]
        assert (choice.message.content, choice.finish_reason) == (content, reason)
        chunks = await stream(CHAT, TWO, make_reply(limit))
        assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == content
        assert chunks[-1].choices[0].finish_reason == reason
    three = make_steps(make_proved("One here."), make_proved("Two and many more there."), make_proved("Three."))
    assert show_completion(CHAT, make_reply(5), three).choices[0].message.content == "One here. [1]"
    only = show_completion(CHAT, make_reply(1), make_steps(make_proved()))
    assert only.choices[0].finish_reason == "stop"


async def test_an_answer_is_whole_under_dateline_whatever_the_limit() -> None:
    """A limit shortens the text, not the answer."""
    dateline = show_completion(CHAT, make_reply(1), TWO).dateline
    assert [citation.n for citation in dateline.citations] == [1, 2, 3]
    assert dateline.ignored == ["top_k"]


async def test_a_step_that_fails_ends_the_stream() -> None:
    """What was sent stays; the refusal reaches the caller, who shows it."""
    text = ""
    chunks = stream_chunks(CHAT, make_reply(), in_turn(TWO[:2], Refusal(503, "gone")))
    with pytest.raises(Refusal):  # noqa: PT012 - it is raised after some chunks
        async for chunk in chunks:
            text += chunk.choices[0].delta.content or ""
    assert text == "One here. [1]"


def test_steps_without_an_answer_are_a_mistake() -> None:
    """The last step is the answer."""
    with pytest.raises(ValueError, match="answer"):
        show_completion(CHAT, make_reply(), TWO[:2])


def test_the_prompt_is_the_question_and_its_turns() -> None:
    """Its tokens are those of what is read."""
    question = Question("Who won?", NOW, turns=(Turn("Is it free?", "It is."),))
    assert count_prompt(question, count_words) == 7

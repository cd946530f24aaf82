"""The earlier turns of a conversation, as a client sends them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from api.wire.refusals import EMPTY, NEAREST, REASONS
from index.dates import parse_moment
from index.errors import InvalidDate, InvalidInput
from index.text import normalise_line
from qa.conversation.followup import UNKNOWN
from qa.types import Answer, Turn

TURNS = 10
"""How many of the latest turns a follow-up may refer to."""

_LINKED_MARKER = re.compile(r" ?\[\[\d+\]\]\([^)\s]*\)")
_MARKER = re.compile(r" ?\[\d+\]")
_REFUSALS = (*REASONS.values(), EMPTY, UNKNOWN)
_NEAREST = re.compile(rf"\s*{re.escape(NEAREST)}\n.*\Z", re.DOTALL)


class TurnBody(BaseModel):
    """An earlier exchange of the conversation: the question, and what was answered.

    That is the `answer_id` of an answer which the server keeps, or its `text` and `short` as the client kept them.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(max_length=1_000, description="as it was typed")
    answer_id: str | None = Field(None, max_length=100, description="the `id` of the answer")
    text: str | None = Field(None, max_length=20_000, description="the text of the answer")
    short: str | None = Field(None, max_length=1_000, description="its short answer")
    published: str | None = Field(
        None,
        max_length=100,
        description="when its first cited article was published: “a week later” counts from it",
    )


def read_turns(conversation: Sequence[TurnBody], kept: Mapping[str, Answer]) -> tuple[Turn, ...]:
    """Return the latest turns of a conversation; those with an `answer_id` get their replies from `kept`.

    Of an answer that is not kept, as a reply to small talk, the question alone is used.

    Raises:
        InvalidInput: a turn has an `answer_id` and a reply of its own, or `published` is no date.
    """
    skipped = max(0, len(conversation) - TURNS)
    return tuple(_read_turn(turn, kept, skipped + n) for n, turn in enumerate(conversation[-TURNS:]))


def answers_of(conversation: Sequence[TurnBody]) -> set[str]:
    """Return the ids of the answers that the latest turns of a conversation refer to."""
    return {turn.answer_id for turn in conversation[-TURNS:] if turn.answer_id is not None}


def _read_turn(turn: TurnBody, kept: Mapping[str, Answer], place: int) -> Turn:
    question, field = normalise_line(turn.question), f"conversation.{place}"
    if turn.answer_id is None:
        text, day = strip_markers(turn.text or ""), _read_day(turn.published, f"{field}.published")
        return Turn(question, text, turn.short, declined=is_refusal(text), published=day)
    if turn.text is not None or turn.short is not None:
        message = "answer_id and the text of the answer exclude each other: give one of them"
        raise InvalidInput(message, field=f"{field}.answer_id")
    if (answer := kept.get(turn.answer_id)) is None:
        return Turn(question)
    cited = answer.citations[0].published.date() if answer.citations else None
    return Turn(question, strip_markers(answer.text), answer.short, answer.reason is not None, cited)


def is_refusal(reply: str) -> bool:
    """Return whether a reply is one of ours that declines a question."""
    return reply.startswith(_REFUSALS)


def _read_day(text: str | None, field: str) -> date | None:
    if text is None:
        return None
    try:
        return parse_moment(text).date()
    except InvalidDate as error:
        raise InvalidInput(error.message, field=field) from None


def strip_markers(reply: str) -> str:
    """Return a reply without the markers of its citations, and without the articles nearest to a declined question.

    A follow-up does not refer to those: they answer nothing.
    """
    return _MARKER.sub("", _LINKED_MARKER.sub("", _NEAREST.sub("", reply)))

"""The earlier turns of a conversation, as a client sends them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.wire.refusals import EMPTY, NEAREST, REASONS
from api.wire.words import is_unsure
from index.dates import parse_moment
from index.errors import InvalidDate, InvalidInput
from index.text import normalise_line
from qa.conversation.unclear import UNKNOWN
from qa.types import Agreement, Answer, Turn

TURNS = 10
"""How many of the latest turns a follow-up may refer to."""

REPLY = 4_000
"""How many characters of a reply, or of a question, a follow-up may refer to."""

# An address in a reply of ours has no parentheses; where it could have one, a run of "[[1]](" took quadratic time.
_MARKER = re.compile(r" ?(?:\[\[\d{1,4}\]\]\([^()\s]*\)|\[\d{1,4}\])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REFUSALS = (*REASONS.values(), EMPTY, UNKNOWN)


def drop_surrogates(text: str) -> str:
    """Return text without halves of surrogate pairs, as a client leaves them that cuts a text within an emoji."""
    return _SURROGATE.sub("", text)


def _drop_if_text(value: object) -> object:
    return drop_surrogates(value) if isinstance(value, str) else value


_Text = Annotated[str, BeforeValidator(_drop_if_text)]


class TurnBody(BaseModel):
    """An earlier exchange of the conversation: the question, and what was answered.

    That is the `answer_id` of an answer which the server keeps, or its `text`, `short`, `confidence`, `agreement` and
    the day of its first citation, as the client kept them.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    question: _Text = Field(max_length=1_000, description="as it was typed")
    answer_id: _Text | None = Field(None, max_length=100, description="the `id` of the answer")
    text: _Text | None = Field(None, max_length=20_000, description="the text of the answer")
    short: _Text | None = Field(None, max_length=1_000, description="its short answer")
    confidence: float | None = Field(
        None, ge=0, le=1, description="its `confidence`: a short answer below one half is not taken for granted"
    )
    agreement: Literal["single", "list", "disagree", "unknown"] | None = Field(
        None, description="its `agreement`: of answers that contradict each other none is taken for granted"
    )
    published: _Text | None = Field(
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
        text, day = strip_markers(turn.text or "")[:REPLY], _read_day(turn.published, f"{field}.published")
        short = None if turn.short is None else normalise_line(turn.short)
        agreement = None if turn.agreement is None else Agreement(turn.agreement)
        given, unsure = read_short(short, turn.confidence, agreement)
        return Turn(question, normalise_line(text), given, is_refusal(text), day, unsure)
    if turn.text is not None or turn.short is not None:
        message = "answer_id and the text of the answer exclude each other: give one of them"
        raise InvalidInput(message, field=f"{field}.answer_id")
    if (answer := kept.get(turn.answer_id)) is None:
        return Turn(question)
    return read_answer(question, answer)


def read_short(short: str | None, confidence: float | None, agreement: Agreement | None) -> tuple[str | None, bool]:
    """Return the short answer that a follow-up may be about, None if there is not just one, and whether it is unsure.

    The same holds of an answer that is kept, of its fields as a client sends them, and of its text in a chat message.
    """
    if agreement is Agreement.DISAGREE:
        return None, True
    return short, is_unsure(confidence) and (short is not None or agreement is Agreement.LIST)


def read_answer(question: str, answer: Answer) -> Turn:
    """Return a turn with what an answer said; a follow-up does not refer to what was retracted since."""
    sound = [one for one in answer.citations if one.note != "retracted"]
    numbers = {one.n for one in sound}
    said = " ".join(one.text for one in answer.sentences if numbers.intersection(one.citations))
    shorts = [one.text for one in answer.findings if numbers.intersection(one.citations)]
    short, unsure = read_short(answer.short if answer.short in shorts else None, answer.confidence, answer.agreement)
    return Turn(question, said[:REPLY], short, answer.reason is not None, day_of(answer), unsure)


def day_of(answer: Answer) -> date | None:
    """Return the day from which "a week later" counts: that of the first citation which is not retracted."""
    return next((one.published.date() for one in answer.citations if one.note != "retracted"), None)


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
    said, nearest, _ = reply.partition(f"{NEAREST}\n")
    return _MARKER.sub("", said.rstrip() if nearest else said)

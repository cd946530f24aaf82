"""Messages of a chat client as a question: the last one of the user is asked, in the light of the turns before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from api.dialects.markdown import unescape
from api.wire.filters import read_question
from api.wire.refusals import EMPTY, REASONS
from api.wire.turns import REPLY, TURNS, drop_surrogates, strip_markers
from index.errors import InvalidInput
from index.text import normalise_line
from index.types import Filters
from qa.types import Question, Turn

_SENT = 20_000  # characters read of a message before the last: a reply of ours is shorter, with its links and escapes
_ASKED = re.compile(r"\A\*(?:[^*\\]|\\.)+\*\n\n")  # the whole question, with which the reply to a follow-up begins
_REFUSALS = (*REASONS.values(), EMPTY)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, as text alone; `other` are the kinds of its parts that are no text."""

    role: Literal["user", "assistant", "other"]
    text: str
    other: tuple[str, ...] = ()


def question_of_messages(
    messages: Sequence[Message], filters: Filters, max_sentences: int = 3, *, field: str = "messages"
) -> Question:
    """Return the last message of the user as a question, asked now, with the turns before it.

    Messages of other roles are ignored, and so is what follows the last message of the user. `field` is what the
    request calls its messages.

    Raises:
        InvalidInput: no message is the user's, or the last of them has no text or too long a text.
    """
    asked = [at for at, message in enumerate(messages) if message.role == "user"]
    if not asked:
        raise InvalidInput(f"{field} must contain a message of the user", field=field)
    last = messages[asked[-1]]
    if last.other and not last.text.strip():
        kinds = ", ".join(dict.fromkeys(last.other))
        message = f"the last message of the user has no text; {kinds} cannot be read: ask in words"
        raise InvalidInput(message, field=field)
    try:
        text = read_question(last.text, field="the last message of the user")
    except InvalidInput as error:
        raise InvalidInput(error.message, field=field) from None
    return Question(text, datetime.now(UTC), filters, max_sentences, turns=read_turns(messages[: asked[-1]]))


def read_turns(messages: Sequence[Message]) -> tuple[Turn, ...]:
    """Return the latest turns: each message of the user with the replies that follow it."""
    asked = [at for at, message in enumerate(messages) if message.role == "user"][-TURNS:]
    ends = [*asked[1:], len(messages)]
    turns = (_read_turn(messages[start], messages[start + 1 : end]) for start, end in zip(asked, ends, strict=False))
    return tuple(turn for turn in turns if turn.question)


def _read_turn(asked: Message, following: Iterable[Message]) -> Turn:
    reply = ""
    for message in following:
        if message.role == "assistant" and len(reply) < REPLY:
            reply = f"{reply} {_read_reply(message.text)}".strip()
    return Turn(normalise_line(asked.text[:_SENT])[:REPLY], normalise_line(reply[:REPLY]))


def _read_reply(text: str) -> str:
    """Return what a reply of ours says about the articles: nothing if the question was declined."""
    said = _ASKED.sub("", drop_surrogates(text[:_SENT]))
    return "" if said.startswith(_REFUSALS) else unescape(strip_markers(said))

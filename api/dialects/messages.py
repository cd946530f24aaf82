"""Messages of a chat client as a question: the last one of the user is asked, in the light of the turns before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from api.dialects.markdown import unescape
from api.wire.filters import read_question
from api.wire.turns import TURNS, is_refusal, strip_markers
from index.errors import InvalidInput
from index.text import normalise_line
from index.types import Filters
from qa.types import Question, Turn

_REPLY = 4_000  # characters kept of a reply: what a follow-up may refer to
_ASKED = re.compile(r"\A\*(?:[^*\\]|\\.)+\*\n\n")  # the whole question, with which the reply to a follow-up begins


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


def read_turns(messages: Iterable[Message]) -> tuple[Turn, ...]:
    """Return the latest turns: each message of the user with the replies that follow it."""
    turns: list[Turn] = []
    for message in messages:
        if message.role == "user":
            turns.append(Turn(normalise_line(message.text)[:_REPLY]))
        elif message.role == "assistant" and turns:
            reply = f"{turns[-1].reply} {_read_reply(message.text)}".strip()
            declined = turns[-1].declined or is_refusal(_ASKED.sub("", message.text))
            turns[-1] = Turn(turns[-1].question, reply[:_REPLY], declined=declined)
    return tuple(turn for turn in turns[-TURNS:] if turn.question)


def _read_reply(text: str) -> str:
    """Return what a reply of ours says about the articles: nothing if the question was declined."""
    said = _ASKED.sub("", text)
    return "" if is_refusal(said) else unescape(strip_markers(said))

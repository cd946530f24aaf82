"""Messages of a chat client as a question: the last one of the user is asked, in the light of the turns before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from api.dialects.markdown import unescape
from api.dialects.notes import drop_period, split_notes
from api.wire.filters import read_question
from api.wire.turns import REPLY, TURNS, drop_surrogates, is_refusal, strip_markers
from index.errors import InvalidInput
from index.text import normalise_line
from index.types import Filters
from qa.types import Question, Turn

_SENT = 20_000  # characters read of a message before the last: a reply of ours is shorter, with its links and escapes


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
    turn = Turn(normalise_line(asked.text[:_SENT])[:REPLY])
    for message in following:
        if message.role == "assistant" and len(turn.reply) < REPLY:
            said, short, unsure = _read_reply(message.text)
            reply = normalise_line(f"{turn.reply} {said or ''}".strip()[:REPLY])
            declined = turn.declined or said is None
            turn = replace(turn, reply=reply, declined=declined)
            turn = replace(turn, short=short, unsure=unsure) if short else turn
    return turn


def _read_reply(text: str) -> tuple[str | None, str | None, bool]:
    """Return what a reply of ours says about the articles, its short answer, and whether that is uncertain.

    The first is None if the question was declined.
    """
    said, short, unsure = split_notes(drop_surrogates(text[:_SENT]))
    if is_refusal(said):
        return None, None, False
    short = drop_period(unescape(strip_markers(short))) if short else None
    return unescape(strip_markers(said)), short, unsure

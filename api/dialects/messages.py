"""Messages of a chat client as a question: the last one of the user is asked, in the light of the turns before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from api.dialects.markdown import unescape
from api.dialects.notes import drop_period, split_notes
from api.wire.asking import NO_ANSWERS
from api.wire.filters import read_question
from api.wire.turns import REPLY, TURNS, drop_surrogates, is_refusal, read_answer, read_short, strip_markers
from index.errors import InvalidInput
from index.text import normalise_line, shorten
from index.types import Filters
from qa.types import Agreement, Answer, Question, Turn

_SENT = 20_000  # characters read of a message before the last: a reply of ours is shorter, with its links and escapes


@dataclass(frozen=True, slots=True)
class Given:
    """What a client sends back of an answer besides its text: its id, and its short answer with what is known of it."""

    answer: str | None = None
    short: str | None = None
    confidence: float | None = None
    agreement: Agreement | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, as text alone; `other` are the kinds of its parts that are no text.

    `given` is what a message of the assistant says of its own answer, besides its text.
    """

    role: Literal["user", "assistant", "other"]
    text: str
    other: tuple[str, ...] = ()
    given: Given | None = None


def question_of_messages(
    messages: Sequence[Message],
    filters: Filters,
    max_sentences: int | None = None,
    *,
    kept: Mapping[str, Answer] = NO_ANSWERS,
    field: str = "messages",
) -> Question:
    """Return the last message of the user as a question, asked now, with the turns before it.

    Messages of other roles are ignored, and so is what follows the last message of the user. `kept` are the answers
    that messages of the assistant name, by id. `field` is what the request calls its messages.

    Raises:
        InvalidInput: no message is the user's, or the last of them has no text or too long a text.
    """
    asked = [at for at, message in enumerate(messages) if message.role == "user"]
    if not asked:
        raise InvalidInput(f"{field} must contain a message of the user", field=field)
    last = messages[asked[-1]]
    if last.other and not last.text.strip():
        kinds = shorten(", ".join(dict.fromkeys(last.other)))
        message = f"the last message of the user has no text; {kinds} cannot be read: ask in words"
        raise InvalidInput(message, field=field)
    try:
        text = read_question(last.text, field="the last message of the user")
    except InvalidInput as error:
        raise InvalidInput(error.message, field=field) from None
    return Question(text, datetime.now(UTC), filters, max_sentences, turns=read_turns(messages[: asked[-1]], kept))


def answers_of(messages: Sequence[Message]) -> set[str]:
    """Return the ids of the answers that the messages of the latest turns name."""
    asked = [at for at, message in enumerate(messages) if message.role == "user"][-TURNS - 1 :]
    latest = messages[asked[0] :] if asked else ()
    return {message.given.answer for message in latest if message.given and message.given.answer}


def read_turns(messages: Sequence[Message], kept: Mapping[str, Answer] = NO_ANSWERS) -> tuple[Turn, ...]:
    """Return the latest turns: each message of the user with the replies that follow it.

    A reply that names an answer of `kept` is that answer.
    """
    asked = [at for at, message in enumerate(messages) if message.role == "user"][-TURNS:]
    ends = [*asked[1:], len(messages)]
    turns = (
        _read_turn(messages[start], messages[start + 1 : end], kept) for start, end in zip(asked, ends, strict=False)
    )
    return tuple(turn for turn in turns if turn.question)


def _read_turn(asked: Message, following: Iterable[Message], kept: Mapping[str, Answer]) -> Turn:
    turn = Turn(normalise_line(asked.text[:_SENT])[:REPLY])
    for message in following:
        if message.role == "assistant" and len(turn.reply) < REPLY:
            turn = _add_reply(turn, message, kept)
    return turn


def _add_reply(turn: Turn, message: Message, kept: Mapping[str, Answer]) -> Turn:
    answer = kept.get(message.given.answer or "") if message.given else None
    one = read_answer(turn.question, answer) if answer else _read_reply(message)
    reply = normalise_line(f"{turn.reply} {one.reply}".strip()[:REPLY])
    turn = replace(turn, reply=reply, declined=turn.declined or one.declined, published=turn.published or one.published)
    return replace(turn, short=one.short, unsure=one.unsure) if one.short or one.unsure else turn


def _read_reply(message: Message) -> Turn:
    """Return what a reply of ours says about the articles as a turn without its question; nothing of a refusal."""
    said, short, unsure = split_notes(drop_surrogates(message.text[:_SENT]))
    if is_refusal(said):
        return Turn("", declined=True)
    if message.given and message.given.short is not None:
        short, unsure = read_short(message.given.short, message.given.confidence, message.given.agreement)
    else:
        short = drop_period(unescape(strip_markers(short))) if short else None
    published = message.given.published if message.given else None
    return Turn("", unescape(strip_markers(said)), short, unsure=unsure, published=published)

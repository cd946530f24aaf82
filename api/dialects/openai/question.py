"""Requests in OpenAI's formats as questions, the style of citations that they ask for, and what of them is ignored.

The last message of the user is asked. Dates and sources are fields of our own, or strings in `metadata`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Literal, TypeVar

from api.dialects.messages import Message, question_of_messages
from api.dialects.openai.models import MODEL
from api.dialects.openai.request import TEXTS, ChatRequest, ItemBody, Options, Part, ResponseRequest
from api.dialects.rendering import CitationStyle
from api.errors import Refusal
from api.wire.filters import make_filters
from index.errors import InvalidInput
from index.text import shorten
from index.types import Filters
from qa.types import Generator, Question, Style

Choice = TypeVar("Choice", bound=StrEnum)

_NO_EFFECT = ("temperature", "top_p", "instructions")
_MAX_IGNORED = 50
_SPOKEN: dict[str, Literal["user", "assistant", "other"]] = {"user": "user", "assistant": "assistant"}


def question_of_chat(request: ChatRequest) -> Question:
    """Return the question of a chat.

    Raises:
        InvalidInput: it asks nothing, or a filter cannot be read.
        Refusal: 404, there is no such model.
    """
    return _make_question(request, [_read_message(one.role, one.content) for one in request.messages], "messages")


def question_of_response(request: ResponseRequest) -> Question:
    """Return the question of a response, likewise."""
    messages = [_read_message(one.role, one.content) for one in request.input if _is_message(one)]
    return _make_question(request, messages, "input")


def refuse_model(name: str) -> None:
    """Refuse any model but the one.

    Raises:
        Refusal: 404, there is no such model.
    """
    if name != MODEL:
        raise Refusal(404, f"the model {shorten(name)!r} does not exist; the only one is {MODEL}", field="model")


def style_of(request: Options, default: CitationStyle) -> CitationStyle:
    """Return the style of citations that a request asks for.

    Raises:
        InvalidInput: there is no such style.
    """
    return _read_choice(request, "citation_style", request.citation_style, CitationStyle) or default


def list_ignored(request: ChatRequest | ResponseRequest) -> list[str]:
    """Return what a request holds that has no effect: fields, and parts and roles of messages."""
    found = [name for name in _NO_EFFECT if getattr(request, name, None)]
    found += [name for name, value in (request.model_extra or {}).items() if value is not None and value is not False]
    used = () if isinstance(request, ChatRequest) else ("file_search",)
    found += ["tools"] if any(tool.get("type") not in used for tool in request.tools or ()) else []
    if isinstance(request, ChatRequest):
        found += [f"messages: {what}" for one in request.messages for what in _unread(one.role, one.content)]
    else:
        found += [f"input: {one.type}" for one in request.input if not _is_message(one)]
        messages = filter(_is_message, request.input)
        found += [f"input: {what}" for one in messages for what in _unread(one.role, one.content)]
    shown = dict.fromkeys(name.encode("ascii", "backslashreplace").decode()[:80] for name in found)
    return list(shown)[:_MAX_IGNORED]


def _make_question(request: Options, messages: Sequence[Message], field: str) -> Question:
    refuse_model(request.model)
    question = question_of_messages(messages, _read_filters(request), _read_max_sentences(request), field=field)
    return replace(
        question,
        generator=_read_choice(request, "generator", request.generator, Generator) or Generator.AUTO,
        style=_read_choice(request, "style", request.style, Style) or Style.BRIEF,
    )


def _read_choice(request: Options, name: str, given: str | None, choices: type[Choice]) -> Choice | None:
    value = _read_metadata(request, name) if given is None else given
    if value is not None and value not in tuple(choices):
        raise InvalidInput(f"{name} must be one of {', '.join(choices)}", field=f"metadata.{name}")
    return choices(value) if value else None


def _read_filters(request: Options) -> Filters:
    try:
        return make_filters(
            since=_read_moment(request, "since", request.since),
            until=_read_moment(request, "until", request.until),
            as_of=_read_moment(request, "as_of", request.as_of),
            sources=_read_names(request, "sources", request.sources),
            languages=_read_names(request, "languages", request.languages),
        )
    except InvalidInput as error:
        if error.field in Options.model_fields and getattr(request, error.field) is None:
            raise InvalidInput(error.message, field=f"metadata.{error.field}") from None
        raise


def _read_max_sentences(request: Options) -> int | None:
    given = _read_metadata(request, "max_sentences")
    if request.max_sentences is not None or given is None:
        return request.max_sentences
    if given not in map(str, range(1, 11)):
        raise InvalidInput("max_sentences must be a number from 1 to 10", field="metadata.max_sentences")
    return int(given)


def _read_moment(request: Options, name: str, given: str | None) -> str | None:
    return _read_metadata(request, name) if given is None else given


def _read_names(request: Options, name: str, given: list[str] | None) -> list[str]:
    if given is not None:
        return given
    text = _read_metadata(request, name)
    return [] if text is None else [part.strip() for part in text.split(",")]


def _read_metadata(request: Options, name: str) -> str | None:
    value = (request.metadata or {}).get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidInput(f"metadata.{name} must be a string", field=f"metadata.{name}")
    return value


def _is_message(item: ItemBody) -> bool:
    return item.type == "message" or (item.type is None and item.role is not None)


def _read_message(role: str | None, content: Iterable[Part]) -> Message:
    parts = list(content)
    text = "\n".join(part.text or "" for part in parts if part.type in TEXTS)
    return Message(_SPOKEN.get(role or "", "other"), text, tuple(part.type for part in parts if part.type not in TEXTS))


def _unread(role: str | None, content: Iterable[Part]) -> Iterator[str]:
    """Yield what is not read of a message: all of it because of its role, or some of its parts."""
    if role not in _SPOKEN:
        yield f"role {role}"
    else:
        yield from (part.type for part in content if part.type not in TEXTS)

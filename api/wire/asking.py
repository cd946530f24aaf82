"""Questions and searches as clients send them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from api.wire.filters import make_filters, read_question
from api.wire.turns import TurnBody, read_turns
from qa.types import Answer, Generator, Question, Style

MAX_HITS = 100
NO_ANSWERS: Mapping[str, Answer] = MappingProxyType({})

Moment = Annotated[
    str | None, Field(description="ISO 8601; a bare date is the whole day, UTC", examples=["2015-02-01"])
]
Names = Annotated[list[Annotated[str, Field(json_schema_extra={"minLength": 1})]], Field(max_length=100)]


class AskRequest(BaseModel):
    """A question and its filters; only `question` is required."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [examples.ASK]})

    question: str = Field(description="1 to 1,000 characters", json_schema_extra={"minLength": 1})
    as_of: Moment = None
    since: Moment = None
    until: Moment = None
    sources: Names = []
    languages: Names = []
    max_sentences: int | None = Field(
        None,
        ge=1,
        le=10,
        description="at most this many; if absent 3, and of a written answer in the style `full` 8, `timeline` 10;"
        " one that refers back to the sentence before it is quoted together with that",
    )
    generator: Literal["auto", "none", "required"] = Field(
        "auto",
        description="`auto` uses the model server if one is configured, `none` never does, `required` declines without",
    )
    style: Literal["brief", "full", "timeline"] = Field(
        "brief", description="length and order of an answer that a language model writes"
    )
    conversation: list[TurnBody] = Field(
        default=[], max_length=1_000, description="earlier turns, the oldest first; the latest ten are used"
    )


class SearchQuery(BaseModel):
    """The parameters of a search; `source` and `language` may be given more than once."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(
        description="1 to 1,000 characters", examples=["Kobane libreated"], json_schema_extra={"minLength": 1}
    )
    k: int = Field(10, ge=1, le=MAX_HITS, description="maximum number of passages", examples=[10])
    since: Moment = None
    until: Moment = None
    as_of: Moment = None
    source: Names = []
    language: Names = []


def question_of_ask(request: AskRequest, kept: Mapping[str, Answer] = NO_ANSWERS) -> Question:
    """Return the question of a request, asked now; `kept` are the answers that its earlier turns refer to, by id.

    Raises:
        InvalidInput: the question is empty or too long, or an earlier turn refers to an answer that is not kept.
        InvalidDate: a date cannot be parsed.
        InvalidFilter: a filter is invalid, or the range is empty.
    """
    filters = make_filters(
        since=request.since,
        until=request.until,
        as_of=request.as_of,
        sources=request.sources,
        languages=request.languages,
    )
    text = read_question(request.question)
    turns = read_turns(request.conversation, kept)
    generator, style = Generator(request.generator), Style(request.style)
    return Question(text, datetime.now(UTC), filters, request.max_sentences, generator, turns, style)


def question_of_search(query: SearchQuery) -> Question:
    """Return the question of a search, asked now."""
    filters = make_filters(
        since=query.since, until=query.until, as_of=query.as_of, sources=query.source, languages=query.language
    )
    return Question(read_question(query.q, field="q"), datetime.now(UTC), filters)

"""The tools that an agent can call, whatever the protocol: their arguments, what they do, how they report it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.dialects.mcp.reports import (
    Report,
    report_answer,
    report_article,
    report_recheck,
    report_search,
)
from api.errors import Refusal, refuse_arguments, translated
from api.processes.excerpts import read_excerpt
from api.service import Service
from api.wire.answers import AnswerBody
from api.wire.articles import ArticleBody
from api.wire.asking import MAX_HITS
from api.wire.filters import make_filters, read_question
from api.wire.history import RecheckBody
from api.wire.hits import SearchBody
from api.wire.turns import TurnBody, answers_of, read_turns
from index.errors import InvalidFilter
from index.text import shorten
from index.types import Filters
from qa.types import Generator, Question, Style

_DATE = "ISO 8601, such as 2015-02-01; a bare date means the whole day, UTC"


class Arguments(BaseModel):
    """The arguments of a tool; an unknown one is refused, never ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Filtered(Arguments):
    """The arguments that limit which articles are used."""

    since: str | None = Field(None, description=f"Only articles published from then on. {_DATE}.")
    until: str | None = Field(None, description=f"Only articles published by then. {_DATE}.")
    as_of: str | None = Field(
        None, description=f"Answer as of that day: only what had been published, in its version of then. {_DATE}."
    )
    sources: list[str] = Field(default=[], max_length=100, description="Only these sources, by name.")
    languages: list[str] = Field(default=[], max_length=100, description="Only these languages, such as en.")

    def read_filters(self) -> Filters:
        """Return the filters, parsed."""
        return make_filters(
            since=self.since,
            until=self.until,
            as_of=self.as_of,
            sources=self.sources,
            languages=self.languages,
        )


class AskArguments(Filtered):
    """A question and its filters."""

    question: str = Field(
        description="One question in English, such as: Who liberated Kobane? Name what it is about, or send the earlier"
        " questions as `conversation`: the server remembers none. At most 1,000 characters."
    )
    max_sentences: int | None = Field(
        None, ge=1, le=10, description="At most so many sentences; if absent 3, or more in a longer style."
    )
    generator: Literal["auto", "none", "required"] = Field(
        "auto", description="Whether a language model writes the answer: if one is configured, never, or nothing else."
    )
    style: Literal["brief", "full", "timeline"] = Field("brief", description="Length and order of a written answer.")
    conversation: list[TurnBody] = Field(
        default=[],
        max_length=1_000,
        description="The earlier turns that the question goes on from, the oldest first; the latest ten are used. Each"
        " has the question, and the `id` of its answer as `answer_id`.",
    )


class SearchArguments(Filtered):
    """What to search for, and the filters."""

    query: str = Field(description="A question or a few words. At most 1,000 characters.")
    k: int = Field(10, ge=1, le=MAX_HITS, description="At most so many passages.")


class ArticleArguments(Arguments):
    """Which article, and which version of it."""

    id: str = Field(description="The id of the article, as in `article` of a citation or a passage.")
    version: int | None = Field(
        None, ge=1, le=2**31, description="The number of the version; the current one if neither is given."
    )
    as_of: str | None = Field(None, description=f"The version of that time. {_DATE}.")


class RecheckArguments(Arguments):
    """Which answer."""

    answer: str = Field(description="The id of an earlier answer, such as ans_06e9f41c2b3d4c2a81e6f0427.")


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: what agents read about it, the models of its arguments and its result, and what it does."""

    title: str
    description: str
    arguments: type[Arguments]
    result: type[BaseModel]
    call: Callable[[Any, Service, Request | None], Awaitable[Report]]


async def run_tool(tool: Tool, given: Mapping[str, object], service: Service, request: Request | None) -> Report:
    """Call a tool with arguments as an agent sent them; stop when the client of `request` disconnects.

    Raises:
        Refusal: an argument is wrong, or the call fails; the message says why.
    """
    with translated():
        try:
            arguments = tool.arguments.model_validate(given)
        except ValidationError as error:
            raise refuse_arguments(error, list(tool.arguments.model_fields)) from None
        return await tool.call(arguments, service, request)


async def _ask(arguments: AskArguments, service: Service, request: Request | None) -> Report:
    filters, text = arguments.read_filters(), read_question(arguments.question)
    turns = read_turns(arguments.conversation, await service.recall(answers_of(arguments.conversation)))
    generator, style = Generator(arguments.generator), Style(arguments.style)
    question = Question(text, datetime.now(UTC), filters, arguments.max_sentences, generator, turns, style)
    return report_answer(await service.ask(question, request))


async def _search(arguments: SearchArguments, service: Service, request: Request | None) -> Report:
    filters = arguments.read_filters()
    question = Question(read_question(arguments.query, field="query"), datetime.now(UTC), filters)
    return report_search(await service.search(question, arguments.k, request))


async def _get_article(arguments: ArticleArguments, service: Service, _: Request | None) -> Report:
    if arguments.version is not None and arguments.as_of is not None:
        raise InvalidFilter("version and as_of exclude each other: give one of them", field="as_of")
    moment = make_filters(as_of=arguments.as_of).as_of
    catalogue, quoting = service.library.catalogue, service.quoting
    read = partial(read_excerpt, arguments.id, catalogue, quoting, number=arguments.version, moment=moment)
    return report_article(await service.read(read))


async def _recheck(arguments: RecheckArguments, service: Service, request: Request | None) -> Report:
    return report_recheck(await service.work(partial(service.history.recheck, arguments.answer), request))


TOOLS = {
    "ask": Tool(
        "Ask the news archive",
        "Answer a question from the news articles of this archive. Every sentence of the answer is quoted from an"
        " article and was checked against it: cite the numbered sources. If the archive does not hold the answer, the"
        " tool says so and names the closest articles; do not answer from memory then.",
        AskArguments,
        AnswerBody,
        _ask,
    ),
    "search": Tool(
        "Search the news archive",
        "List the passages of the archive that are closest to a question or a few words, the best first. Use it to look"
        " around; to get an answer with checked quotes, use ask.",
        SearchArguments,
        SearchBody,
        _search,
    ),
    "get_article": Tool(
        "Read an article",
        "Read one article in full: its headline, source, date and text, in its current version or an earlier one.",
        ArticleArguments,
        ArticleBody,
        _get_article,
    ),
    "recheck": Tool(
        "Recheck an earlier answer",
        "Compare the quotes of an earlier answer with its articles as they are now: each quote holds, or was changed,"
        " retracted or deleted.",
        RecheckArguments,
        RecheckBody,
        _recheck,
    ),
}


def find_tool(name: str) -> Tool:
    """Return the tool of a name.

    Raises:
        Refusal: there is none.
    """
    if name not in TOOLS:
        raise Refusal(404, f"there is no tool {shorten(name)!r}; there are {', '.join(TOOLS)}")
    return TOOLS[name]


def make_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a model, without the examples, which are for readers of the documentation."""
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("examples", None)
    return schema

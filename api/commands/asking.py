"""`ask`, `chat` and `search`: in the data folder, or on a running server."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings
from api.commands.context.questions import (
    AsOf,
    Languages,
    Length,
    MaxSentences,
    Server,
    Since,
    Sources,
    Until,
    Writes,
    between,
)
from api.commands.output.waiting import working

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.settings import Settings
    from api.wire.answers import AnswerBody
    from api.wire.asking import AskRequest, SearchQuery
    from api.wire.hits import SearchBody
    from index.library import Library
    from qa.generation.author import Author
    from qa.reading.reader import Reader
    from qa.types import Answer, Question

DECLINED = 3
_LEAVE = ("exit", "quit", "bye")
_LEAVING = 'Ask a question; "exit" or Ctrl-D leaves.'


@with_settings("data", "embedder", "embedding", "reading", "generator", "quoting")
def ask(
    settings: "Settings",
    question: Annotated[
        list[str],
        typer.Argument(metavar="QUESTION", help="A question in English, in quotes or not.", show_default=False),
    ],
    *,
    as_of: AsOf = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    language: Languages = None,
    max_sentences: MaxSentences = None,
    generator: Writes = "auto",
    style: Length = "brief",
    server: Server = None,
    json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown with links.")] = False,
) -> None:
    """Answer a question, with citations.

    The exit code is 3 if the question is declined.
    """
    if json and markdown:
        raise typer.BadParameter("--json and --markdown exclude each other: give one of them")
    from api.wire.asking import AskRequest

    request = AskRequest(
        question=" ".join(question),
        as_of=as_of,
        since=since,
        until=until,
        sources=source or [],
        languages=language or [],
        max_sentences=max_sentences,
        generator=generator,
        style=style,
    )
    if markdown:
        text, status = _ask_for_markdown(request, server, settings)
        from api.commands.output.show import print_markdown

        print_markdown(text)
    else:
        answer = _ask(request, server, settings)
        status = answer.status
        _print(answer, as_json=json)
    if status == "declined":
        raise typer.Exit(DECLINED)


@with_settings("data", "embedder", "embedding", "reading", "generator", "quoting")
def chat(
    settings: "Settings",
    *,
    as_of: AsOf = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    language: Languages = None,
    generator: Writes = "auto",
    style: Length = "brief",
    server: Server = None,
    json: Json = False,
) -> None:
    """Answer one question a line until the input ends; a line may follow up on those before it.

    "Who liberated Kobane?", then "when?" or "and Raqqa?". The whole question that a follow-up became is shown. "exit",
    "quit", "bye" and Ctrl-D leave.
    """
    from api.commands.output.show import print_answer
    from api.commands.output.terminal import open_console, print_json
    from api.wire.asking import AskRequest
    from api.wire.turns import TURNS, TurnBody
    from index.errors import DatelineError

    console = open_console()
    shown = not json and not sys.stdin.isatty()  # what nobody sees being typed
    if not json:
        typer.echo(_LEAVING)
    filters = {"as_of": as_of, "since": since, "until": until, "sources": source or [], "languages": language or []}
    given = {**filters, "generator": generator, "style": style}
    turns: list[TurnBody] = []
    with _open_asker(server, settings) as answer_one:
        for line in _read_lines():
            if shown:
                typer.echo(f"> {line}")
            request = AskRequest.model_validate({"question": line, "conversation": turns[-TURNS:], **given})
            try:
                answer = answer_one(request)
            except DatelineError as error:  # the next line may be fine
                typer.echo(f"dateline: {error.message}", err=True)
                continue
            print_json(answer, indent=None) if json else print_answer(answer, console)
            turn = answer.model_dump(mode="json", include={"short", "confidence", "agreement"})
            turn |= {"question": line, "text": answer.text or answer.message}
            if answer.citations:
                turn["published"] = answer.citations[0].published.date().isoformat()
            turns.append(TurnBody.model_validate(turn))


@with_settings("data", "embedder", "embedding", "quoting")
def search(
    settings: "Settings",
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="A question, or a few words.", show_default=False)
    ],
    *,
    k: Annotated[
        int, typer.Option("-k", callback=between(1, 100), metavar="NUMBER", help="Show at most this many passages.")
    ] = 10,
    as_of: AsOf = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    language: Languages = None,
    server: Server = None,
    json: Json = False,
) -> None:
    """Show the passages nearest to a question."""
    from api.wire.asking import SearchQuery

    query = SearchQuery(
        q=" ".join(question), k=k, as_of=as_of, since=since, until=until, source=source or [], language=language or []
    )
    found = _search(query, server, settings)
    from api.commands.output.terminal import open_console, print_json

    if json:
        print_json(found)
    else:
        from api.commands.output.show import print_search

        print_search(found, query.q, open_console())


def _ask(request: "AskRequest", server: str | None, settings: "Settings") -> "AnswerBody":
    from api.wire.asking import question_of_ask

    question = question_of_ask(request)  # first, so that an invalid one is refused before anything is opened or sent
    if server is not None:
        from api.commands.context.remote import ask_server

        return ask_server(server, request, settings.secret_key)
    answer = _answer(question, settings)
    from api.wire.answers import show_answer

    return show_answer(answer)


def _ask_for_markdown(request: "AskRequest", server: str | None, settings: "Settings") -> tuple[str, str]:
    """Return the answer as Markdown, and whether it is answered or declined."""
    from api.wire.asking import question_of_ask

    question = question_of_ask(request)
    if server is not None:
        from api.commands.context.remote import ask_server_for_markdown

        return ask_server_for_markdown(server, request, settings.secret_key)
    answer = _answer(question, settings)
    from api.dialects.addresses import LocalWriter
    from api.dialects.markdown_answer import write_markdown
    from api.dialects.rendering import CitationStyle

    return write_markdown(answer, LocalWriter(CitationStyle.LINKS, "")), answer.status


def _answer(question: "Question", settings: "Settings") -> "Answer":
    from api.commands.context.library import library_and_reader_of

    asks_model = settings.generator_url and question.generator != "none"
    writing = ", and waiting for the language model (--generator none asks none)" if asks_model else ""
    with library_and_reader_of(settings) as (library, reader), working(f"searching and reading{writing}"):
        from api.processes.opening import open_author_from_settings

        author = open_author_from_settings(settings) if asks_model else None
        return settings.quoting.cut_answer(_answer_or_greet(question, library, reader, author))


def _answer_or_greet(
    question: "Question", library: "Library", reader: "Reader | None", author: "Author | None"
) -> "Answer":
    """Return an answer; a reply to small talk has questions that are known to be answered, as that of a server."""
    from api.processes.suggesting import Suggester
    from qa.answer import answer

    suggester = Suggester(lambda: reader, lambda: False, lambda: question.asked)
    return suggester.greet(answer(question, library, reader, author), question, library, reader)


def _print(answer: "AnswerBody", *, as_json: bool) -> None:
    from api.commands.output.terminal import open_console, print_json

    if as_json:
        print_json(answer)
        return
    from api.commands.output.show import print_answer

    print_answer(answer, open_console())


@contextmanager
def _open_asker(server: str | None, settings: "Settings") -> "Iterator[Callable[[AskRequest], AnswerBody]]":
    """Return what answers many requests: a server, or the library of the data folder, which is opened once."""
    if server is not None:
        yield lambda request: _ask(request, server, settings)
        return
    from api.commands.context.library import library_and_reader_of
    from api.wire.answers import show_answer
    from api.wire.asking import question_of_ask

    with library_and_reader_of(settings) as (library, reader):
        from api.processes.opening import open_author_from_settings
        from index.intake.drain import store_due

        author = open_author_from_settings(settings)

        def answer_one(request: "AskRequest") -> "AnswerBody":
            question = question_of_ask(request)
            store_due(library)  # an embargo may end between two questions
            with working("searching and reading"):
                return show_answer(settings.quoting.cut_answer(_answer_or_greet(question, library, reader, author)))

        yield answer_one


def _read_lines() -> "Iterator[str]":
    """Yield the lines of the input that are not empty, up to one that leaves; a terminal shows that one is awaited."""
    prompt = "> " if sys.stdin.isatty() else ""
    while True:
        try:
            line = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line.lower().rstrip(" .!") in _LEAVE:
            return
        if line:
            yield line


def _search(query: "SearchQuery", server: str | None, settings: "Settings") -> "SearchBody":
    from api.wire.asking import question_of_search

    question = question_of_search(query)
    if server is not None:
        from api.commands.context.remote import search_server

        return search_server(server, query, settings.secret_key)
    from api.commands.context.library import library_of

    with library_of(settings) as library:
        from api.wire.hits import show_search
        from qa.search.retrieve import search as search_library

        return show_search(settings.quoting.cut_search(search_library(question, library, query.k)))

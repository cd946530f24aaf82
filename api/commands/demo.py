"""`demo`: the example articles, three questions, and a citation checked step by step."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.context.flags import Json, with_settings

if TYPE_CHECKING:
    from rich.console import Console

    import qa.reading.reader
    from api.settings import Settings
    from api.wire.answers import AnswerBody, CitationBody
    from index.library import Library

_ROOT = Path(__file__).parents[2]
CORPUS = _ROOT / "examples" / "corpus"
FOLDER = _ROOT / ".demo"
_SOURCE_OF_TEXTS = "harbour-post"  # text files name no source
QUESTIONS = (
    "Who liberated Kobane?",
    "When did Chandrayaan-3 land on the Moon?",
    "Who painted the Mona Lisa?",
)


@with_settings("data", "embedder", "embedding", "reading", data=FOLDER)
def demo(settings: "Settings", *, json: Json = False) -> None:
    """Index the example articles and ask three questions."""
    from api.commands.context.library import library_and_reader_of
    from api.commands.output.terminal import open_console, print_json_list
    from index.errors import NotFound

    if not CORPUS.is_dir():
        raise NotFound(f"{CORPUS} does not exist: the examples come with Dateline's source code, not with its package")
    with library_and_reader_of(settings, create=True) as (library, opened):
        _fill(library)
        answers = [_ask(question, library, opened) for question in QUESTIONS]
        if json:
            print_json_list(answers)
        else:
            _report(answers, library, open_console())


def _fill(library: "Library") -> None:
    from api.commands.intake import ingest_paths, ingesting_into, ingesting_together
    from index.formats import Options

    with ingesting_together(library) if library.catalogue.is_shared else ingesting_into(library.folder):
        ingest_paths(library, [str(CORPUS)], Options(source=_SOURCE_OF_TEXTS))


def _ask(question: str, library: "Library", reader: "qa.reading.reader.Reader | None") -> "AnswerBody":
    from api.wire.answers import show_answer
    from qa.answer import answer
    from qa.types import Question

    return show_answer(answer(Question(question, datetime.now(UTC)), library, reader))


def _report(answers: "list[AnswerBody]", library: "Library", console: "Console") -> None:
    from api.commands.output.show import print_answer

    with library.catalogue.snapshot() as snapshot:
        counts = snapshot.counts()
    console.print(f"Indexed {counts.articles} articles ({counts.passages} passages) in {library.folder}")
    for body in answers:
        console.print()
        console.rule(style="dim")
        console.print(f"> {body.question}")
        console.print()
        print_answer(body, console)
    console.print()
    console.rule(style="dim")
    console.print(f"The quotes of the first answer, compared with the stored articles: {answers[0].question}")
    for citation in answers[0].citations:
        console.print(f"  [{citation.n}]: {_check(citation, library)}")
    _suggest(library.folder, console)


def _check(citation: "CitationBody", library: "Library") -> str:
    """Read the cited version again, and compare the quote with it."""
    with library.catalogue.snapshot() as snapshot:
        text = snapshot.text_of(citation.article, citation.version)
    holds = text is not None and text[citation.start : citation.end] == citation.quote
    place = f"characters {citation.start}–{citation.end} of version {citation.version}"
    return f"{place}: {'holds' if holds else 'DOES NOT HOLD'}"


def _suggest(folder: Path, console: "Console") -> None:
    console.print("\nTry next:")
    for command in (
        f'dateline ask "When did Microsoft complete its takeover of Activision Blizzard?" --data {folder}',
        f'dateline search "peshmerga" --data {folder}',
        f"dateline serve --data {folder}",
        "dateline ingest PATH",
    ):
        console.print(f"  {command}")

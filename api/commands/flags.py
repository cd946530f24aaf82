"""The flags that commands share, and the settings they make together with the environment and `dateline.toml`.

The defaults are written here once more, so that `--help` need not import the settings; a test holds the two together.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pydantic import ValidationError

    from api.settings import Settings

# A default that typer is told to show in so many words would stand in brackets of its own.
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Folder of all state. [default: ~/.local/share/dateline]")
]
Host = Annotated[
    str | None, typer.Option("--host", metavar="ADDRESS", help="Address to serve on. [default: 127.0.0.1]")
]
Port = Annotated[
    int | None,
    typer.Option("--port", metavar="NUMBER", help="Port to serve on; 0 picks a free one. [default: 8000]"),
]
Embedder = Annotated[
    str | None,
    typer.Option(
        "--embedder", metavar="MODEL", help="Embedding model: a name or a folder. [default: all-MiniLM-L6-v2]"
    ),
]
Reader = Annotated[
    str | None,
    typer.Option("--reader", metavar="MODEL", help="Reading model: a name, a folder, or none. [default: reader-1]"),
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", metavar="NUMBER", help="Processor threads that embed articles. [default: 2]"),
]
ReaderThreads = Annotated[
    int | None,
    typer.Option("--reader-threads", metavar="NUMBER", help="Processor threads that read passages. [default: 2]"),
]
ReadingTime = Annotated[
    float | None,
    typer.Option(
        "--reading-time", metavar="SECONDS", help="Time that reading for one question may take. [default: 0.5]"
    ),
]
Concurrency = Annotated[
    int | None,
    typer.Option("--concurrency", metavar="NUMBER", help="Questions worked on at one time; others wait. [default: 4]"),
]
WorkerThreads = Annotated[
    int | None,
    typer.Option(
        "--worker-threads",
        metavar="NUMBER",
        help="Likewise, in the process that stores for a server. [default: 1]",
    ),
]
WorkerNice = Annotated[
    int | None, typer.Option("--worker-nice", metavar="NUMBER", help="Niceness of that process. [default: 10]")
]
KeepAnswers = Annotated[
    int | None,
    typer.Option("--keep-answers", metavar="NUMBER", help="Answers kept for a recheck; 0 keeps none. [default: 10000]"),
]
KeepAnswersDays = Annotated[
    int | None,
    typer.Option("--keep-answers-days", metavar="NUMBER", help="Days for which an answer is kept. [default: 90]"),
]
MaxBody = Annotated[
    int | None,
    typer.Option(
        "--max-body",
        metavar="BYTES",
        help="Largest request body in bytes, streams of articles aside. [default: 64000000]",
    ),
]
_FLAGS = {"feeds": "URL", "feed_every": "--every", "feed_pages": "--pages", "watch": "DIR"}  # where not as the setting
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def read_settings(
    *,
    data: Path | None = None,
    host: str | None = None,
    port: int | None = None,
    embedder: str | None = None,
    reader: str | None = None,
    threads: int | None = None,
    reader_threads: int | None = None,
    reading_time: float | None = None,
    concurrency: int | None = None,
    worker_threads: int | None = None,
    worker_nice: int | None = None,
    keep_answers: int | None = None,
    keep_answers_days: int | None = None,
    max_body: int | None = None,
    feeds: Sequence[str] | None = None,
    feed_every: str | None = None,
    feed_pages: bool | None = None,
    allow_private: bool | None = None,
    watch: Sequence[Path] | None = None,
) -> "Settings":
    """Return the settings: a flag where one is given, else the environment, else `dateline.toml`, else the default.

    Raises:
        InvalidInput: a value is none that the setting can have, or `dateline.toml` cannot be read.
    """
    from pydantic import ValidationError

    from api.settings import Settings
    from index.errors import InvalidInput

    flags = {
        "data": data,
        "host": host,
        "port": port,
        "embedder": embedder,
        "reader": reader,
        "threads": threads,
        "reader_threads": reader_threads,
        "reading_time": reading_time,
        "concurrency": concurrency,
        "worker_threads": worker_threads,
        "worker_nice": worker_nice,
        "keep_answers": keep_answers,
        "keep_answers_days": keep_answers_days,
        "max_body": max_body,
        "feeds": feeds,
        "feed_every": feed_every,
        "feed_pages": feed_pages,
        "allow_private": allow_private,
        "watch": watch,
    }
    try:
        return Settings.model_validate({name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        raise InvalidInput(_explain(error)) from None


def _explain(error: "ValidationError") -> str:
    problem = error.errors()[0]
    if not problem["loc"]:
        return f"dateline.toml cannot be read: {problem['msg'].removeprefix('Value error, ')}"
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        return f"dateline.toml: there is no setting {name!r}"
    flag, variable = _FLAGS.get(name, f"--{name.replace('_', '-')}"), f"DATELINE_{name.upper()}"
    reason = problem["msg"][0].lower() + problem["msg"][1:]
    return f"the setting {name} ({flag}, {variable}) cannot be {problem['input']!r}: {reason}"

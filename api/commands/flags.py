"""The flags that commands share, and the settings they make together with the environment and `dateline.toml`.

The defaults are written here once more, so that `--help` need not import the settings; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pydantic import ValidationError

    from api.settings import Settings


def _option(flag: str, metavar: str, text: str, default: object) -> Any:  # noqa: ANN401 - as typer has it
    """Return the option of a setting; typer, told to show its default, would put that into brackets of its own."""
    return typer.Option(flag, metavar=metavar, help=f"{text}. [default: {default}]")


Data = Annotated[Path | None, _option("--data", "DIR", "Folder of all state", "~/.local/share/dateline")]
Host = Annotated[str | None, _option("--host", "ADDRESS", "Address to serve on", "127.0.0.1")]
Port = Annotated[int | None, _option("--port", "NUMBER", "Port to serve on; 0 picks a free one", 8000)]
Embedder = Annotated[
    str | None, _option("--embedder", "MODEL", "Embedding model: a name or a folder", "all-MiniLM-L6-v2")
]
Reader = Annotated[str | None, _option("--reader", "MODEL", "Reading model: a name, a folder, or none", "reader-1")]
Threads = Annotated[int | None, _option("--threads", "NUMBER", "Processor threads that embed articles", 2)]
ReaderThreads = Annotated[int | None, _option("--reader-threads", "NUMBER", "Processor threads that read passages", 2)]
ReadingPassages = Annotated[
    int | None, _option("--reading-passages", "NUMBER", "Passages read for one question at most", 10)
]
ReadingLimit = Annotated[
    float | None,
    _option("--reading-limit", "SECONDS", "Seconds after which reading is cut short, which the answer says", 30.0),
]
Concurrency = Annotated[
    int | None, _option("--concurrency", "NUMBER", "Questions worked on at one time; others wait", 4)
]
WorkerThreads = Annotated[
    int | None, _option("--worker-threads", "NUMBER", "Likewise, in the process that stores for a server", 1)
]
WorkerNice = Annotated[int | None, _option("--worker-nice", "NUMBER", "Niceness of that process", 10)]
KeepAnswers = Annotated[
    int | None, _option("--keep-answers", "NUMBER", "Answers kept for a recheck; 0 keeps none", 10000)
]
KeepAnswersDays = Annotated[
    int | None, _option("--keep-answers-days", "NUMBER", "Days for which an answer is kept", 90)
]
KeepJobs = Annotated[int | None, _option("--keep-jobs", "NUMBER", "Finished jobs kept; others are forgotten", 10000)]
KeepJobsDays = Annotated[int | None, _option("--keep-jobs-days", "NUMBER", "Days for which a finished job is kept", 90)]
MaxBody = Annotated[
    int | None,
    _option("--max-body", "BYTES", "Largest request body in bytes, streams of articles aside", 64000000),
]
AllowedHosts = Annotated[
    str | None,
    _option(
        "--allowed-hosts",
        "NAMES",
        "Further host names that the server answers for; *.NAME is all below one, * is any",
        "none",
    ),
]
AllowedOrigins = Annotated[
    str | None,
    _option("--allowed-origins", "ORIGINS", "Origins of pages that may write, besides the server's own", "none"),
]
Embedders = Annotated[
    str | None,
    _option("--embedders", "MODELS", "Further embedding models that POST /index/rebuild may change to", "none"),
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
    reading_passages: int | None = None,
    reading_limit: float | None = None,
    concurrency: int | None = None,
    worker_threads: int | None = None,
    worker_nice: int | None = None,
    keep_answers: int | None = None,
    keep_answers_days: int | None = None,
    keep_jobs: int | None = None,
    keep_jobs_days: int | None = None,
    max_body: int | None = None,
    feeds: Sequence[str] | None = None,
    feed_every: str | None = None,
    feed_pages: bool | None = None,
    allow_private: bool | None = None,
    watch: Sequence[Path] | None = None,
    allowed_hosts: str | None = None,
    allowed_origins: str | None = None,
    embedders: str | None = None,
) -> "Settings":
    """Return the settings: a flag where one is given, else the environment, else `dateline.toml`, else the default.

    Raises:
        InvalidInput: a value is none that the setting can have, or `dateline.toml` cannot be read.
    """
    given = dict(locals())  # each flag goes by the name of its setting
    from pydantic import ValidationError

    from api.settings import REPLACED, Settings
    from index.errors import InvalidInput

    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise InvalidInput(_explain(error, REPLACED)) from None


def _explain(error: "ValidationError", replaced: Mapping[str, str]) -> str:
    problem = error.errors()[0]
    if not problem["loc"]:
        return f"dateline.toml cannot be read: {problem['msg'].removeprefix('Value error, ')}"
    name = str(problem["loc"][0])
    if name in replaced:
        return f"the setting {name} (DATELINE_{name.upper()}) is no more: use {replaced[name]}"
    if problem["type"] == "extra_forbidden":
        return f"dateline.toml: there is no setting {name!r}"
    flag, variable = _FLAGS.get(name, f"--{name.replace('_', '-')}"), f"DATELINE_{name.upper()}"
    said = problem["msg"].removeprefix("Value error, ")
    reason = said[0].lower() + said[1:]
    return f"the setting {name} ({flag}, {variable}) cannot be {problem['input']!r}: {reason}"

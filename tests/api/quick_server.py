"""A server and its worker as separate processes, with a fake embedder, which opens at once.

`python -m tests.api.quick_server server DATA [SETTINGS]` serves on a free port, with further settings as JSON. Its
worker kills itself, as a crash within a native library would, whenever it stores an article whose text holds `POISON`.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import api.app
import api.processes.worker
import index.intake.drain
from api.processes.opening import Worker
from api.processes.supervisor import WorkerProcess, worker_environment
from api.settings import Settings
from index.intake.store import store
from index.library import Library, open_library
from index.types import Article, IngestReport
from tests.index.history import HashEmbedder

POISON = "arsenic"
ROOT = Path(__file__).parents[2]


def command(role: str, argument: str) -> list[str]:
    """Return how this module is run as a `server` on a folder, or as a `worker` with settings; in the folder `ROOT`."""
    return [sys.executable, "-m", "tests.api.quick_server", role, argument]


def open_quickly(settings: Settings) -> Library:
    """Open the library that follows the worker."""
    return open_library(
        settings.data, embedder=HashEmbedder(), follower=True, engine=settings.chosen_engine, shared=settings.shared
    )


def hire(settings: Settings, current: Callable[[], Library]) -> Worker:
    """Return the worker of such a server."""
    argument = settings.model_dump_json(include={"data", "worker_nice", "log_format", "engine"})
    return WorkerProcess(command("worker", argument), lambda: current().engine.follow(), worker_environment(settings))


def serve(data: str, more: str = "{}") -> int:
    """Serve a folder until told to stop."""
    quick = {"data": data, "port": 0, "reader": "none", "worker_nice": 0}
    settings = Settings.model_validate(quick | json.loads(more))
    app = api.app.create_app(settings, open_quickly, worker_opener=hire)
    api.app.create_app = lambda *_: app
    return api.app.serve(settings)


def work() -> None:
    """Work as `api.processes.worker` does, and crash on poison."""

    def taste(articles: list[Article], *rest: object, **more: object) -> IngestReport:
        if any(POISON in article.text for article in articles):
            os.kill(os.getpid(), signal.SIGKILL)
        return store(articles, *rest, **more)  # type: ignore[arg-type]

    index.intake.drain.store = taste  # type: ignore[assignment, attr-defined]
    api.processes.worker.open_for_service = lambda folder, engine, shared, **_: open_library(  # type: ignore[attr-defined]
        folder, embedder=HashEmbedder(), engine=engine, shared=shared
    )
    del sys.argv[1]
    api.processes.worker.main()


if __name__ == "__main__":
    if sys.argv[1] == "server":
        sys.exit(serve(*sys.argv[2:]))
    work()

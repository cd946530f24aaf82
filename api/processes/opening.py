"""Opening what the settings name: the library that a server asks, the reader, the process that stores articles."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from index.library import Library, open_for_service
from qa.reading.defaults import DEFAULT_READER, NO_READER
from qa.reading.reader import Reader, open_reader

if TYPE_CHECKING:
    from api.settings import Settings
    from qa.generation.author import Author

SLOW = 1.0
"""Seconds of opening after which the log says that it goes on."""

log = logging.getLogger(__name__)


class Worker(Protocol):
    """Stores accepted articles: a process (`api.processes.supervisor`), or a thread in tests."""

    @property
    def trouble(self) -> str | None:
        """Why nothing can be stored now, as a clause; None where it can."""
        ...

    def start(self) -> None:
        """Start, with what an earlier worker left in the inbox."""
        ...

    def wake(self) -> None:
        """Empty the inbox now."""
        ...

    def stop(self) -> None:
        """Stop after the current batch; the rest of the inbox waits for the next start."""
        ...


LibraryOpener = Callable[["Settings"], Library]
ReaderOpener = Callable[["Settings"], Reader | None]
WorkerOpener = Callable[["Settings", Callable[[], Library]], Worker]


def open_served_library(settings: "Settings") -> Library:
    """Open the library of the data folder as a follower of the worker, which does the writing."""
    return open_for_service(
        settings.data,
        model=settings.chosen_embedder,
        threads=settings.jobs,
        device=settings.device,
        follower=True,
        engine=settings.chosen_engine,
        shared=settings.shared,
    )


def open_reader_from_settings(settings: "Settings") -> Reader | None:
    """Open the extractive reader; None where the settings name none.

    Raises:
        ModelError: there is no such model here.
    """
    return open_reader(
        settings.reader,
        threads=settings.reader_threads,
        passages=settings.reading_passages,
        limit=settings.reading_limit,
    )


def open_author_from_settings(settings: "Settings") -> "Author | None":
    """Return the author of the model server that the settings name; None, and nothing imported, where they name none.

    Raises:
        InvalidInput: the URL is not that of a server.
    """
    if settings.generator_url is None:
        return None
    from qa.generation.author import Author
    from qa.generation.client import Client
    from qa.generation.endpoint import read_endpoint

    key = settings.generator_api_key.get_secret_value() if settings.generator_api_key else None
    return Author(Client(read_endpoint(settings.generator_url, settings.generator_model, key)), settings.quoting)


def open_side_by_side(
    settings: "Settings", reader_opener: ReaderOpener, opener: LibraryOpener
) -> tuple[Library, Reader | None]:
    """Open library and reader at the same time, or the reader first if it may be on a hub.

    An embedder from a folder turns the model hub off for what is opened after it.

    Raises:
        DatelineError: either cannot be opened; the other one is closed.
    """
    with ThreadPoolExecutor(1, "open") as pool:
        reader = pool.submit(reader_opener, settings)
        if settings.reader not in (DEFAULT_READER, NO_READER):
            reader.result()
        library = opener(settings)
        try:
            return library, reader.result()
        except BaseException:
            library.close()
            raise


def open_for_server(
    settings: "Settings", reader_opener: ReaderOpener, opener: LibraryOpener
) -> tuple[Library, Reader | None]:
    """Open library and reader as `open_side_by_side` does, and say so in the log if it takes over a second."""
    timer = threading.Timer(SLOW, log.warning, ["the index in %s and the models are being opened", settings.data])
    timer.daemon = True
    timer.start()
    try:
        return open_side_by_side(settings, reader_opener, opener)
    finally:
        timer.cancel()
        timer.join()


def open_worker_process(settings: "Settings", current: Callable[[], Library]) -> Worker:
    """Return a worker process, not started yet; the `current` library follows what it stores."""
    from api.processes.supervisor import WorkerProcess, worker_command, worker_environment

    return WorkerProcess(worker_command(settings), lambda: current().engine.follow(), worker_environment(settings))

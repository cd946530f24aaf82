"""What the endpoints share: the library, opened while the server already answers, and the threads behind them."""

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Annotated, Protocol, TypeVar

from anyio import to_thread
from fastapi import Depends, Request

from api.errors import RETRY_LATER, RETRY_SOON, Refusal
from api.guard.slots import Slots, while_connected
from api.processes.history import HistoryWriter
from api.processes.supervisor import WorkerProcess, worker_command
from api.settings import Settings
from index.care.rebuild import Claim, claim_interrupted, run_rebuild
from index.care.size import find_obstacle
from index.errors import DatelineError
from index.intake.accept import recover
from index.library import Library, follow_model, open_for_service
from index.passages.embedding import Embedder, open_embedder
from qa.reading.reader import Reader, open_reader

T = TypeVar("T")


class Worker(Protocol):
    """What stores the articles that were accepted: a process (`api.processes.supervisor`), or in tests a thread."""

    @property
    def trouble(self) -> str | None:
        """What keeps it from storing, as a clause; None where nothing does."""
        ...

    def start(self) -> None:
        """Begin, with what an earlier one left."""
        ...

    def wake(self) -> None:
        """Look into the inbox now."""
        ...

    def stop(self) -> None:
        """End after the batch at hand; what still waits is for the next start."""
        ...


Opener = Callable[[Settings], Library]
ReaderOpener = Callable[[Settings], Reader | None]
WorkerOpener = Callable[[Settings, Callable[[], Library]], Worker]

log = logging.getLogger(__name__)


def open_from_settings(settings: Settings) -> Library:
    """Open the library that the settings name, to follow what the worker stores."""
    return open_for_service(settings.data, model=settings.chosen_embedder, threads=settings.threads, follower=True)


def open_reader_from_settings(settings: Settings) -> Reader | None:
    """Open the reader that the settings name; None where they want none."""
    return open_reader(
        settings.reader,
        threads=settings.reader_threads,
        passages=settings.reading_passages,
        limit=settings.reading_limit,
    )


def open_worker_from_settings(settings: Settings, current: Callable[[], Library]) -> Worker:
    """Return a worker process for the settings, not started yet; the current library follows what it stores."""
    return WorkerProcess(worker_command(settings), lambda: current().engine.follow())


class Service:
    """One open data folder and everything that works on it for this server."""

    def __init__(
        self,
        settings: Settings,
        opener: Opener = open_from_settings,
        reader_opener: ReaderOpener = open_reader_from_settings,
        worker_opener: WorkerOpener = open_worker_from_settings,
    ) -> None:
        self.settings = settings
        self.settled = threading.Event()
        self.failure: Exception | None = None
        self._opener, self._reader_opener, self._worker_opener = opener, reader_opener, worker_opener
        self._library: Library | None = None
        self._reader: Reader | None = None
        self._worker: Worker | None = None
        self._history: HistoryWriter | None = None
        self.slots = Slots(settings.concurrency, settings.queue)
        self._opening = threading.Thread(target=self._open, name="dateline-open")
        self._jobs: list[threading.Thread] = []
        self._stopping = threading.Event()
        self._adopting = threading.Lock()

    @property
    def library(self) -> Library:
        """The library; refused with 503 while it is not open."""
        if self._library is None:
            raise self._not_ready()
        return self._library

    @property
    def reader(self) -> Reader | None:
        """The reader, None where the settings want none; refused with 503 while the library is not open."""
        if self._library is None:
            raise self._not_ready()
        return self._reader

    @property
    def history(self) -> HistoryWriter:
        """What keeps the answers that are given; refused with 503 while the library is not open."""
        if self._library is None or self._history is None:
            raise self._not_ready()
        return self._history

    def start(self) -> None:
        """Begin to open the library; `settled` is set when it is open, or when `failure` says why it is not."""
        self._opening.start()

    def stop(self) -> None:
        """Wait for the work at hand and close the library."""
        self._opening.join()
        self._stopping.set()
        if self._worker:
            self._worker.stop()
        for job in self._jobs:
            job.join()
        if self._history:
            self._history.stop()
        if self._library:
            self._library.close()
            self._library = None

    async def work(self, call: Callable[[], T], request: Request | None = None) -> T:
        """Run what keeps a processor busy in a thread, in its turn; not for the client of a request that has gone.

        Raises:
            Refusal: too many wait already, or the client of `request` has gone.
        """

        async def take_turn() -> T:
            async with self.slots.hold():
                return await self.slots.run(call)

        return await (while_connected(request, take_turn) if request else take_turn())

    async def read(self, call: Callable[[], T]) -> T:
        """Run what waits for the disk in a thread."""
        return await to_thread.run_sync(call)

    def rebuild(self, claim: Claim, embedder: Embedder | None = None) -> None:
        """Run a rebuild in a thread of its own; `stop` breaks it off, and the next start goes on with it.

        `embedder` is the model that it changes to, where it is open already.
        """
        library, opener = self.library, None
        if claim.model:
            opener = partial(self.open_embedder, claim.model, embedder)
        stopping = self._stopping.is_set
        self.run_aside(partial(run_rebuild, library, claim, opener, stopping=stopping, adopt=self._adopt))

    def current_library(self) -> Library:
        """Return the library; opened for another model where another process has rebuilt the folder for that one.

        Raises:
            ModelError: that model cannot be opened here; the library is for the old one still.
        """
        with self._adopting:
            self._library = follow_model(self.library, self.open_embedder)
            return self._library

    def open_embedder(self, model: str, opened: Embedder | None = None) -> Embedder:
        """Return the embedder of that name or folder, unless it is open already.

        Raises:
            ModelError: there is no such model here.
        """
        return opened or open_embedder(model, threads=self.settings.threads)

    def _adopt(self, library: Library) -> None:
        with self._adopting:
            self._library = library

    def run_aside(self, call: Callable[[], None]) -> None:
        """Run a long job in a thread of its own; `stop` waits for it."""
        thread = threading.Thread(target=call, name="dateline-job")
        self._jobs = [*(job for job in self._jobs if job.is_alive()), thread]
        thread.start()

    def find_ask_obstacle(self) -> str | None:
        """Return why no question can be answered now; None where questions can be asked."""
        return self._not_ready().detail if self._library is None else None

    def find_store_obstacle(self) -> str | None:
        """Return why what is sent now would not be accepted, or not be stored soon; None where it would be both."""
        if self._library is None or self._worker is None:
            return self._not_ready().detail
        return find_obstacle(self._library.folder) or self._worker.trouble

    def wake_worker(self) -> None:
        """Let what was just accepted be stored at once."""
        if self._worker:
            self._worker.wake()

    def _open(self) -> None:
        try:
            self._reader = self._reader_opener(self.settings)  # first: where it fails, it does so before the long part
            library = self._opener(self.settings)
            if library.read_only:
                self._open_for_reading(library)
            else:
                self._open_for_writing(library)
        except DatelineError as error:
            self.failure = error
            log.error("the server cannot start: %s", error.message)  # noqa: TRY400 - the sentence is for whoever started the server
        except Exception as error:
            self.failure = error
            log.exception("the server cannot start")
        finally:
            self.settled.set()

    def _open_for_writing(self, library: Library) -> None:
        recover(library.catalogue)
        self._history = HistoryWriter(library.catalogue, self.settings.keep_answers, self.settings.keep_answers_days)
        self._history.start()
        self._library = library
        self._worker = self._worker_opener(self.settings, self.current_library)
        self._worker.start()
        if claim := claim_interrupted(library.catalogue):
            self.rebuild(claim)

    def _open_for_reading(self, library: Library) -> None:
        """Open without a worker, with a history that stores nothing and only reads stored answers."""
        log.warning("%s is read-only: questions are answered, no answer is kept, no article stored", library.folder)
        self._history = HistoryWriter(library.catalogue, 0, self.settings.keep_answers_days)
        self._library = library

    def _not_ready(self) -> Refusal:
        if self.failure:
            return Refusal(503, "the library could not be opened; the log says why", retry_after=RETRY_LATER)
        return Refusal(503, "the library is being opened; try again in a moment", retry_after=RETRY_SOON)


async def get_service(request: Request) -> Service:
    """Return the service of the app that the request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)  # noqa: S101 - `create_app` put it there
    return service


async def get_library(service: Annotated[Service, Depends(get_service)]) -> Library:
    """Return the library, or refuse with 503."""
    return service.library


ServiceDep = Annotated[Service, Depends(get_service)]
LibraryDep = Annotated[Library, Depends(get_library)]

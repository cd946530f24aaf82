"""What the endpoints share: the library, which is opened while the server already responds, and its threads."""

import logging
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Generator, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from anyio import from_thread, to_thread
from fastapi import Request

from api.errors import refuse_unopened, translated
from api.guard.clients import name_client
from api.guard.keyring import Keyring
from api.guard.logs import questions
from api.guard.slots import Slots, while_connected
from api.processes.history import HistoryWriter
from api.processes.opening import (
    LibraryOpener,
    ReaderOpener,
    Worker,
    WorkerOpener,
    open_author_from_settings,
    open_for_server,
    open_reader_from_settings,
    open_served_library,
    open_worker_process,
)
from api.processes.readiness import Obstacles, Readiness
from api.processes.suggesting import Suggester
from api.settings import Settings
from api.telemetry.record import note_answer
from index.care.rebuild import Claim, claim_interrupted, run_rebuild
from index.errors import DatelineError
from index.intake.accept import recover
from index.library import Library, follow_model
from index.passages.embedding import Embedder, open_embedder
from qa.answer import answer, answer_in_steps
from qa.reading.reader import Reader
from qa.search import retrieve
from qa.types import Answer, Question, Reason, SearchResult, Step

T = TypeVar("T")

log = logging.getLogger(__name__)


class Service:
    """The open data folder of a server, and the threads and processes that work on it.

    Every dialect of the API calls `ask` or `ask_in_steps`, and shows a `Refusal` in its own shape.
    """

    def __init__(
        self,
        settings: Settings,
        opener: LibraryOpener = open_served_library,
        reader_opener: ReaderOpener = open_reader_from_settings,
        worker_opener: WorkerOpener | None = open_worker_process,
    ) -> None:
        """Serve a data folder; without a `worker_opener`, questions only: what others write is followed."""
        self.settings, self.quoting = settings, settings.quoting
        self.settled = threading.Event()
        self.failure: Exception | None = None
        self._opener, self._reader_opener, self._worker_opener = opener, reader_opener, worker_opener
        self._library: Library | None = None
        self._reader: Reader | None = None
        self.author = open_author_from_settings(settings)
        self._worker: Worker | None = None
        self._history: HistoryWriter | None = None
        self._readiness = Readiness()
        self.slots = Slots(settings.concurrency, settings.queue)
        self.keyring = Keyring(lambda: self.library.catalogue)
        self.suggester = Suggester(lambda: self._reader, lambda: not self.slots.free, lambda: datetime.now(UTC))
        self._opening = threading.Thread(target=self._open, name="dateline-open")
        self._jobs: list[threading.Thread] = []
        self.stopping = threading.Event()  # set at the first signal, while the last requests are answered
        self._adopting = threading.Lock()

    @property
    def library(self) -> Library:
        """The library, which a `Refusal` says is not open yet."""
        return self._require(self._library)

    @property
    def reader(self) -> Reader | None:
        """The extractive reader; None if the settings name none. A `Refusal` says that nothing is open yet."""
        self._require(self._library)
        return self._reader

    @property
    def history(self) -> HistoryWriter:
        """The writer of the history of answers, which a `Refusal` says is not open yet."""
        self._require(self._library)
        return self._require(self._history)

    def start(self) -> None:
        """Start to open the library; `settled` is set once it is open, or has failed with `failure`."""
        self._opening.start()

    def stop(self) -> None:
        """Wait for running work, then close the library."""
        self._opening.join()
        self.stopping.set()
        self.suggester.stop()
        if self._worker:
            self._worker.stop()
        for job in self._jobs:
            job.join()
        if self._history:
            self._history.stop()
        self.keyring.stop()
        if self._library:
            self._library.close()
            self._library = None

    async def work(self, call: Callable[[], T], request: Request | None = None) -> T:
        """Run CPU-bound work in a thread, once a slot is free; cancel it when the client of `request` disconnects.

        Raises:
            Refusal: the queue is full, or the client has disconnected.
        """

        async def run_in_slot() -> T:
            async with self.slots.hold(name_client(request)):
                return await self.slots.run(call)

        return await (while_connected(request, run_in_slot) if request else run_in_slot())

    async def read(self, call: Callable[[], T]) -> T:
        """Run disk-bound work in a thread."""
        return await to_thread.run_sync(call)

    async def recall(self, answers: Collection[str]) -> Mapping[str, Answer]:
        """Return kept answers by their ids; those that are not kept are left out."""
        return await self.read(partial(self.history.recall, answers)) if answers else {}

    async def ask(self, question: Question, request: Request | None) -> Answer:
        """Answer a question once a slot is free, and keep the answer; stop when the client disconnects or is cancelled.

        Raises:
            Refusal: the question cannot be answered; it says why.
        """
        questions.info("%s asks %r", name_client(request), question.text)
        with translated():
            given = await self.work(partial(self._answer, question, self._cancellable_reader()), request)
            self._keep(given, question)
            return self.quoting.cut_answer(given)

    @asynccontextmanager
    async def ask_in_steps(self, question: Question, request: Request) -> AsyncIterator[AsyncIterator[Step]]:
        """Yield the steps of an answer, each as soon as it is ready; keep the answer, which is the last step.

        A full queue is refused on entry, before a response starts. Leaving the block stops the work.

        Raises:
            Refusal: the question cannot be answered; it says why. Raised on entry or by a step.
        """
        questions.info("%s asks %r", name_client(request), question.text)
        steps = answer_in_steps(question, self.library, self._cancellable_reader(), self.author)
        await while_connected(request, partial(self.slots.acquire, name_client(request)))
        try:
            async with aclosing(self._take(steps, question)) as taken:
                yield taken
        finally:
            self.slots.release()
            if isinstance(steps, Generator):
                steps.close()

    async def search(self, question: Question, k: int, request: Request | None) -> SearchResult:
        """Return the `k` passages nearest to a question, once a slot is free; stop when the client disconnects.

        Raises:
            Refusal: the search failed; it says why.
        """
        questions.info("%s searches %r", name_client(request), question.text)
        with translated():
            found = await self.work(partial(retrieve.search, question, self.library, k), request)
            return self.quoting.cut_search(found)

    async def _take(self, steps: Iterator[Step], question: Question) -> AsyncGenerator[Step]:
        with translated():
            while (step := await self.slots.run(partial(next, steps, None))) is not None:
                if isinstance(step, Answer):
                    self._keep(step, question)
                    step = await self.slots.run(partial(self._greet, step, question, self._cancellable_reader()))
                yield self.quoting.cut_step(step)

    def _cancellable_reader(self) -> Reader | None:
        """Return the reader, which stops between two windows once its request is cancelled."""
        return self.reader.checked(from_thread.check_cancelled) if self.reader else None

    def _keep(self, given: Answer, question: Question) -> None:
        """Keep an answer or a refusal, so that it can be linked to and rechecked; not a reply to small talk."""
        note_answer(given)
        if given.reason is not Reason.NOT_A_QUESTION:
            self.history.add(given, question.asked, question.turns)

    def _answer(self, question: Question, reader: Reader | None) -> Answer:
        return self._greet(answer(question, self.library, reader, self.author), question, reader)

    def _greet(self, given: Answer, question: Question, reader: Reader | None) -> Answer:
        return self.suggester.greet(given, question, self.library, reader)

    def rebuild(self, claim: Claim, embedder: Embedder | None = None) -> None:
        """Run a rebuild in a thread of its own; `stop` interrupts it, and the next start resumes it.

        `embedder` is the model that it changes to, if it is open already.
        """
        library, opener = self.library, None
        if claim.model:
            opener = partial(self.open_embedder, claim.model, embedder)
        stopping = self.stopping.is_set
        self.run_aside(partial(run_rebuild, library, claim, opener, stopping=stopping, adopt=self._adopt))

    def current_library(self) -> Library:
        """Return the library, reopened if another process has rebuilt the data folder for another model.

        Raises:
            ModelError: that model cannot be opened here; the library keeps the old one.
        """
        with self._adopting:
            self._library = follow_model(self.library, self.open_embedder)
            return self._library

    def open_embedder(self, model: str, opened: Embedder | None = None) -> Embedder:
        """Return the embedder of a name or a folder; `opened` if it is given.

        Raises:
            ModelError: there is no such model here.
        """
        return opened or open_embedder(model, threads=self.settings.jobs, device=self.settings.device)

    def _adopt(self, library: Library) -> None:
        with self._adopting:
            self._library = library

    def run_aside(self, call: Callable[[], None]) -> None:
        """Run a long job in a thread of its own; `stop` waits for it."""
        thread = threading.Thread(target=call, name="dateline-job")
        self._jobs = [*(job for job in self._jobs if job.is_alive()), thread]
        thread.start()

    def find_obstacles(self) -> Obstacles:
        """Return why no question can be answered now, and why no article sent now would be accepted, or stored soon."""
        if self._library and not self.stopping.is_set():
            return self._readiness.check(self._library, self._worker)
        closed = (
            "the server is stopping" if self.stopping.is_set() else refuse_unopened(failed=bool(self.failure)).message
        )
        return Obstacles(closed, closed)

    def wake_worker(self) -> None:
        """Have the worker store at once what was just accepted."""
        if self._worker:
            self._worker.wake()

    def _open(self) -> None:
        try:
            library, self._reader = open_for_server(self.settings, self._reader_opener, self._opener)
            if library.read_only:
                self._open_for_reading(library)
            elif self._worker_opener is None:
                self._open_for_asking(library)
            else:
                self._open_for_writing(library, self._worker_opener)
        except DatelineError as error:
            self.failure = error
            log.error("the server cannot start: %s", error.message)  # noqa: TRY400 - a sentence is enough for a user
        except Exception as error:
            self.failure = error
            log.exception("the server cannot start")
        finally:
            self.settled.set()
        if self._library and self._reader:
            self.suggester.suggest(self._library)  # the first page then has those that are answered

    def _open_for_asking(self, library: Library) -> None:
        """Open with a history that keeps answers, and without a worker: other processes store articles."""
        number, days = self.settings.keep_answers, self.settings.keep_answers_days
        self._history = HistoryWriter(library.catalogue, number, days, quoting=self.quoting)
        self._history.start()
        self._library = library

    def _open_for_writing(self, library: Library, worker_opener: WorkerOpener) -> None:
        recover(library.catalogue)
        self._open_for_asking(library)
        self._worker = worker_opener(self.settings, self.current_library)
        self._worker.start()
        if claim := claim_interrupted(library.catalogue):
            self.rebuild(claim)

    def _open_for_reading(self, library: Library) -> None:
        """Open without a worker, and with a history that is only read."""
        what = "questions are answered, but no answer is kept and no article stored"
        log.warning("%s is read-only: %s", library.folder, what)
        self._history = HistoryWriter(library.catalogue, 0, self.settings.keep_answers_days, quoting=self.quoting)
        self._library = library

    def _require(self, part: T | None) -> T:
        if part is None:
            raise refuse_unopened(failed=self.failure is not None)
        return part

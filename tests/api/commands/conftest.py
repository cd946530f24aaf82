"""What the tests of the command line share: ways to run it, folders to run it on, a server to ask."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import api.commands.context.library
import index.intake.drain
import index.library
import qa.answer
import qa.search.retrieve
from api.cli import app
from api.processes.suggesting import Suggester
from api.settings import Settings
from api.wire.hits import SearchBody
from index.passages.embedding import Embedder
from index.types import Filters, Head, Hit, Passage
from qa.reading.defaults import NO_READER
from qa.types import (
    Agreement,
    Answer,
    Citation,
    Family,
    IndexState,
    Models,
    Question,
    Reason,
    SearchResult,
    Sentence,
    ShortAnswer,
    Timings,
)

SIEGE = {
    "id": "siege",
    "source": "example-times",
    "title": "Kobane is free",
    "text": "The People's Protection Units drove Islamic State out of Kobane on Monday. Flags flew on the hill.",
    "published": "2015-01-26T18:00:00Z",
    "url": "https://example.org/kobane",
}
SNOW = {
    "id": "snow",
    "source": "harbour-post",
    "title": "Snow in Boston",
    "text": "Boston measured a record of 108.6 inches of snow this winter. Schools were closed for a week.",
    "published": "2015-03-16",
    "url": "https://example.org/snow",
}
DAY = datetime(2015, 1, 26, 18, tzinfo=UTC)
QUOTE = "The People's Protection Units (YPG) declared Kobane liberated."
HIT = Hit(
    Passage(1, "siege", 1, 0, len(QUOTE)),
    Head("Kobane is free", "example-times", DAY, None, "https://example.org/kobane", "en", (), DAY, None),
    QUOTE,
    0.5,
)
CITATION = Citation(
    1, "siege", 2, "Kobane is free", "example-times", (), DAY, None, "https://example.org/kobane",
    "https://example.org/kobane#:~:text=The", QUOTE, 812, 812 + len(QUOTE), Family(copies=2, verbatim=2), "corrected",
)  # fmt: skip
ANSWERED = Answer(
    "ans_1", "Who liberated Kobane?", None, "People's Protection Units (YPG)", (Sentence(QUOTE, (1,)),), (CITATION,),
    0.9, (), (), Filters(), IndexState(4, 31, DAY), Models("all-MiniLM-L6-v2-int8", "dateline-reader-4"), Timings(),
    (ShortAnswer("People's Protection Units (YPG)", (1,), 0.9),), Agreement.SINGLE,
)  # fmt: skip
DECLINED = replace(
    ANSWERED, reason=Reason.WEAK_EVIDENCE, short=None, findings=(), sentences=(), citations=(), confidence=0.2,
    near=(HIT,), agreement=None,
)  # fmt: skip
FOUND = SearchResult((HIT,), Filters(), IndexState(4, 31, DAY))


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Remove settings and colours from the environment; there is no reader unless a test sets one."""
    for name in list(os.environ):
        if name.startswith(("DATELINE_", "FORCE_COLOR", "NO_COLOR", "TTY_", "COLUMNS")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_READER", NO_READER)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shared_model(monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> None:
    """Let every command of a test use the one open model."""

    def share_embedder(model: str, threads: int, device: str = "cpu") -> Embedder:
        return embedder

    monkeypatch.setattr(index.library, "open_embedder", share_embedder)


@pytest.fixture
def data(tmp_path: Path, shared_model: None) -> Path:
    """Return a data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def filled(data: Path, tmp_path: Path) -> Path:
    """Return a data folder that holds two articles."""
    assert run("ingest", str(write_lines(tmp_path / "news.jsonl", SIEGE, SNOW)), "--data", str(data)).exit_code == 0
    return data


@dataclass(slots=True)
class Desk:
    """A fake for answering: returns given answers, and records questions."""

    answer: Answer = ANSWERED
    found: SearchResult = FOUND
    asked: list[Question] = field(default_factory=list)
    k: int | None = None
    readers: list[object] = field(default_factory=list)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Let commands answer without an index or a model."""
    sitting = Desk()

    def answer(question: Question, library: object, reader: object, *_: object) -> Answer:
        sitting.asked.append(question)
        sitting.readers.append(reader)
        return sitting.answer

    def search(question: Question, library: object, k: int) -> SearchResult:
        sitting.asked.append(question)
        sitting.k = k
        return sitting.found

    @contextmanager
    def library_of(settings: Settings) -> Iterator[None]:
        yield None

    @contextmanager
    def library_and_reader_of(settings: Settings) -> Iterator[tuple[None, str]]:
        yield None, settings.reader

    monkeypatch.setattr(index.intake.drain, "store_due", lambda _library: None)
    monkeypatch.setattr(qa.answer, "answer", answer)
    monkeypatch.setattr(Suggester, "greet", lambda _self, given, *_: given)
    monkeypatch.setattr(qa.search.retrieve, "search", search)
    monkeypatch.setattr(api.commands.context.library, "library_of", library_of)
    monkeypatch.setattr(api.commands.context.library, "library_and_reader_of", library_and_reader_of)
    return sitting


@dataclass(slots=True)
class Server:
    """A server on this machine that sends one reply and records requests."""

    url: str
    status: int = 200
    reply: str = "{}"
    path: str = ""
    body: str = ""
    authorization: str | None = None
    hangs: threading.Event | None = None
    reached: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve until the test ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said.path, said.authorization = self.path, self.headers["Authorization"]
            said.body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            said.reached.set()
            if said.hangs:
                said.hangs.wait(30)
            reply = said.reply.encode()
            self.send_response(said.status)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        do_POST = do_GET  # noqa: N815 - the name that http.server calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent names it
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        said = Server(f"http://127.0.0.1:{listening.server_port}")
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield said
        if said.hangs:
            said.hangs.set()
        listening.shutdown()
        thread.join()


def run(*arguments: str, stdin: str | None = None, env: Mapping[str, str] | None = None) -> Result:
    """Run `dateline` in this process; an unexpected exception fails the test."""
    return CliRunner().invoke(app, arguments, input=stdin, env=env, catch_exceptions=False)


def start(*arguments: str, **env: str) -> "subprocess.Popen[str]":
    """Run `dateline` in a process of its own."""
    command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ | env
    )


def imports_of(*arguments: str) -> tuple[str, set[str]]:
    """Return what `dateline` prints in a process of its own, and what has been imported by its end."""
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from api.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    shown, _, imported = done.stdout.rstrip("\n").rpartition("\n")
    return shown, set(imported.split())


def write_lines(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def found_by(question: str, data: Path) -> list[str]:
    result = run("search", question, "--json", "--data", str(data))
    return [hit.article for hit in SearchBody.model_validate_json(result.stdout).hits]

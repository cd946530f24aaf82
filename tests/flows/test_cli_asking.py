"""`dateline ask` and `search`: what a reader sees, here and from a server, and how the command ends."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner, Result

import api.commands.library
import qa.answer
import qa.retrieve
from api.cli import app
from api.commands.show import REASONS
from api.schemas import AnswerBody, SearchBody
from api.settings import Settings
from api.wire import show_answer, show_search
from index.types import Filters, Head, Hit, Passage
from qa.types import (
    Answer,
    Citation,
    Family,
    IndexState,
    Models,
    Question,
    Reason,
    SearchResult,
    Sentence,
    Timings,
)

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
    "https://example.org/kobane#:~:text=The", QUOTE, 812, 812 + len(QUOTE), Family(copies=2), "corrected",
)  # fmt: skip
ANSWERED = Answer(
    "ans_1", "Who liberated Kobane?", None, "People's Protection Units (YPG)", (Sentence(QUOTE, (1,)),), (CITATION,),
    0.9, (), (), Filters(), IndexState(4, 31, DAY), Models("all-MiniLM-L6-v2"), Timings(),
)  # fmt: skip
DECLINED = replace(
    ANSWERED, reason=Reason.WEAK_EVIDENCE, short=None, sentences=(), citations=(), confidence=0.2, near=(HIT,)
)
FOUND = SearchResult((HIT,), Filters(), IndexState(4, 31, DAY))


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let neither settings nor colours from outside reach a test."""
    for name in list(os.environ):
        if name.startswith(("DATELINE_", "FORCE_COLOR", "NO_COLOR", "TTY_", "COLUMNS")):
            monkeypatch.delenv(name)


@dataclass(slots=True)
class Desk:
    """Stands in for answering: says what it was told to say, and keeps what it was asked."""

    answer: Answer = ANSWERED
    found: SearchResult = FOUND
    asked: list[Question] = field(default_factory=list)
    k: int | None = None


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """Let commands answer without an index or a model."""
    monkeypatch.chdir(tmp_path)
    sitting = Desk()

    def answer(question: Question, library: object) -> Answer:
        sitting.asked.append(question)
        return sitting.answer

    def search(question: Question, library: object, k: int) -> SearchResult:
        sitting.asked.append(question)
        sitting.k = k
        return sitting.found

    @contextmanager
    def library_of(settings: Settings) -> Iterator[None]:
        yield

    monkeypatch.setattr(qa.answer, "answer", answer)
    monkeypatch.setattr(qa.retrieve, "search", search)
    monkeypatch.setattr(api.commands.library, "library_of", library_of)
    return sitting


@dataclass(slots=True)
class Server:
    """A server on this machine that gives one reply and keeps what came."""

    url: str
    status: int = 200
    reply: str = "{}"
    path: str = ""
    body: str = ""
    hangs: threading.Event | None = None
    reached: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve until the test ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said.path = self.path
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
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        said = Server(f"http://127.0.0.1:{listening.server_port}")
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield said
        if said.hangs:
            said.hangs.set()
        listening.shutdown()
        thread.join()


def run(*arguments: str, env: Mapping[str, str] | None = None) -> Result:
    """Run `dateline` in this process; an exception that no command foresees fails the test."""
    return CliRunner().invoke(app, arguments, env=env, catch_exceptions=False)


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


def test_an_answer_is_printed_with_its_sources(desk: Desk) -> None:
    """Under the answer stand number, title, outlet, day, what became of it, the quote and the address."""
    result = run("ask", "Who liberated Kobane?")
    assert result.exit_code == 0
    assert result.stdout == (
        f"{QUOTE} [1]\n"
        "\n"
        "[1] Kobane is free\n"
        "    example-times, 26 January 2015, since corrected, also word for word in 2 more\n"
        f"    “{QUOTE}”\n"
        "    https://example.org/kobane\n"
    )


def test_a_declined_question_says_why_and_what_came_near(desk: Desk) -> None:
    """The reason is a plain sentence, the nearest passages follow, and the command ends with 3."""
    desk.answer = DECLINED
    result = run("ask", "Who liberated Kobane?")
    assert result.exit_code == 3
    assert result.stdout.startswith("Declined: nothing in the index answers this with enough certainty.\n")
    assert "- Kobane is free\n    example-times, 26 January 2015\n" in result.stdout
    assert QUOTE in result.stdout


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence(desk: Desk, reason: Reason) -> None:
    """No reason is shown by its name in the code."""
    desk.answer = replace(DECLINED, reason=reason)
    result = run("ask", "Who?")
    assert result.exit_code == 3
    assert REASONS[reason] in result.stdout
    assert reason.value not in result.stdout


def test_an_empty_index_says_how_to_fill_it(desk: Desk) -> None:
    """Of an index without articles neither command pretends to have looked."""
    desk.answer = replace(DECLINED, near=(), index=IndexState(0, 0, None))
    desk.found = SearchResult((), Filters(), IndexState(0, 0, None))
    for command in ("ask", "search"):
        assert run(command, "Who?").stdout == "The index is empty. `dateline ingest PATH` fills it.\n"


def test_passages_are_printed_best_first(desk: Desk) -> None:
    """Each has its rank, title, outlet, day, text and address; none is said in words."""
    other = replace(HIT, head=replace(HIT.head, title="Another", url=None))
    desk.found = replace(FOUND, hits=(HIT, other))
    lines = run("search", "Kobane").stdout.splitlines()
    assert [line for line in lines if line and line[0] != " "] == ["1. Kobane is free", "2. Another"]
    assert lines.count("    https://example.org/kobane") == 1
    desk.found = replace(FOUND, hits=())
    assert run("search", "Kobane").stdout == "Nothing was found.\n"


def test_json_is_the_object_that_http_sends(desk: Desk) -> None:
    """--json prints the wire's answer, declined or not, and the wire's search result."""
    assert AnswerBody.model_validate_json(run("ask", "Who?", "--json").stdout) == show_answer(ANSWERED)
    assert SearchBody.model_validate_json(run("search", "Who?", "--json").stdout) == show_search(FOUND)
    desk.answer = DECLINED
    declined = run("ask", "Who?", "--json")
    assert declined.exit_code == 3
    assert AnswerBody.model_validate_json(declined.stdout) == show_answer(DECLINED)


def test_what_answers_is_highlighted_on_a_terminal_only(desk: Desk) -> None:
    """A terminal shows the short answer in colour; a pipe, and whoever sets NO_COLOR, gets no escape at all."""
    marked = f"\x1b[1;32m{ANSWERED.short}\x1b[0m"
    coloured = run("ask", "Who liberated Kobane?", env={"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"})
    assert coloured.stdout.count(marked) == 2
    assert "\x1b" not in run("ask", "Who?").stdout
    assert "\x1b" not in run("ask", "Who?", env={"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}).stdout


def test_without_a_short_answer_the_words_of_the_question_are_highlighted(desk: Desk) -> None:
    """Whole words that say what is asked are marked, whatever their case; `who` and parts of words are not."""
    desk.answer = replace(ANSWERED, short=None)
    env = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"}
    shown = run("ask", "Who LIBERATED kobane, and how? Prot", env=env).stdout
    assert "\x1b[1;32mliberated\x1b[0m" in shown
    assert "\x1b[1;32mKobane\x1b[0m" in shown
    assert "\x1b[1;32mProt\x1b[0m" not in shown


def test_long_quotes_are_wrapped_on_a_terminal_and_whole_in_a_pipe(desk: Desk) -> None:
    """A narrow terminal breaks the quote under its indent; a pipe gets it on one line."""
    narrow = run("ask", "Who?", env={"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "40"})
    assert f"    “{QUOTE}”\n" not in narrow.stdout
    assert max(map(len, narrow.stdout.splitlines())) <= 40
    assert f"    “{QUOTE}”\n" in run("ask", "Who?").stdout


def test_markup_in_an_article_is_text(desk: Desk) -> None:
    """Brackets that a console might take for its own marks are printed as they stand."""
    quote = "[bold]He said[/bold] :smile: [/]"
    desk.answer = replace(ANSWERED, sentences=(Sentence(quote, (1,)),), citations=(replace(CITATION, quote=quote),))
    assert f"“{quote}”" in run("ask", "Who?").stdout


def test_filters_are_read_as_http_reads_them(desk: Desk) -> None:
    """A bare day begins where it begins for --since, and ends where it ends for --until and --as-of."""
    flags = [
        "--since",
        "2015-01-01",
        "--until",
        "2015-01-31",
        "--as-of",
        "2015-02-01",
        "--source",
        "a",
        "--source",
        "b",
    ]
    run("ask", "Who?", *flags, "--language", "EN", "--max-sentences", "1")
    expected = Filters(
        since=datetime(2015, 1, 1, tzinfo=UTC),
        until=datetime(2015, 1, 31, 23, 59, 59, tzinfo=UTC),
        as_of=datetime(2015, 2, 1, 23, 59, 59, tzinfo=UTC),
        sources=("a", "b"),
        languages=("en",),
    )
    run("search", "Who?", *flags, "--language", "EN", "-k", "7")
    assert [question.filters for question in desk.asked] == [expected, expected]
    assert (desk.asked[0].max_sentences, desk.k) == (1, 7)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([" "], "question is empty"),
        (["x" * 1001], "longer than 1,000"),
        (["Who?", "--since", "yesterday"], "'yesterday' is not an ISO 8601 date"),
        (["Who?", "--since", "2016-01-01", "--until", "2015-01-01"], "the range is empty"),
        (["Who?", "--language", "?"], "not a language code"),
        (["Who?", "--max-sentences", "11"], "--max-sentences"),
    ],
)
def test_a_question_that_makes_no_sense_is_wrong_usage(desk: Desk, arguments: list[str], named: str) -> None:
    """What HTTP refuses with 422 ends with 2 here, before anything is asked."""
    result = run("ask", *arguments)
    assert result.exit_code == 2
    assert named in result.stderr
    assert desk.asked == []


def test_a_server_is_asked_instead(server: Server, tmp_path: Path) -> None:
    """The question and its filters are sent as they were typed, and the reply is shown as if answered here."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    flags = ["--as-of", "2015-02-01", "--source", "a", "--data", str(tmp_path / "none")]
    result = run("ask", "Who liberated Kobane?", *flags, "--server", f"{server.url}/")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{QUOTE} [1]\n")
    sent = json.loads(server.body)
    assert (server.path, sent["question"], sent["as_of"], sent["sources"]) == (
        "/ask", "Who liberated Kobane?", "2015-02-01", ["a"],
    )  # fmt: skip
    assert not (tmp_path / "none").exists()


def test_a_server_is_searched_instead(server: Server) -> None:
    """The parameters of a search are sent, sources more than once, and the hits are shown."""
    server.reply = show_search(FOUND).model_dump_json()
    result = run("search", "Kobane & co", "-k", "3", "--source", "a", "--source", "b", "--server", server.url)
    assert result.exit_code == 0
    assert "1. Kobane is free" in result.stdout
    parts = urlsplit(server.path)
    assert parts.path == "/search"
    assert parse_qs(parts.query) == {"q": ["Kobane & co"], "k": ["3"], "source": ["a", "b"]}


def test_a_server_may_decline(server: Server) -> None:
    """A declined answer from a server ends with 3; a reason that this version does not know is shown by its name."""
    server.reply = show_answer(DECLINED).model_copy(update={"reason": "moon_phase"}).model_dump_json()
    result = run("ask", "Who?", "--server", server.url)
    assert result.exit_code == 3
    assert "Declined: moon_phase." in result.stdout


@pytest.mark.parametrize(
    ("status", "reply", "named"),
    [
        (422, '{"error": {"type": "invalid", "message": "no such day", "field": "since"}}', "refused: no such day"),
        (503, '{"error": {"type": "unavailable", "message": "being opened", "field": null}}', "being opened"),
        (502, "<html>Bad gateway</html>", "502"),
        (200, "<html>Welcome</html>", "does not answer as a Dateline server does"),
        (200, "{}", "does not answer as a Dateline server does"),
    ],
)
def test_a_server_that_fails_is_one_sentence(server: Server, status: int, reply: str, named: str) -> None:
    """A refusal, a proxy's page and another kind of server each end in one sentence and failure."""
    server.status, server.reply = status, reply
    for command in ("ask", "search"):
        result = run(command, "Who?", "--server", server.url)
        assert result.exit_code == 1
        assert named in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "127.0.0.1:8000", "ftp://example.org", "http://[", ""])
def test_a_server_that_is_not_there_is_one_sentence(address: str) -> None:
    """A closed port and an address that is none end in one sentence that names it, and failure."""
    result = run("ask", "Who?", "--server", address)
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: ")
    assert address in result.stderr
    assert result.stderr.count("\n") == 1


def test_asking_a_server_opens_no_model(server: Server) -> None:
    """Neither a model's library nor an index's is imported to ask a server."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    shown, imported = imports_of("ask", "Who?", "--server", server.url)
    assert QUOTE in shown
    assert "httpx" in imported
    assert not imported & {"torch", "transformers", "faiss", "tantivy", "fastapi"}


def test_help_imports_nothing_slow() -> None:
    """`dateline --help` starts without models, indexes, servers, settings or even numpy."""
    shown, imported = imports_of("--help")
    assert "evaluate" in shown
    assert "typer" in imported
    assert not imported & {"torch", "faiss", "tantivy", "fastapi", "httpx", "numpy", "pydantic_settings", "rich"}


def test_an_interrupt_is_quiet(server: Server) -> None:
    """Control-C while a server thinks ends with 130 and without a word."""
    server.hangs = threading.Event()
    process = start("ask", "Who?", "--server", server.url)
    assert server.reached.wait(30)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=30)
    assert (process.returncode, said, complained) == (130, "", "")


def test_a_reader_who_leaves_is_no_error(server: Server) -> None:
    """Output into a pipe that nobody reads any more ends without a traceback, in words and in JSON."""
    server.hangs = threading.Event()
    server.reply = show_answer(replace(ANSWERED, citations=(CITATION,) * 2_000)).model_dump_json()
    for flags in ([], ["--json"]):
        server.reached.clear()
        server.hangs.clear()
        process = start("ask", "Who?", "--server", server.url, *flags)
        assert server.reached.wait(30)
        assert process.stdout is not None
        process.stdout.close()
        server.hangs.set()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait(30) == 1
        process.stderr.close()


def test_a_terminal_without_curly_quotes_is_no_error(server: Server) -> None:
    """Where the terminal's encoding lacks a character, another stands for it."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    said, complained = start("ask", "Who?", "--server", server.url, PYTHONIOENCODING="ascii").communicate(timeout=30)
    assert (f"?{QUOTE}?" in said, complained) == (True, "")

"""Traces of a real server, received by a collector on loopback."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from index.errors import InvalidInput
from index.library import open_library
from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.conftest import WorkerThread, listening, read_examples
from tests.api.loaded import serving_quickly
from tests.api.telemetry.collector import Received, collecting
from tests.qa.generation.scripted import Script, say, serving

SERVER, CLIENT, INTERNAL = 2, 3, 1  # the kinds of spans in OTLP
TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SECRET_WORD = "xylophone"


def named(spans: list[Received], name: str) -> list[Received]:
    """Return the spans of a name."""
    return [span for span in spans if span.name == name]


def test_a_question_is_one_trace_through_the_model_server(tmp_path: Path, embedder: Embedder, reader: Reader) -> None:
    """The client's trace goes on: request, stages, engine, and the model server, which gets the span of its call."""
    with collecting() as collector, serving(Script(lambda _: say("Nothing. [zzzz]"))) as script:
        settings = {"data": tmp_path, "generator_url": script.url, "trace_url": collector.url}
        app = create_app(
            Settings.model_validate(settings),
            lambda one: open_library(one.data, embedder=embedder),
            lambda _: reader,
            WorkerThread,
        )
        with listening(app) as url, httpx.Client(base_url=url, timeout=120) as client:
            client.post("/articles", params={"wait": 120}, json=read_examples("kobane.jsonl")).raise_for_status()
            headers = {"traceparent": f"00-{TRACE}-{PARENT}-01", "X-Request-ID": "mine"}
            asked = {"question": f"Who liberated Kobane? {SECRET_WORD}"}
            client.post("/ask", json={"question": "Who liberated Kobane?"}, headers=headers).raise_for_status()
            client.post("/ask/stream", json=asked).raise_for_status()
        spans = collector.spans  # all of them: the end of the server sends what is left
    (request,) = named(spans, "POST /ask")
    assert (request.trace, request.parent, request.kind) == (TRACE, PARENT, SERVER)
    assert request.attributes["http.route"] == "/ask"
    assert request.attributes["http.response.status_code"] == 200
    assert request.attributes["dateline.request_id"] == "mine"
    assert request.attributes["dateline.answer"] == "answered"
    stages = [span for span in spans if span.parent == request.id]
    assert {"embed", "search", "read", "verify", "model"} <= {span.name for span in stages}
    assert {span.trace for span in stages} == {TRACE}
    assert {span.kind for span in stages} == {INTERNAL, CLIENT}
    calls = [span for span in named(stages, "model") if span.kind == CLIENT]
    assert [body["traceparent"] for body in script.requests[: len(calls)]] == [
        f"00-{TRACE}-{call.id}-01" for call in calls
    ]
    (streamed,) = named(spans, "POST /ask/stream")
    assert streamed.trace != TRACE
    assert {"embed", "search"} <= {span.name for span in spans if span.parent == streamed.id}
    assert collector.service["service.name"] == "dateline"
    assert SECRET_WORD.encode() not in collector.raw
    assert b"Kobane" not in collector.raw


def test_a_failed_request_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 500 and a failed stage are errors of their spans, without their messages; a refused request is not."""

    def fail(*_: object) -> None:
        raise LookupError(SECRET_WORD)

    with collecting() as collector:
        with serving_quickly(tmp_path, trace_url=collector.url) as url, httpx.Client(base_url=url) as client:
            assert client.get("/search").status_code == 422
            assert client.get(f"/{SECRET_WORD}").status_code == 404
            assert {client.get("/health/live").status_code, client.get("/metrics").status_code} == {200}
            monkeypatch.setattr("index.search.local.LocalEngine._search", fail)
            assert client.get("/search", params={"q": SECRET_WORD}).status_code == 500
        spans = collector.spans
    assert [span.failed for span in named(spans, "GET /search")] == [False, True]
    assert [span.failed for span in named(spans, "search")] == [True]
    assert len(named(spans, "GET other")) == 1
    assert {span.name for span in spans} == {"GET /search", "GET other", "search"}
    assert SECRET_WORD.encode() not in collector.raw


@pytest.mark.slow
def test_a_collector_that_is_down_harms_nothing(tmp_path: Path) -> None:
    """Requests are answered, and the server ends."""
    with (
        serving_quickly(tmp_path, trace_url="http://127.0.0.1:1/v1/traces") as url,
        httpx.Client(base_url=url) as client,
    ):
        assert client.get("/search", params={"q": "who"}).status_code == 200


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The server does not start without traces that were asked for."""
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    monkeypatch.delitem(sys.modules, "api.telemetry.tracing", raising=False)
    settings = Settings.model_validate({"data": tmp_path, "trace_url": "http://127.0.0.1:4318/v1/traces"})
    with pytest.raises(InvalidInput, match=r"pip install 'dateline\[tracing\]'"):
        create_app(settings)


def test_nothing_of_it_is_imported_unless_it_is_set() -> None:
    """The app without `trace_url` imports neither the SDK nor the exporter nor the module that does."""
    code = (
        "import sys; from api.app import create_app; from api.settings import Settings;"
        "create_app(Settings.model_validate({}));"
        "parts = ('opentelemetry.sdk', 'opentelemetry.exporter', 'api.telemetry.tracing');"
        "print([name for name in sys.modules if name.startswith(parts)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

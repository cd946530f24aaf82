"""/metrics of a real server, parsed as Prometheus parses it."""

import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil
import pytest

from api.app import create_app
from api.service import Service
from api.settings import Settings
from index.catalogue.catalogue import Catalogue
from index.catalogue.keys import Right
from index.library import open_library
from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.conftest import WorkerThread, listening, read_examples, write_record
from tests.api.guard.doors import PAGE, add_key, bearer
from tests.api.loaded import serving_quickly
from tests.api.quick_server import ROOT, command
from tests.api.telemetry.scraping import Scrape, scrape
from tests.index.history import HashEmbedder
from tests.qa.generation.scripted import Script, say, serving

SECRET_WORD = "xylophone"


def wait_for(client: httpx.Client, happened: Callable[[Scrape], object]) -> Scrape:
    """Scrape until something has happened."""
    while True:
        if happened(found := scrape(client)):
            return found


def test_requests_are_counted_by_route_and_status(tmp_path: Path) -> None:
    """Each request adds one to its method, route and status, whoever refused it, and one to the times of its route."""
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url) as client:
        for _ in range(3):
            client.get("/search", params={"q": "zeppelin"})
        client.get("/search")
        client.head("/search", params={"q": "zeppelin"})
        client.get("/articles/none")
        client.delete("/search")
        client.get("/nowhere")
        client.post("/ask", content=b"{")
        client.get("/", headers={"Host": "foreign.example"})
        found = scrape(client)
    count = "dateline_requests_total"
    assert found.value(count, method="GET", route="/search", status="200") == 3
    assert found.value(count, method="GET", route="/search", status="422") == 1
    assert found.value(count, method="HEAD", route="/search", status="200") == 1
    assert found.value(count, method="GET", route="/articles/{article}", status="404") == 1
    assert found.value(count, method="DELETE", route="/search", status="405") == 1
    assert found.value(count, method="GET", route="other", status="404") == 1
    assert found.value(count, method="POST", route="/ask", status="415") == 1
    assert found.value(count, method="GET", route="/", status="421") == 1
    assert found.value("dateline_request_seconds_count", route="/search") == 6
    assert found.value("dateline_requests_in_progress") == 1, "the scrape itself"


def test_nothing_that_a_client_writes_becomes_a_label(tmp_path: Path) -> None:
    """Neither question, path, method, id nor source is in the metrics, and more of them make no more series."""
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url) as client:
        client.post("/articles", json=write_record(id=SECRET_WORD, title=SECRET_WORD, source=SECRET_WORD))
        scrape(client)  # itself a request with a series
        numbers = []
        for turn in range(2):
            for number in range(10):
                client.get(f"/articles/{SECRET_WORD}{turn}{number}")
                client.get(f"/{SECRET_WORD}/{turn}/{number}", headers={"X-Request-ID": SECRET_WORD})
                client.request(f"{SECRET_WORD}{turn}{number}".upper(), "/")
            client.get("/search", params={"q": f"{SECRET_WORD} {turn}", "source": SECRET_WORD})
            client.post("/ask", json={"question": f"Who plays the {SECRET_WORD} {turn}?"})
            numbers.append(len(scrape(client).samples))
        text = client.get("/metrics").text
    assert numbers[0] == numbers[1]
    assert SECRET_WORD not in text.lower()


def test_a_question_has_stages_and_an_outcome(tmp_path: Path, embedder: Embedder, reader: Reader) -> None:
    """Stages, answers, refusals by reason and cache hits are those of what was asked, streamed or not."""
    app = create_app(
        Settings.model_validate({"data": tmp_path}),
        lambda one: open_library(one.data, embedder=embedder),
        lambda _: reader,
        WorkerThread,
    )
    with listening(app) as url, httpx.Client(base_url=url, timeout=120) as client:
        client.post("/articles", params={"wait": 120}, json=read_examples("kobane.jsonl")).raise_for_status()
        before = scrape(client)
        client.post("/ask", json={"question": "Who liberated Kobane?"}).raise_for_status()
        client.post("/ask/stream", json={"question": "Who liberated Kobane?"}).raise_for_status()
        client.post("/ask", json={"question": "Were women among the fighters in Kobane?"}).raise_for_status()
        declined = client.post("/ask", json={"question": "Who won the cricket?"}).json()
        client.get("/search", params={"q": "Who liberated Kobane?"}).raise_for_status()
        found = scrape(client)
        counts = client.get("/index").json()["counts"]

    def grown(name: str, **labels: str) -> float:
        return found.value(name, **labels) - before.value(name, **labels)

    assert grown("dateline_answers_total", status="answered") == 3
    assert grown("dateline_answers_total", status="declined") == 1
    assert grown("dateline_refusals_total", reason=declined["reason"]) == grown("dateline_refusals_total") == 1
    assert grown("dateline_stage_seconds_count", stage="wait") == 0, "a slot was free for each"
    assert grown("dateline_stage_seconds_count", stage="embed") >= 5
    assert grown("dateline_stage_seconds_count", stage="search") >= 5
    assert grown("dateline_stage_seconds_count", stage="read") >= 2
    assert grown("dateline_stage_seconds_count", stage="judge") >= 1
    assert grown("dateline_stage_seconds_count", stage="verify") >= 2
    assert grown("dateline_stage_seconds_sum", stage="read") > 0
    assert grown("dateline_cache_hits_total", cache="questions") >= 2
    assert grown("dateline_cache_hits_total", cache="readings") >= 1
    assert grown("dateline_cache_misses_total", cache="readings") >= 1
    assert found.value("dateline_articles") == counts["articles"] > 10


def test_questions_of_agents_are_counted(tmp_path: Path) -> None:
    """The tools of MCP run within the request that calls them, so they have stages and an outcome, too."""
    call = {"name": "ask", "arguments": {"question": "Where did the zeppelin land?"}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url, timeout=60) as client:
        client.post("/articles", params={"wait": 60}, json=write_record(text="The zeppelin landed on the lake."))
        client.post("/mcp", json=body, headers=headers).raise_for_status()
        found = scrape(client)
    assert found.value("dateline_answers_total") == 1
    assert found.value("dateline_stage_seconds_count", stage="search") >= 1
    assert found.value("dateline_requests_total", route="/mcp", status="200") == 1


def test_calls_of_a_model_server_are_counted(tmp_path: Path, embedder: Embedder, reader: Reader) -> None:
    """Calls by outcome, sentences that were dropped, and answers that were quoted instead."""

    def make(url: str) -> Settings:
        return Settings.model_validate({"data": tmp_path, "generator_url": url, "generator_model": "scripted"})

    asked = {"question": "Who liberated Kobane?"}
    with serving(Script(lambda _: say("The moon is made of cheese. [zzzz]"))) as script:
        app = create_app(
            make(script.url), lambda one: open_library(one.data, embedder=embedder), lambda _: reader, WorkerThread
        )
        with listening(app) as url, httpx.Client(base_url=url, timeout=120) as client:
            client.post("/articles", params={"wait": 120}, json=read_examples("kobane.jsonl")).raise_for_status()
            assert client.post("/ask", json=asked).json()["fallback"] == "nothing_verified"
            found = scrape(client)
            assert found.value("dateline_model_calls_total", outcome="ok") == len(script.requests)
            assert found.value("dateline_dropped_sentences_total") >= 1
            assert found.value("dateline_fallbacks_total", reason="nothing_verified") == 1
            script.status = 500
            assert client.post("/ask", json=asked).json()["fallback"] == "model_unavailable"
            found = scrape(client)
            assert found.value("dateline_model_calls_total", outcome="failed") >= 1
            assert found.value("dateline_fallbacks_total", reason="model_unavailable") == 1


def test_the_inbox_of_a_separate_worker_is_seen(tmp_path: Path) -> None:
    """While the worker process is stopped, what waits and for how long is read from the catalogue; then nothing is."""
    server = subprocess.Popen(command("server", str(tmp_path)), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        with httpx.Client(base_url=server.stdout.readline().split()[-1], timeout=60) as client:
            wait_for(client, lambda found: found.value("dateline_ready", to="store") == 1)
            (worker,) = psutil.Process(server.pid).children()
            worker.send_signal(signal.SIGSTOP)
            client.post("/articles", json=[write_record(title=f"Zeppelin {n}") for n in range(3)]).raise_for_status()
            found = wait_for(client, lambda found: found.value("dateline_inbox_oldest_seconds") > 0)
            assert found.value("dateline_inbox_waiting") == 3
            assert found.value("dateline_articles") == 0
            worker.send_signal(signal.SIGCONT)
            found = wait_for(client, lambda found: found.value("dateline_articles") == 3)
            found = wait_for(client, lambda found: found.value("dateline_inbox_waiting") == 0)
            assert found.value("dateline_inbox_oldest_seconds") == 0
            wait_for(client, lambda found: found.value("dateline_engine_generation_lag", engine="local") == 0)
    finally:
        server.kill()
        server.communicate()


def test_an_engine_that_has_not_followed_lags(tmp_path: Path) -> None:
    """What another process writes is a lag in generations, until a search follows."""
    app = create_app(
        Settings.model_validate({"data": tmp_path, "reader": "none"}),
        lambda one: open_library(one.data, embedder=HashEmbedder()),
        worker_opener=WorkerThread,
    )
    with listening(app) as url, httpx.Client(base_url=url) as client:
        client.post("/articles", params={"wait": 60}, json=write_record(id="z")).raise_for_status()
        wait_for(client, lambda found: found.value("dateline_engine_generation_lag", engine="local") == 0)
        library = app.state.service.library
        other = Catalogue(tmp_path)
        with other.write() as transaction:
            transaction.delete_article("z", datetime.now(UTC))
        other.close()
        assert library.engine.generation < scrape(client).value("dateline_generation")
        assert scrape(client).value("dateline_engine_generation_lag", engine="local") == 1
        client.get("/search", params={"q": "title"}).raise_for_status()
        assert scrape(client).value("dateline_engine_generation_lag", engine="local") == 0


def test_slots_and_queue_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that is being answered has a slot, another waits, and a third is refused."""
    begun, go_on = threading.Semaphore(0), threading.Event()

    def wait(*_: object) -> None:
        begun.release()
        assert go_on.wait(60)
        raise LookupError

    monkeypatch.setattr("api.service.answer", wait)
    with serving_quickly(tmp_path, concurrency=1, queue=1) as url, httpx.Client(base_url=url, timeout=60) as client:

        def ask() -> None:
            httpx.post(f"{url}/ask", json={"question": "Who?"}, timeout=60)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        assert begun.acquire(timeout=60)
        found = wait_for(client, lambda found: found.value("dateline_queue_waiting") == 1)
        assert (found.value("dateline_slots"), found.value("dateline_slots_in_use")) == (1, 1)
        assert client.get("/search", params={"q": "who"}).status_code == 503
        assert scrape(client).value("dateline_queue_refusals_total") == 1
        go_on.set()
        for thread in threads:
            thread.join()
        found = scrape(client)
        assert found.value("dateline_slots_in_use") == 0
        assert found.value("dateline_stage_seconds_count", stage="wait") == 1
        assert found.value("dateline_stage_seconds_sum", stage="wait") > 0


def test_what_never_was_a_request_is_counted(tmp_path: Path) -> None:
    """Broken bytes are no request of a route, but refused connections by status."""
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url) as client:
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as broken:
            broken.sendall(b"this is not HTTP\r\n\r\n")
            assert broken.recv(1_000).startswith(b"HTTP/1.1 400")
        assert scrape(client).value("dateline_connections_refused_total", status="400") == 1


def test_metrics_are_read_before_the_library_is_open(tmp_path: Path) -> None:
    """A server that is starting, or whose catalogue fails, has metrics, and says that it is not ready."""
    go_on = threading.Event()

    def wait(settings: Settings) -> object:
        assert go_on.wait(60)
        return open_library(settings.data, embedder=HashEmbedder())

    settings = Settings.model_validate({"data": tmp_path, "reader": "none", "open_access": "all"})
    app = create_app(settings, wait, worker_opener=WorkerThread)  # type: ignore[arg-type] # it returns a library
    service: Service = app.state.service
    settled = service.settled.wait
    service.settled.wait = lambda _=None: True  # type: ignore[method-assign, assignment] # `listening` waits for it
    with listening(app) as url, httpx.Client(base_url=url) as client:
        found = scrape(client)
        assert (found.value("dateline_ready"), found.value("dateline_catalogue_up")) == (0, 0)
        go_on.set()
        settled()
        assert scrape(client).value("dateline_catalogue_up") == 1


def test_metrics_need_their_right(tmp_path: Path) -> None:
    """Once there is a key, only one with the right `metrics` reads them: neither a page's key nor that of an admin."""
    keys = {right: add_key(tmp_path, right, right) for right in Right}
    page = add_key(tmp_path, "page", Right.ASK, origins=(PAGE,))
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url) as client:
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers=bearer(page) | {"Origin": PAGE}).status_code == 403
        for right, key in keys.items():
            assert client.get("/metrics", headers=bearer(key)).status_code == (200 if right == "metrics" else 403)
        for path in ("/search?q=who", "/answers", "/articles"):
            assert client.get(path, headers=bearer(keys[Right.METRICS])).status_code == 403


def test_openmetrics_is_served_to_who_prefers_it(tmp_path: Path) -> None:
    """Prometheus asks for OpenMetrics by `Accept`."""
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url) as client:
        response = client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    assert response.headers["Content-Type"].startswith("application/openmetrics-text")
    assert response.text.endswith("# EOF\n")


def test_metrics_can_be_turned_off(tmp_path: Path) -> None:
    """Then there is nothing at the path, and every request still has an id."""
    with serving_quickly(tmp_path, metrics=False) as url, httpx.Client(base_url=url) as client:
        response = client.get("/metrics")
    assert response.status_code == 404
    assert response.headers["X-Request-ID"]

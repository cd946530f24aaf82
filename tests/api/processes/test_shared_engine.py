"""Two servers and two workers on a shared catalogue, with their vectors on one Milvus server."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.chaos import Site
from tests.api.conftest import write_record
from tests.api.quick_server import ROOT, command
from tests.index.search.milvus.lite import lite_server, needs_lite
from tests.index.search.milvus.standalone import find_environment, standalone
from tests.postgres import PostgresServer

PYTHON = find_environment()
SERVER = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(PYTHON is None, reason="there is no Milvus server here: `make milvus` makes .venv-milvus"),
]
NAMES = [f"f{number}" for number in range(12)]


@pytest.fixture(params=[pytest.param("lite", marks=needs_lite), pytest.param("server", marks=SERVER)])
def milvus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """The port of milvus-lite as a process of its own, or of a real server."""
    if request.param == "lite":
        with lite_server(tmp_path / "lite") as port:
            yield port
    else:
        assert PYTHON
        with standalone(PYTHON, tmp_path / "milvus") as started:
            yield started.port


@contextmanager
def hosts(folder: Path, catalogue: str, milvus: int) -> Iterator[list[Site]]:
    """Run two servers, each with its worker and a folder of its own."""
    engine = f"milvus://127.0.0.1:{milvus}/news?index=FLAT&timeout=20"
    environment = {"DATELINE_CATALOGUE": catalogue, "DATELINE_ENGINE": engine}
    sites = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        sites.append(Site(folder / name, command("server", str(folder / name)), ROOT, environment))
    try:
        for site in sites:
            site.start()
        yield sites
    finally:
        for site in sites:
            site.stop()


def send(client: httpx.Client, name: str) -> None:
    """Send an article, and wait until it is stored."""
    record = write_record(id=name, text=f"The ferry {name} left the harbour at noon.")
    assert client.post("/articles", params={"wait": 120}, json=record).status_code == 200


def search(client: httpx.Client) -> dict[str, Any]:
    """Search for all of them."""
    body: dict[str, Any] = client.get("/search", params={"q": "ferry", "k": 50}).raise_for_status().json()
    return body


def wait_until_found(clients: Sequence[httpx.Client], names: Sequence[str]) -> None:
    """Wait until each server finds just these, by words and by meaning; the timeout of the test is the limit."""
    for client in clients:
        while True:
            body = search(client)
            assert {hit["article"] for hit in body["hits"]} <= set(names)
            ranks = ("lexical_rank", "dense_rank")
            twice = {hit["article"] for hit in body["hits"] if None not in (hit[rank] for rank in ranks)}
            if twice == set(names) and "words_only" not in body["index"]:
                break
            time.sleep(0.1)


def shown(client: httpx.Client, question: str) -> set[str]:
    """Return the articles that an answer shows, which was found by meaning, too."""
    answer = client.post("/ask", json={"question": question}).raise_for_status().json()
    assert "words_only" not in answer["index"]
    return {one["article"] for one in (*answer["citations"], *answer["near"])}


@pytest.mark.slow
def test_two_hosts_share_catalogue_and_vectors(postgres: PostgresServer, milvus: int, tmp_path: Path) -> None:
    """What either stores both find and answer from; what either deletes neither shows from the next call on."""
    with hosts(tmp_path, postgres.new_address(), milvus) as sites:
        clients = [site.client for site in sites]
        for place, name in enumerate(NAMES):
            send(clients[place % 2], name)
        wait_until_found(clients, NAMES)
        for client in clients:
            assert client.get("/index").json()["engine"].startswith(f"Milvus at http://127.0.0.1:{milvus}")
            assert shown(client, "When did the ferry leave the harbour?") <= set(NAMES)
        for place, name in enumerate(NAMES[:6]):
            clients[place % 2].delete(f"/articles/{name}").raise_for_status()
            for client in clients:
                assert name not in {hit["article"] for hit in search(client)["hits"]}
                assert name not in shown(client, f"When did the ferry {name} leave the harbour?")
                assert client.get(f"/articles/{name}").status_code == 404
        wait_until_found(clients, NAMES[6:])
        sites[0].kill("both")  # the other one stores, follows and answers
        send(clients[1], "new")
        wait_until_found(clients[1:], [*NAMES[6:], "new"])
        sites[0].start()
        wait_until_found([site.client for site in sites], [*NAMES[6:], "new"])

"""A server that is away, silent, slow or another's: asking goes on by words, says so, and nothing is lost."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.errors import EngineRefused, EngineUnavailable
from index.search.address import Address
from index.search.engine import Engine, Query
from index.types import Hit
from tests.conftest import write_article
from tests.index.search.milvus.lite import collection_of, lite_address, lite_file, needs_lite, open_lite
from tests.index.search.shelf import ALL, EMBEDDER, Shelf, found_twice, names, query

pytestmark = needs_lite


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An archive whose vectors are in a file of milvus-lite."""
    with closing(Shelf(tmp_path / "data", open_lite)) as opened:
        yield opened


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened


def at_port(port: int) -> "OpenAt":
    """Return how an engine is opened whose server is at a port of this machine."""
    return OpenAt(Address(f"http://127.0.0.1:{port}", "news", timeout=0.6))


class OpenAt:
    """Opens an engine at an address."""

    def __init__(self, address: Address) -> None:
        self.address = address

    def __call__(self, catalogue: Catalogue, folder: Path) -> Engine:
        """Open it over a catalogue."""
        from index.search.milvus.engine import MilvusEngine

        return MilvusEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension, address=self.address)


def search(shelf: Shelf, question: str = "fire") -> tuple[list[Hit], Query]:
    """Return what is found now, and the query with its trace."""
    asked = query(question)
    with shelf.catalogue.snapshot() as snapshot:
        return shelf.engine.search(asked, ALL, 10, snapshot), asked


def fires() -> list[object]:
    return [write_article("Fire", f"The fire burned {n} houses.", id=f"a{n}") for n in range(3)]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


def test_a_server_that_is_away_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Every article is found by its words, with its cosine; the trace says so, and the log does once."""
    with closing(Shelf(tmp_path / "data", at_port(free_port()))) as shelf:
        shelf.put(write_article("Fire", "The fire burned.", id="a"))
        for _ in range(3):
            (hit,), asked = search(shelf)
            assert (hit.lexical_rank, hit.dense_rank) == (1, None)
            assert hit.similarity
            assert asked.trace.words_only
        shelf.engine.follow()
        assert "BM25, fused by rank; Milvus at http://127.0.0.1:" in (shelf.engine.describe().summary)
        with pytest.raises(EngineUnavailable, match="gives no answer: check that it runs"):
            shelf.engine.rebuild()
    assert caplog.text.count("questions are answered by words alone until it can be used") == 1


def test_a_server_that_never_answers_is_given_up(tmp_path: Path, listener: socket.socket) -> None:
    """The client has a deadline of its own, and the questions after the first do not wait for it."""
    with closing(Shelf(tmp_path / "data", at_port(listener.getsockname()[1]))) as shelf:
        shelf.put(write_article("Fire", "The fire burned.", id="a"))
        for _ in range(50):
            (hit,), asked = search(shelf)
            assert hit.passage.article == "a"
            assert asked.trace.words_only


def test_a_server_that_comes_back_is_used_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was stored and deleted while it was away is found, and gone, once it answers."""
    shelf.put(write_article("Fire", "The fire burned.", id="a"), write_article("Fire", "The fire spread.", id="b"))
    assert found_twice(search(shelf)[0])
    server = shelf.engine._server  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:

        def fail(_: float) -> None:
            raise OSError("the network is down")

        patch.setattr(server, "_connected", fail)
        shelf.put(write_article("Fire", "The fire is out.", id="c"))
        shelf.delete("a")
        hits, asked = search(shelf)
        assert (sorted(names(hits)), asked.trace.words_only) == (["b", "c"], True)
        shelf.engine.follow()
    monkeypatch.setattr(server, "_rests_until", 0.0)
    hits, asked = search(shelf)
    assert (sorted(names(hits)), asked.trace.words_only) == (["b", "c"], False)
    assert found_twice(hits)


def make_another_schema(name: str, _: int) -> None:
    """Make a collection that another program might have made."""
    from pymilvus import MilvusClient

    with closing(MilvusClient(str(lite_file()))) as client:
        client.create_collection(name, dimension=4)
        client.insert(name, [{"id": 1, "vector": [1.0, 0.0, 0.0, 0.0]}])


def make_another_dimension(name: str, archive: int) -> None:
    """Make a collection as this engine does, of the same archive, for vectors of another dimension."""
    from index.search.milvus.server import Progress, Server

    with closing(Server(Address(str(lite_file()), "news", index="FLAT", timeout=20), None, 4)) as server:
        server.create(name)
        server.note(name, Progress(archive, followed=1, whole=True))


@pytest.mark.parametrize("make", [make_another_schema, make_another_dimension])
def test_a_collection_of_another_kind_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, make: Callable[[str, int], None]
) -> None:
    """Something else that has the name is neither read nor written; the log says what to do."""
    from pymilvus import MilvusClient

    folder = tmp_path / "data"
    with closing(Shelf(folder, open_lite)) as shelf:
        name = f"{shelf.engine._vectors._prefix}1"  # type: ignore[attr-defined]
        make(name, shelf.engine._vectors._archive)  # type: ignore[attr-defined]
        shelf.put(write_article("Fire", "The fire burned.", id="a"))
        (hit,), asked = search(shelf)
        shelf.engine.follow()
        assert (hit.passage.article, asked.trace.words_only) == ("a", True)
        with pytest.raises(EngineUnavailable, match="was not written for this archive: drop it, or name another"):
            shelf.engine.rebuild()
        with closing(MilvusClient(str(lite_file()))) as client:
            assert client.has_collection(name)
            assert len(client.query(name, filter="id >= 0", output_fields=["id"])) == 1
    assert f"the collection {name} at {lite_file()} was not written for this archive" in caplog.text


def test_a_collection_of_another_archive_is_left_alone(tmp_path: Path, shelf: Shelf) -> None:
    """Two archives with one address: the second is searched by words, and the first notices nothing."""
    shelf.put(write_article("Fire", "The fire burned.", id="a"))
    assert found_twice(search(shelf)[0])
    with closing(Shelf(tmp_path / "other", OpenAt(lite_address(shelf.folder)))) as other:
        other.put(write_article("Fire", "Another fire burned.", id="x"))
        hits, asked = search(other)
        assert (names(hits), asked.trace.words_only) == (["x"], True)
        other.engine.drop_other_models()
    hits, asked = search(shelf)
    assert (names(hits), asked.trace.words_only) == (["a"], False)
    assert found_twice(hits)


def test_a_collection_that_is_lost_is_filled_again(shelf: Shelf) -> None:
    """Dropped behind its back, it is noticed by the next question and filled."""
    from pymilvus import MilvusClient

    shelf.put(write_article("Fire", "The fire burned.", id="a"))
    search(shelf)
    client = MilvusClient(str(lite_file()))
    for name in client.list_collections():
        if name.startswith(collection_of(shelf.folder)):
            client.drop_collection(name)
    client.close()
    search(shelf)
    shelf.engine.follow()
    hits, asked = search(shelf)
    assert found_twice(hits)
    assert not asked.trace.words_only


def test_a_server_that_takes_no_more_is_searched(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it refuses to write, as one that is full does, what it holds is found by both, what is new by words."""
    shelf.put(write_article("Fire", "The fire burned.", id="a"))
    assert found_twice(search(shelf)[0])
    server = shelf.engine._server  # type: ignore[attr-defined]

    def refuse(*_: object) -> None:
        raise EngineRefused("Milvus refuses: the disk quota is exhausted")

    with monkeypatch.context() as patch:
        patch.setattr(server, "upsert", refuse)
        shelf.put(write_article("Fire", "The fire is out.", id="b"))
        shelf.engine.follow()
        hits, asked = search(shelf)
        assert {hit.passage.article: hit.dense_rank is not None for hit in hits} == {"a": True, "b": False}
        assert not asked.trace.words_only
        assert shelf.engine.describe().summary.endswith(
            "the disk quota is exhausted; what is new is found by words alone until it can be written"
        )
    assert found_twice(search(shelf)[0])


def test_the_log_of_an_engine_that_works_is_quiet(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is said as long as the server answers."""
    with caplog.at_level(logging.WARNING, logger="index"):
        shelf.put(write_article("Fire", "The fire burned.", id="a"))
        search(shelf)
        shelf.engine.rebuild()
        search(shelf)
    assert not caplog.records

"""The engine whose vectors are in Milvus keeps the engine contract with a real server, and outlives its death."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.search.address import Address
from index.search.engine import Engine
from index.search.lexical_files import LEXICAL
from tests.conftest import write_article
from tests.index.search.engine_contract import EngineContract
from tests.index.search.milvus.lite import collection_of
from tests.index.search.milvus.standalone import Standalone, find_environment, standalone
from tests.index.search.shelf import ALL, EMBEDDER, Shelf, found_twice, names, query

pytest.importorskip("pymilvus", reason="pymilvus is not installed: `pip install -e '.[milvus]'`")
PYTHON = find_environment()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1_200),
    pytest.mark.skipif(PYTHON is None, reason="there is no Milvus server here: `make milvus` makes .venv-milvus"),
]
_SERVERS: list[Standalone] = []


@pytest.fixture(scope="module", autouse=True)
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """The server of this module."""
    assert PYTHON
    with standalone(PYTHON, tmp_path_factory.mktemp("milvus")) as started:
        _SERVERS.append(started)
        yield started
        _SERVERS.clear()


def open_on_server(catalogue: Catalogue, folder: Path) -> Engine:
    """Open an engine over a catalogue, with a collection of its folder's own."""
    from index.search.milvus.engine import MilvusEngine

    address = Address(_SERVERS[0].uri, collection_of(folder), index="FLAT", timeout=5)
    return MilvusEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension, address=address)


class TestMilvusServer(EngineContract):
    """Vectors on a server of version 2.3, words beside the catalogue of one data folder."""

    @staticmethod
    def make_engine(catalogue: Catalogue, folder: Path) -> Engine:
        """Open the engine over the catalogue of a folder."""
        return open_on_server(catalogue, folder)

    @staticmethod
    def hold_back(engine: Engine, patch: pytest.MonkeyPatch) -> None:
        """Let it search what has been followed."""
        patch.setattr(engine, "_catch_up", lambda _: None)

    @staticmethod
    def index_files(folder: Path) -> Sequence[Path]:
        """Return the files of the lexical index: those of the vectors are the server's."""
        return [path for path in (folder / LEXICAL).rglob("*") if path.is_file()]


def test_a_rebuild_of_another_process_is_followed(tmp_path: Path) -> None:
    """A process whose collection was dropped finds the one that took its place within the question."""
    with closing(Shelf(tmp_path / "data", open_on_server)) as shelf:
        shelf.put(write_article("Fire", "The fire burned.", id="a"))
        assert found_twice(shelf.find("fire"))
        with closing(Shelf(tmp_path / "data", open_on_server)) as other:
            other.engine.rebuild()
        asked = query("fire")
        with shelf.catalogue.snapshot() as snapshot:
            assert found_twice(shelf.engine.search(asked, ALL, 10, snapshot))
        assert not asked.trace.words_only


def test_a_server_that_dies_and_comes_back(tmp_path: Path, server: Standalone) -> None:
    """Started again, it has all that was acknowledged; what was stored meanwhile follows, and no question fails."""
    with closing(Shelf(tmp_path / "data", open_on_server)) as shelf:
        shelf.put(*(write_article("Fire", f"The fire burned {n} houses.", id=f"a{n}") for n in range(20)))
        assert found_twice(shelf.find("fire", k=20))
        server.kill()
        shelf.put(write_article("Fire", "The fire is out.", id="b"))
        shelf.delete("a0")
        expected = sorted(["b", *(f"a{n}" for n in range(1, 20))])
        for _ in range(3):
            assert sorted(names(shelf.find("fire", k=30))) == expected
        server.start()
        while not found_twice(shelf.find("fire", k=30)):  # the timeout of the test is the limit
            time.sleep(0.5)
        assert sorted(names(shelf.find("fire", k=30))) == expected


def test_a_server_that_stalls_does_not_stall_questions(tmp_path: Path, server: Standalone) -> None:
    """While it answers nothing, questions are answered by words and say so; afterwards by both again."""
    with closing(Shelf(tmp_path / "data", open_on_server)) as shelf:
        shelf.put(write_article("Fire", "The fire burned.", id="a"))
        assert found_twice(shelf.find("fire"))
        server.pause()
        try:
            asked = query("fire")
            with shelf.catalogue.snapshot() as snapshot:
                assert names(shelf.engine.search(asked, ALL, 10, snapshot)) == ["a"]
            assert asked.trace.words_only
            for _ in range(20):
                assert names(shelf.find("fire")) == ["a"]
        finally:
            server.resume()
        while not found_twice(shelf.find("fire")):  # the timeout of the test is the limit
            time.sleep(0.5)


def test_a_search_sees_every_write_before_the_moment_that_the_server_tells(tmp_path: Path) -> None:
    """The server has a clock, and a search up to it finds what was acknowledged before, each time."""
    with closing(Shelf(tmp_path / "data", open_on_server)) as shelf:
        shelf.put(write_article("Fire", "The fire burned.", id="a"))
        assert found_twice(shelf.find("fire"))
        moments = [shelf.engine._vectors._moment]  # type: ignore[attr-defined]
        for number in range(10):
            shelf.put(write_article("Fire", f"The fire burned {number} houses.", id=f"b{number}"))
            assert len(found := shelf.find("fire", k=20)) == number + 2
            assert found_twice(found)
            moments.append(shelf.engine._vectors._moment)  # type: ignore[attr-defined]
        assert moments[0] > 0
        assert moments == sorted(set(moments))

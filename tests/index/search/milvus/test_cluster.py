"""A cluster of Milvus with two query nodes: one may die while questions are asked."""

import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.search.address import Address
from index.search.engine import Engine
from tests.conftest import write_article
from tests.index.search.milvus.cluster import Cluster, cluster, why_no_cluster
from tests.index.search.shelf import ALL, EMBEDDER, Shelf, found_twice, names, query

pytest.importorskip("pymilvus", reason="pymilvus is not installed: `pip install -e '.[milvus]'`")
_MISSING = why_no_cluster()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(_MISSING is not None, reason=str(_MISSING)),
]
ARTICLES = [f"a{number}" for number in range(30)]
CLIENTS = 8


class Asking:
    """Clients that search until the block ends, each in a thread; what they found, and what was raised."""

    def __init__(self, shelf: Shelf) -> None:
        self.found: list[tuple[list[str], bool]] = []
        self.raised: list[BaseException] = []
        self._shelf, self._stop = shelf, threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(CLIENTS)]

    def __enter__(self) -> "Asking":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Wait until so many more searches have ended; the timeout of the test is the limit."""
        enough = len(self.found) + more
        while len(self.found) < enough and not self.raised:
            time.sleep(0.05)

    def wait_until_full(self, number: int) -> None:
        """Wait until so many searches one after another were by meaning, too; the timeout of the test is the limit."""
        while not self.raised and any(words_only for _, words_only in self.found[-number:]):
            time.sleep(0.05)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                asked = query("fire")
                with self._shelf.catalogue.snapshot() as snapshot:
                    hits = self._shelf.engine.search(asked, ALL, 50, snapshot)
                self.found.append((sorted(names(hits)), asked.trace.words_only))
        except BaseException as error:
            self.raised.append(error)
            raise


def opened_at(nodes: Cluster) -> Callable[[Catalogue, Path], Engine]:
    """Return how an engine is opened whose vectors are on a cluster, in two replicas."""

    def open_on(catalogue: Catalogue, folder: Path) -> Engine:
        from index.search.milvus.engine import MilvusEngine

        address = Address(f"http://127.0.0.1:{nodes.port}", "news", index="FLAT", replicas=2)
        return MilvusEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension, address=address)

    return open_on


@pytest.mark.parametrize("how", ["killed", "silent"])
def test_a_query_node_is_lost_while_eight_clients_ask(tmp_path: Path, how: str) -> None:
    """No search fails, each finds every article, and soon they are by meaning again, from the node that is left."""
    with cluster(tmp_path / "milvus") as nodes, closing(Shelf(tmp_path / "data", opened_at(nodes))) as shelf:
        shelf.put(*(write_article("Fire", f"The fire burned {name} houses.", id=name) for name in ARTICLES))
        while not found_twice(shelf.find("fire", k=50)):
            time.sleep(0.2)
        with Asking(shelf) as asking:
            asking.wait_for(100)
            (nodes.kill if how == "killed" else nodes.pause)(0)
            asking.wait_for(100)
            asking.wait_until_full(500)
        assert asking.raised == []
        assert all(found == sorted(ARTICLES) for found, _ in asking.found)

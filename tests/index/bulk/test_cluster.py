"""Three Ray nodes embed what lacks a vector, and one of them may die: nothing is lost, and nothing is doubled."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.bulk import run
from index.bulk.opening import open_maker, open_shards
from index.bulk.run import BulkReport, embed_in_bulk
from index.care.faults import find_faults
from index.errors import ModelError
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Embedder
from index.passages.names import DEFAULT_MODEL
from tests.conftest import write_article
from tests.index.bulk.nodes import Nodes, three_nodes, why_no_namespaces

pytest.importorskip("ray", reason="ray is not installed: `make ray`")
pytest.importorskip("pyarrow", reason="pyarrow is not installed: `make ray`")
HINDRANCE = why_no_namespaces()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(HINDRANCE is not None, reason=str(HINDRANCE)),
    # what Ray leaves open when a node dies is Ray's
    pytest.mark.filterwarnings("ignore"),
]
NUMBER = 1_500


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    """A cluster."""
    with three_nodes() as started:
        yield started


@pytest.fixture
def shelf(tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    """A library of articles that lack vectors."""
    library = open_library(tmp_path / "data", embedder=embedder)
    articles = (write_article(f"Day {n}", f"Kobane, day {n} of the siege.", id=f"a{n}") for n in range(NUMBER))
    assert ingest(articles, library.catalogue, embedder, embedding=False).passages == NUMBER
    yield library
    library.close()


def test_a_model_that_no_node_has_is_one_sentence(nodes: Nodes) -> None:
    """The sentence is that of the node."""
    with pytest.raises(ModelError, match=r"a node of the Ray cluster at .* failed: .*/nowhere/model"):
        open_maker(nodes.address, "/nowhere/model")


def test_a_node_that_is_killed_at_half_loses_and_doubles_nothing(
    nodes: Nodes, shelf: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every passage has the vector that this machine would make, each is in one shard once, and the indexes follow."""
    monkeypatch.setattr(run, "_SECONDS", 0.5)
    made: list[int] = []

    def kill_at_half(number: int) -> None:
        before = sum(made)
        made.append(number)
        if before < NUMBER / 2 <= sum(made):
            nodes.kill(1)

    with closing(open_maker(nodes.address, DEFAULT_MODEL)) as maker:
        shards = open_shards(tmp_path / "kept", maker.model)
        assert embed_in_bulk(shelf.catalogue, maker, shards, kill_at_half) == BulkReport(0, NUMBER)
    kept = [digest for path in shards.paths() for digest in shards.read(path)]
    assert len(kept) == len(set(kept)) == sum(made) == NUMBER
    shelf.engine.follow()
    assert find_faults(shelf.catalogue, shelf.catalogue.folder) == []
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.counts().unembedded == 0
        (first,) = snapshot.embeddings.known(maker.model.name, kept[:1]).values()
    assert first in shards.read(shards.paths()[0]).values()

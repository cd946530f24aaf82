"""How much of its file a snapshot of the catalogue maps."""

from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from tests.conftest import NOW, write_article


def test_a_snapshot_that_is_not_mapped_reads_the_same(tmp_path: Path) -> None:
    """A snapshot for reading everything sees what any other does, and those after it map the file again."""
    catalogue = Catalogue(tmp_path)
    with catalogue.write() as transaction:
        transaction.put_article(write_article("T", "One."), NOW)
    with catalogue.snapshot(mapped=False) as whole, catalogue.snapshot() as mapped:
        assert whole.count_articles() == mapped.count_articles() == 1
        assert _mapped_bytes(whole) == 0 < _mapped_bytes(mapped)
    with catalogue.snapshot() as one, catalogue.snapshot() as other:
        assert min(_mapped_bytes(one), _mapped_bytes(other)) > 0
    catalogue.close()


def _mapped_bytes(snapshot: Snapshot) -> int:
    """Return how much of the file the connection of a snapshot may map."""
    return int(snapshot._db.execute("PRAGMA mmap_size").fetchone()[0])

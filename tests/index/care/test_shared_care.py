"""Care for a shared catalogue: each host's indexes are rebuilt, compacted and verified beside the others'."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

import index.care.compaction as compaction
from index.care.backup import back_up
from index.care.compaction import compact
from index.care.faults import find_faults
from index.care.rebuild import RebuildRunning, claim_rebuild, run_rebuild
from index.errors import Busy, CatalogueError, InvalidInput
from index.intake.rehearsal import rehearse
from index.library import Library, follow_model
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder


class WideEmbedder(HashEmbedder):
    """A model of another name and width."""

    def __init__(self) -> None:
        self.name, self.model, self.dimension = "another", "another", 24


@pytest.fixture
def hosts(hosts: list[Library]) -> list[Library]:
    """Two hosts over 12 articles."""
    fill(hosts[0], *(write_article(f"Ferry {n}", f"Ferry {n} left the harbour.", id=f"n{n}") for n in range(12)))
    hosts[1].engine.follow()
    return hosts


def faults_of(library: Library) -> list[str]:
    """Return what `dateline verify` finds on a host."""
    return [fault.what for fault in find_faults(library.catalogue, library.folder)]


def test_every_host_is_sound(hosts: list[Library]) -> None:
    """The catalogue has no fault, and neither host's indexes differ from it."""
    assert [faults_of(library) for library in hosts] == [[], []]


def test_one_host_compacts_and_the_other_follows(hosts: list[Library], monkeypatch: pytest.MonkeyPatch) -> None:
    """Tombstones that one host drops are not missed by another that had not followed them."""
    one, two = hosts
    with one.catalogue.write() as transaction:
        assert transaction.delete_article("n3", NOW)
    monkeypatch.setattr(compaction, "_PATIENCE", 0.1)
    with two.catalogue.ingesting(), pytest.raises(Busy, match="is ingesting"):
        compact(one.catalogue, one.folder)
    done = compact(one.catalogue, one.folder)
    assert (done.tombstones, done.vectors) == (1, 0)
    for library in hosts:
        library.engine.follow()
        assert faults_of(library) == []


def test_another_model_reaches_every_host(hosts: list[Library]) -> None:
    """A change of model on one host is followed by the other, and only one host may rebuild at a time."""
    one, two = hosts
    other = WideEmbedder()
    claim = claim_rebuild(one.catalogue, NOW, other.name)
    with pytest.raises(RebuildRunning):
        claim_rebuild(two.catalogue, NOW + timedelta(seconds=1))
    adopted: list[Library] = []
    run_rebuild(one, claim, lambda: other, adopt=adopted.append)
    followed = follow_model(two, lambda _: other)
    assert followed.embedder.name == adopted[0].embedder.name == other.name
    assert faults_of(followed) == []
    claim_rebuild(followed.catalogue, NOW).lock.release()


def test_a_backup_is_left_to_the_server(hosts: list[Library], tmp_path: Path) -> None:
    """The sentence names the tool and the schema, and nothing is left behind."""
    with pytest.raises(InvalidInput, match="pg_dump --schema=t"):
        back_up(hosts[0].catalogue, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_dry_run_reads_the_shared_catalogue(hosts: list[Library], tmp_path: Path, shared_address: str) -> None:
    """What is stored there is unchanged, what is new would be added, and nothing is written."""
    records = [write_article(f"Ferry {n}", f"Ferry {n} left the harbour.", id=f"n{n}") for n in range(11, 14)]
    before = hosts[0].catalogue.generation()
    report = rehearse(records, tmp_path / "three", shared=shared_address, now=lambda: NOW).report
    assert (report.unchanged, report.added) == (1, 2)
    assert hosts[0].catalogue.generation() == before


def test_a_write_that_went_wrong_is_not_taken_for_a_commit(hosts: list[Library]) -> None:
    """A statement that failed undoes the whole write, even if its error was swallowed within the block."""
    psycopg = pytest.importorskip("psycopg")
    catalogue = hosts[0].catalogue

    def swallow() -> None:
        with catalogue.write() as transaction:
            transaction.delete_article("n1", NOW)
            with suppress(psycopg.Error):
                transaction._db.execute("SELECT nothing FROM nowhere")

    with pytest.raises(CatalogueError):
        swallow()
    with catalogue.snapshot() as snapshot:
        assert snapshot.count_articles() == 12

"""A change of model embeds what is missing, whatever interrupts it, and is seen by nobody before it is whole."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.care.compaction import compact
from index.care.faults import find_faults
from index.care.rebuild import claim_interrupted, claim_rebuild, run_rebuild
from index.catalogue.catalogue import Catalogue
from index.catalogue.jobs import Job, RebuildReport, State
from index.errors import EmbedderMismatch, ModelError
from index.intake.accept import Delivery
from index.intake.drain import drain
from index.intake.embed import embed_lacking
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import open_embedder
from index.search import dense_files, following
from index.search.dense import Sizing
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder
from tests.index.local import local_engine
from tests.index.search.test_local import find, titles
from tests.index.tiny_model import write_model


class OtherEmbedder(HashEmbedder):
    """A model of another name and width, which counts what it embeds."""

    def __init__(self, *, dimension: int = 24) -> None:
        self.name, self.model, self.dimension = "another", "another", dimension
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, and keep the texts."""
        self.embedded += texts
        return super().embed(texts)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A library of two hundred articles, more than three batches."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(opened, *(write_article(f"Day {n}", f"Kobane, day {n} of the siege.", id=f"a{n}") for n in range(200)))
    yield opened
    opened.close()


def job_of(library: Library, job: str) -> Job:
    """Return a job."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.jobs.get(job)


def change(library: Library, embedder: HashEmbedder) -> tuple[Library, Job]:
    """Change a library to another model; return the one to ask from then on, and the job."""
    adopted = [library]
    claim = claim_rebuild(library.catalogue, NOW, "another")
    run_rebuild(library, claim, lambda: embedder, adopt=adopted.append)
    return adopted[-1], job_of(library, claim.job)


def test_a_change_embeds_everything_once_and_is_kept(shelf: Library) -> None:
    """Afterwards the folder is for the new model, sound, and searched by it; the job says what was done."""
    other = OtherEmbedder()
    changed, job = change(shelf, other)
    assert (job.state, job.done, job.total, job.error) == (State.DONE, 200, 200, None)
    assert job.rebuild == RebuildReport(passages=200, embedded=200, seconds_left=0)
    assert len(other.embedded) == 200
    assert other.embedded[0] == "Day 0 (example-times, 27 January 2015)\nKobane, day 0 of the siege."
    assert changed.embedder is other
    assert find_faults(shelf.catalogue, shelf.folder) == []
    (hit,) = find(changed, other.embedded[7], k=1)
    assert hit.head.title == "Day 7"
    assert hit.similarity == pytest.approx(1, abs=1e-3)
    with pytest.raises(EmbedderMismatch):
        open_library(shelf.folder, embedder=HashEmbedder())
    open_library(shelf.folder, embedder=other).close()


def test_the_old_library_can_be_asked_during_and_after(shelf: Library) -> None:
    """Until the swap, and for searches that still use it, the old library finds what it found, by the old vectors."""
    before = [(hit.passage, hit.dense_rank) for hit in find(shelf, "Kobane day 7", k=20)]
    seen = []

    class Slow(OtherEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            seen.append([(hit.passage, hit.dense_rank) for hit in find(shelf, "Kobane day 7", k=20)])
            return super().embed(texts)

    change(shelf, Slow())
    assert len(seen) > 3
    assert seen == [before] * len(seen)
    assert [(hit.passage, hit.dense_rank) for hit in find(shelf, "Kobane day 7", k=20)] == before


def test_an_interrupted_change_goes_on_where_it_was(shelf: Library) -> None:
    """Stopped or killed, it keeps what it embedded and its job, and changes nothing; then only the rest is embedded."""
    first, second = OtherEmbedder(), OtherEmbedder()
    claim = claim_rebuild(shelf.catalogue, NOW, "another")
    run_rebuild(shelf, claim, lambda: first, stopping=lambda: len(first.embedded) > 100)
    assert len(first.embedded) == 128
    stopped = job_of(shelf, claim.job)
    assert (stopped.state, stopped.done, stopped.total) == (State.RUNNING, 128, 200)
    assert stopped.rebuild is not None
    assert stopped.rebuild.seconds_left is not None
    assert stopped.rebuild.seconds_left > 0
    open_library(shelf.folder, embedder=HashEmbedder()).close()
    left = claim_interrupted(shelf.catalogue)
    assert left is not None
    assert (left.job, left.model) == (claim.job, "another")
    run_rebuild(shelf, left, lambda: second)
    assert len(second.embedded) == 72
    assert not set(first.embedded) & set(second.embedded)
    assert job_of(shelf, claim.job).state is State.DONE
    assert claim_interrupted(shelf.catalogue) is None
    assert find_faults(shelf.catalogue, shelf.folder) == []


def test_the_same_command_resumes_and_another_starts_over(shelf: Library) -> None:
    """Who asks for the same model gets the job that was interrupted; who asks for another, a new one."""
    claim = claim_rebuild(shelf.catalogue, NOW, "another")
    claim.lock.release()
    same = claim_rebuild(shelf.catalogue, NOW, "another")
    same.lock.release()
    new = claim_rebuild(shelf.catalogue, NOW)
    new.lock.release()
    assert (same.job, new.job != claim.job) == (claim.job, True)
    assert job_of(shelf, claim.job).state is State.FAILED


def test_what_arrives_meanwhile_is_in_both(shelf: Library) -> None:
    """Articles stored and deleted during the change are there, or not, by the new model as by the old."""

    class Interrupted(OtherEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if len(self.embedded) == 128:
                ingest(
                    [write_article("Late", "Kobane, late.", id="late")],
                    shelf.catalogue,
                    HashEmbedder(),
                    now=lambda: NOW,
                )
                with shelf.catalogue.write() as transaction:
                    transaction.delete_article("a3", NOW)
                    transaction.delete_article("a190", NOW)
            return super().embed(texts)

    other = Interrupted()
    changed, job = change(shelf, other)
    assert job.state is State.DONE
    assert find_faults(shelf.catalogue, shelf.folder) == []
    assert len(local_engine(changed)._view.dense) == 199
    found = titles(find(changed, "Kobane", k=300))
    assert "Late" in found
    assert not {"Day 3", "Day 190"} & set(found)
    compact(shelf.catalogue, shelf.folder)
    with sqlite3.connect(shelf.catalogue.name) as catalogue:
        assert catalogue.execute("SELECT model, count(*) FROM vector GROUP BY model").fetchall() == [("another", 199)]
    catalogue.close()


def test_who_is_still_for_the_old_model_stores_nothing(shelf: Library) -> None:
    """An ingest, and what drains the inbox, that missed the change are told; what waits goes on waiting, unharmed."""
    late = write_article("Late", "Kobane, late.", id="late")
    delivery = Delivery(shelf.catalogue, NOW)
    changed, _ = change(shelf, OtherEmbedder())
    delivery.accept([late], last=True, now=NOW)
    with pytest.raises(EmbedderMismatch, match="'another' meanwhile"):
        ingest([late], shelf.catalogue, shelf.embedder, now=lambda: NOW)
    with pytest.raises(EmbedderMismatch):
        drain(shelf)
    assert job_of(shelf, delivery.job).done == 0
    drain(changed)
    report = job_of(shelf, delivery.job).report
    assert report is not None
    assert (job_of(shelf, delivery.job).state, report.embedded) == (State.DONE, 1)
    assert find_faults(shelf.catalogue, shelf.folder) == []


def test_back_to_the_first_model_embeds_nothing(shelf: Library) -> None:
    """Vectors of the model before are kept until a compaction, so that a change of mind costs little."""
    changed, _ = change(shelf, OtherEmbedder())

    class First(HashEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise AssertionError(f"nothing is missing, {texts} neither")

    back, job = change(changed, First())
    assert (job.state, job.error, back.embedder.name) == (State.DONE, None, "by-digest")
    assert find_faults(shelf.catalogue, shelf.folder) == []


@pytest.mark.parametrize("moment", ["opening", "embedding", "building"])
def test_a_change_that_fails_leaves_the_old_model(shelf: Library, moment: str) -> None:
    """Its job says why; the folder opens as before, and nothing goes on by itself."""

    def open_embedder() -> HashEmbedder:
        if moment == "opening":
            raise ModelError("there is no such model")
        return Failing()

    class Failing(OtherEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if moment == "embedding" and self.embedded:
                raise MemoryError("too much")
            return super().embed(texts)

    local_engine(shelf)._sizing = Sizing(exact=50, widest=0.01) if moment == "building" else Sizing()
    claim = claim_rebuild(shelf.catalogue, NOW, "another")
    run_rebuild(shelf, claim, open_embedder)
    failed = job_of(shelf, claim.job)
    assert failed.state is State.FAILED
    assert failed.error
    assert claim_interrupted(shelf.catalogue) is None
    again = open_library(shelf.folder, embedder=HashEmbedder())
    assert len(find(again, "Kobane", k=300)) == 200
    assert find_faults(again.catalogue, again.folder) == []
    again.close()


def test_two_models_of_one_width_are_not_taken_for_each_other(shelf: Library) -> None:
    """A base of the old model is not read for the new one, though it would fit, and be the later one."""
    changed, _ = change(shelf, OtherEmbedder(dimension=16))
    assert find_faults(shelf.catalogue, shelf.folder) == []
    with shelf.catalogue.write() as transaction:
        transaction.delete_article("a199", NOW)
    shelf.engine.rebuild()  # as a server does that has yet to follow
    assert find_faults(shelf.catalogue, shelf.folder) == []
    again = open_library(shelf.folder, embedder=OtherEmbedder(dimension=16))
    assert local_engine(again)._view.dense.base_size == 200
    assert find_faults(again.catalogue, again.folder) == []
    again.close()
    assert changed.embedder.name == "another"


def test_a_vector_of_what_was_deleted_meanwhile_is_not_kept(shelf: Library) -> None:
    """What is embedded while its article is deleted leaves no vector behind."""

    class Deleting(OtherEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            with shelf.catalogue.write() as transaction:
                transaction.delete_article("a5", NOW)
            return super().embed(texts)

    assert embed_lacking(shelf.catalogue, Deleting())
    with sqlite3.connect(shelf.catalogue.name) as catalogue:
        assert catalogue.execute("SELECT count(*) FROM vector WHERE model = 'another'").fetchone() == (199,)
    catalogue.close()


def test_a_plain_rebuild_embeds_what_was_lost(shelf: Library) -> None:
    """Where vectors are missing, for whatever reason, a rebuild makes them again."""
    with sqlite3.connect(shelf.catalogue.name) as catalogue:
        catalogue.execute("DELETE FROM vector WHERE digest IN (SELECT embedded FROM passage WHERE article = 'a7')")
    catalogue.close()
    assert [fault.where for fault in find_faults(shelf.catalogue, shelf.folder)] == ["vectors"]
    claim = claim_rebuild(shelf.catalogue, NOW)
    run_rebuild(shelf, claim)
    assert job_of(shelf, claim.job).rebuild == RebuildReport(passages=200, embedded=1, seconds_left=0)
    assert find_faults(shelf.catalogue, shelf.folder) == []


def test_searching_goes_on_while_it_is_changed(shelf: Library) -> None:
    """Other threads search without a break, and each search is whole, whichever library it holds."""
    current, wrong, done = [shelf], [], threading.Event()

    def ask() -> None:
        while not done.is_set():
            library = current[0]
            hits = find(library, "Kobane siege", k=300)
            if len(hits) != 200 or any(hit.similarity is None for hit in hits):
                wrong.append(len(hits))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        claim = claim_rebuild(shelf.catalogue, NOW, "another")
        run_rebuild(shelf, claim, OtherEmbedder, adopt=lambda library: current.__setitem__(0, library))
    finally:
        done.set()
        thread.join()
    assert job_of(shelf, claim.job).state is State.DONE
    assert wrong == []
    assert current[0].embedder.name == "another"


def test_a_folder_says_by_itself_which_model_it_was_rebuilt_for(shelf: Library, tmp_path: Path) -> None:
    """The model is recorded in the catalogue, a folder by its full path."""
    path = write_model(tmp_path / "model")
    claim = claim_rebuild(shelf.catalogue, NOW, str(tmp_path / "data" / ".." / "model"))
    run_rebuild(shelf, claim, lambda: open_embedder(claim.model or ""))
    catalogue = Catalogue(shelf.folder)
    with catalogue.snapshot() as snapshot:
        assert (snapshot.embedder(), snapshot.upkeep.model()) == (open_embedder(str(path)).name, str(path))
    catalogue.close()


def test_what_arrives_while_the_index_is_built_is_in_it(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ingest goes on between the last embedding and the swap, and what it stored is not forgotten."""
    save = dense_files.save_dense

    def ingest_and_save(*arguments: Any) -> None:
        late = write_article("Late", "Kobane, late.", id="late")
        ingest([late], shelf.catalogue, HashEmbedder(), now=lambda: NOW)
        save(*arguments)

    monkeypatch.setattr(following, "save_dense", ingest_and_save)
    changed, job = change(shelf, OtherEmbedder())
    assert (job.state, job.done) == (State.DONE, 201)
    assert find_faults(shelf.catalogue, shelf.folder) == []
    assert len(local_engine(changed)._view.dense) == 201

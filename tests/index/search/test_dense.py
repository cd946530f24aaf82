"""A large base is searched through inverted lists: nearly as well as by a scan, and under narrow filters as well."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.care.backup import back_up
from index.care.faults import find_faults
from index.errors import RecallTooLow
from index.library import Library, open_library
from index.search import following
from index.search.dense import DenseIndex, Sizing, build_dense
from index.search.dense_files import load_dense, save_dense, stamp_of
from index.search.engine import Shape
from index.search.local import LocalEngine
from index.search.vectors import Part, Vectors
from tests.conftest import fill, write_article
from tests.index.history import HashEmbedder
from tests.index.local import local_engine
from tests.index.search.test_vectors import rows

DIMENSION, NUMBER = 32, 4_000
MODEL = "a-model"
SMALL = Sizing(exact=1_000, selective=100, selective_share=0.01, sampled=100)


def clusters(seed: int = 0) -> Vectors:
    """Return unit vectors in fifty clusters, as float16 has them: like texts, some of which are about the same."""
    centres = np.random.default_rng(0).normal(size=(50, DIMENSION))
    chance = np.random.default_rng(seed + 1)
    raw = centres[chance.integers(0, 50, NUMBER)] + 0.6 * chance.normal(size=(NUMBER, DIMENSION))
    unit = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    return np.asarray(unit.astype(np.float16), np.float32)


TABLE = clusters()
EVERYTHING = np.ones(NUMBER + 1, np.bool_)


@pytest.fixture(scope="module")
def large() -> DenseIndex:
    """An index above the threshold."""
    return build_dense(DIMENSION, 7, rows(TABLE), SMALL)


def exact(vector: Vectors, k: int, mask: np.typing.NDArray[np.bool_]) -> tuple[list[int], Vectors]:
    """Return what a product with every vector finds."""
    scores = TABLE @ vector
    scores[~mask[1:]] = -2
    order = np.argsort(-scores, kind="stable")[: min(k, int(mask[1:].sum()))]
    return (order + 1).tolist(), scores[order]


def recall(index: DenseIndex, queries: Vectors, k: int = 10) -> float:
    """Return which share of the first ten of a scan an index finds."""
    found = [set(index.search(query, k, EVERYTHING)[0].tolist()) for query in queries]
    return float(
        np.mean([len(ids & set(exact(query, k, EVERYTHING)[0])) / k for ids, query in zip(found, queries, strict=True)])
    )


def test_size_decides(large: DenseIndex) -> None:
    """Up to the threshold a base is scanned; above it there are lists, and it says how many are read and how well."""
    small = build_dense(DIMENSION, 1, rows(TABLE[:1_000]), SMALL)
    assert (small.lists, small.shape, small.shape.describe()) == (None, Shape(), "exact scan (float16)")
    assert large.lists is not None
    assert large.shape.lists == large.lists.number == round(2 * NUMBER**0.5)
    assert 1 <= large.shape.nprobe <= large.shape.lists / 2
    assert 0.98 <= large.shape.recall <= 1
    assert large.shape.describe().startswith(f"IVF126,SQ8 (nprobe {large.shape.nprobe}, recall@10 0.9")


def test_the_recall_that_was_measured_is_the_one_there_is(large: DenseIndex) -> None:
    """On vectors that it was not chosen by, it finds about what it says, and reads more lists for more."""
    queries = clusters(seed=1)[:200]
    assert recall(large, queries) > large.shape.recall - 0.03
    eager = build_dense(DIMENSION, 1, rows(TABLE), Sizing(exact=1_000, selective=100, recall=0.6, sampled=100))
    assert eager.shape.nprobe < large.shape.nprobe
    assert recall(eager, queries) < recall(large, queries)


def test_what_lies_between_the_clusters_is_found_as_well(large: DenseIndex) -> None:
    """For vectors as far from every passage as a question is, other than those it was measured on, it finds as many."""
    near, left, right = (clusters(seed=seed)[:200] for seed in (3, 4, 5))
    away = near + left - right
    queries = np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True), np.float32)
    assert recall(large, queries) > 0.98


def test_scores_are_those_of_the_float16_vectors(large: DenseIndex) -> None:
    """Candidates of the lists are re-scored: cosines are exact, best first, and no id is returned twice."""
    ids, scores = large.search(TABLE[5], 50, EVERYTHING)
    assert len(set(ids.tolist())) == 50
    np.testing.assert_allclose(scores, TABLE[ids - 1] @ TABLE[5], atol=1e-5)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


@pytest.mark.parametrize("kept", [0, 1, 40, 100])
def test_a_narrow_filter_is_answered_exactly(large: DenseIndex, kept: int) -> None:
    """Where few are kept, the hits are those of a scan of them, as many as there are, however far away they lie."""
    mask = np.zeros(NUMBER + 1, np.bool_)
    mask[np.random.default_rng(kept).choice(np.arange(1, NUMBER + 1), kept, replace=False)] = True
    ids, scores = large.search(TABLE[5], 60, mask)
    expected, cosines = exact(TABLE[5], 60, mask)
    assert ids.tolist() == expected
    np.testing.assert_allclose(scores, cosines, atol=1e-5)


def test_a_narrow_filter_does_not_ask_the_lists(large: DenseIndex) -> None:
    """Though the lists would fill the hits, with worse ones, a narrow filter is answered by a scan, a wider one not."""
    hasty = replace(large, shape=replace(large.shape, nprobe=1))
    wide = replace(hasty, sizing=replace(SMALL, selective=90, selective_share=0))
    missed = 0
    for query in clusters(seed=2)[:40]:
        mask = np.zeros(NUMBER + 1, np.bool_)
        mask[exact(query, 100, EVERYTHING)[0]] = True
        expected = exact(query, 5, mask)[0]
        assert hasty.search(query, 5, mask)[0].tolist() == expected
        missed += wide.search(query, 5, mask)[0].tolist() != expected
    assert missed > 0


def test_a_wide_filter_fills_its_hits(large: DenseIndex) -> None:
    """Where more are kept than are scanned, but not in the nearest lists, there are as many hits as were asked for."""
    far = np.argsort(TABLE @ TABLE[5])[:300] + 1
    mask = np.zeros(NUMBER + 1, np.bool_)
    mask[far] = True
    ids, _ = large.search(TABLE[5], 200, mask)
    assert len(ids) == 200
    assert mask[ids].all()


@pytest.mark.parametrize("barred", [20, 45, 100])
def test_passages_that_may_not_be_found_leave_no_gap(
    large: DenseIndex, barred: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though some of the nearest passages are deleted, few or many, the lists fill the hits with the next ones."""
    mask = EVERYTHING.copy()
    mask[exact(TABLE[5], barred, EVERYTHING)[0]] = False
    shorter = mask[: NUMBER - 10]  # the last ones came after the mask was made
    monkeypatch.setattr(Part, "scan", lambda *_: pytest.fail("the lists were not enough"))
    for kept in (mask, shorter):
        ids, scores = large.search(TABLE[5], 30, kept)
        assert len(ids) == 30
        assert ids.max() < len(kept)
        assert kept[ids].all()
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_what_came_later_is_found_beside_the_lists(large: DenseIndex) -> None:
    """A vector of the delta is found, a deleted one is not, and the lists are shared."""
    grown = large.extended(rows(TABLE[5:6], NUMBER + 1))
    mask = np.ones(NUMBER + 2, np.bool_)
    assert set(grown.search(TABLE[5], 2, mask)[0].tolist()) == {6, NUMBER + 1}
    mask[6] = False
    assert grown.search(TABLE[5], 1, mask)[0].tolist() == [NUMBER + 1]
    assert grown.lists is large.lists
    assert (grown.base_size, grown.delta_size) == (NUMBER, 1)


def test_many_small_additions_make_few_parts() -> None:
    """What is added bit by bit is copied a few times, and found as if it had come at once."""
    index = build_dense(DIMENSION, 1, [])
    for number in range(64):
        index = index.extended(rows(TABLE[number : number + 1], number + 1))
    assert len(index.delta) <= 7
    ids, _ = index.search(TABLE[5], 10, EVERYTHING)
    assert ids.tolist() == exact(TABLE[5], 10, np.arange(NUMBER + 1) <= 64)[0]


def test_lists_that_find_too_little_are_refused() -> None:
    """Vectors without any likeness have no good lists: the build ends, and says what it found."""
    noise = np.random.default_rng(0).normal(size=(3_000, DIMENSION))
    unit = (noise / np.linalg.norm(noise, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
    with pytest.raises(
        RecallTooLow, match=r"inverted lists find 0\.\d+ of what an exact scan finds, but 0.98 is required"
    ):
        build_dense(DIMENSION, 1, rows(unit), Sizing(exact=1_000, sampled=50, widest=0.1))


def test_lists_come_back_from_their_files(large: DenseIndex, tmp_path: Path) -> None:
    """They are mapped with their shape, and searched as before; files of an older base go, and so do useless lists."""
    save_dense(build_dense(DIMENSION, 3, rows(TABLE), SMALL), tmp_path, MODEL)
    save_dense(large, tmp_path, MODEL)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".faiss", ".lists", ".shape"]
    loaded = load_dense(tmp_path, MODEL, DIMENSION, sizing=SMALL)
    assert (loaded.base_generation, loaded.shape) == (7, large.shape)
    before, after = large.search(TABLE[9], 20, EVERYTHING), loaded.search(TABLE[9], 20, EVERYTHING)
    assert before[0].tolist() == after[0].tolist()
    assert before[1].tolist() == after[1].tolist()
    mapped = [line for line in Path("/proc/self/maps").read_text().splitlines() if str(tmp_path) in line]
    assert {line.rpartition(".")[2] for line in mapped} == {"faiss", "lists"}
    save_dense(build_dense(DIMENSION, 8, rows(TABLE)), tmp_path, MODEL)
    assert [path.suffix for path in tmp_path.iterdir()] == [".faiss"]
    assert loaded.search(TABLE[9], 20, EVERYTHING)[0].tolist() == after[0].tolist()


@pytest.mark.parametrize("lost", [".lists", ".shape"])
@pytest.mark.parametrize("torn", [False, True])
def test_a_base_whose_lists_are_lost_is_scanned(large: DenseIndex, tmp_path: Path, lost: str, torn: bool) -> None:
    """Without them, or with half of them, every hit is found all the same."""
    save_dense(large, tmp_path, MODEL)
    (path,) = tmp_path.glob(f"*{lost}")
    if torn:
        path.write_bytes(path.read_bytes()[:-9])
    else:
        path.unlink()
    loaded = load_dense(tmp_path, MODEL, DIMENSION, sizing=SMALL)
    assert (loaded.lists, loaded.shape) == (None, Shape())
    assert loaded.search(TABLE[9], 20, EVERYTHING)[0].tolist() == exact(TABLE[9], 20, EVERYTHING)[0]


def test_a_base_that_is_ahead_of_the_catalogue_is_not_used(large: DenseIndex, tmp_path: Path) -> None:
    """It was made from another catalogue, one that an older copy has since taken the place of."""
    save_dense(large, tmp_path, MODEL)
    assert len(load_dense(tmp_path, MODEL, DIMENSION, newest=6)) == 0
    assert len(load_dense(tmp_path, MODEL, DIMENSION, newest=7)) == NUMBER
    stamp = stamp_of(tmp_path, MODEL)
    assert stamp is not None
    assert stamp[0] == 7
    assert stamp_of(tmp_path, "another-model") is None


@pytest.fixture
def shelf(tmp_path: Path) -> Library:
    """A library of some passages."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(opened, *(write_article(f"Day {n}", f"Kobane, day {n} of the siege.", id=f"a{n}") for n in range(60)))
    return opened


def test_an_engine_refuses_a_base_that_finds_too_little(
    shelf: Library, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild fails and keeps the old files; the delta grows on, and the merge is not retried at once."""
    shelf.engine.rebuild()
    files = sorted(path.name for path in shelf.folder.glob("dense-*"))
    fill(shelf, write_article("Later", "Kobane, later."))
    strict = Sizing(exact=50, sampled=20, widest=0.01)
    engine = LocalEngine(shelf.catalogue, shelf.folder, "by-digest", 16, sizing=strict)
    with pytest.raises(RecallTooLow):
        engine.rebuild()
    assert sorted(path.name for path in shelf.folder.glob("dense-*")) == files
    assert "exact scan" in engine.describe().summary
    assert len(engine._view.dense) == 61
    monkeypatch.setattr(following, "_SMALL_DELTA", 5)
    fill(shelf, *(write_article(f"Later {n}", f"Kobane, later {n}.") for n in range(20)))
    engine.follow()
    for _ in range(3):
        engine.merge()
    assert [record.message.partition(" inverted")[0] for record in caplog.records] == ["1 of 18"]
    assert (engine._view.dense.base_size, len(engine._view.dense)) == (60, 81)


def test_a_restored_catalogue_is_not_misled_by_newer_indexes(shelf: Library, tmp_path: Path) -> None:
    """An older catalogue beside indexes that are ahead of it finds what it holds, by words and by meaning."""
    back_up(shelf.catalogue, tmp_path / "copy")
    fill(shelf, *(write_article(f"Later {n}", f"Kobane, later {n}.") for n in range(5)))
    shelf.engine.rebuild()
    shelf.close()
    for name in ("catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        (shelf.folder / name).unlink(missing_ok=True)
    (tmp_path / "copy" / "catalogue.sqlite").replace(shelf.catalogue.name)
    again = open_library(shelf.folder, embedder=HashEmbedder())
    assert (len(local_engine(again)._view.dense), len(local_engine(again).lexicon._index)) == (60, 60)
    again.engine.rebuild()
    assert find_faults(again.catalogue, again.folder) == []
    again.close()

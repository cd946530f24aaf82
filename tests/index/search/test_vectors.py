"""Dense search is exact under any filter, and its files can be lost."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.dense import build_dense
from index.search.dense_files import load_dense, save_dense
from index.search.vectors import Vectors

DIMENSION = 16
MODEL = "a-model"


def vectors(number: int, seed: int = 0) -> Vectors:
    """Return random unit vectors as float16 has them."""
    raw = np.random.default_rng(seed).normal(size=(number, DIMENSION)).astype(np.float16).astype(np.float32)
    unit = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    return np.asarray(unit.astype(np.float16), np.float32)


def rows(table: Vectors, first: int = 1) -> list[tuple[int, bytes]]:
    """Return vectors as the catalogue hands them over, numbered from `first`."""
    return [(first + i, vector.astype(np.float16).tobytes()) for i, vector in enumerate(table)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(1, 20), st.integers(0, 2**32 - 1))
def test_the_best_under_a_mask_are_found(split: int, k: int, seed: int) -> None:
    """Base and delta together give the same hits as a product with every kept vector, whatever is kept."""
    table = vectors(60, seed)
    mask = np.random.default_rng(seed).random(61) < 0.3
    mask[0] = False
    index = build_dense(DIMENSION, 1, rows(table[:split])).extended(rows(table[split:], split + 1))
    ids, scores = index.search(table[0], k, mask)
    exact = {i + 1: float(table[i] @ table[0]) for i in range(60) if mask[i + 1]}
    assert len(ids) == min(k, len(exact))
    assert len(set(ids.tolist())) == len(ids)
    np.testing.assert_allclose(scores, sorted(exact.values(), reverse=True)[: len(ids)], atol=1e-3)
    np.testing.assert_allclose(scores, [exact[i] for i in ids.tolist()], atol=1e-3)


def test_an_extended_index_leaves_the_old_one_alone() -> None:
    """Who searches with one generation does not see the next, and a vector is never held twice."""
    table = vectors(4)
    old = build_dense(DIMENSION, 1, rows(table[:2]))
    new = old.extended(rows(table))
    assert (len(old), len(new), len(new.extended(rows(table)))) == (2, 4, 4)
    assert old.search(table[3], 9, np.ones(9, np.bool_))[0].tolist() != [4]


def test_nothing_kept_nothing_found() -> None:
    """A filter that keeps nothing, and an empty index, give no hit."""
    index = build_dense(DIMENSION, 1, rows(vectors(3)))
    assert index.search(vectors(1)[0], 5, np.zeros(9, np.bool_))[0].tolist() == []
    assert build_dense(DIMENSION, 1, []).search(vectors(1)[0], 5, np.ones(9, np.bool_))[0].tolist() == []


def test_a_saved_base_comes_back_and_replaces_the_last(tmp_path: Path) -> None:
    """What was written is read with its generation, and only the newest file stays."""
    table = vectors(5)
    save_dense(build_dense(DIMENSION, 3, rows(table[:2])), tmp_path, MODEL)
    save_dense(build_dense(DIMENSION, 12, rows(table)), tmp_path, MODEL)
    loaded = load_dense(tmp_path, MODEL, DIMENSION)
    assert (loaded.base_generation, len(loaded)) == (12, 5)
    assert [path.name.split("-")[1] for path in tmp_path.iterdir()] == ["12"]
    assert loaded.search(table[4], 1, np.ones(9, np.bool_))[0].tolist() == [5]


def test_a_torn_or_foreign_file_is_passed_over(tmp_path: Path) -> None:
    """A base that cannot be read, or is of another model's width, counts as none: the catalogue has every vector."""
    save_dense(build_dense(DIMENSION, 3, rows(vectors(2))), tmp_path, MODEL)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for length in (0, 3, 50, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert len(load_dense(tmp_path, MODEL, DIMENSION)) == 0
    path.write_bytes(whole)
    assert len(load_dense(tmp_path, MODEL, DIMENSION)) == 2
    assert len(load_dense(tmp_path, MODEL, DIMENSION + 1)) == 0
    assert len(load_dense(tmp_path, "another-model", DIMENSION)) == 0

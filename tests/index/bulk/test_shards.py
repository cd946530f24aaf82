"""Shards keep vectors for a catalogue that lacks them, and what is no shard is told in a sentence."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.bulk.maker import LocalMaker, Model
from index.bulk.opening import open_shards
from index.bulk.run import BulkReport, embed_in_bulk
from index.errors import StorageFailed, Unreadable
from index.intake.ingest import ingest
from index.library import Library, open_library
from tests.conftest import NOW, write_article
from tests.index.history import HashEmbedder

pytest.importorskip("pyarrow", reason="pyarrow is not installed: `pip install -e '.[ray]'`")

NUMBER = 30
MODEL = Model("by-digest", "by-digest", 16)


def fill(folder: Path) -> Library:
    """Return a library of articles that lack vectors."""
    library = open_library(folder, embedder=HashEmbedder())
    articles = (write_article(f"Day {n}", f"Kobane, day {n}.", id=f"a{n}") for n in range(NUMBER))
    ingest(articles, library.catalogue, library.embedder, embedding=False)
    return library


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A library of articles that lack vectors."""
    library = fill(tmp_path / "data")
    yield library
    library.close()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with one shard, of what another library of the same articles lacks."""
    library = fill(tmp_path / "elsewhere")
    folder = tmp_path / "kept"
    assert embed_with(folder, library) == BulkReport(0, NUMBER)
    library.close()
    return folder


def embed_with(folder: Path, library: Library) -> BulkReport:
    """Embed what a library lacks, by way of a folder."""
    return embed_in_bulk(library.catalogue, LocalMaker(HashEmbedder()), open_shards(folder, MODEL))


def vectors(number: int, *, dimension: int = 16) -> dict[bytes, bytes]:
    """Return as many vectors of length 1, by digests that no passage has."""
    one = np.full(dimension, dimension**-0.5, np.float16).tobytes()
    return {bytes([n] * 16): one for n in range(number)}


def test_what_shards_hold_is_not_embedded_again(shelf: Library, kept: Path) -> None:
    """Another catalogue of the same articles takes its vectors from them, equal to the bit, and makes none."""
    assert embed_with(kept, shelf) == BulkReport(NUMBER, 0)
    with shelf.catalogue.snapshot() as snapshot:
        rows = dict(snapshot.embeddings.rows("by-digest", 0))
    text = "Day 0 (example-times, 27 January 2015)\nKobane, day 0."
    assert rows[1] == HashEmbedder().embed([text]).astype("float16").tobytes()


def test_shards_twice_and_what_nobody_lacks_change_nothing(shelf: Library, kept: Path) -> None:
    """A shard that is there twice, one that was used before, and vectors of deleted texts add nothing."""
    (path,) = kept.iterdir()
    (kept / "again.parquet").write_bytes(path.read_bytes())
    open_shards(kept, MODEL).write(vectors(5))
    with shelf.catalogue.write() as transaction:
        transaction.delete_article("a3", NOW)
    assert embed_with(kept, shelf) == BulkReport(NUMBER - 1, 0)
    before = shelf.catalogue.generation()
    assert embed_with(kept, shelf) == BulkReport(0, 0)
    assert shelf.catalogue.generation() == before


def test_only_the_rest_is_embedded(shelf: Library, kept: Path) -> None:
    """What shards do not hold is made, and kept in a further one; half-written ones are no shards."""
    ingest([write_article("New", "Nobody has this.", id="new")], shelf.catalogue, shelf.embedder, embedding=False)
    (kept / "vectors-0.parquet.new").write_bytes(b"PAR1")
    assert embed_with(kept, shelf) == BulkReport(NUMBER, 1)
    assert sorted(len(open_shards(kept, MODEL).read(path)) for path in kept.glob("*.parquet")) == [1, NUMBER]


def cut_short(path: Path) -> None:
    """Leave the first half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Change a byte within the vectors."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 - 200] ^= 0xFF
    path.write_bytes(data)


def write_other(path: Path, name: str, dimension: int, numbers: dict[bytes, bytes]) -> None:
    """Write a shard of some model in the place of a file."""
    other = open_shards(path.parent / "other", Model(name, name, dimension)).write(numbers)
    other.replace(path)


def write_foreign(path: Path) -> None:
    """Write a Parquet file of something else."""
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"digest": [b"a"], "vector": [1.0]}), path)


def write_without_numbers(path: Path) -> None:
    """Write a shard in which a vector is missing."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(path)
    held = pa.array([None] * len(table), table.schema.field("vector").type)
    parquet.write_table(table.set_column(1, table.schema.field("vector"), held), path)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (cut_short, "is not a whole shard"),
        (flip, "is not a whole shard"),
        (lambda path: path.write_bytes(b""), "is not a whole shard"),
        (lambda path: path.write_text("{}"), "is not a whole shard"),
        (lambda path: write_other(path, "another", 16, vectors(3)), "is of the model 'another', not of 'by-digest'"),
        (lambda path: write_other(path, "by-digest", 8, vectors(3, dimension=8)), "the 16 numbers of 'by-digest'"),
        (lambda path: write_other(path, "by-digest", 16, {b"a" * 16: bytes(32)}), "are not of length 1"),
        (lambda path: write_other(path, "by-digest", 16, {b"a" * 16: b"\xff" * 32}), "are not of length 1"),
        (write_foreign, "no shard of vectors"),
        (write_without_numbers, "lacks digests or vectors"),
    ],
    ids=["cut", "flipped", "empty", "text", "model", "dimension", "zeros", "nan", "foreign", "nulls"],
)
def test_what_is_no_shard_is_told_and_costs_nothing(
    shelf: Library, kept: Path, spoil: Callable[[Path], object], told: str
) -> None:
    """The others are imported, the file stays as it is, nothing is embedded; without it, the run goes on."""
    open_shards(kept, MODEL).write(vectors(2))
    bad = kept / "a-bad-one.parquet"
    (good,) = (path for path in kept.iterdir() if len(open_shards(kept, MODEL).read(path)) == NUMBER)
    bad.write_bytes(good.read_bytes())
    spoil(bad)
    held = bad.read_bytes()
    with pytest.raises(Unreadable, match=told) as raised:
        embed_with(kept, shelf)
    assert raised.value.message.startswith(str(bad))
    assert "\n" not in raised.value.message
    assert bad.read_bytes() == held
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.counts().unembedded == 0
    bad.unlink()
    assert embed_with(kept, shelf) == BulkReport(0, 0)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """A file in its place is told, and left."""
    (tmp_path / "file").write_text("dear")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StorageFailed, match="cannot be written"):
            open_shards(folder, MODEL)


def test_a_shard_that_the_disk_refuses_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a write that fails no part is there."""

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    shards = open_shards(tmp_path / "kept", MODEL)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageFailed, match="No space left"):
        shards.write(vectors(2))
    assert list((tmp_path / "kept").iterdir()) == []

"""Shards: Parquet files of vectors by the digests of their texts, all of one model. The only file that imports pyarrow.

A shard has the columns `digest` (16 bytes) and `vector` (float16 numbers), and names its model in the metadata of the
file. It is written whole or not at all, and its pages have checksums.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from index.bulk.maker import Model
from index.errors import StorageFailed, Unreadable
from index.text import normalise_line

_DIGEST_BYTES = 16
_KEY = b"dateline"  # of the metadata
_HALF = 2  # bytes of a number
_OF_UNIT_LENGTH = 0.01  # how far the length of a vector of 16-bit numbers may be from one


class Shards:
    """The shards in a folder, all of one model; whatever other files there are is left alone."""

    def __init__(self, folder: Path, model: Model) -> None:
        """Open a folder, or make it.

        Raises:
            StorageFailed: the disk refuses it.
        """
        self.folder, self._model = folder, model
        self._vector = pa.list_(pa.float16(), model.dimension)
        noted = json.dumps({"model": model.name, "dimension": model.dimension}).encode()
        fields = [pa.field("digest", pa.binary(_DIGEST_BYTES)), pa.field("vector", self._vector)]
        self._schema = pa.schema(fields, metadata={_KEY: noted})
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(folder, error) from error

    def paths(self) -> list[Path]:
        """Return the files that should be shards, in the order of their names."""
        return sorted(self.folder.glob("*.parquet"))

    def write(self, vectors: Mapping[bytes, bytes]) -> Path:
        """Write a shard of float16 bytes by digest; its name follows from the model and the digests.

        Raises:
            StorageFailed: the disk refuses it; nothing of it is left.
        """
        held = hashlib.sha256(self._model.name.encode() + b"".join(sorted(vectors))).hexdigest()
        path = self.folder / f"vectors-{held[:16]}.parquet"
        aside = path.with_name(f"{path.name}.new")
        try:
            with aside.open("wb") as file:
                parquet.write_table(
                    self._table_of(vectors), file, compression="none", use_dictionary=False, write_page_checksum=True
                )
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise _refused(self.folder, error) from error
        return path

    def read(self, path: Path) -> dict[bytes, bytes]:
        """Return the float16 bytes of a shard, by digest.

        Raises:
            Unreadable: it is no shard or not a whole one, is of another model, or holds what no model makes.
        """
        try:
            with parquet.ParquetFile(path, page_checksum_verification=True) as file:
                self._check(path, file.schema_arrow)
                table = file.read().combine_chunks()
        except (pa.ArrowException, OSError) as error:
            raise Unreadable(f"{path} is not a whole shard: {normalise_line(str(error))}") from error
        return self._vectors_of(path, table)

    def _table_of(self, vectors: Mapping[bytes, bytes]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        numbers = np.frombuffer(b"".join(vectors.values()), np.float16)
        columns = [
            pa.array(list(vectors), pa.binary(_DIGEST_BYTES)),
            pa.FixedSizeListArray.from_arrays(pa.array(numbers), type=self._vector),
        ]
        return pa.Table.from_arrays(columns, schema=self._schema)

    def _check(self, path: Path, schema: Any) -> None:  # noqa: ANN401 - likewise
        name, ours = _read_name(path, (schema.metadata or {}).get(_KEY)), self._model
        if name != ours.name:
            raise Unreadable(f"{path} is of the model {name!r}, not of {ours.name!r}: give each model its own folder")
        if not schema.equals(self._schema):
            raise Unreadable(f"{path} does not hold a digest and the {ours.dimension} numbers of {name!r} in each row")

    def _vectors_of(self, path: Path, table: Any) -> dict[bytes, bytes]:  # noqa: ANN401 - likewise
        digests, column = table.column("digest"), table.column("vector")
        numbers = column.combine_chunks().flatten() if not column.null_count else pa.array([])
        if digests.null_count or numbers.null_count or len(numbers) != len(digests) * self._model.dimension:
            raise Unreadable(f"{path} lacks digests or vectors of some of its rows")
        vectors = numbers.to_numpy(zero_copy_only=False).reshape(-1, self._model.dimension)
        lengths = np.linalg.norm(vectors.astype(np.float32), axis=1)
        if not np.all(np.abs(lengths - 1) < _OF_UNIT_LENGTH):  # false for what is no number, too
            raise Unreadable(f"{path} holds vectors that are not of length 1, which no model makes")
        return {digest: vector.tobytes() for digest, vector in zip(digests.to_pylist(), vectors, strict=True)}


def _read_name(path: Path, note: bytes | None) -> str:
    """Return the name of the model of a shard, by its metadata."""
    try:
        return str(json.loads(note or b"")["model"])
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(f"{path} is a Parquet file, but no shard of vectors") from error


def _refused(folder: Path, error: OSError) -> StorageFailed:
    return StorageFailed(f"{folder} cannot be written: {error.strerror or error}")

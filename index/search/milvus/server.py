"""A Milvus server, or a file of milvus-lite, and what is asked of it. The only file that imports pymilvus.

Whatever goes wrong there is an `EngineUnavailable`. After a failure the server is left alone for some seconds, so that
questions do not wait for it one after the other.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

import numpy as np
from grpc import RpcError
from numpy.typing import NDArray
from pymilvus import DataType, MilvusClient, MilvusException

from index.catalogue.vectors import VectorRow
from index.errors import EngineRefused, EngineUnavailable
from index.search.address import Address
from index.search.milvus.expression import code_of

T = TypeVar("T")

log = logging.getLogger(__name__)

_REST_SECONDS, _LONGEST_REST_SECONDS = 5.0, 30.0
_NO_ANSWER = (1, 2)  # codes of pymilvus: an error of its own, and no connection
_WRITE_SECONDS = 10.0  # a batch
_LOAD_SECONDS = 60.0
_NO_SERVER = "Milvus at {} gives no answer: check that it runs, and the engine's address"
_FILE_SHUT = "the file {} of milvus-lite cannot be used: only one process at a time can open it"
_NUMBERS = ("published", "valid_from", "valid_to", "source", "language")
_INDEXES: dict[str, dict[str, object]] = {
    "FLAT": {},
    "IVF_SQ8": {"nlist": 1_024},
    "HNSW": {"M": 16, "efConstruction": 200},
}
_SEARCHES: dict[str, dict[str, object]] = {"FLAT": {}, "IVF_SQ8": {"nprobe": 512}, "HNSW": {"ef": 512}}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a collection has followed a catalogue; kept in the collection, as a row that no filter keeps.

    It has every change up to the generation `followed` and, of those up to `target`, what passages up to the id
    `reached` need. It is `whole` once it has followed for the first time. `archive` is the code of the archive's name.
    """

    archive: int
    followed: int = 0
    target: int = 0
    reached: int = 0
    whole: bool = False


NEWEST = 0
"""In place of a moment: that of the search itself. The server waits for its next tick, some 200 ms."""

_PROGRESS = 0  # the id of that row: passages count from 1
_BUILDING, _WHOLE = -2, -1  # its `valid_to`, before every time at which a version is valid


class Server:
    """The connection to a server; made when it is first used, and shared by threads."""

    def __init__(self, address: Address, key: str | None, dimension: int) -> None:
        self.address, self._key, self._dimension = address, key, dimension
        self._client: MilvusClient | None = None
        self._connecting = threading.Lock()
        self._rests_until, self._failures = 0.0, 0
        self.trouble: str | None = None

    def names(self, prefix: str) -> list[str]:
        """Return the names of the collections that begin so."""
        found = self._call(lambda client, seconds: client.list_collections(timeout=seconds))
        return sorted(name for name in found if name.startswith(prefix))

    def has_fields(self, name: str) -> bool:
        """Return whether a collection has the fields and the dimension that this engine gives it."""
        described = self._call(lambda client, seconds: client.describe_collection(name, timeout=seconds))
        fields = {field["name"]: field for field in described["fields"]}
        if fields.keys() != {"id", "vector", *_NUMBERS}:
            return False
        numbers = all(fields[one]["type"] == DataType.INT64 for one in ("id", *_NUMBERS))
        return numbers and int(fields["vector"].get("params", {}).get("dim", 0)) == self._dimension

    def create(self, name: str) -> None:
        """Create an empty collection, and load it."""
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=self._dimension)
        for field in _NUMBERS:
            schema.add_field(field, DataType.INT64)
        kind = self.address.index
        index = MilvusClient.prepare_index_params()
        index.add_index("vector", index_type=kind, metric_type="IP", params=_INDEXES[kind])

        def make(client: MilvusClient, seconds: float) -> None:
            client.create_collection(
                name, schema=schema, num_shards=self.address.shards, consistency_level="Bounded", timeout=seconds
            )
            client.create_index(name, index, timeout=seconds)

        self._call(make, _LOAD_SECONDS)
        self.load(name, _LOAD_SECONDS)

    def load(self, name: str, *limits: float) -> None:
        """Load a collection into memory, in as many replicas as the address says; do nothing if it is loaded.

        The server goes on loading if that takes longer than it may.
        """
        replicas = self.address.replicas

        def ask(client: MilvusClient, seconds: float) -> None:
            client.load_collection(name, replica_number=replicas, timeout=seconds)

        self._call(ask, *limits)

    def moment(self) -> int:
        """Return the server's time, after every write that it has acknowledged; `NEWEST` where it tells none."""
        try:
            return self._call(lambda client, left: int(client._get_connection().alloc_timestamp(timeout=left)))  # noqa: SLF001
        except (AttributeError, EngineRefused):  # another pymilvus has no such method, or the server no such call
            return NEWEST

    def search(
        self, name: str, vector: NDArray[np.float32], expression: str, k: int, *, seen: int | None = None
    ) -> list[int]:
        """Return the ids of at most `k` passages nearest to a vector, best first.

        Every write up to the moment `seen` is seen; without one, what is older than Milvus' bound of five seconds.
        Without an answer it is asked again once, within the same time: what a node's death holds up for half a minute
        another replica may answer.
        """
        limit = self.address.timeout
        found = self._call(
            lambda client, left: client.search(
                name,
                data=[vector],
                filter=expression,
                limit=k,
                output_fields=["id"],
                anns_field="vector",
                search_params={"metric_type": "IP", "params": _SEARCHES[self.address.index]},
                timeout=left,
                **_level(seen),
            ),
            limit / 3,
            2 * limit / 3,
        )
        return [int(hit["id"]) for hit in found[0]]

    def upsert(self, name: str, rows: Sequence[VectorRow]) -> None:
        """Write rows over those of the same ids."""
        data = [
            {
                "id": row.id,
                "vector": np.frombuffer(row.data, np.float16).astype(np.float32),
                "published": row.published,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "source": code_of(row.source),
                "language": code_of(row.language),
            }
            for row in rows
        ]
        self._call(lambda client, seconds: client.upsert(name, data, timeout=seconds), _WRITE_SECONDS)

    def delete(self, name: str, passages: Sequence[int]) -> None:
        """Delete rows by their ids; those that are not there are ignored."""
        self._call(lambda client, seconds: client.delete(name, ids=list(passages), timeout=seconds), _WRITE_SECONDS)

    def progress(self, name: str) -> Progress | None:
        """Return how far a collection has followed; None if it does not say."""
        rows = self._call(
            lambda client, seconds: client.query(
                name,
                filter=f"id == {_PROGRESS}",
                output_fields=list(_NUMBERS),
                consistency_level="Strong",
                timeout=seconds,
            )
        )
        if not rows:
            return None
        row = rows[0]
        followed, target, reached = (int(row[field]) for field in ("published", "valid_from", "language"))
        return Progress(int(row["source"]), followed, target, reached, whole=int(row["valid_to"]) == _WHOLE)

    def has_rows(self, name: str) -> bool:
        """Return whether a collection has a row."""
        found = self._call(
            lambda client, seconds: client.query(
                name, filter="id >= 0", output_fields=["id"], limit=1, consistency_level="Strong", timeout=seconds
            )
        )
        return bool(found)

    def note(self, name: str, progress: Progress) -> None:
        """Write how far a collection has followed."""
        row = {
            "id": _PROGRESS,
            "vector": np.eye(1, self._dimension, dtype=np.float32)[0],
            "published": progress.followed,
            "valid_from": progress.target,
            "valid_to": _WHOLE if progress.whole else _BUILDING,
            "source": progress.archive,
            "language": progress.reached,
        }
        self._call(lambda client, seconds: client.upsert(name, [row], timeout=seconds), _WRITE_SECONDS)

    def seal(self, name: str) -> None:
        """Have the server write a collection to its storage and index it, which it otherwise does when it is larger.

        Until then it searches rows by an index that finds less.
        """
        self._call(lambda client, seconds: client.flush(name, timeout=seconds), _LOAD_SECONDS)

    def drop(self, name: str) -> None:
        """Drop a collection; do nothing if it is not there."""
        self._call(lambda client, seconds: client.drop_collection(name, timeout=seconds), _WRITE_SECONDS)

    def close(self) -> None:
        """Close the connection."""
        client, self._client = self._client, None
        if client:
            client.close()

    def _call(self, ask: Callable[[MilvusClient, float], T], *limits: float) -> T:
        """Return what the server answers; it is asked once for each of the limits, which are seconds.

        Without limits it is asked once, for as long as a question waits.

        Raises:
            EngineUnavailable: it does not answer, or has not answered a moment ago.
            EngineRefused: it answers, and does not do it.
        """
        if self.trouble and monotonic() < self._rests_until:
            raise EngineUnavailable(self.trouble)
        error: Exception | None = None
        for seconds in limits or (self.address.timeout,):
            if self.trouble:
                self._rests_until = monotonic() + seconds  # one thread tries; the others need not wait with it
            try:
                answer = ask(self._connected(seconds), seconds)
            except MilvusException as refusal:
                if refusal.code not in _NO_ANSWER:
                    raise EngineRefused(f"Milvus at {self.address.uri} refuses: {_say(refusal)}") from refusal
                error = refusal
            except (RpcError, OSError, ValueError) as failure:
                error = failure
            else:
                self.trouble, self._failures = None, 0
                return answer
        raise self._rest(error) from error

    def _rest(self, error: Exception | None) -> EngineUnavailable:
        self.trouble = _FILE_SHUT if self.address.is_file else _NO_SERVER
        self.trouble = self.trouble.format(self.address.uri)
        log.info("%s (%s)", self.trouble, _say(error))
        self._failures += 1
        self._rests_until = monotonic() + min(_REST_SECONDS * self._failures, _LONGEST_REST_SECONDS)
        return EngineUnavailable(self.trouble)

    def _connected(self, seconds: float) -> MilvusClient:
        if self._client:
            return self._client
        if not self._connecting.acquire(timeout=seconds):
            raise TimeoutError("another thread has been connecting to it for too long")
        try:
            if self._client is None:
                for name in ("pymilvus", "grpc._server"):  # they log what is raised, with a traceback
                    logging.getLogger(name).setLevel(logging.CRITICAL)
                more: dict[str, Any] = {"token": self._key} if self._key else {}
                self._client = MilvusClient(self.address.uri, timeout=seconds, **more)
            return self._client
        finally:
            self._connecting.release()


def _level(seen: int | None) -> dict[str, Any]:
    """Return the level of consistency of a search that sees every write up to a moment."""
    if seen is None:
        return {"consistency_level": "Bounded"}
    if seen == NEWEST:
        return {"consistency_level": "Strong"}
    return {"consistency_level": "Customized", "guarantee_timestamp": seen}


def _say(error: Exception | None) -> str:
    """Return the first line of what an error says."""
    message = str(getattr(error, "message", None) or error).strip() or type(error).__name__
    return message.splitlines()[0][:300]

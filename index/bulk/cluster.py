"""Embedding on a Ray cluster by Ray Data: a pool of actors, each with the model open. The only file that imports ray.

Texts and vectors go through this machine, which must be a node of the cluster; the others need no disk in common. An
actor that dies with its node takes what it was embedding with it, and nothing else: Ray starts it again where there is
room, and whoever reads the vectors asks again for what did not come.
"""

import logging
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any

from index.bulk.maker import Model, split
from index.bulk.stalling import Stalled, until_stalled
from index.errors import ClusterUnavailable, DatelineError, ModelError
from index.intake.embed import embed_texts
from index.passages.embedding import Embedder, open_embedder
from index.passages.names import Device

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # before the import: nothing is reported to anyone
import ray
from ray.data import ActorPoolStrategy, DataContext
from ray.exceptions import GetTimeoutError, RayError

log = logging.getLogger(__name__)

_TRY = "import sys, ray; ray.init(address=sys.argv[1], log_to_driver=False, configure_logging=False)"
_ERROR = re.compile(r"^\w+Error: (.*?)\.?$", re.MULTILINE)
_JOINED_SECONDS = 60.0
_JOIN_SECONDS = 15.0  # in which a node that was started a moment ago is known
_STALL_SECONDS = 300.0  # without a batch, after which the rest is embedded by a job of its own
_START_SECONDS = 300.0  # in which a node opens the model, which it may have to fetch
_BATCH: dict[Device, int] = {"cpu": 64, "cuda": 512}  # passages that are lost with an actor, and embedded again
_DIGEST_BYTES = 16
_RESOURCE: dict[Device, str] = {"cpu": "CPU", "cuda": "GPU"}


class RayMaker:
    """The nodes of a Ray cluster. See `Maker`."""

    passages = 65_536  # some 80 MB of text in the memory of this node

    def __init__(self, address: str, opened_by: str, *, device: Device = "cpu", actors: int = 0) -> None:
        """Connect to the cluster at HOST:PORT, and open the model on one of its nodes.

        An actor takes a processor core, or a graphics card; there are as many as that gives, or `actors` at most.

        Raises:
            ClusterUnavailable: this machine cannot join it, or it has nothing that could embed.
            ModelError: the model cannot be opened there.
        """
        self._address, self._opened_by, self._device, self._most = address, opened_by, device, actors
        _require_joining(address)
        with _job(address):
            self._count_actors()
            self.model = self._describe()

    def make(self, texts: Mapping[bytes, str]) -> Iterator[dict[bytes, bytes]]:
        """Yield the vectors of texts as they come; those that fail with a node are left out."""
        with _job(self._address):
            rows = until_stalled(lambda: self._embed(texts).iter_rows(), _STALL_SECONDS)
            try:
                for row in rows:
                    yield _read(row, self.model, self._address)
            except (RayError, Stalled) as error:
                log.warning("a part of the passages has to be embedded again: %s", _last_line(str(error))[:200])

    def close(self) -> None:
        """Do nothing: each call is a job of its own, which leaves the cluster when it ends."""

    def _embed(self, texts: Mapping[bytes, str]) -> Any:  # noqa: ANN401 - ray is no part of the check of types
        number = self._count_actors()
        batches = [
            {"digests": b"".join(batch), "texts": list(batch.values())} for batch in split(texts, _BATCH[self._device])
        ]
        return ray.data.from_items(batches, override_num_blocks=len(batches)).map(
            _Embedding,
            fn_constructor_args=(self._opened_by, self._device),
            compute=ActorPoolStrategy(min_size=1, initial_size=number, max_size=number),
            max_restarts=-1,
            max_task_retries=0,  # else a batch waits for its own actor, though other nodes could embed it
            **_share(self._device),
        )

    def _count_actors(self) -> int:
        """Return how many actors there is room for."""
        name, deadline = _RESOURCE[self._device], monotonic() + _JOIN_SECONDS
        while not (room := int(ray.cluster_resources().get(name, 0))):
            if monotonic() > deadline:
                raise ClusterUnavailable(f"no node of the Ray cluster at {self._address} has a {name} to embed with")
            sleep(0.5)
        return min(room, self._most or room)

    def _describe(self) -> Model:
        """Return the model as a node of the cluster opens it."""
        described = ray.remote(_describe).options(max_retries=-1, **_share(self._device))
        try:
            found = ray.get(described.remote(self._opened_by, self._device), timeout=_START_SECONDS)
        except GetTimeoutError as error:
            raise ClusterUnavailable(
                f"the Ray cluster at {self._address} has had nothing free to embed with for {_START_SECONDS:.0f} s"
            ) from error
        except RayError as error:
            raise ClusterUnavailable(
                f"the Ray cluster at {self._address} cannot run Dateline: {_last_line(str(error))}; install the same"
                " Dateline, with the extra ray, on each node"
            ) from error
        if isinstance(found, str):
            raise ModelError(f"a node of the Ray cluster at {self._address} failed: {found}")
        model: Model = found
        return model


class _Embedding:
    """An actor: the model, open on one thread, and texts to vectors in half precision.

    Errors are returned, since Ray takes whatever is raised for a failure of the node.
    """

    def __init__(self, opened_by: str, device: Device) -> None:
        self._error = ""
        self._embedder: Embedder | None = None
        try:
            self._embedder = open_embedder(opened_by, threads=1, device=device)
        except DatelineError as error:
            self._error = error.message

    def __call__(self, row: Mapping[str, Any]) -> dict[str, object]:
        """Return the vectors of a batch of texts."""
        digests: bytes = row["digests"]
        made: dict[str, object] = {"digests": digests, "vectors": b"", "model": "", "error": self._error}
        if self._embedder is None:
            return made
        texts = dict(zip(_cut(digests, _DIGEST_BYTES), map(str, row["texts"]), strict=True))
        try:
            vectors = embed_texts(texts, self._embedder)
        except DatelineError as error:
            return made | {"error": error.message}
        return made | {"vectors": b"".join(vectors.values()), "model": self._embedder.name}


def _read(row: Mapping[str, Any], model: Model, address: str) -> dict[bytes, bytes]:
    """Return the vectors of a batch by digest.

    Raises:
        ModelError: the model failed on the node, or is another one there.
    """
    if row["error"]:
        raise ModelError(f"a node of the Ray cluster at {address} failed: {row['error']}")
    if row["model"] != model.name:
        raise ModelError(
            f"nodes of the Ray cluster at {address} have different models, {model.name!r} and {row['model']!r}:"
            " install the same Dateline on each"
        )
    size = len(row["vectors"]) // (len(row["digests"]) // _DIGEST_BYTES)
    return dict(zip(_cut(row["digests"], _DIGEST_BYTES), _cut(row["vectors"], size), strict=True))


def _describe(opened_by: str, device: Device) -> Model | str:
    """Return the model, or why it cannot be opened."""
    try:
        embedder = open_embedder(opened_by, threads=1, device=device)
    except DatelineError as error:
        return error.message
    return Model(embedder.name, embedder.model, embedder.dimension)


def _share(device: Device) -> dict[str, Any]:
    return {"num_gpus": 1, "num_cpus": 0} if device == "cuda" else {"num_cpus": 1}


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def _require_joining(address: str) -> None:
    """Check that this machine can join the cluster, in another process: Ray ends one that cannot."""
    try:
        tried = subprocess.run(  # noqa: S603 - this interpreter, and an address that has been checked
            [sys.executable, "-c", _TRY, address], capture_output=True, text=True, timeout=_JOINED_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _no_node(address, f"no answer for {_JOINED_SECONDS:.0f} s") from error
    if tried.returncode:
        errors = _ERROR.findall(tried.stderr)
        raise _no_node(address, errors[-1] if errors else "no node of it runs here")


def _no_node(address: str, why: str) -> ClusterUnavailable:
    return ClusterUnavailable(
        f"this machine cannot join the Ray cluster at {address} ({why}): it must be a node of it, by"
        f" `ray start --address={address} --num-cpus=0`"
    )


@contextmanager
def _job(address: str) -> Iterator[None]:
    """Join the cluster for a block, as a job, whose actors end with it: also those that Ray would start again."""
    try:
        ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (RayError, RuntimeError, ConnectionError, ValueError, OSError) as error:
        raise _no_node(address, _last_line(str(error))) from error
    try:
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = -1  # what fails with a node does not come, and is asked for again
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="`ray_remote_args` is deprecated")  # until Ray 2.64
            yield
    finally:
        ray.shutdown()


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1].strip().rstrip(".")

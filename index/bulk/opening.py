"""Opening what bulk embedding needs; the packages of the extra are imported only where they are."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.bulk.address import require_cluster
from index.bulk.maker import LocalMaker, Maker, Model
from index.errors import ClusterUnavailable, Unreadable
from index.passages.embedding import open_embedder
from index.passages.names import Device

if TYPE_CHECKING:
    from index.bulk.shards import Shards


def open_maker(address: str | None, model: str, *, jobs: int = 0, device: Device = "cpu") -> Maker:
    """Open a model on the Ray cluster at an address, or on this machine; at most `jobs` texts are embedded at once.

    Raises:
        InvalidInput: that is no address.
        ClusterUnavailable: the cluster cannot be used, or ray is not installed.
        ModelError: the model cannot be opened there.
    """
    if address is None:
        return LocalMaker(open_embedder(model, threads=jobs, device=device))
    require_cluster(address)
    try:
        from index.bulk.cluster import RayMaker
    except ImportError as error:
        raise ClusterUnavailable(
            f"the Ray cluster at {address} needs the package {error.name or 'ray'}: install dateline[ray]"
        ) from error
    return RayMaker(address, model, actors=jobs, device=device)


def open_shards(folder: Path, model: Model) -> "Shards":
    """Open a folder of shards of a model, or make it.

    Raises:
        Unreadable: pyarrow is not installed.
        StorageFailed: the disk refuses it.
    """
    try:
        from index.bulk.shards import Shards
    except ImportError as error:
        raise Unreadable(
            f"shards in {folder} need the package {error.name or 'pyarrow'}: install dateline[ray]"
        ) from error
    return Shards(folder, model)

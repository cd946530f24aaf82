"""What a node of a Ray cluster does, and what is said of one that fails; without a cluster."""

from pathlib import Path

import pytest

from index.bulk.maker import Model
from index.errors import ClusterUnavailable, ModelError
from index.passages.embedding import Embedder
from index.passages.names import DEFAULT_MODEL

pytest.importorskip("ray", reason="ray is not installed: `make ray`")
from index.bulk import cluster

ADDRESS = "192.0.2.1:6379"
DIGESTS = [b"a" * 16, b"b" * 16]
TEXTS = ["Kobane is free.", "It snows in Boston."]
MODEL = Model(DEFAULT_MODEL, DEFAULT_MODEL, 384)


def test_a_node_makes_the_vectors_that_this_machine_makes(embedder: Embedder) -> None:
    """Each text has its own, in half precision, by its digest."""
    row = cluster._Embedding(DEFAULT_MODEL, "cpu")({"digests": b"".join(DIGESTS), "texts": TEXTS})
    here = [vector.tobytes() for vector in embedder.embed(TEXTS).astype("float16")]
    assert cluster._read(row, MODEL, ADDRESS) == dict(zip(DIGESTS, here, strict=True))


def test_a_node_that_cannot_open_the_model_says_so(tmp_path: Path) -> None:
    """It answers every batch with the sentence, which ends the run."""
    row = cluster._Embedding(str(tmp_path / "nothing"), "cpu")({"digests": DIGESTS[0], "texts": TEXTS[:1]})
    with pytest.raises(ModelError, match=f"a node of the Ray cluster at {ADDRESS} failed: .*nothing"):
        cluster._read(row, MODEL, ADDRESS)


def test_a_node_with_another_model_is_told() -> None:
    """Its vectors are not taken."""
    row = {"digests": DIGESTS[0], "vectors": b"", "model": "older", "error": ""}
    with pytest.raises(ModelError, match=f"have different models, '{DEFAULT_MODEL}' and 'older': install the same"):
        cluster._read(row, MODEL, ADDRESS)


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        ("import os; os.abort()", "no node of it runs here"),
        (
            "raise RuntimeError('Version mismatch: it has Ray 2.9.')",
            "Version mismatch: it has Ray 2.9",
        ),
        ("import time; time.sleep(60)", "no answer for 1 s"),
    ],
)
def test_a_machine_that_cannot_join_is_told_why(monkeypatch: pytest.MonkeyPatch, attempt: str, why: str) -> None:
    """Also where Ray ends the process that tries, or is silent."""
    monkeypatch.setattr(cluster, "_TRY", attempt)
    monkeypatch.setattr(cluster, "_JOINED_SECONDS", 1.0 if "sleep" in attempt else 60.0)
    with pytest.raises(ClusterUnavailable) as raised:
        cluster.RayMaker(ADDRESS, DEFAULT_MODEL)
    assert raised.value.message == (
        f"this machine cannot join the Ray cluster at {ADDRESS} ({why}): it must be a node of it, by"
        f" `ray start --address={ADDRESS} --num-cpus=0`"
    )

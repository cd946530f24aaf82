"""Simulate searches that ask every node of a cluster: `python -m bench.fan_out [--searches N]`.

A search that is spread over nodes ends with the slowest of them. The time of a node is drawn from what a Milvus server
with a million passages was measured to take (`bench.large_milvus`; the searches of its largest source, which were not
strong): between the percentiles that are known, the logarithm of the time follows that of a normal variable. Nodes are
taken to be independent, which favours them: a busy network or a common disk slows all at once.

Two remedies: a second replica is asked where the first has not answered by its 95th percentile, and the first answer
counts; and the search is given up after the client's deadline, and answered by words alone.
"""

import argparse
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from bench.report import Result, read_result, write_result

NODES = (1, 2, 4, 8, 16, 32, 64)
DEADLINE_MS = 3_000.0
_CASE = "the largest source"
_KNOWN = (0.5, 0.95, 0.99)
_AT_ONCE = 20_000

Times = NDArray[np.float64]


class NodeTimes:
    """Draws the times of a node, in milliseconds."""

    def __init__(self, measured: Result, seed: int) -> None:
        self._normal = [NormalDist().inv_cdf(share) for share in _KNOWN]
        self._logs = [float(np.log(measured[name])) for name in ("p50", "p95", "p99")]
        self._slopes = np.diff(self._logs) / np.diff(self._normal)
        self._random = np.random.default_rng(seed)
        self.patience = float(measured["p95"])

    def draw(self, *shape: int) -> Times:
        """Draw as many as a shape has: below the median and beyond the last percentile, the lines are prolonged."""
        normal = self._random.standard_normal(shape)
        (low, middle, _), (first, second) = self._normal, self._slopes
        logs = self._logs[0] + first * (np.minimum(normal, middle) - low) + second * np.maximum(normal - middle, 0)
        return np.asarray(np.exp(logs), np.float64)

    def draw_hedged(self, *shape: int) -> Times:
        """Draw the times of nodes of which a second replica is asked where the first is late."""
        first = self.draw(*shape)
        return np.where(first > self.patience, np.minimum(first, self.patience + self.draw(*shape)), first)


def simulate(times: NodeTimes, nodes: int, searches: int, *, hedged: bool) -> dict[str, float]:
    """Return the percentiles of searches that ask so many nodes, and the share that is given up."""
    draw = times.draw_hedged if hedged else times.draw
    slowest = np.concatenate(
        [draw(min(_AT_ONCE, searches - done), nodes).max(axis=1) for done in range(0, searches, _AT_ONCE)]
    )
    percentiles: Sequence[float] = np.percentile(slowest, (50, 95, 99)).tolist()
    ms = {f"p{share}": round(value) for share, value in zip((50, 95, 99), percentiles, strict=True)}
    return ms | {"given_up": round(float((slowest > DEADLINE_MS).mean()), 5)}


def main() -> None:
    """Simulate, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    measured = read_result("large_milvus")["searches"][_CASE]["there"]["ms"]["vectors"]
    times = NodeTimes(measured, arguments.seed)
    simulated = {
        str(nodes): {
            "one_replica": simulate(times, nodes, arguments.searches, hedged=False),
            "two_replicas": simulate(times, nodes, arguments.searches, hedged=True),
        }
        for nodes in NODES
    }
    about = {"measured": {"case": _CASE, **measured}, "deadline_ms": DEADLINE_MS, "searches": arguments.searches}
    write_result("fan_out", {**about, "nodes": simulated, "seed": arguments.seed})


if __name__ == "__main__":
    main()

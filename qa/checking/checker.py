"""The checker: whether the text around an answer says that it answers the question."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from index.errors import ModelError
from qa.checking.hypothesis import Hypothesis
from qa.checking.network import CheckNetwork

DEFAULT_CHECKER = "checker-2"
NO_CHECKER = "none"
KEPT = 2_048
"""Judgements that are kept: those of some 400 questions, in about a megabyte."""
_PACKAGED = Path(__file__).parent / "models"


class Checker:
    """Judges hypotheses with a network: opened once, shared by threads; `name` is the network's.

    `workers` hypotheses are judged at once, and the `kept` judgements that were used last are not made again.
    """

    def __init__(self, network: CheckNetwork, *, workers: int = 1, kept: int = KEPT) -> None:
        """Judge with a network that is open."""
        self.name = network.name
        self._pool = ThreadPoolExecutor(workers, "check")
        self._judge = lru_cache(kept)(network.judge)

    def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        """Return the log odds of each hypothesis that its text says what is claimed.

        How many are judged at once changes nothing.

        Raises:
            ModelError: the network failed, as where memory has run out.
        """
        return list(self._pool.map(self._judge, hypotheses))


def open_checker(model: str = DEFAULT_CHECKER, *, threads: int = 2) -> Checker | None:
    """Open a checker that runs on at most `threads` threads; None where `model` is "none".

    `model` is "checker-2", which is packaged, or a folder written by `training.export_checker`.

    Raises:
        ModelError: there is no such model, its files do not match their digests, or it cannot judge a hypothesis.
    """
    if model == NO_CHECKER:
        return None
    packaged = model == DEFAULT_CHECKER
    folder = _PACKAGED / DEFAULT_CHECKER if packaged else Path(model).expanduser()
    if not folder.is_dir():
        raise ModelError(f"the checker {model!r} does not exist; give a folder, or {NO_CHECKER!r}")
    return Checker(CheckNetwork(folder, packaged=packaged), workers=threads)

"""Split examples into training and held-out sets: by whole articles and by digest, so that every run agrees."""

import hashlib
from collections.abc import Sequence

from training.corpora import Example

HELD_OUT = ("squad1", "squad2", "squadshifts-new_wiki")
_SHARE = 0.12


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Return (training, held out). A held-out context is removed from the training set of every corpus."""
    held = [example for example in examples if example.corpus in HELD_OUT and _is_held_out(example.group)]
    contexts = {example.context for example in held}
    groups = {example.group for example in held}
    kept = [example for example in examples if example.context not in contexts and example.group not in groups]
    return kept, held


def _is_held_out(group: str) -> bool:
    digest = hashlib.sha256(group.encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32 < _SHARE

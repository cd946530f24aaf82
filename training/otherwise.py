"""Questions written anew for texts of the corpora: one in other words, and a near miss that the text does not answer.

Each line of `questions/otherwise.tsv` has a seed, a digest of the example, the question in other words, and the near
miss. Both were written over the part of the context that the seed crops.
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.corpora import Example
from training.crop import crop

QUESTIONS = Path(__file__).parent / "questions" / "otherwise.tsv"
SAME, MISSED = "otherwise", "near-miss"
_LONG = 500
_HELD = "01"


def read_otherwise(examples: Sequence[Example], *, held: bool = False, path: Path = QUESTIONS) -> list[Example]:
    """Return each example in other words (corpus `otherwise`), followed by its near miss (corpus `near-miss`).

    Lines whose example is not among `examples` are left out. One line in eight is `held` out, by its digest.
    """
    by_digest = {digest_of(example): example for example in examples}
    found: list[Example] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        seed, digest, question, missed = line.split("\t")
        example = by_digest.get(digest)
        if example and (digest[0] in _HELD) == held:
            answer = min(example.answers, key=len)
            shown = replace(example, context=shown_of(example, answer, int(seed)))
            found.append(replace(shown, corpus=SAME, question=question, answers=(answer,)))
            found.append(replace(shown, corpus=MISSED, question=missed, answers=()))
    return found


def digest_of(example: Example) -> str:
    """Return what a line names its example by: 16 hexadecimal digits over context and question."""
    return hashlib.sha256(f"{example.context}\n{example.question}".encode()).hexdigest()[:16]


def shown_of(example: Example, answer: str, seed: int) -> str:
    """Return the part of a context that the questions were written over."""
    return crop(example.context, answer, random.Random(seed)) if len(example.context) > _LONG else example.context

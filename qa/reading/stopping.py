"""The stopping rule of reading: a pure function of the readings so far."""

from collections.abc import Sequence

from qa.language.words import normalise_answer
from qa.reading.spans import Extract, Reading

ARTICLES = 3
# The least log odds of an extract that counts: by the network, 1 in 3,000 that there is no answer.
BOUND = 8.0


def sufficient(
    articles: Sequence[str], readings: Sequence[Reading | None], *, needed: int = ARTICLES, bound: float = BOUND
) -> bool:
    """Return whether passages of `needed` different articles agree, each with log odds of `bound` or more.

    `articles` and `readings` have one element a passage; None is a passage not read yet. Extracts agree where SQuAD's
    normalisation makes them equal. Where one with such odds disagrees, more has to be read.
    """
    saying: dict[str, set[str]] = {}
    for article, reading in zip(articles, readings, strict=True):
        best = _best(reading)
        if best and best.log_odds >= bound:
            saying.setdefault(normalise_answer(best.text), set()).add(article)
    said = saying.keys() - {""}
    return len(said) == len(saying) == 1 and all(len(saying[text]) >= needed for text in said)


def _best(reading: Reading | None) -> Extract | None:
    return reading.extracts[0] if reading and reading.extracts else None

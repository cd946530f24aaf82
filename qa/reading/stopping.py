"""When enough has been read: a pure rule over the readings so far."""

from collections.abc import Sequence

from qa.language.words import normalise_answer
from qa.reading.spans import Extract, Reading

ARTICLES = 3
# Log odds of an extract that counts: one in 3,000 of no answer, by the network's own account.
BOUND = 8.0


def sufficient(
    articles: Sequence[str], readings: Sequence[Reading | None], *, needed: int = ARTICLES, bound: float = BOUND
) -> bool:
    """Return whether passages of `needed` different articles say the same, each with log odds of `bound` or more.

    `articles` and `readings` belong together, one of each passage; None is a passage not read yet. Extracts say the
    same where SQuAD's normalisation makes them equal. Where one as sure says something else, more has to be read.
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

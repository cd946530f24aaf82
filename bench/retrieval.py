"""Measure retrieval: `python -m bench.retrieval --rtqa FOLDER --data FOLDER`.

Every question is asked as of its day. Hits are counted over distinct articles; an answer counts if one of the first k
passages contains it, as whole words and, separately, as a substring. Weights were fitted on the first half (every other
question); both halves are reported.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bench.report import write_result
from bench.rtqa import Asked, holds, names_of, read_answerable, read_folders
from index.catalogue.snapshot import Snapshot
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters, Hit
from qa.question import speaks_of_news
from qa.search.rank import spread
from qa.search.retrieve import find

CUTOFFS = (1, 5, 10)
DEEP = 30
OLD_DAYS = 365
SUMMER = datetime(2022, 9, 1, tzinfo=UTC)
LAST_DAY = datetime(2022, 12, 31, 23, 59, 59, tzinfo=UTC)

Search = Callable[[Asked], list[Hit]]


@dataclass(frozen=True, slots=True)
class Row:
    """The result of one question at each cutoff; `old` if every right article was a year old when it was asked."""

    article: tuple[bool, ...]
    words: tuple[bool, ...]
    letters: tuple[bool, ...]
    old: bool


def measure(search: Search, questions: Iterable[Asked], names: dict[str, str]) -> list[Row]:
    """Search for each question, and check at which cutoffs a right article was found."""
    return [_see(search(asked), asked, names) for asked in questions]


def _see(hits: list[Hit], asked: Asked, names: dict[str, str]) -> Row:
    articles = list(dict.fromkeys(names.get(hit.passage.article) for hit in hits))
    words = [holds(hit.text, asked.answer) for hit in hits[:10]]
    letters = [holds(hit.text, asked.answer, whole_words=False) for hit in hits[:10]]
    right = [hit for hit in hits if names.get(hit.passage.article) in asked.right]
    return Row(
        tuple(any(article in asked.right for article in articles[:k]) for k in CUTOFFS),
        tuple(any(words[:k]) for k in CUTOFFS),
        tuple(any(letters[:k]) for k in CUTOFFS),
        bool(right) and all((asked.as_of - hit.head.published).days > OLD_DAYS for hit in right),
    )


def summarise(rows: list[Row]) -> dict[str, object]:
    """Return the shares at each cutoff, over all and over each half."""
    parts = {"all": rows, "chosen_on": rows[::2], "held_out": rows[1::2]}
    return {name: {"n": len(part), **_shares(part)} for name, part in parts.items()}


def _shares(rows: list[Row]) -> dict[str, list[float]]:
    def share(column: Callable[[Row], tuple[bool, ...]]) -> list[float]:
        return [round(sum(column(row)[i] for row in rows) / max(1, len(rows)), 3) for i in range(len(CUTOFFS))]

    return {
        "article_hits": share(lambda row: row.article),
        "answer_by_words": share(lambda row: row.words),
        "answer_by_letters": share(lambda row: row.letters),
    }


def searches(library: Library, snapshot: Snapshot) -> dict[str, Search]:
    """Return the search methods that are compared, by name."""

    def ask(asked: Asked) -> Query:
        vector = library.embedder.embed_question(asked.text)
        return Query(asked.text, vector, asked.as_of, speaks_of_news(asked.text))

    def timeless(asked: Asked) -> Query:
        return Query(asked.text, library.embedder.embed_question(asked.text), datetime(2100, 1, 1, tzinfo=UTC))

    def fused(asked: Asked) -> list[Hit]:
        return spread(library.engine.search(ask(asked), Filters(as_of=asked.as_of), 100, snapshot), DEEP)

    def by(rank: Callable[[Hit], int | None]) -> Search:
        def search(asked: Asked) -> list[Hit]:
            hits = library.engine.search(timeless(asked), Filters(as_of=asked.as_of), 400, snapshot)
            return spread(sorted((hit for hit in hits if rank(hit)), key=lambda hit: rank(hit) or 0), DEEP)

        return search

    return {
        "bm25 alone": by(lambda hit: hit.lexical_rank),
        "dense alone": by(lambda hit: hit.dense_rank),
        "fused by rank, with the prior": fused,
        "as asked": lambda asked: find(ask(asked), Filters(as_of=asked.as_of), DEEP, library, snapshot),
        "as asked, without the prior": lambda asked: find(
            timeless(asked), Filters(as_of=asked.as_of), DEEP, library, snapshot
        ),
    }


def measure_later(
    questions: list[Asked], names: dict[str, str], library: Library, snapshot: Snapshot
) -> dict[str, object]:
    """Ask the questions of the first months, those that speak of no "this week", as of the year's end.

    Their events are then months old: the prior, which lifts what is newer, should cost them nothing.
    """
    by_name = searches(library, snapshot)
    old = [
        replace(asked, as_of=LAST_DAY) for asked in questions if asked.as_of < SUMMER and not speaks_of_news(asked.text)
    ]
    return {"n": len(old), **{name: _shares(measure(by_name[name], old, names)) for name in list(by_name)[-2:]}}


def main() -> None:
    """Compare the searches, and write the result."""
    folders = read_folders(__doc__)
    library = open_library(folders.data)
    questions = read_answerable(folders.rtqa)
    with library.catalogue.snapshot() as snapshot:
        names = names_of(snapshot)
        rows = {name: measure(search, questions, names) for name, search in searches(library, snapshot).items()}
        later = measure_later(questions, names, library, snapshot)
    old = [i for i, row in enumerate(rows["as asked, without the prior"]) if row.old]
    write_result(
        "retrieval",
        {
            "cutoffs": CUTOFFS,
            "searches": {name: summarise(found) for name, found in rows.items()},
            "asked_months_later": later,
            "questions_whose_right_articles_are_a_year_old": {
                "n": len(old),
                **{name: _shares([rows[name][i] for i in old]) for name in list(rows)[-2:]},
            },
        },
    )


if __name__ == "__main__":
    main()

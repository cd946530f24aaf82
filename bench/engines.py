"""Compare two engines on one archive: `python -m bench.engines --rtqa FOLDER --data FOLDER --engine ADDRESS`.

The same questions are asked of the engine of this machine and of the one at ADDRESS, which is filled first if it is
empty. Reported are how long filling takes, the share of equal answers with every difference, how often a right article
is among the first hits, and how long a search takes without reading.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.report import write_result
from bench.rtqa import Asked, names_of, read_answerable
from index.library import Library, open_library
from index.search.address import LOCAL, EngineSetting
from index.search.engine import Query
from index.types import Filters
from qa.answer import answer
from qa.reading.defaults import DEFAULT_READER
from qa.reading.reader import Reader, open_reader
from qa.types import Question

_CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Said:
    """What an engine led to for one question: the answer, the names of the articles found, and milliseconds."""

    reason: str | None
    short: str | None
    sentences: tuple[str, ...]
    found: tuple[str, ...]
    milliseconds: float
    words_only: bool


def ask_all(questions: Sequence[Asked], library: Library, reader: Reader | None) -> list[Said]:
    """Ask every question as of its day."""
    with library.catalogue.snapshot() as snapshot:
        names = names_of(snapshot)
    return [_ask(asked, library, reader, names) for asked in questions]


def _ask(asked: Asked, library: Library, reader: Reader | None, names: dict[str, str]) -> Said:
    filters = Filters(as_of=asked.as_of)
    query = Query(asked.text, library.embedder.embed_question(asked.text), asked.as_of)
    with library.catalogue.snapshot() as snapshot:
        begun = perf_counter()
        hits = library.engine.search(query, filters, 64, snapshot)
        spent = 1_000 * (perf_counter() - begun)
    given = answer(Question(asked.text, asked.as_of, filters), library, reader)
    found = tuple(dict.fromkeys(names.get(hit.passage.article, "") for hit in hits))
    said = tuple(one.text for one in given.sentences)
    return Said(given.reason, given.short, said, found, spent, given.index.words_only or query.trace.words_only)


def compare(questions: Sequence[Asked], here: Sequence[Said], there: Sequence[Said]) -> dict[str, object]:
    """Return the figures of two runs over the same questions."""
    differing = [
        {"id": asked.id, "here": [left.reason, left.short], "there": [right.reason, right.short]}
        for asked, left, right in zip(questions, here, there, strict=True)
        if (left.reason, left.short, left.sentences) != (right.reason, right.short, right.sentences)
    ]
    return {
        "questions": len(questions),
        "equal_answers": round(1 - len(differing) / len(questions), 4),
        "equal_hits": _share([left.found == right.found for left, right in zip(here, there, strict=True)]),
        "differing": differing,
        "here": _summarise(questions, here),
        "there": _summarise(questions, there),
    }


def _summarise(questions: Sequence[Asked], said: Sequence[Said]) -> dict[str, object]:
    times = np.array([one.milliseconds for one in said])
    ranks = [
        next((rank for rank, name in enumerate(one.found, start=1) if name in asked.right), None)
        for asked, one in zip(questions, said, strict=True)
    ]
    return {
        "hits_at": {str(k): _share([rank is not None and rank <= k for rank in ranks]) for k in _CUTS},
        "words_only": sum(one.words_only for one in said),
        "search_ms": {"p50": round(float(np.median(times)), 1), "p95": round(float(np.percentile(times, 95)), 1)},
    }


def _share(of: Sequence[bool]) -> float:
    return round(sum(of) / len(of), 4)


def fill(library: Library) -> dict[str, object]:
    """Let an engine follow to the end; return the seconds that it took, and its description."""
    begun = perf_counter()
    while library.engine.generation < library.catalogue.generation():
        library.engine.follow()
    return {"seconds": round(perf_counter() - begun, 1), "engine": library.engine.describe().summary}


def main() -> None:
    """Ask both engines, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--most", type=int, help="ask only so many of the questions, evenly spread")
    arguments = parser.parse_args()
    questions = read_answerable(arguments.rtqa)
    if arguments.most:
        questions = questions[:: max(1, len(questions) // arguments.most)]
    reader = open_reader(DEFAULT_READER)
    runs, filled = list[list[Said]](), dict[str, object]()
    for address in (LOCAL, arguments.engine):
        library = open_library(arguments.data, engine=EngineSetting(address))
        filled = fill(library)
        runs.append(ask_all(questions, library, reader))
        library.close()
    write_result("engines", {"filled": filled, **compare(questions, *runs)})


if __name__ == "__main__":
    main()

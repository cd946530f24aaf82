"""Compare engines on one archive: `python -m bench.engines --rtqa FOLDER --data FOLDER --engine ADDRESS [ADDRESS …]`.

The same questions are asked of the engine of this machine and of the one at each ADDRESS, which `dateline rebuild
--engine ADDRESS` has filled; what it lacks is written first. Reported are the share of equal answers, how often a right
article is among the first hits, how often the short answer is right, and how long a search takes without reading.

Each difference is reported with what it comes from: how many of the passages found here were not found there, or that
the same ones were. A second ADDRESS whose index is exact shows which differences are those of an approximate one.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.report import write_result
from bench.rtqa import Asked, holds, names_of, read_answerable
from index.library import Library, open_library
from index.search.address import LOCAL, EngineSetting, read_address
from index.search.engine import Query
from index.types import Filters
from qa.answer import answer
from qa.reading.defaults import DEFAULT_READER
from qa.reading.reader import Reader, open_reader
from qa.types import Question

_CUTS = (1, 5, 10)
_PATIENCE = 3_600.0  # seconds in which a question is read: a busy machine is no difference between engines


@dataclass(frozen=True, slots=True)
class Said:
    """What an engine led to for one question: the answer, passages and names of articles found, and milliseconds."""

    reason: str | None
    short: str | None
    sentences: tuple[str, ...]
    passages: tuple[int, ...]
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
    passages = tuple(hit.passage.id for hit in hits)
    found = tuple(dict.fromkeys(names.get(hit.passage.article, "") for hit in hits))
    said = tuple(one.text for one in given.sentences)
    by_words = given.index.words_only or query.trace.words_only
    return Said(given.reason, given.short, said, passages, found, spent, by_words)


def compare(questions: Sequence[Asked], here: Sequence[Said], there: Sequence[Said]) -> dict[str, object]:
    """Return the figures of two runs over the same questions."""
    pairs = list(zip(questions, here, there, strict=True))
    differing = [_tell(*pair) for pair in pairs if _said(pair[1]) != _said(pair[2])]
    return {
        "equal_answers": round(1 - len(differing) / len(questions), 4),
        "equal_hits": _share([left.passages == right.passages for _, left, right in pairs]),
        "differing": differing,
        **_summarise(questions, there),
    }


def _said(one: Said) -> tuple[object, ...]:
    return one.reason, one.short, one.sentences


def _tell(asked: Asked, here: Said, there: Said) -> dict[str, object]:
    """Return both answers to a question, and how what was found differs."""
    return {
        "id": asked.id,
        "here": [here.reason, here.short],
        "there": [there.reason, there.short],
        "right": [_is_right(asked, here), _is_right(asked, there)],
        "found_here_alone": len(set(here.passages) - set(there.passages)),
        "same_order": here.passages == there.passages,
    }


def _is_right(asked: Asked, said: Said) -> bool:
    return said.short is not None and holds(said.short, asked.answer)


def _summarise(questions: Sequence[Asked], said: Sequence[Said]) -> dict[str, object]:
    times = np.array([one.milliseconds for one in said])
    ranks = [
        next((rank for rank, name in enumerate(one.found, start=1) if name in asked.right), None)
        for asked, one in zip(questions, said, strict=True)
    ]
    return {
        "hits_at": {str(k): _share([rank is not None and rank <= k for rank in ranks]) for k in _CUTS},
        "short_answer_right": _share([_is_right(asked, one) for asked, one in zip(questions, said, strict=True)]),
        "declined": _share([one.reason is not None for one in said]),
        "words_only": sum(one.words_only for one in said),
        "search_ms": {"p50": round(float(np.median(times)), 1), "p95": round(float(np.percentile(times, 95)), 1)},
    }


def _share(of: Sequence[bool]) -> float:
    return round(sum(of) / len(of), 4)


def catch_up(library: Library) -> str:
    """Let an engine follow to the end; return its description."""
    while library.engine.generation < library.catalogue.generation():
        library.engine.follow()
    return library.engine.describe().summary


def label(address: str) -> str:
    """Return the name of an engine in the result: by the kind of its index, which is what differs."""
    milvus = read_address(address)
    return f"Milvus, {milvus.index}" if milvus else LOCAL


def main() -> None:
    """Ask both engines, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--engine", nargs="+", required=True)
    parser.add_argument("--most", type=int, help="ask only so many of the questions, evenly spread")
    arguments = parser.parse_args()
    questions = read_answerable(arguments.rtqa)
    if arguments.most:
        questions = questions[:: max(1, len(questions) // arguments.most)]
    reader, here = open_reader(DEFAULT_READER, limit=_PATIENCE), list[Said]()
    figures = dict[str, object]()
    for address in (LOCAL, *arguments.engine):
        library = open_library(arguments.data, engine=EngineSetting(address))
        summary, said = catch_up(library), ask_all(questions, library, reader)
        library.close()
        here = here or said
        figures[label(address)] = {"engine": summary, **compare(questions, here, said)}
    write_result("engines", {"questions": len(questions), "engines": figures})


if __name__ == "__main__":
    main()

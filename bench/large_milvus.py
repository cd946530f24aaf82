"""Search a large corpus by Milvus: `python -m bench.large_milvus --rtqa FOLDER --work FOLDER --milvus FOLDER`.

WORK is a folder that `bench.large` has filled and indexed; it is written to. The environment at `--milvus` has the
package `milvus`, whose server is started with its storage in WORK/milvus. Its collection is filled from the catalogue,
and then the same questions are asked of the engine of this machine and of the one on the server, under each filter of
`bench.large`. Recall is the share of an exact scan's first passages that each engine names.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

import psutil
from pymilvus import MilvusClient

from bench.report import write_result
from bench.searching import DEPTHS, NOW, WARMING, Case, choose_cases, choose_questions, memory_of, tell, timed
from bench.site import spread_of
from index.care.size import size_of
from index.library import Library, open_library
from index.passages.embedding import open_embedder
from index.search.address import LOCAL, EngineSetting
from index.search.columns import Mask
from index.search.dense import DenseIndex
from index.search.engine import Query
from index.search.milvus.following import FollowedCollection
from index.search.milvus.server import Server
from index.search.vectors import Found, Kept, Vectors
from index.types import Filters
from tests.index.search.milvus.standalone import standalone

_NAME = "large"
_POLL_SECONDS = 2.0
_LOAD_SECONDS = 500.0
_SETTLED_SECONDS = 12.0  # until reads are not strong any more, as they are for ten after a change
FILLED = "filled.json"  # in WORK: how long filling has taken so far

Asked = Sequence[tuple[str, Vectors]]
Ids = list[list[int]]


@dataclass(slots=True)
class Searched:
    """The searches of one engine under one filter: milliseconds, whole and of its vectors, and what these named."""

    whole: list[float] = field(default_factory=list)
    vectors: list[float] = field(default_factory=list)
    named: Ids = field(default_factory=list)
    words_only: int = 0

    def show(self, exact: Ids) -> dict[str, object]:
        """Return the figures, with the recall of what an exact scan names."""
        pairs = list(zip(exact, self.named, strict=True))
        recall = {
            f"recall_at_{depth}": round(fmean(_share(near[:depth], named) for near, named in pairs), 4)
            for depth in DEPTHS
        }
        ms = {"whole": spread_of(self.whole), "vectors": spread_of(self.vectors)}
        return {"ms": ms, "words_only": self.words_only, **recall}


def _share(wanted: Sequence[int], named: Sequence[int]) -> float:
    return len(set(wanted) & set(named)) / max(1, len(wanted))


def search_here(library: Library, asked: Asked, case: Case) -> tuple[Searched, Ids]:
    """Search by the engine of this machine; return how, and what an exact scan names."""
    found, exact = Searched(), list[list[int]]()
    clocked, search = timed(DenseIndex.search, found.vectors), DenseIndex.search

    def name(index: DenseIndex, vector: Vectors, k: int, mask: Mask) -> Found:
        answer = search(index, vector, k, mask)
        found.named.append(answer[0].tolist())
        exact.append(index.base.scan(vector, k, Kept(mask))[0].tolist())
        return answer

    with patch.object(DenseIndex, "search", clocked):
        _ask(library, asked, case.filters, found)
    with patch.object(DenseIndex, "search", name):
        _ask(library, asked, case.filters, Searched())
    return found, exact


def search_there(library: Library, asked: Asked, case: Case) -> Searched:
    """Search by the server."""
    found, search = Searched(), FollowedCollection.search

    def name(collection: FollowedCollection, vector: Vectors, filters: Filters, k: int) -> list[int]:
        ids = search(collection, vector, filters, k)
        found.named.append(ids)
        return ids

    with (
        patch.object(Server, "search", timed(Server.search, found.vectors)),
        patch.object(FollowedCollection, "search", name),
    ):
        _ask(library, asked, case.filters, found)
    return found


def _ask(library: Library, asked: Asked, filters: Filters, found: Searched) -> None:
    for text, vector in asked:
        query = Query(text, vector, NOW)
        begun = time.perf_counter()
        with library.catalogue.snapshot() as snapshot:
            library.engine.search(query, filters, 10, snapshot)
        found.whole.append(1_000 * (time.perf_counter() - begun))
        found.words_only += query.trace.words_only


def fill(library: Library, client: MilvusClient, note: Path) -> dict[str, float]:
    """Let the server's engine follow to the end; return the seconds until all is written, and until it is indexed.

    A run that was ended is gone on with: the seconds that it took stand in the file `note`, and count.
    """
    spent = {"written_seconds": 0.0, "indexed_seconds": 0.0}
    spent |= json.loads(note.read_text("utf-8")) if note.exists() else {}
    for name in client.list_collections():  # of a run that was ended; a server that starts again loads it first
        client.load_collection(name, timeout=_LOAD_SECONDS)
    while library.engine.generation < library.catalogue.generation():
        _clock(library.engine.follow, spent, "written_seconds", note)
        summary = library.engine.describe().summary
        tell(f"{summary}: {spent['written_seconds']} s")
        if "no answer" in summary:
            time.sleep(_POLL_SECONDS)
    (name,) = [one for one in client.list_collections() if one.startswith(f"{_NAME}_")]
    # Of rows that were written twice it has more until it merges; and it counts those of merged segments as pending.
    while (index := client.describe_index(name, "vector"))["indexed_rows"] < index["total_rows"]:
        _clock(lambda: time.sleep(_POLL_SECONDS), spent, "indexed_seconds", note)
    return {**spent, "rows": index["indexed_rows"]}


def _clock(call: Callable[[], None], spent: dict[str, float], what: str, note: Path) -> None:
    begun = time.perf_counter()
    call()
    spent[what] = round(spent[what] + time.perf_counter() - begun, 1)
    note.write_text(json.dumps(spent), encoding="utf-8")


def memory_of_server(port: int) -> dict[str, int]:
    """Return the MiB of the process that listens at a port."""
    listening = [one for one in psutil.net_connections("tcp") if one.status == "LISTEN" and one.laddr.port == port]
    (process,) = {one.pid for one in listening if one.pid}
    return memory_of(process)


@contextmanager
def serving(work: Path, milvus: Path, port: int | None) -> Iterator[int]:
    """Provide the port of the server: of one that runs, or of one that is started for a block."""
    if port:
        yield port
        return
    with standalone(milvus / "bin" / "python", work / "milvus") as server:
        yield server.port


def measure(work: Path, milvus: Path, port: int | None, questions: Sequence[str]) -> dict[str, object]:
    """Fill the server, ask both engines, and return all figures."""
    embedder = open_embedder(threads=1)
    asked = [(text, embedder.embed_question(text)) for text in questions]
    here, exact, there = dict[str, Searched](), dict[str, Ids](), dict[str, Searched]()
    with serving(work, milvus, port) as found:
        address = f"milvus://127.0.0.1:{found}/{_NAME}?timeout=30"
        library = open_library(work, embedder=embedder, engine=EngineSetting(address))
        filled = fill(library, MilvusClient(f"http://127.0.0.1:{found}"), work / FILLED)
        memory = {"loaded": memory_of_server(found)}
        with library.catalogue.snapshot() as snapshot:
            cases = [case for case in choose_cases(snapshot) if case.threads == 1]
            passages = snapshot.counts().passages
        search_there(library, asked[:WARMING], Case(""))
        time.sleep(_SETTLED_SECONDS)
        for case in cases:
            there[case.name] = search_there(library, asked, case)
            tell(f"Milvus, {case.name}: {spread_of(there[case.name].whole)}")
        memory["asked"] = memory_of_server(found)
        library.close()
    bytes_there = size_of(work / "milvus")
    library = open_library(work, embedder=embedder, engine=EngineSetting(LOCAL), follower=True)
    search_here(library, asked[:WARMING], Case(""))
    for case in cases:
        here[case.name], exact[case.name] = search_here(library, asked, case)
        tell(f"local, {case.name}: {spread_of(here[case.name].whole)}")
    library.close()
    searches: Mapping[str, object] = {
        name: {"here": here[name].show(exact[name]), "there": there[name].show(exact[name])} for name in here
    }
    return {
        "passages": passages, "queries": len(asked), "filled": filled, "memory_mib": memory, "bytes": bytes_there,
        "searches": searches,
    }  # fmt: skip


def main() -> None:
    """Measure, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder that bench.large has filled; written to")
    parser.add_argument("--milvus", type=Path, required=True, help="environment that has the package milvus")
    parser.add_argument("--port", type=int, help="port of the server, if it runs already with its storage there")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    questions = choose_questions(arguments.rtqa, arguments.queries, arguments.seed)
    write_result("large_milvus", measure(arguments.work, arguments.milvus, arguments.port, questions))


if __name__ == "__main__":
    main()

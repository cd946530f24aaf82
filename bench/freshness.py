"""Measure the time to find an article: `python -m bench.freshness --data FOLDER [--times N] [--catalogue ADDRESS]`.

Measured from the acknowledgement until a search for a word of the title finds the article, by either index and by the
lexical one; one at a time on an idle server, and in batches of 100, until the last one is found. The time to embed the
same texts is given for comparison. FOLDER may have an index; added articles are deleted again.

With `--catalogue` two hosts share the catalogue at ADDRESS, and with `--engine` the vectors: the articles are sent to
one, and searched for on the other.
"""

import argparse
import time
from contextlib import ExitStack
from pathlib import Path

from bench.hosts import Shared, add_flags, serving_two
from bench.report import write_result
from bench.site import Server, as_articles, delete_all, serving, spread_of, write_records
from index.intake.embed import cut_article
from index.passages.embedding import Embedder, open_embedder

BATCH = 100


def time_batch(server: Server, other: Server, records: list[dict[str, str]]) -> tuple[float, float]:
    """Return the milliseconds from the acknowledgement until the last is found, by either index and by BM25.

    The articles are sent to one server, and searched for on the other, which may be the same.
    """
    server.client.post("/articles", json=records).raise_for_status()
    acknowledged = time.perf_counter()
    found = [0.0, 0.0]
    while not all(found):
        hits = _find(other, records[-1])
        for place, seen in enumerate((hits, [hit for hit in hits if hit["lexical_rank"]])):
            if seen and not found[place]:
                found[place] = 1_000 * (time.perf_counter() - acknowledged)
        time.sleep(0.01)
    server.wait()
    return found[0], found[1]


def _find(server: Server, record: dict[str, str]) -> list[dict[str, object]]:
    word = record["title"].split()[0]
    hits = server.client.get("/search", params={"q": word, "k": 10}).raise_for_status().json()["hits"]
    return [hit for hit in hits if hit["article"] == record["id"]]


def time_embedding(embedder: Embedder, records: list[dict[str, str]]) -> float:
    """Return the milliseconds to embed the passages of some articles."""
    texts = [text for article in as_articles(records) for text in cut_article(article, embedder).embedded]
    begun = time.perf_counter()
    embedder.embed(texts)
    return 1_000 * (time.perf_counter() - begun)


def measure(server: Server, other: Server, embedder: Embedder, size: int, times: int, words: int) -> dict[str, object]:
    """Return the spread of some batches of one size."""
    found, by_words, embedding = [], [], []
    for number in range(times):
        records = write_records(f"{size}-{number}", size, words)
        embedding.append(time_embedding(embedder, records))
        first, second = time_batch(server, other, records)
        found.append(first)
        by_words.append(second)
        delete_all(server, records)
        time.sleep(0.5)
    return {
        "articles": size,
        "found_ms": spread_of(found),
        "found_by_words_ms": spread_of(by_words),
        "embedding_alone_ms": spread_of(embedding),
    }


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--times", type=int, default=50, help="single articles; a tenth as many batches")
    parser.add_argument("--words", type=int, default=400, help="words of an article")
    add_flags(parser)
    arguments = parser.parse_args()
    shared = Shared(arguments.catalogue, arguments.engine)
    embedder = open_embedder(threads=2)
    embedder.embed(["to warm up"] * 32)
    with ExitStack() as stack:
        if shared.catalogue:
            server, other = stack.enter_context(serving_two(arguments.data, shared))
            other.warm_up()
        else:
            server = other = stack.enter_context(serving(arguments.data))
        server.warm_up()
        single = measure(server, other, embedder, 1, arguments.times, arguments.words)
        batches = measure(server, other, embedder, BATCH, max(1, arguments.times // 10), arguments.words)
        passages = server.client.get("/index").json()["counts"]["passages"]
    write_result(
        shared.name("freshness"),
        {"passages": passages, "words": arguments.words, "single": single, "batches_of_100": batches},
    )


if __name__ == "__main__":
    main()

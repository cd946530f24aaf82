"""Tables of what several hosts and a Milvus server were measured to do. Called by `bench.figures`."""

from bench.report import Result, tabulate
from bench.report import read_result as read


def show_hosts() -> str:
    """Return the table of two hosts on one catalogue: deletions, and how soon the other one finds an article."""
    deleted, fresh = read("deletion_shared"), read("freshness_shared")
    single, many = fresh["single"], fresh["batches_of_100"]
    return tabulate(
        ["What", "Figure"],
        [
            ["Articles deleted on one host after the other had found them", f"{deleted['pairs']:,}"],
            ["Requests immediately afterwards: searches on both; reads and questions on the other",
             f"{deleted['searches']:,}; {deleted['reads']:,}; {deleted['asks']:,}"],
            ["Hits, quotes or texts of deleted articles returned", deleted["leaks"]],
            ["An article sent to one host until the other finds it; embedding alone in the same minute",
             f"{_spread(single['found_ms'])}; {_spread(single['embedding_alone_ms'])}"],
            ["The last of 100, likewise", f"{_spread(many['found_ms'])}; {_spread(many['embedding_alone_ms'])}"],
        ],
    )  # fmt: skip


def show_engines() -> str:
    """Return the table of the same searches by the engine of one machine and by a Milvus server."""
    result = read("large_milvus")
    rows = [
        [name, *(f"{_spread(found['ms'][part])}" for part in ("whole", "vectors")), found["recall_at_10"],
         found["recall_at_200"]]
        for case, both in result["searches"].items()
        for name, found in ((f"{case}: local", both["here"]), (f"{case}: Milvus", both["there"]))
    ]  # fmt: skip
    return tabulate(["Filter and engine", "a search", "of it the vectors", "recall@10", "recall@200"], rows)


def show_server() -> str:
    """Return the table of what filling and keeping a large collection takes."""
    result, local = read("large_milvus"), read("large")
    filled, memory, size = result["filled"], result["memory_mib"], local["bytes"]
    opened = local["opened"]["after_questions_mib"]
    vectors = size["faiss"] + size["lists"]
    return tabulate(
        [f"{result['passages']:,} passages", "local", "Milvus"],
        [
            ["Building from the vectors in the catalogue",
             f"{local['dense_seconds']} s, on the idle machine",
             f"{filled['written_seconds']:,.0f} s to write, {filled['indexed_seconds']:,.0f} s more to index"],
            ["Memory after questions: of the process; mapped from files",
             f"{opened['own']:,}; {opened['mapped']:,} MiB, with the embedder",
             f"{memory['asked']['own']:,}; {memory['asked']['mapped']:,} MiB, the server alone"],
            ["Most memory of the server since it was started", "", f"{memory['loaded']['peak']:,} MiB"],
            ["On disk", f"{vectors / 2**20:,.0f} MiB", f"{result['bytes'] / 2**20:,.0f} MiB"],
        ],
    )  # fmt: skip


def _spread(milliseconds: Result) -> str:
    return f"{milliseconds['p50']} / {milliseconds['p95']} ms"

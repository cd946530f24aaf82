"""Tables of what several hosts and a Milvus server were measured to do. Called by `bench.figures`."""

from collections.abc import Callable, Mapping

from bench.report import Result, tabulate
from bench.report import read_result as read


def show_hosts() -> str:
    """Return the table of two hosts on one catalogue: deletions, and how soon the other one finds an article.

    The vectors are on each host, or on one Milvus server.
    """
    both = [(read(f"deletion_{name}"), read(f"freshness_{name}")) for name in ("shared", "shared_milvus")]
    return tabulate(
        ["What", "vectors on each host", "vectors on a Milvus server"],
        [
            ["Articles deleted on one host after the other had found them", *(f"{one['pairs']:,}" for one, _ in both)],
            ["Requests immediately afterwards: searches on both; reads and questions on the other",
             *(f"{one['searches']:,}; {one['reads']:,}; {one['asks']:,}" for one, _ in both)],
            ["Hits, quotes or texts of deleted articles returned", *(one["leaks"] for one, _ in both)],
            ["An article sent to one host until the other finds it; embedding alone in the same minute",
             *(_beside(fresh["single"]) for _, fresh in both)],
            ["The last of 100, likewise", *(_beside(fresh["batches_of_100"]) for _, fresh in both)],
        ],
    )  # fmt: skip


def _beside(found: Result) -> str:
    return f"{_spread(found['found_ms'])}; {_spread(found['embedding_alone_ms'])}"


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


def show_questions() -> str:
    """Return the table of the same questions answered with the engine of one machine and with Milvus."""
    result = read("engines")
    engines = result["engines"].values()
    rows = [
        ["The same answer, word for word", *(one["equal_answers"] for one in engines)],
        ["The same 64 passages in the same order", *(one["equal_hits"] for one in engines)],
        ["A right article among the first 1 / 5 / 10 articles, before ranking",
         *(" / ".join(f"{share:.3f}" for share in one["hits_at"].values()) for one in engines)],
        ["Short answers that hold the expected one; questions declined",
         *(f"{one['short_answer_right']:.3f}; {one['declined']:.3f}" for one in engines)],
        ["A search", *(_spread(one["search_ms"]) for one in engines)],
    ]  # fmt: skip
    return tabulate([f"{result['questions']} questions", *result["engines"]], rows)


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


def show_nodes() -> str:
    """Return the table of a cluster of Milvus that loses a query node while eight clients call."""
    rows = []
    for path in ("/search", "/ask"):
        result = read("node_death" + path.replace("/", "_"))
        for how in ("killed", "silent"):
            before, after = result[how]["before"], result[how]["after"]
            rows.append(
                [f"{path}, a node is {how}", f"{after['calls']:,}", after["errors"], after["by_words_alone"],
                 f"{before['ms']['p50']:,.0f} / {before['ms']['p99']:,.0f} ms",
                 f"{after['ms']['p50']:,.0f} / {after['ms']['p99']:,.0f} / {after['slowest_ms']:,} ms",
                 f"{result[how]['recovered_after_seconds']} s"]
            )  # fmt: skip
    head = ["Eight clients", "Calls since", "failed", "by words alone", "median / p99 before",
            "median / p99 / slowest since", "the last lesser answer after"]  # fmt: skip
    return tabulate(head, rows)


def show_fan_out() -> str:
    """Return the table of simulated searches that ask every node."""
    result = read("fan_out")["nodes"]
    rows = [
        [
            nodes,
            *(f"{way['p50']} / {way['p95']} / {way['p99']} ms" for way in (both["one_replica"], both["two_replicas"])),
        ]
        for nodes, both in result.items()
    ]
    head = ["Nodes asked", "one replica: median / p95 / p99", "a second one asked where the first is late"]
    return tabulate(head, rows)


def show_bulk() -> str:
    """Return the table of embedding by a Ray cluster: a node that is killed, and the pace of one node."""
    died, pace = read("bulk_embedding_death"), read("bulk_embedding_pace")
    rates, processor = pace["passages_a_second"], pace["processor_ms_a_passage"]
    return tabulate(
        ["What", "Figure"],
        [
            ["Three nodes, one killed at half: passages; lost; made twice; faults that `dateline verify` finds",
             f"{died['passages']:,}; {died['lost']}; {died['doubled']}; {died['faults']}"],
            [f"{pace['passages']:,} passages, one node: passages a second, by an ingest; by the cluster; in ratio",
             f"{rates['ingest']}; {rates['cluster_of_one_node']}; {pace['ratio_to_ingest']}"],
            ["Processor time a passage, likewise",
             f"{processor['ingest']} ms; {processor['cluster_of_one_node']} ms; {pace['processor_ratio']}"],
        ],
    )  # fmt: skip


SCALING: Mapping[str, Callable[[], str]] = {
    "figures: hosts": show_hosts,
    "figures: questions": show_questions,
    "figures: engines": show_engines,
    "figures: server": show_server,
    "figures: nodes": show_nodes,
    "figures: fan-out": show_fan_out,
    "figures: bulk": show_bulk,
}


def _spread(milliseconds: Result) -> str:
    return f"{milliseconds['p50']} / {milliseconds['p95']} ms"

"""Tables of a large corpus, and of embedders. Called by `bench.figures`."""

from bench.report import Result, tabulate
from bench.report import read_result as read


def show_large() -> str:
    """Return the table of the cost of a large corpus."""
    result = read("large")
    opened, size, near = result["opened"], result["bytes"], result["neighbours"]
    held = [opened[when] for when in ("before_mib", "after_mib", "after_questions_mib")]
    own, mapped = (" → ".join(f"{one[kind]:,}" for one in held) for kind in ("own", "mapped"))
    return tabulate(
        ["What", "Figure"],
        [
            ["Passages; articles", f"{result['passages']:,}; {result['articles']:,}"],
            ["Cosine of a passage's nearest neighbour; of its tenth; variants of the same passage among the ten",
             f"{near['nearest_cosine']}; {near['tenth_cosine']}; {near['variants_among_ten']:.0%}"],
            ["Dense index", result["dense"]],
            ["Building the lexical index; the dense index; peak memory",
             f"{result['lexical_seconds']:,} s; {result['dense_seconds']:,} s; {result['build_peak_mib']:,} MiB"],
            ["On disk: catalogue; vectors; lists; lexical index",
             "; ".join(f"{size[kind] / 2**20:,.0f} MiB" for kind in ("catalogue", "faiss", "lists", "lexical"))],
            ["Opening; peak memory",
             f"{opened['seconds']} s; {opened['after_mib']['peak']:,} MiB"],
            ["Process memory with the embedder → after opening → after questions", f"{own} MiB"],
            ["Memory mapped from files, likewise", f"{mapped} MiB"],
        ],
    )  # fmt: skip


def show_large_searches() -> str:
    """Return the table of searches in a large corpus, under each filter."""
    result = read("large")
    rows = [
        [name, f"{row['passages']:,}", row["recall_at_10"], row["recall_at_200"], _spread(row["ms"]["dense"]),
         _spread(row["exact_scan_ms"]), _spread(row["ms"]["lexical"]), _spread(row["ms"]["whole"])]
        for name, row in result["searches"].items()
    ]  # fmt: skip
    head = ["Filter", "passages", "recall@10", "recall@200", "dense", "exact scan", "lexical", "whole search"]
    return tabulate(head, rows)


def show_large_served() -> str:
    """Return the table of what a server over a large corpus takes."""
    served = read("large")["served"]
    searches, changes, memory = served["searches"], served["changes"], served["memory_mib"]
    rows = [
        [f"`/search`, {name}; hits of ten, at least", f"{_spread(row['ms'])}; {row['least_hits']}"]
        for name, row in searches.items()
    ]
    rows += [
        ["An article sent until it is found", _spread(changes["added_until_found"])],
        ["A new version sent until it is found", _spread(changes["changed_until_found"])],
        ["An article deleted", _spread(changes["deleted"])],
        ["The first search after that; found of deleted articles",
         f"{_spread(changes['searched_after_deletion'])}; {changes['found_after_deletion']}"],
        ["Until ready", f"{served['seconds_to_ready']} s"],
        ["Own memory of server; of worker", f"{memory['server']['own']:,} MiB; {memory['worker']['own']:,} MiB"],
        ["Memory mapped from files, likewise",
         f"{memory['server']['mapped']:,} MiB; {memory['worker']['mapped']:,} MiB"],
    ]  # fmt: skip
    return tabulate(["Over HTTP", "Figure"], rows)


def show_embedders() -> str:
    """Return the table of embedders."""
    result = read("embedders")
    rows = [
        [name, *(_three(found["searches"][search][what]) for search in ("dense alone", "as asked")
                 for what in ("article_hits", "answer_by_words")),
         f"{found['ms_a_passage']} / {found['ms_a_question']} ms"]
        for name, found in result["embedders"].items()
    ]  # fmt: skip
    head = ["Embedder", "dense alone: right article @1 / @5 / @10", "answer @1 / @5 / @10",
            "as asked: right article", "answer", "processor time of a passage / a question"]  # fmt: skip
    return tabulate(head, rows)


def _three(values: list[float]) -> str:
    return " / ".join(f"{value:.3f}" for value in values)


def _spread(milliseconds: Result) -> str:
    return f"{milliseconds['p50']} / {milliseconds['p95']} ms"

"""Write the figures of `bench/results` into the documents: `python -m bench.figures`.

A table is between `<!-- figures… -->` and `<!-- /figures -->`; if a result is missing or was written by an earlier
version of its benchmark, the table is left unchanged and a message is written to stderr.
"""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.chat_figures import (
    show_chat,
    show_checker,
    show_conversations,
    show_premises,
    show_rewrites,
    show_yesno,
)
from bench.large_figures import show_embedders, show_large, show_large_searches, show_large_served
from bench.peers.figures import show_peers
from bench.reading_figures import show_again, show_feeds, show_fuzz, show_pages
from bench.report import Result, tabulate
from bench.report import read_result as read
from bench.scaling_figures import SCALING
from bench.written_figures import (
    show_generation,
    show_orders,
    show_small_model,
    show_support,
    show_support_claims,
    show_written,
)
from qa.evaluation.calibration import expect_error

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DOCUMENTS = (
    ROOT / "README.md", DOCS / "evaluation.md", DOCS / "performance.md", DOCS / "scaling.md",
    DOCS / "decisions" / "0067-which-embedder.md",
)  # fmt: skip


def show_summary() -> str:
    """Return the table of the README."""
    said, refused = read("answers")["with the reader"]["all"], read("refusal")["all"]
    asked, start, cost = read("ask"), read("start"), read("ingest")
    total, plain = (asked[name]["milliseconds"]["total"] for name in ("with the reader", "without"))
    hits = " / ".join(f"{value:.3f}" for value in said["article_hits"].values())
    return tabulate(
        ["4,943 articles in 62,185 passages, on two cores", "Figure"],
        [
            ["Short answers, 612 questions: exact match; F1",
             f"{said['exact']:.3f}; {said['f1']:.3f}"],
            ["A quote contains the answer", f"{said['held']:.3f}"],
            ["A right article among the first 1 / 5 / 10", hits],
            ["Declined: of 300 unanswerable questions; of 612 answerable ones",
             f"{refused['declined_late']:.2f}; {refused['declined_answerable']:.2f}"],
            ["Time of an answer: median, 95th percentile", f"{total['p50']} ms, {total['p95']} ms"],
            ["Time without the reader (whole sentences)", f"{plain['p50']} ms, {plain['p95']} ms"],
            ["Ingest time relative to embedding alone", cost["ratio"]],
            ["Start of the server: until ready, until the first answer",
             f"{start['seconds_to_ready']} s, {start['seconds_to_first_answer']} s"],
        ],
    )  # fmt: skip


def show_retrieval() -> str:
    """Return the table of searches, over all questions and over those held out."""
    result = read("retrieval")
    rows = [
        [name, result["searches"][name]["all"]["n"], *(
            _three(result["searches"][name][part][column])
            for part, column in (
                ("all", "article_hits"), ("held_out", "article_hits"),
                ("all", "answer_by_letters"), ("all", "answer_by_words"),
            )
        )]
        for name in result["searches"]
    ]  # fmt: skip
    for key, label in (
        ("asked_months_later", "asked months later"),
        ("questions_whose_right_articles_are_a_year_old", "right articles a year old"),
    ):
        part = result[key]
        for name in ("as asked", "as asked, without the prior"):
            shares = part[name]
            letters, words = _three(shares["answer_by_letters"]), _three(shares["answer_by_words"])
            rows.append([f"{name}: {label}", part["n"], _three(shares["article_hits"]), "", letters, words])
    head = [
        "Search",
        "n",
        "right article @1 / @5 / @10",
        "held-out half",
        "answer as a substring",
        "answer as whole words",
    ]
    return tabulate(head, rows)


def show_refusal() -> str:
    """Return the table of refusal, with the curve of each half."""
    result = read("refusal")
    rows = []
    for part in ("chosen_on", "held_out"):
        half = result[part]
        rows += [
            [
                part.replace("_", " "),
                half["auroc"],
                point["threshold"],
                point["declined_answerable"],
                point["declined_late"],
            ]
            for point in half["curve"]
        ]
        asked = ("with confidence, as asked", half["declined_answerable"], half["declined_late"])
        rows.append([part.replace("_", " "), half["auroc"], *asked])
    return tabulate(["Half", "AUROC", "threshold", "answerable declined", "late declined"], rows)


def show_time() -> str:
    """Return the table of times and memory."""
    asked, start, cost, whole = read("ask"), read("start"), read("ingest"), read("ingest_whole")
    full, plain, alone = asked["with the reader"], asked["without"], read("reading")["milliseconds"]
    parts = full["milliseconds"]
    pairs = {
        "An answer, one client, warm": parts["total"],
        "– embedding the question": parts["embed"],
        "– search": parts["search"],
        "– reading": parts["read"],
        "– verification": parts["verify"],
        "An answer without the reader": plain["milliseconds"]["total"],
        "– without embedding the question": plain["all_but_embedding"],
        "For comparison: plain `encode` of the question": plain["plain_encode"],
    }
    rows = [[name, f"median {pair['p50']} ms, 95th percentile {pair['p95']} ms"] for name, pair in pairs.items()]
    rows += [
        ["Reading eight passages of 200 tokens, two threads; the same layers in torch",
         f"{alone['reader']} ms; {alone['torch']} ms (medians)"],
        ["Ingest time relative to embedding alone", f"{cost['ratio']}; median {cost['ratio_median_of_groups']}"],
        [f"Peak memory of ingesting all {whole['articles']:,} articles; after a tenth of them",
         f"{whole['peak_mib']:,} MiB; {whole['peak_mib_after_a_tenth']:,} MiB"],
        ["Start of the server until ready; until the first answer",
         f"{start['seconds_to_ready']} s; {start['seconds_to_first_answer']} s"],
    ]  # fmt: skip
    return tabulate(["What", "Figure"], rows)


def show_answers() -> str:
    """Return the table of short answers, with the reader and without, by half and by kind."""
    result = read("answers")
    rows = []
    for name, parts in result.items():
        if not isinstance(parts, dict) or "kinds" not in parts:
            continue
        named = {"all": parts["all"], "held out": parts["held_out"], **parts["kinds"]}
        rows += [
            [f"{name}: {part}", row["n"], row["exact"], row["f1"], row["held"], row["declined"],
             " / ".join(str(value) for value in row["article_hits"].values()), _beside_chance(row)]
            for part, row in named.items()
        ]  # fmt: skip
    head = ["Questions", "n", "exact", "F1", "a quote contains it", "declined", "right article @1 / @5 / @10"]
    return tabulate([*head, "ECE (expected by chance)"], rows)


def _beside_chance(row: Result) -> str:
    expected = expect_error([(n, confidence) for n, confidence, _ in row["bins"] if n])
    return f"{row['ece']} ({expected or 0.0:.3f})"


def show_reader() -> str:
    """Return the table of the reader without retrieval."""
    rows = []
    for name, figures in read("reader").items():
        if not isinstance(figures, dict) or "spans" not in figures:
            continue
        rows += [[name, corpus, s["n"], f"exact {s['exact']}, F1 {s['f1']}"] for corpus, s in figures["spans"].items()]
        told = figures["answerable_or_not"]
        rows.append([name, "answerable or not: held-out SQuAD", told["answering"] + told["not"],
                     f"AUROC {told['by_head']} by the head, {told['by_span']} by the spans"])  # fmt: skip
        rows += [[name, corpus, r["n"], f"MAP {r['map']}, MRR {r['mrr']}"] for corpus, r in figures["ranking"].items()]
    return tabulate(["Reader", "On", "n", "Figure"], rows)


def show_deletion() -> str:
    """Return the table of deletions."""
    result = read("deletion")
    return tabulate(
        ["What", "Figure"],
        [
            ["Articles deleted on one of two servers after the other had found them", f"{result['pairs']:,}"],
            ["Requests immediately afterwards: searches; reads; questions",
             f"{result['searches']:,}; {result['reads']:,}; {result['asks']:,}"],
            ["Hits, quotes or texts of deleted articles returned", result["leaks"]],
        ],
    )  # fmt: skip


def show_updates() -> str:
    """Return the table of updates, by size of the corpus."""
    result = read("updates")
    rows = [
        [f"{int(size):,}", *(_spread(row[f"{part}_ms"]) for part in ("store", "follow", "whole", "processor")),
         result["growth_of_medians"].get(size, {}).get("whole", 1)]
        for size, row in result["sizes"].items()
    ]  # fmt: skip
    head = ["Passages", "storing", "following", "total until searchable", "CPU time", "relative to the smallest"]
    return tabulate(head, rows)


def show_freshness() -> str:
    """Return the table of freshness, and of search latency while the index is built."""
    fresh, along = read("freshness"), read("alongside")
    rows = []
    for name, row in (("One article, until searchable", fresh["single"]), ("The last of 100", fresh["batches_of_100"])):
        alone = row["embedding_alone_ms"]["p50"]
        rows.append([name, f"{_spread(row['found_ms'])} (n {row['found_ms']['n']})", f"embedding alone {alone} ms"])
    for name, phase in (("A search during ingest", "ingest"), ("A search during a rebuild", "rebuild")):
        times, over = along[phase]["ms"], along[phase]["over_idle"]
        rows.append([name, f"{_spread(times)}, 99th {times['p99']} ms", f"idle: {over['p50']}, 99th {over['p99']}"])
    return tabulate(["What", "median / 95th percentile", "compared with"], rows)


TABLES: dict[str, Callable[[], str]] = {
    "figures": show_summary,
    "figures: retrieval": show_retrieval,
    "figures: refusal": show_refusal,
    "figures: answers": show_answers,
    "figures: reader": show_reader,
    "figures: ask, ingest, start": show_time,
    "figures: chat": show_chat,
    "figures: conversations": show_conversations,
    "figures: rewrites": show_rewrites,
    "figures: yesno": show_yesno,
    "figures: premises": show_premises,
    "figures: checker": show_checker,
    "figures: support": show_support,
    "figures: support, claims": show_support_claims,
    "figures: written": show_written,
    "figures: generation": show_generation,
    "figures: orders": show_orders,
    "figures: small model": show_small_model,
    "figures: deletion": show_deletion,
    "figures: updates": show_updates,
    "figures: freshness": show_freshness,
    "figures: large": show_large,
    "figures: peers": show_peers,
    "figures: pages": show_pages,
    "figures: feeds": show_feeds,
    "figures: fuzz": show_fuzz,
    "figures: again": show_again,
    "figures: large, searches": show_large_searches,
    "figures: large, served": show_large_served,
    "figures: embedders": show_embedders,
    **SCALING,
}


def main() -> None:
    """Fill every table that has results."""
    tables = {mark: _show(mark, show) for mark, show in TABLES.items()}
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for mark, table in tables.items():
            if table is not None:
                text = _fill(text, mark, table)
        document.write_text(text, encoding="utf-8")


def _show(mark: str, show: Callable[[], str]) -> str | None:
    try:
        return show()
    except KeyError as missing:
        print(
            f"{mark}: the results have no {missing}; the table is left unchanged",
            file=sys.stderr,
        )
        return None


def _fill(text: str, mark: str, table: str) -> str:
    place = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /figures -->)", re.DOTALL)
    return place.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text)


def _spread(milliseconds: Result) -> str:
    return f"{milliseconds['p50']} / {milliseconds['p95']} ms"


def _three(values: Sequence[float]) -> str:
    return " / ".join(f"{value:.3f}" for value in values)


if __name__ == "__main__":
    main()

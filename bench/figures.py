"""Write the figures of `bench/results` into the documents: `python -m bench.figures`.

A table stands between `<!-- figures… -->` and `<!-- /figures -->`; a result that is missing leaves its cells empty.
"""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.report import RESULTS

ROOT = Path(__file__).parents[1]
Result = dict[str, Any]  # as JSON gives it


def read(name: str) -> Result:
    """Return a result by its name, an empty one where it was never measured."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def tabulate(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def show_summary() -> str:
    """Return the table of the README."""
    found, refused = read("retrieval")["searches"]["as asked"]["all"], read("refusal")["all"]
    asked, start, cost = read("ask"), read("start"), read("ingest")
    total, rest = asked["milliseconds"]["total"], asked["all_but_embedding"]
    return tabulate(
        ["What, at 4,943 articles in 62,185 passages on two cores", "Figure"],
        [
            ["A right article first, in the first 5, in the first 10 (612 questions)", _three(found["article_hits"])],
            ["Declined of 300 questions it cannot answer; of 612 it can",
             f"{refused['declined_late']:.2f}; {refused['declined_answerable']:.2f}"],
            ["An answer: median, 95th percentile", f"{total['p50']} ms, {total['p95']} ms"],
            ["of it, all but embedding the question", f"{rest['p50']} ms, {rest['p95']} ms"],
            ["Ingest over the embedder alone, same batches", cost["ratio"]],
            ["Start: until ready, until the first answer",
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
        "a right article @1 / @5 / @10",
        "the same, held out",
        "answer, by letters",
        "answer, by words",
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
    return tabulate(["Half", "AUROC", "threshold", "answerable declined", "late declined"], rows)


def show_time() -> str:
    """Return the table of times and memory."""
    asked, start, cost, whole = read("ask"), read("start"), read("ingest"), read("ingest_whole")
    parts = asked["milliseconds"]
    pairs = {
        "An answer, one client, warm": parts["total"],
        "of it, embedding the question": parts["embed"],
        "of it, search": parts["search"],
        "of it, reading": parts["read"],
        "of it, verifying": parts["verify"],
        "all but embedding the question": asked["all_but_embedding"],
        "beside it, a plain `encode` of the question": asked["plain_encode"],
    }
    rows = [[name, f"median {pair['p50']} ms, 95th percentile {pair['p95']} ms"] for name, pair in pairs.items()]
    rows += [
        ["Ingest over the embedder alone", f"{cost['ratio']} in all, {cost['ratio_median_of_batches']} median"],
        [f"Peak memory while all {whole['articles']:,} articles are ingested; after a tenth of them",
         f"{whole['peak_mib']:,} MiB; {whole['peak_mib_after_a_tenth']:,} MiB"],
        ["Start of the server until ready; until the first answer",
         f"{start['seconds_to_ready']} s; {start['seconds_to_first_answer']} s"],
    ]  # fmt: skip
    return tabulate(["What", "Figure"], rows)


TABLES: dict[str, Callable[[], str]] = {
    "figures": show_summary,
    "figures: retrieval": show_retrieval,
    "figures: refusal": show_refusal,
    "figures: ask, ingest, start": show_time,
}


def main() -> None:
    """Fill every table."""
    for document in (ROOT / "README.md", ROOT / "docs" / "evaluation.md"):
        text = document.read_text(encoding="utf-8")
        for mark, show in TABLES.items():
            text = re.sub(
                rf"(<!-- {mark} -->\n).*?(<!-- /figures -->)",
                lambda match, show=show: f"{match[1]}{show()}\n{match[2]}",  # type: ignore[misc]
                text,
                flags=re.DOTALL,
            )
        document.write_text(text, encoding="utf-8")


def _three(values: Sequence[float]) -> str:
    return " / ".join(f"{value:.3f}" for value in values)


if __name__ == "__main__":
    main()

"""Measure which sentences written to deceive leave: `python -m bench.written [--examples FOLDER]`.

`bench/cases/written-examples.jsonl` has sentences about example articles, untrue ones mostly of true words, and true
ones in other words.
"""

import argparse
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import write_result
from bench.support import passages_of
from index.formats import Options, read_paths
from index.types import Article
from qa.checking.checker import Checker, open_checker
from qa.support.evidence import Cited
from qa.support.verifier import verify_sentence

CASES = Path(__file__).parent / "cases/written-examples.jsonl"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence about an article, the passages that it cites, and whether it is true."""

    sentence: str
    cited: tuple[Cited, ...]
    true: bool


def read_written(examples: Path, cases: Path = CASES) -> list[Written]:
    """Return the sentences, each citing all passages of its article."""
    records = read_paths([examples], options=Options(), stdin=io.BytesIO())
    articles = {record.title: record for record in records if isinstance(record, Article)}
    found = []
    for row in map(json.loads, cases.read_text(encoding="utf-8").splitlines()):
        article = articles[row["title"]]
        cited = tuple(Cited(one, article.published, article.source) for one in passages_of(article.text))
        found.append(Written(row["sentence"], cited, bool(row["true"])))
    return found


def rate_written(written: Sequence[Written], checker: Checker) -> dict[str, object]:
    """Return how many untrue sentences leave, how many true ones are dropped and for what, and which leave."""
    results = [(one, verify_sentence(one.sentence, one.cited, checker.judge)) for one in written]
    left = [one.sentence for one, support in results if support.supported and not one.true]
    dropped = Counter(support.fault.value for one, support in results if support.fault and one.true)
    true = sum(one.true for one in written)
    return {
        "untrue": len(written) - true,
        "left": len(left),
        "true": true,
        "dropped": dropped.total(),
        "dropped_for": dict(dropped.most_common()),
        "leaving": left,
    }


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, default=Path("examples/corpus"))
    arguments = parser.parse_args()
    checker = open_checker()
    assert checker, "the packaged checker is part of what is measured"
    write_result("written", rate_written(read_written(arguments.examples), checker))


if __name__ == "__main__":
    main()

"""Saved pages with known text: how much of it is read, and whether title and date hold without the page's JSON-LD.

    python -m bench.pages FOLDER [--theirs FILE] [--worst N]

FOLDER is that of the article-extraction-benchmark: `ground-truth.json` and `html/*.html.gz`. The F1 is its own: runs of
four words, counted for each page, from the means of precision and recall over all pages. `--theirs` is one of its
`output/*.json`, what another program made of the pages; with it, the pages are listed on which the two differ most.
Title and date of the pages that have JSON-LD are read again without it, and compared with what was read with it.
"""

import argparse
import gzip
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import process_time

import lxml.html

from bench.report import write_result
from index.dates import parse_published
from index.errors import InvalidDate, Unreadable
from index.formats import Options
from index.formats.pages import html
from index.formats.pages.head import find_object, line_of
from index.formats.pages.html import Page, parse_page
from index.types import Rejected

_WORD = re.compile(r"\w+", re.UNICODE)
_JSON_LD = re.compile(rb"<script[^>]*ld\+json[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_RUN = 4
_PUBLISHED = {"trafilatura 2.0.0": {"f1": 0.958, "precision": 0.938, "recall": 0.978}}
"""The row of the benchmark's README, at its commit 4a3bc97."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one page; None where there is nothing to count them over."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float:
        """The F1 of this page alone."""
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Measure, write the result and list the pages that differ most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theirs", type=Path, help="what another program made of the pages")
    parser.add_argument("--worst", type=int, default=10, help="how many of the pages that differ most are listed")
    arguments = parser.parse_args()
    truth = json.loads((arguments.folder / "ground-truth.json").read_text(encoding="utf-8"))
    texts = {name: page["articleBody"] for name, page in truth.items()}
    data = {name: gzip.decompress((arguments.folder / "html" / f"{name}.html.gz").read_bytes()) for name in texts}
    started = process_time()
    pages = {name: read(page) for name, page in data.items()}
    spent = process_time() - started
    scores = {name: score(texts[name], page.text if page else "") for name, page in pages.items()}
    figures: dict[str, object] = {
        "pages": len(pages),
        "body": summarise(list(scores.values())),
        "published": _PUBLISHED,
        "without_json_ld": compare_bare(pages, data),
        "refused": count_refused(data),
        "pages_per_second_of_a_core": round(len(pages) / spent, 1),
    }
    write_result("pages", figures)
    if arguments.theirs:
        _list_differences(scores, texts, json.loads(arguments.theirs.read_text(encoding="utf-8")), arguments.worst)


def read(data: bytes) -> Page | None:
    """Return a page, None where it has no article."""
    try:
        return parse_page(data)
    except Unreadable:
        return None


def score(wanted: str, found: str) -> Score:
    """Return precision and recall of the runs of four words, as the benchmark counts them."""
    truth, given = _runs(wanted), _runs(found)
    both = (truth & given).total()
    return Score(both / given.total() if given else None, both / truth.total() if truth else None)


def summarise(scores: Sequence[Score]) -> dict[str, float]:
    """Return the figures of the benchmark over all pages."""
    precision = mean([one.precision for one in scores if one.precision is not None])
    recall = mean([one.recall for one in scores if one.recall is not None])
    f1 = 2 * precision * recall / (precision + recall)
    return {"f1": round(f1, 3), "precision": round(precision, 3), "recall": round(recall, 3)}


def compare_bare(pages: dict[str, Page | None], data: dict[str, bytes]) -> dict[str, object]:
    """Return how often title and day are the same without the JSON-LD."""
    titles, days, headlines = [], [], []
    for name, page in pages.items():
        bare = read(_JSON_LD.sub(b"", data[name]))
        if page and bare and _JSON_LD.search(data[name]):
            titles.append(_fold(page.title) == _fold(bare.title))
            if headline := _headline_of(data[name], page.title):
                headlines.append(headline == _fold(bare.title))
            if page.published:
                days.append(_day(page.published) == _day(bare.published))
    return {
        "pages": len(titles), "title": round(mean(titles), 3), "day": round(mean(days), 3),
        "with_headline": len(headlines), "headline_of_json_ld": round(mean(headlines), 3),
    }  # fmt: skip


def count_refused(data: dict[str, bytes]) -> dict[str, int]:
    """Return how many pages `dateline ingest` refuses, by reason; a page without a date may have one in its name."""
    reasons: Counter[str] = Counter()
    for page in data.values():
        for record in html.read(io.BufferedReader(io.BytesIO(page)), "page.html", Options()):
            if isinstance(record, Rejected):
                reasons[re.split("[:;]", record.reason)[0]] += 1
    return dict(reasons.most_common())


def mean(values: Sequence[float]) -> float:
    """Return the mean; zero of nothing."""
    return sum(values) / len(values) if values else 0.0


def _list_differences(
    scores: dict[str, Score], texts: dict[str, str], theirs: dict[str, dict[str, dict[str, str]]], number: int
) -> None:
    other = {name: score(texts[name], page["articleBody"] or "") for name, page in theirs["output"].items()}
    print("theirs:", summarise([other[name] for name in texts]))
    for name in sorted(texts, key=lambda one: scores[one].f1 - other[one].f1)[:number]:
        print(f"{name[:12]}  ours {scores[name].f1:.3f}  theirs {other[name].f1:.3f}")


def _headline_of(data: bytes, title: str) -> str:
    """Return the headline that the JSON-LD of a page states; empty if it states none."""
    tree = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))
    shown = " ".join(one.text_content() for one in tree.iter("title", "h1"))
    return _fold(line_of(find_object(tree, f"{title} {shown}").get("headline")))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)) if words)


def _fold(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _day(published: datetime | str | None) -> str:
    try:
        return str(parse_published(published) if isinstance(published, str) else published)[:10]
    except InvalidDate:
        return ""


if __name__ == "__main__":
    main()

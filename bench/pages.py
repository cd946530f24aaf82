"""Saved pages with known text: how much of it is read, and whether title and date hold without the page's JSON-LD.

    python -m bench.pages FOLDER

FOLDER is that of the article-extraction-benchmark: `ground-truth.json` and `html/*.html.gz`. The F1 is its own: runs of
four words, counted for each page, as the mean of precision and recall over all pages.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import process_time

from index.dates import parse_published
from index.errors import InvalidDate, Unreadable
from index.formats.pages.html import Page, parse_page

_WORD = re.compile(r"\w+", re.UNICODE)
_JSON_LD = re.compile(rb"<script[^>]*ld\+json[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_RUN = 4


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    scores, titles, dates, started = [], [], [], process_time()
    for name, wanted in truth.items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        page = read(data)
        scores.append(score(wanted["articleBody"], page.text if page else ""))
        bare = read(_JSON_LD.sub(b"", data))
        if page and bare and _JSON_LD.search(data):
            titles.append(_fold(page.title) == _fold(bare.title))
            if page.published:
                dates.append(_day(page.published) == _day(bare.published))
    spent = process_time() - started
    precision, recall = (mean([one[place] for one in scores]) for place in (0, 1))
    print(f"{len(scores)} pages, {2 * len(scores) / spent:.1f} pages a second of one core")
    print(
        f"body: F1 {2 * precision * recall / (precision + recall):.3f}, precision {precision:.3f}, recall {recall:.3f}"
    )
    print(f"without JSON-LD ({len(titles)} pages): title {mean(titles):.3f}, day {mean(dates):.3f}")


def read(data: bytes) -> Page | None:
    """Return a page, None where it has no article."""
    try:
        return parse_page(data)
    except Unreadable:
        return None


def score(wanted: str, found: str) -> tuple[float, float]:
    """Return precision and recall of the runs of four words, as the benchmark counts them."""
    truth, given = _runs(wanted), _runs(found)
    both = sum((truth & given).values())
    if not truth.total() or not given.total():
        return float(not given.total()), float(not truth.total())
    return both / given.total(), both / truth.total()


def mean(values: Sequence[float]) -> float:
    """Return the mean; zero of nothing."""
    return sum(values) / len(values) if values else 0.0


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

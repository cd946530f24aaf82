"""Families of copies: `python -m bench.families --rtqa FOLDER`; recall and precision, and the cost of an article.

Copies of real articles are made by rule: shortened, with added paragraphs, another headline, a rewritten lead, or all
of these; each source appends its own boilerplate paragraph. Articles arrive in random order. A pair that was not made
counts as wrong, although some real articles are copies of one another or only a notice; no copies are made of notices.

The cost is CPU time in the write of an article, without embedding, at several sizes of a synthetic corpus.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, combinations, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench.report import write_result
from bench.rtqa import read_articles
from index.catalogue.catalogue import Catalogue
from index.catalogue.families import FamilyWriter
from index.passages.chunking import split_sentences
from index.types import Article

ARTICLES, ORIGINALS, COPIES = 500, 80, (2, 3)
SIZES = (1_000, 10_000, 25_000, 50_000)
TIMED = 960  # articles at each size
BATCH = 64
NOW = datetime(2025, 1, 1, tzinfo=UTC)

_WORDS = [f"w{rank}" for rank in range(1, 20_001)]
_FREQUENCIES = list(accumulate(1 / rank for rank in range(1, 20_001)))

Pairs = set[frozenset[str]]
Change = Callable[[list[str], random.Random], list[str]]


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    write_result("families", measure_pairs(arguments.rtqa, arguments.seed) | measure_cost(arguments.seed))


def measure_pairs(rtqa: Path, seed: int) -> dict[str, object]:
    """Return precision and recall of pairs of articles in one family."""
    chance = random.Random(seed)
    everything = list(read_articles(rtqa))
    times = Counter(article.text for article in everything)
    chosen = chance.sample(everything, ARTICLES)
    single = [article for article in chosen if times[article.text] == 1]
    planted = {kind: plant(single[place :: len(CHANGES)], kind, chance) for place, kind in enumerate(CHANGES)}
    copies = [copy for families in planted.values() for family in families for copy in family[1:]]
    articles = [sign(article) for article in [*chosen, *copies]]
    chance.shuffle(articles)
    found = find_pairs(articles)
    by_kind = {kind: pairs_of(families) for kind, families in planted.items()}
    right: Pairs = set().union(*by_kind.values())
    return {
        "articles": ARTICLES,
        "planted": len(copies),
        "pairs": len(right),
        "precision": round(len(found & right) / len(found), 4),
        "recall": round(len(found & right) / len(right), 4),
        "recall_by_kind": {kind: round(len(found & pairs) / len(pairs), 4) for kind, pairs in by_kind.items()},
        "pairs_not_planted": len(found - right),
    }


def plant(articles: Sequence[Article], kind: str, chance: random.Random) -> list[list[Article]]:
    """Return some of the articles, each followed by its copies in other sources, hours later."""
    originals = chance.sample(articles, ORIGINALS // len(CHANGES))
    return [[one, *(copy_of(one, kind, n, chance) for n in range(chance.randint(*COPIES)))] for one in originals]


def copy_of(article: Article, kind: str, number: int, chance: random.Random) -> Article:
    """Return a copy of an article, changed by rule."""
    lines = [article.text[span.start : span.end] for span in split_sentences(article.text)]
    return replace(
        article,
        id=f"{article.id[:24]}-{kind}-{number}",
        title=f"{kind.title()} report {chance.randrange(10**6)}",
        text=" ".join(CHANGES[kind](lines, chance)),
        source=f"paper-{chance.randrange(12)}",
        published=article.published + timedelta(hours=chance.randint(1, 72)),
        external_id=None,
        url=None,
    )


def cut(lines: list[str], chance: random.Random) -> list[str]:
    """Keep the first third to four fifths."""
    words, share = sum(len(line.split()) for line in lines), chance.uniform(0.33, 0.8)
    kept: list[str] = []
    while sum(len(line.split()) for line in kept) < share * words:
        kept.append(lines[len(kept)])
    return kept


def add(lines: list[str], chance: random.Random) -> list[str]:
    """Insert other sentences, up to the original number of words."""
    wanted, added = chance.uniform(0.2, 1.0) * sum(len(line.split()) for line in lines), 0
    lines = list(lines)
    while added < wanted:
        paragraph = write_paragraph(40, chance)
        lines.insert(chance.randint(0, len(lines)), paragraph)
        added += 40
    return lines


def retitle(lines: list[str], _chance: random.Random) -> list[str]:
    """Keep the text; only the headline differs."""
    return lines


def rewrite_lead(lines: list[str], chance: random.Random) -> list[str]:
    """Rewrite the first fifth."""
    words, rest, lead = sum(len(line.split()) for line in lines), list(lines), 0
    while rest and lead < 0.2 * words:
        lead += len(rest.pop(0).split())
    return [write_paragraph(lead, chance), *rest]


def change_all(lines: list[str], chance: random.Random) -> list[str]:
    """Shorten, add and rewrite: about two fifths of each text are shared."""
    return add(rewrite_lead(cut(lines, chance), chance), chance)


CHANGES: dict[str, Change] = {
    "cut": cut,
    "added": add,
    "headline": retitle,
    "lead": rewrite_lead,
    "all": change_all,
}


def sign(article: Article) -> Article:
    """Return the article with the boilerplate of its source, the same 60 words each time."""
    return replace(article, text=f"{article.text}\n\n{write_paragraph(60, random.Random(article.source))}")


def write_paragraph(words: int, chance: random.Random) -> str:
    """Return random words of an invented language with a realistic, skewed word distribution."""
    return " ".join(chance.choices(_WORDS, cum_weights=_FREQUENCIES, k=words)) + "."


def pairs_of(families: Sequence[Sequence[Article]]) -> Pairs:
    """Return every pair within each family."""
    return {frozenset((one.id, other.id)) for family in families for one, other in combinations(family, 2)}


def find_pairs(articles: Sequence[Article]) -> Pairs:
    """Return the pairs that are detected after all articles have arrived."""
    with TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder))
        for batch in batches(articles):
            with catalogue.write() as transaction:
                for article in batch:
                    transaction.put_article(article, NOW)
        with catalogue.snapshot() as snapshot:
            families = [snapshot.families.of(article.id) for article in articles]
        catalogue.close()
    members = {kin.id: (kin.head, *kin.copies) for kin in families if kin}
    return {frozenset(pair) for family in members.values() for pair in combinations(family, 2)}


def measure_cost(seed: int) -> dict[str, object]:
    """Return the CPU time of an article at each size of the corpus, in ms: its write, and the families part.

    Families alone are what a write takes longer than one in which none are looked for. Both are medians over batches,
    in turn, since the processor's caches are shared with whatever else runs.
    """
    articles, costs = synthesise(random.Random(seed)), {}
    with TemporaryDirectory() as folder:
        catalogue, stored = Catalogue(Path(folder)), 0
        for size in SIZES:
            stored += put(catalogue, articles, size - TIMED - stored)
            without, writes = [], []
            for _ in range(TIMED // BATCH):
                with patch.object(FamilyWriter, "assign"):
                    without.append(time_of(catalogue, articles))
                writes.append(time_of(catalogue, articles))
            stored += TIMED
            print(f"{size:,} articles", file=sys.stderr, flush=True)
            costs[size] = {
                "write": round(median(writes), 3),
                "families": round(median(writes) - median(without), 3),
            }
        catalogue.close()
    first, last = costs[SIZES[0]], costs[SIZES[-1]]
    return {"milliseconds": costs, "growth": {name: round(last[name] / first[name], 3) for name in first}}


def synthesise(chance: random.Random) -> Iterator[Article]:
    """Yield synthetic articles of 400 words from twenty sources endlessly; one in ten is cut from an earlier one."""
    known: list[str] = []
    number = 0
    while True:
        number += 1
        copied = known and chance.random() < 0.1
        lines = chance.choice(known).split("\n\n") if copied else [write_paragraph(40, chance) for _ in range(10)]
        text = "\n\n".join(cut(lines, chance) if copied else lines)
        known = [*known[-500:], text]
        source, published = f"paper-{chance.randrange(20)}", NOW + timedelta(minutes=number)
        yield sign(Article(f"article-{number:06}", f"Report {number}", text, published, source))


def put(catalogue: Catalogue, articles: Iterator[Article], number: int) -> int:
    """Store a number of articles, one write a batch."""
    for start in range(0, number, BATCH):
        with catalogue.write() as transaction:
            for article in islice(articles, min(BATCH, number - start)):
                transaction.put_article(article, NOW)
    return number


def time_of(catalogue: Catalogue, articles: Iterator[Article]) -> float:
    """Store a batch and return the CPU time an article, in milliseconds."""
    batch = list(islice(articles, BATCH))
    begun = time.process_time()
    put(catalogue, iter(batch), BATCH)
    return 1_000 * (time.process_time() - begun) / BATCH


def batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """Return the articles in batches."""
    return (articles[start : start + BATCH] for start in range(0, len(articles), BATCH))


if __name__ == "__main__":
    main()

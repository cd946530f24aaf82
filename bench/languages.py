"""How well and how fast the language of articles is told.

Of the invented texts in `invented.tsv`, and of saved pages, whose own text in full is the reference:

    python -m bench.languages [FOLDER]
"""

import argparse
import io
import random
import time
from collections.abc import Iterable
from pathlib import Path

from index.formats import Options, read_paths
from index.formats.undated import parse_undated
from index.language import detect_language, settle_language
from index.types import Article

LENGTHS = (60, 120, 200, 300, 600)
_PARTS = 8  # of each text


def read_invented() -> dict[str, str]:
    """Return the beginning of one invented article for each language, by its code."""
    lines = Path(__file__).with_name("invented.tsv").read_text(encoding="utf-8").splitlines()
    return {line.partition("\t")[0]: line.partition("\t")[2] for line in lines}


def measure(texts: Iterable[tuple[str, str]]) -> None:
    """Print, for parts of texts of each length, how many are told and how many wrongly."""
    chance = random.Random(3)
    known = list(texts)
    print("characters | parts | told | wrong")
    for length in LENGTHS:
        parts = [
            (code, text[start : start + length])
            for code, text in known
            for start in (chance.randrange(max(1, len(text) - length)) for _ in range(_PARTS))
            if len(text) > length
        ]
        told = [(code, found) for code, part in parts if (found := detect_language(part))]
        wrong = sum(code != found for code, found in told)
        print(f"{length:>10} | {len(parts):>5} | {len(told) / max(1, len(parts)):.3f} | {wrong}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How well and how fast the language of articles is told.")
    parser.add_argument("folder", nargs="?", help="of saved pages")
    folder = parser.parse_args().folder
    print("invented texts")
    measure((code, " ".join([text] * 4)) for code, text in read_invented().items())
    if not folder:
        return
    records = read_paths([folder], options=Options(undated=parse_undated("first-seen")), stdin=io.BytesIO())
    articles = [record for record in records if isinstance(record, Article)]
    settle_language(articles[0])
    began = time.process_time()
    settled = [settle_language(article) for article in articles]
    each = 1_000 * (time.process_time() - began) / len(articles)
    pairs = list(zip(articles, settled, strict=True))
    print(f"{len(articles)} pages, {each:.2f} ms each")
    undeclared = [after for before, after in pairs if before.language is None]
    print(f"undeclared {len(undeclared)}, told {sum(after.language is not None for after in undeclared)}")
    for before, after in pairs:
        if before.language not in (None, after.language):
            print(f"declared {before.language}, told {after.language}: {before.title}")
    measure((after.language, after.text) for after in settled if after.language)


if __name__ == "__main__":
    main()

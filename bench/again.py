"""Ingest folders again: `python -m bench.again PATH…`. A later ingest adds and updates nothing, in whatever order.

Each path is ingested into a catalogue of its own, and then all of them into one; so is a folder of invented files of
every kind, in which one article comes in several records (`bench.mixed`). Each is ingested twice, once with its files
in the reverse order, and once more. Vectors are not computed by a model: whether a record changes what is stored does
not depend on them. `.gz` pages, `.xml` feeds, agency items, web archives and any other input of `dateline ingest` may
be mixed.
"""

import argparse
import hashlib
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.mixed import write_mixed
from bench.report import write_result
from index.formats import Options, read_paths, walk
from index.intake.ingest import ingest
from index.library import open_library
from index.types import IngestReport


class DigestEmbedder:
    """Unit vectors by the digest of a text."""

    name = model = "by-digest"
    dimension = 16

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text."""
        return np.array([self.embed_question(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Return the unit vector of a question."""
        seed = int.from_bytes(hashlib.sha256(question.encode(errors="replace")).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self.dimension)
        return (vector / np.linalg.norm(vector)).astype(np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many words each text has."""
        return [len(text.split()) for text in texts]

    def tokenise(self, texts: Sequence[str]) -> list[range]:
        """Return as many tokens as each text has words."""
        return [range(size) for size in self.count_tokens(texts)]

    def knows_word(self, word: str) -> bool:  # noqa: ARG002 - it has no vocabulary
        """Return False: it knows no language."""
        return False

    def match_tokens(self, question: str, texts: Sequence[str]) -> list[float]:  # noqa: ARG002
        """Return no match of any text."""
        return [0.0] * len(texts)


def ingest_again(paths: Sequence[Path], options: Options) -> list[IngestReport]:
    """Return the reports of four runs over the same paths, the third of them in the reverse order of their files."""
    files = [file for path in paths for file in walk(path) if isinstance(file, Path)]
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "data", embedder=DigestEmbedder())
        try:
            return [
                ingest(read_paths(some, options=options, stdin=io.BytesIO()), library.catalogue, library.embedder)
                for some in (paths, paths, files[::-1], paths)
            ]
        finally:
            library.close()


def measure(paths: Sequence[Path]) -> dict[str, int]:
    """Return what the first ingest of paths did, and how much all that follow it changed."""
    first, *later = ingest_again(paths, Options(source="samples"))
    return {
        "added": first.added, "updated": first.updated, "unchanged": first.unchanged, "held": first.held,
        "rejected": first.rejections, "again_added": sum(one.added for one in later),
        "again_updated": sum(one.updated for one in later), "again_unchanged": later[0].unchanged,
    }  # fmt: skip


def main() -> None:
    """Ingest each path again, write the result, and fail if a later run changes anything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    with tempfile.TemporaryDirectory() as folder:
        mixed = Path(folder) / "mixed"
        mixed.mkdir()
        write_mixed(mixed)
        paths = [*parser.parse_args().paths, mixed]
        rows: dict[str, dict[str, int]] = {}
        for name, some in [*((path.name, [path]) for path in paths), ("together", paths)]:
            rows[name] = measure(some)
            print(name, rows[name], flush=True)
    write_result("again", {"paths": rows})
    if any(row["again_added"] or row["again_updated"] for row in rows.values()):
        sys.exit("a later ingest changed something")


if __name__ == "__main__":
    main()

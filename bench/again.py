"""Ingest folders twice: `python -m bench.again PATH…`. The second time adds and updates nothing.

Each path is ingested into a catalogue of its own, and then all of them into one. Vectors are not computed by a model:
whether a record changes what is stored does not depend on them. `.gz` pages, `.xml` feeds, agency items, web archives
and any other input of `dateline ingest` may be mixed.
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

from bench.report import write_result
from index.formats import Options, read_paths
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


def ingest_twice(paths: Sequence[Path], options: Options) -> tuple[IngestReport, IngestReport]:
    """Return the reports of two runs over the same paths."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "data", embedder=DigestEmbedder())
        try:
            first, again = (
                ingest(read_paths(paths, options=options, stdin=io.BytesIO()), library.catalogue, library.embedder)
                for _ in range(2)
            )
        finally:
            library.close()
    return first, again


def main() -> None:
    """Ingest each path twice, write the result, and fail if a second run changes anything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    paths = parser.parse_args().paths
    rows: dict[str, dict[str, int]] = {}
    for name, some in [*((path.name, [path]) for path in paths), ("together", paths)]:
        first, again = ingest_twice(some, Options(source="samples"))
        rows[name] = {
            "added": first.added, "updated": first.updated, "unchanged": first.unchanged, "held": first.held,
            "rejected": first.rejections, "again_added": again.added, "again_updated": again.updated,
            "again_unchanged": again.unchanged,
        }  # fmt: skip
        print(name, rows[name], flush=True)
    write_result("again", {"paths": rows})
    if any(row["again_added"] or row["again_updated"] for row in rows.values()):
        sys.exit("the second ingest changed something")


if __name__ == "__main__":
    main()

"""Texts that strain a part, and short memory: the rest is indexed, and the next run goes on."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.care.faults import find_faults
from index.errors import ModelError
from index.formats import Options, read_paths
from index.intake.drain import drain
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Embedder, Vectors
from index.types import IngestReport, Record, Rejected
from tests.conftest import NOW, write_article
from tests.index.deliveries import accept, count_waiting

FERRY = "The ferry to Port Amble sails again from Friday, the harbour authority said. "
LONG = {
    "a million characters of one word": "x" * 1_000_000,
    "a million characters of sentences": FERRY * (1_000_000 // len(FERRY)),
    "100,000 words of a letter": "a " * 100_000,
}
PLAIN = write_article("Ferry", FERRY, id="plain")


def read(path: Path) -> Iterator[Record]:
    """Read the records of a file."""
    return read_paths([str(path)], options=Options(source="post"), stdin=io.BytesIO())


def store(library: Library, *texts: str) -> IngestReport:
    """Ingest texts and, in the same batch, a plain article."""
    articles = [write_article(f"Text {n}", text, id=f"t{n}") for n, text in enumerate(texts)]
    report = ingest([*articles, PLAIN], library.catalogue, library.embedder, now=lambda: NOW)
    library.engine.follow()
    return report


@pytest.mark.parametrize(
    "text", [LONG["a million characters of one word"], *(pytest.param(LONG[n], marks=pytest.mark.slow) for n in LONG)]
)
def test_a_long_text_is_indexed_whole(library: Library, text: str) -> None:
    """Every passage of it has a vector, nothing is rejected, and `verify` finds no fault."""
    report = store(library, text)
    assert (report.added, report.rejections) == (2, 0)
    assert find_faults(library.catalogue, library.folder) == []
    with library.catalogue.snapshot() as snapshot:
        counts = snapshot.counts()
        assert (counts.passages, counts.unembedded) == (report.passages, 0)
        assert report.passages >= 2


def test_ten_thousand_empty_texts_keep_nothing_back(library: Library, tmp_path: Path) -> None:
    """Each is rejected and counted; the articles before and after them are indexed."""
    empty = [{"id": f"e{n}", "title": "Empty", "text": " " * (n % 3), "published": "2015-01-27"} for n in range(10_000)]
    whole = [{"id": f"w{n}", "title": "Ferry", "text": FERRY, "published": "2015-01-27"} for n in range(2)]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (whole[0], *empty, whole[1])))
    report = ingest(read(path), library.catalogue, library.embedder)
    assert (report.added, report.rejections) == (2, 10_000)
    assert report.rejected[0] == Rejected(str(path), 2, "text is missing or empty")


def poison(embedder: Embedder, monkeypatch: pytest.MonkeyPatch, error: BaseException, *, word: str = "arsenic") -> None:
    """Let the embedder fail on texts that hold a word."""
    embed = embedder.embed

    def fail(texts: Sequence[str]) -> Vectors:
        if any(word in text for text in texts):
            raise error
        return embed(texts)

    monkeypatch.setattr(embedder, "embed", fail)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("no such letter"), "it cannot be stored: ValueError: no such letter"),
        (ModelError("bad shape"), "it cannot be stored: ModelError: bad shape"),
        (MemoryError(), "it cannot be stored: there is not enough memory for it"),
    ],
)  # fmt: skip
def test_a_poisoned_text_is_rejected_alone(
    library: Library, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    """The others of its batch are stored, the report says why it was not, and the next run takes it up."""
    with monkeypatch.context() as patch:
        poison(library.embedder, patch, error)
        report = store(library, FERRY, "The cup held arsenic.", "A goal in the last minute decided the match.")
    assert (report.added, report.embedded) == (3, 3)
    assert (report.rejections, report.rejected) == (1, (Rejected("t1", None, reason),))
    assert find_faults(library.catalogue, library.folder) == []
    again = store(library, FERRY, "The cup held arsenic.", "A goal in the last minute decided the match.")
    assert (again.added, again.unchanged, again.rejections) == (1, 3, 0)


def test_an_embedder_that_fails_for_every_text_rejects_none(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a card that was lost: ingest ends with its error, and what waits in the inbox is not set aside."""
    accept(library, PLAIN)
    with monkeypatch.context() as patch:
        poison(library.embedder, patch, ModelError("the embedder failed: the card is lost"), word="")
        with pytest.raises(ModelError, match="the card is lost"):
            store(library, FERRY)
        with pytest.raises(ModelError, match="the card is lost"):
            drain(library)
    assert count_waiting(library) == 1
    drain(library)
    assert count_waiting(library) == 0


SHORT = """
import resource, sys
from pathlib import Path
from index.formats import Options, read_paths
from index.intake.ingest import ingest
from index.library import open_library
library = open_library(Path(sys.argv[1]))
used = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmSize"))
resource.setrlimit(resource.RLIMIT_AS, ((used + int(sys.argv[3])) * 1024,) * 2)
records = read_paths([sys.argv[2]], options=Options(source="post"), stdin=sys.stdin.buffer)
report = ingest(records, library.catalogue, library.embedder)
print(report.added, report.rejections)
"""


@pytest.mark.parametrize("spare", [2_000, 150_000])
def test_memory_that_runs_out_loses_nothing(tmp_path: Path, embedder: Embedder, spare: int) -> None:
    """Whatever is left of memory, and whether the process ends by it or not: no fault, and the next run stores all."""
    texts = [FERRY * (1 + n % 7) + f"It is trip {n}." for n in range(30)]
    records = [
        {"id": f"a{n}", "title": "Ferry", "text": text, "published": "2015-01-27"} for n, text in enumerate(texts)
    ]
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps(one) + "\n" for one in records))
    command = [sys.executable, "-c", SHORT, str(tmp_path / "data"), str(news), str(spare)]
    subprocess.run(command, check=False, capture_output=True)
    library = open_library(tmp_path / "data", embedder=embedder)
    library.engine.follow()
    assert find_faults(library.catalogue, library.folder) == []
    report = ingest(read(news), library.catalogue, embedder)
    assert (report.added + report.unchanged, report.rejections) == (len(texts), 0)
    library.close()

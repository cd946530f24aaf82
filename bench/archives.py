"""Read a large web archive: `python -m bench.archives [--megabytes N] [--peers FOLDER] [--work FOLDER]`.

A WARC file of invented pages with pictures and redirects between them is written, plain and with one gzip member a
record. Measured are records per second of the reader without extraction, beside bare iteration by `warcio` (which
reads each record to its end) and, if `--peers` names a folder where it is installed, by `fastwarc`; pages per second
with extraction; and the memory of reading the whole file, at a tenth of it and at its end.
"""

import argparse
import gzip
import io
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from bench.report import write_result
from bench.samples import PAGE, write_response
from index.formats import Options, read_paths
from index.formats.archives import web
from index.formats.pages.html import Source
from index.types import Article, Record, Rejected

_RUNS = 5
_PAGES = 2_000  # of the file that is timed
_BYTES = 14_500  # of a record, on average
_WORDS = [f"{one}{two}" for one in ("har", "bri", "cou", "tra", "rep", "sto") for two in ("bour", "dge", "ncil")]


def write_records(number: int) -> Iterator[bytes]:
    """Yield records: pages of some 20 kB with words of their own, every fifth a picture or a redirect."""
    dice = random.Random(number)
    for place in range(number):
        url = f"https://news.example/{place}"
        if place % 5 == 4:
            picture = place % 10 == 4
            status, mime = ("200 OK", "image/png") if picture else ("302 Found", "text/html")
            yield write_response(url, dice.randbytes(20_000) if picture else b"", status, mime)
            continue
        lines = "".join(f"<p>{' '.join(dice.choices(_WORDS, k=60))}.</p>" for _ in range(12))
        menu = f"<nav><ul>{'<li><a href=/x>Section of the paper</a></li>' * 200}</ul></nav>"
        page = PAGE.replace("<article>", f"{menu}<article>").replace("</article>", f"{lines}</article>")
        yield write_response(url, page.replace("bridge", f"bridge {place}").encode())


_WORDS = [f"{one}{two}" for one in ("har", "bri", "cou", "tra", "rep", "sto") for two in ("bour", "dge", "ncil")]


def write_archive(path: Path, records: Iterator[bytes]) -> None:
    """Write a WARC file, each record a gzip member if the name says so."""
    with path.open("wb") as file:
        for record in records:
            file.write(gzip.compress(record, 6, mtime=0) if path.suffix == ".gz" else record)


def iterate_warcio(path: Path) -> int:
    """Return the number of records that `warcio` finds, reading each to its end."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped, unused-ignore]

    with path.open("rb") as file:
        return sum(1 for record in ArchiveIterator(file) if record.content_stream().read() is not None)


def iterate_fastwarc(path: Path) -> int:
    """Return the number of records that `fastwarc` finds, reading each to its end."""
    from fastwarc.warc import ArchiveIterator  # type: ignore[import-not-found, unused-ignore]

    with path.open("rb") as file:
        return sum(1 for record in ArchiveIterator(file) if record.reader.read() is not None)


@contextmanager
def without_extraction() -> Iterator[None]:
    """Leave the extraction of pages out, during a block: each page is a rejection."""

    def reject(source: Source, _options: Options) -> Rejected:
        return Rejected(source.origin, source.number, "not extracted")

    with patch.object(web, "read_source", reject):
        yield


def read_without_extraction(path: Path) -> int:
    """Return the number of pages that our reader hands to the extraction, which is left out."""
    with without_extraction():
        return sum(1 for _ in _read(path))


def _read(path: Path) -> Iterator[Record]:
    return read_paths([path], options=Options(), stdin=io.BytesIO())


def time_of(work: Callable[[Path], int], path: Path) -> float:
    """Return the seconds of processor time of the work."""
    started = time.process_time()
    work(path)
    return time.process_time() - started


def compare(folder: Path) -> dict[str, object]:
    """Return records per second of each way to read, the best of runs in turn, and the share of `warcio`'s time."""
    figures: dict[str, object] = {}
    ways: dict[str, Callable[[Path], int]] = {"warcio": iterate_warcio, "dateline": read_without_extraction}
    try:
        import fastwarc  # type: ignore[import-not-found, unused-ignore]  # noqa: F401

        ways["fastwarc"] = iterate_fastwarc
    except ModuleNotFoundError:
        pass
    for name in ("timed.warc", "timed.warc.gz"):
        path = folder / name
        write_archive(path, write_records(_PAGES))
        best = {way: min(time_of(work, path) for _ in range(_RUNS)) for way, work in ways.items()}
        figures[name.partition(".")[2]] = {
            **{f"{way}_records_per_second": round(_PAGES / seconds) for way, seconds in best.items()},
            "time_beside_warcio": round(best["dateline"] / best["warcio"], 2),
        }
    started = time.process_time()
    articles = sum(isinstance(record, Article) for record in islice(_read(folder / "timed.warc"), 300))
    figures["pages_per_second_with_extraction"] = round(articles / (time.process_time() - started), 1)
    return figures


def measure_memory(path: Path) -> dict[str, int]:
    """Read a whole archive without extraction and return the most memory used, in MB: at a tenth and at the end."""
    early, pages, done = 0, 0, 0
    size = path.stat().st_size

    def count(number: int) -> None:
        nonlocal done
        done += number

    with without_extraction():
        for _ in read_paths([path], options=Options(), stdin=io.BytesIO(), on_bytes=count):
            pages += 1
            if not early and done > size / 10:
                early = _most_megabytes()
    return {
        "file_mb": size // 1_000_000,
        "pages": pages,
        "most_mb_at_a_tenth": early,
        "most_mb_at_the_end": _most_megabytes(),
    }


def _most_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Write the archives, measure, and write the result; the memory in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--work", type=Path, default=Path("/tmp/bench-archives"))
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.memory_of:
        print(json.dumps(measure_memory(arguments.memory_of)))
        return
    arguments.work.mkdir(parents=True, exist_ok=True)
    if arguments.peers:
        sys.path.append(str(arguments.peers))
    large = arguments.work / "large.warc"
    if not large.exists() or large.stat().st_size < arguments.megabytes * 900_000:
        write_archive(large, write_records(arguments.megabytes * 1_000_000 // _BYTES))
    command = [sys.executable, "-m", "bench.archives", "--memory-of", str(large)]
    memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    write_result("archives", {**compare(arguments.work), "memory": eval(memory)})


if __name__ == "__main__":
    main()

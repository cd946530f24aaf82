"""An ingest of a web archive that is interrupted goes on where it stopped, and one that ended begins anew."""

import io
import os
from pathlib import Path

import pytest

from bench.samples import PAGE, write_response
from index.formats import Options, read_paths
from index.formats.progress import Place
from index.intake.ingest import BATCH_ARTICLES, ingest
from index.intake.places import Places
from index.library import Library
from index.types import IngestReport
from tests.conftest import NOW

PAGES = BATCH_ARTICLES + 6


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.warc"
    pages = (PAGE.replace("bridge", f"bridge {number}").encode() for number in range(PAGES))
    path.write_bytes(b"".join(write_response(f"https://a.example/{n}", page) for n, page in enumerate(pages)))
    return path


def run(library: Library, path: Path, options: Options, *, stop: bool = False) -> tuple[dict[str, Place], IngestReport]:
    """Ingest an archive, and `stop` after the first batch; return from where it was read, and the report."""
    places = Places(library.catalogue, [str(path)], options)
    starts = places.resume()
    reports = [IngestReport()]

    def interrupt(report: IngestReport) -> None:
        reports.append(report)
        if stop:
            raise KeyboardInterrupt

    records = places.follow(read_paths([path], options=options, stdin=io.BytesIO()))
    try:
        ingest(records, library.catalogue, library.embedder, now=lambda: NOW, on_batch=interrupt, on_stored=places.keep)
        places.finish()
    except KeyboardInterrupt:
        pass
    return starts, reports[-1]


def test_an_interrupted_ingest_goes_on(library: Library, archive: Path) -> None:
    """The second run reads the pages after those that were stored, and no other."""
    _, first = run(library, archive, Options(), stop=True)
    starts, second = run(library, archive, Options())
    assert (first.added, second.added, second.unchanged) == (BATCH_ARTICLES, 6, 0)
    assert starts[str(archive)].number == BATCH_ARTICLES


def test_a_finished_archive_is_read_anew(library: Library, archive: Path) -> None:
    """A second ingest of a whole archive reads it from its beginning, and adds and updates nothing."""
    run(library, archive, Options())
    starts, report = run(library, archive, Options())
    assert starts == {}
    assert (report.added, report.updated, report.unchanged) == (0, 0, PAGES)


@pytest.mark.parametrize("change", ["file", "options"])
def test_what_has_changed_is_read_anew(library: Library, archive: Path, change: str) -> None:
    """A file that was written again, or other options, make no use of the place that was reached."""
    run(library, archive, Options(), stop=True)
    if change == "file":
        os.utime(archive, (1, 1))
    starts, report = run(library, archive, Options(source="Herald" if change == "options" else None))
    assert starts == {}
    assert report.added + report.updated + report.unchanged == PAGES

"""Moving an archive from one catalogue into another: from a file to a server that hosts share, or back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME
from index.catalogue.rows import NUMBERED, TABLES, RowReader, RowWriter, Tally
from index.errors import Busy, CatalogueError, InvalidInput

_PATIENCE = 60.0  # seconds to wait for whoever is storing


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied: the generation of the catalogue, its number of articles, and its rows."""

    generation: int
    articles: int
    rows: int


def move(
    source: Catalogue, target: Catalogue, on_progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Moved:
    """Copy every row of a catalogue into one that is empty, and compare what arrived, in one transaction.

    Nobody changes the source meanwhile, and it stays as it is. The target has the same articles, ids, generation, keys,
    jobs and past answers, and another name: no index that was made of the source is ever taken for one of the target.
    `on_progress` is called with the rows copied or compared, and twice their number.

    Raises:
        InvalidInput: the target is not empty.
        Busy: a rebuild of the source is running, or another process stores for too long.
        CatalogueError: what arrived differs; nothing of it is kept.
    """
    with _unchanging(source), source.snapshot(mapped=False) as reading, target.write() as writing:
        if not writing.rows.is_empty():
            raise InvalidInput(f"{target.name} is not empty: move into a new one", field="target")
        steps = _Steps(2 * reading.rows.count(), on_progress)
        rows = sum(_copy(table, reading.rows, writing.rows, steps) for table in TABLES)
        for table in NUMBERED:
            writing.rows.set_last_id(table, reading.rows.last_id(table))
        return Moved(reading.generation(), reading.count_articles(), rows)


def require_new(folder: Path) -> None:
    """Check that a folder can take a catalogue: no index of an earlier one may lie there.

    Raises:
        InvalidInput: it is not empty, or no folder.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InvalidInput(f"{folder} is not a folder; name a new or empty folder", field="target")
    for path in folder.iterdir():
        if not path.name.startswith((FILE_NAME, "shared-")) and path.suffix != ".lock":
            raise InvalidInput(f"{folder} is not empty; name a new or empty folder", field="target")


@contextmanager
def _unchanging(source: Catalogue) -> Iterator[None]:
    """Keep every process from changing a catalogue; one that is read-only is read as it is."""
    if source.read_only:
        yield
        return
    lock = source.hold_rebuild()
    if lock is None:
        raise Busy(f"a rebuild of {source.name} is running; try again when it is done")
    try:
        with source.ingesting(_PATIENCE, alone=True), source.write():
            yield
    finally:
        lock.release()


class _Steps:
    """Counts what is done, and tells of it."""

    def __init__(self, total: int, tell: Callable[[int, int], None]) -> None:
        self._total, self._tell, self._done = total, tell, 0

    def take(self, rows: int) -> None:
        self._done += rows
        self._tell(min(self._done, self._total), self._total)


def _copy(table: str, reading: RowReader, writing: RowWriter, steps: _Steps) -> int:
    """Copy a table, and read back what arrived; return its number of rows."""
    columns, sent = reading.columns(table), Tally()
    writing.put(table, columns, sent.watch(reading.read(table, columns)))
    steps.take(sent.rows)
    if writing.tally(table, columns) != sent:
        raise CatalogueError(f"the table {table} did not arrive as it was sent; nothing of this move was kept")
    steps.take(sent.rows)
    return sent.rows

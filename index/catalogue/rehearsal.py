"""A catalogue for trying what would be written: a file of its own that is thrown away, beside one that is only read."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from index.catalogue.catalogue import Catalogue
from index.catalogue.database.file import FileConnection, open_file, translated
from index.catalogue.excerpt import put_excerpt
from index.catalogue.families import FamilyWriter
from index.catalogue.presence import FILE_NAME, has_index
from index.catalogue.transaction import Transaction


class Rehearsal:
    """A catalogue that holds what was tried, and what the stored catalogue has of the same articles."""

    def __init__(self, path: Path, connection: FileConnection, stored: Catalogue | None) -> None:
        self._path, self._db, self._stored = path, connection, stored

    @contextmanager
    def write(self, articles: Iterable[str]) -> Iterator[Transaction]:
        """Try to write records of articles, whose ids are given, as if to the stored catalogue."""
        with translated(self._path):
            self._db.execute("BEGIN")
            try:
                self._fetch(list(articles))
                transaction = Transaction(self._db)
                transaction.families = _NoFamilies(self._db)
                yield transaction
                self._db.commit()
            except BaseException:
                self._db.rollback()
                raise

    def _fetch(self, articles: list[str]) -> None:
        """Copy what is stored of articles, once each: what was tried of them since stays."""
        new = [name for name in dict.fromkeys(articles) if self._note(name)]
        if self._stored is not None and new:
            with self._stored.snapshot() as snapshot:
                put_excerpt(self._db, snapshot.excerpts.of(new))

    def _note(self, article: str) -> bool:
        return self._db.execute("INSERT OR IGNORE INTO known VALUES (?)", (article,)).rowcount > 0


@contextmanager
def rehearsing(folder: Path, shared: str | None = None) -> Iterator[Rehearsal]:
    """Open a rehearsal beside the catalogue of a data folder, or at an address; it need not exist, and is not written.

    Raises:
        ReadOnly: the catalogue has to be migrated before it can be read.
        CatalogueDamaged, CatalogueTooNew: it cannot be read.
        StorageFailed: there is no room for temporary files.
    """
    with TemporaryDirectory(prefix="dateline-") as place:
        Catalogue(Path(place)).close()
        path = Path(place) / FILE_NAME
        stored = Catalogue(folder, read_only=True, address=shared) if has_index(folder, shared) else None
        with closing(open_file(path)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("CREATE TEMP TABLE known (article TEXT PRIMARY KEY) WITHOUT ROWID")
            yield Rehearsal(path, connection, stored)
        if stored is not None:
            stored.close()


class _NoFamilies(FamilyWriter):
    """Families are left out: they decide nothing of what becomes of a record, and cost more than the rest."""

    def assign(self, article: str) -> None:
        """Do nothing."""

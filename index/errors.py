"""Every error Dateline raises on purpose, as one tree.

::

    DatelineError
    ├── InvalidInput            understood, but wrong: the caller can mend it
    │   ├── InvalidArticle      a record that is no article
    │   ├── InvalidDate         a date that cannot be read, or does not exist
    │   └── InvalidFilter       a filter that keeps nothing by construction, or an unknown one
    ├── Unreadable              bytes that are not the format they claim to be
    ├── NotFound                no such article, version, job
    ├── Busy                    another process or job holds what is needed; try again
    ├── RecallTooLow            a dense index that finds too little; the old one stays
    ├── CatalogueError          the catalogue cannot be used as it is
    │   ├── CatalogueTooNew     written by a newer Dateline
    │   ├── CatalogueDamaged    not a catalogue, or a broken one
    │   ├── EmbedderMismatch    its vectors were made by another model
    │   └── StorageFailed       the disk is full or cannot be used; nothing was half written
    │       └── ReadOnly        the data folder can be read and not written
    └── ModelError              weights that are missing, or not the ones they should be

A third party's exception is translated into one of these at the border where that library is called, and nowhere else.
"""


class DatelineError(Exception):
    """Stand at the root of every error that Dateline raises on purpose."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidInput(DatelineError):
    """Say that the input was understood and is wrong; `field` names the part."""


class InvalidArticle(InvalidInput):
    """Say that a record is no article, and why."""


class InvalidDate(InvalidInput):
    """Say that a date cannot be read or does not exist."""


class InvalidFilter(InvalidInput):
    """Say that a filter contradicts itself."""


class Unreadable(DatelineError):
    """Say that bytes are not in the format they claim to be in."""


class NotFound(DatelineError):
    """Say that nothing goes by that name."""


class Busy(DatelineError):
    """Say that another process or job holds what is needed."""


class RecallTooLow(DatelineError):
    """Say that a dense index finds too little of what an exact scan finds."""


class CatalogueError(DatelineError):
    """Say that the catalogue cannot be used as it is."""


class CatalogueTooNew(CatalogueError):
    """Say that a newer Dateline wrote this catalogue."""


class CatalogueDamaged(CatalogueError):
    """Say that the file is no catalogue, or a broken one."""


class EmbedderMismatch(CatalogueError):
    """Say that the catalogue's vectors were made by another model."""


class StorageFailed(CatalogueError):
    """Say that the disk refused a write; nothing of it remains."""


class ReadOnly(StorageFailed):
    """Say that a data folder can be read and not written."""


class ModelError(DatelineError):
    """Say that a model's files are missing or are not the ones they should be."""

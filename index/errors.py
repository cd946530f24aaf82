"""Every error Dateline raises on purpose, as one tree.

::

    DatelineError
    ├── InvalidInput            well-formed, but wrong: the caller can correct it
    │   ├── InvalidArticle      a record that is not an article
    │   ├── InvalidDate         a date that cannot be read, or does not exist
    │   └── InvalidFilter       a filter that contradicts itself
    ├── Unreadable              bytes that are not the format they claim to be
    ├── NotFound                no such article, version or job
    ├── Busy                    another process or job holds what is needed; try again
    ├── RecallTooLow            a dense index that finds too little; the old one stays
    ├── CatalogueError          the catalogue cannot be used as it is
    │   ├── CatalogueTooNew     written by a newer Dateline
    │   ├── CatalogueDamaged    not a catalogue, or damaged
    │   ├── EmbedderMismatch    its vectors were made by another model
    │   └── StorageFailed       the disk is full or cannot be used; the transaction was rolled back
    │       ├── ReadOnly        the data folder can be read but not written
    │       └── CatalogueUnavailable    the server of a shared catalogue gives no answer, or refuses
    ├── EngineUnavailable       an engine's server gives no answer, or a wrong one
    │   ├── EngineRefused       it answers, and does not do what it was asked
    │   └── EngineMismatch      a collection there is not this archive's
    ├── ClusterUnavailable      machines of a cluster cannot be reached, or do not do what they were asked
    ├── ModelError              weights that are missing, or have the wrong digest
    └── ModelUnavailable        a model server gives no answer, or a wrong one
        └── ContextTooLong      its model cannot take so many tokens

A third party's exception is translated into one of these at the border where that library is called, and nowhere else.
"""


class DatelineError(Exception):
    """Be the parent of every error that Dateline raises on purpose; `field` names the wrong part of the input."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidInput(DatelineError):
    """Say that the input is well-formed and wrong; `field` names the part."""


class InvalidArticle(InvalidInput):
    """Say that a record is not an article, and why."""


class InvalidDate(InvalidInput):
    """Say that a date cannot be read or does not exist."""


class InvalidFilter(InvalidInput):
    """Say that a filter contradicts itself."""


class Unreadable(DatelineError):
    """Say that bytes are not in the format they claim to be in."""


class NotFound(DatelineError):
    """Say that nothing has that name."""


class Busy(DatelineError):
    """Say that another process or job holds what is needed."""


class RecallTooLow(DatelineError):
    """Say that a dense index finds too little of what an exact scan finds."""


class CatalogueError(DatelineError):
    """Say that the catalogue cannot be used as it is."""


class CatalogueTooNew(CatalogueError):
    """Say that a newer Dateline wrote this catalogue."""


class CatalogueDamaged(CatalogueError):
    """Say that the file is not a catalogue, or is damaged."""


class EmbedderMismatch(CatalogueError):
    """Say that the catalogue's vectors were made by another model."""


class StorageFailed(CatalogueError):
    """Say that the disk refused a write; the transaction was rolled back."""


class ReadOnly(StorageFailed):
    """Say that a data folder can be read but not written."""


class CatalogueUnavailable(StorageFailed):
    """Say that the server of a shared catalogue gives no answer, or refuses this user."""


class EngineUnavailable(DatelineError):
    """Say that the server of a search engine gives no answer, or a wrong one."""


class EngineRefused(EngineUnavailable):
    """Say that the server of a search engine answers, and does not do what it was asked."""


class EngineMismatch(EngineUnavailable):
    """Say that a collection on the server of a search engine was not written for this archive."""


class ClusterUnavailable(DatelineError):
    """Say that no machine of a cluster can be reached, or that none does what it was asked."""


class ModelError(DatelineError):
    """Say that a model's files are missing, or are not the expected ones."""


class ModelUnavailable(DatelineError):
    """Say that a model server gave no answer; `temporary` if another try may succeed.

    `retry_after` is for how many seconds the server is to be left alone, None where nothing says so.
    """

    def __init__(self, message: str, *, temporary: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.temporary = temporary
        self.retry_after = retry_after


class ContextTooLong(ModelUnavailable):
    """Say that a request has more tokens than the model of a server can take."""

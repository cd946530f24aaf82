"""The local engine of a library, for tests that look inside it."""

from index.library import Library
from index.search.local import LocalEngine


def local_engine(library: Library) -> LocalEngine:
    """Return the engine of a library, as what it is on this machine."""
    assert isinstance(library.engine, LocalEngine)
    return library.engine

"""What was published, and finding it again. Knows nothing of questions.

The names below are imported on first use, so that `import index.dates` and the like load nothing heavy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import make_article
    from index.errors import DatelineError
    from index.intake.ingest import ingest
    from index.library import Library, open_library
    from index.types import Article, Filters

__all__ = ["Article", "DatelineError", "Filters", "Library", "ingest", "make_article", "open_library"]

_MODULES = {
    "Article": "index.types",
    "DatelineError": "index.errors",
    "Filters": "index.types",
    "Library": "index.library",
    "ingest": "index.intake.ingest",
    "make_article": "index.article",
    "open_library": "index.library",
}


if not TYPE_CHECKING:  # or mypy would let every misspelt name pass

    def __getattr__(name: str) -> object:
        """Import a public name on first use (PEP 562).

        Raises:
            AttributeError: there is no such name.
        """
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    """Return the public names, imported or not, and the modules that are loaded."""
    return sorted({*globals(), *__all__})

"""Cited question answering: `ask` answers a question from a library, with quotes that were checked.

The names below are imported on first use, so that importing this package or a part of it loads nothing heavy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answer import ask
    from qa.reading.reader import open_reader
    from qa.types import Answer, Question

__all__ = ["Answer", "Question", "ask", "open_reader"]

_MODULES = {
    "Answer": "qa.types",
    "Question": "qa.types",
    "ask": "qa.answer",
    "open_reader": "qa.reading.reader",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    """Return the public names, imported or not, and the modules that are loaded."""
    return sorted({*globals(), *__all__})

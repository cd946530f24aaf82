"""From a question to the passages worth reading."""

from index.library import Library
from qa.types import Question, SearchResult


def search(question: Question, library: Library, k: int) -> SearchResult:
    """Return the `k` passages nearest to a question, under the filters it names and those given with it."""
    raise NotImplementedError

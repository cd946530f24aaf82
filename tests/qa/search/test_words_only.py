"""Answers and searches say whether passages were searched by their words alone."""

import pytest

from index.library import Library
from index.search.engine import Query
from index.types import Filters, Hit
from qa.answer import ask
from qa.search.retrieve import search
from qa.types import Question
from tests.conftest import NOW, fill, write_article

ASKED = "Who freed Kobane?"


@pytest.mark.parametrize("words_only", [False, True])
@pytest.mark.parametrize("stored", ["Kurdish fighters freed Kobane on Monday.", "Cake needs flour."])
def test_what_the_engine_notes_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch, stored: str, *, words_only: bool
) -> None:
    """With the answer, with the refusal and with the hits, whatever was found."""
    fill(library, write_article("News", stored))
    engine_search = library.engine.search

    def note(query: Query, filters: Filters, k: int, snapshot: object) -> list[Hit]:
        query.trace.words_only = words_only
        return engine_search(query, filters, k, snapshot)  # type: ignore[arg-type]

    monkeypatch.setattr(library.engine, "search", note)
    assert ask(ASKED, library).index.words_only is words_only
    assert search(Question(ASKED, NOW), library, 5).index.words_only is words_only

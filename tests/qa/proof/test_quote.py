"""A citation holds where its version is active and its quote is the text at its offsets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.article import make_article
from index.catalogue.catalogue import Catalogue
from qa.proof.quote import check_quote
from qa.types import Citation
from tests.conftest import NOW

TEXT = "Six 😀 won. Flags flew."
CITATION = Citation(1, "a", 1, "T", "s", (), NOW, None, None, None, "😀 won.", 4, 10)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue of one article."""
    opened = Catalogue(tmp_path)
    put(opened, TEXT)
    yield opened
    opened.close()


def put(catalogue: Catalogue, text: str) -> None:
    """Store a text as the article `a`."""
    with catalogue.write() as transaction:
        transaction.put_article(make_article({"id": "a", "title": "T", "text": text, "published": "2015-01-27"}), NOW)


def test_the_text_at_the_offsets_is_the_quote(catalogue: Catalogue) -> None:
    """Offsets count code points; any other offset, word or version does not hold, and the reason says which."""
    with catalogue.snapshot() as snapshot:
        assert check_quote(CITATION, snapshot) is None
        for false in (replace(CITATION, start=5), replace(CITATION, end=12), replace(CITATION, quote="😀 lost")):
            reason = f"the text from {false.start} to {false.end} of article a is not the quote"
            assert check_quote(false, snapshot) == reason
        assert check_quote(replace(CITATION, version=2), snapshot) == "version 2 of article a was deleted"


def test_the_version_is_the_active_one_of_the_time(catalogue: Catalogue) -> None:
    """A version that was replaced holds as of a time before that alone."""
    put(catalogue, "They lost.")
    with catalogue.snapshot() as snapshot:
        assert check_quote(CITATION, snapshot, NOW - timedelta(seconds=1)) is None
        assert check_quote(CITATION, snapshot) == "version 1 of article a was changed or retracted"

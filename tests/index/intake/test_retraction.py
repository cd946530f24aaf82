"""Retracting what waits in the inbox."""

from dataclasses import replace
from datetime import timedelta

import pytest

from index.errors import NotFound
from index.intake.drain import drain
from index.intake.retraction import retract
from index.library import Library
from index.types import Filters
from tests.conftest import NOW, fill
from tests.index.deliveries import (
    FIRST,
    SECOND,
    accept,
)


def test_what_waits_is_retracted_with_its_article(library: Library) -> None:
    """What was accepted before a retraction is retracted, however late it is stored; later acceptance is active."""
    fill(library, FIRST)
    accept(library, replace(FIRST, text="The first article says something new."), SECOND)
    done = [retract(name, "It was wrong.", library.catalogue, NOW) for name in ("a", "b", "b")]
    assert done[1] == done[2]
    with pytest.raises(NotFound):
        retract("c", "It was wrong.", library.catalogue, NOW)
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.articles(Filters()) == []
        for name, retraction in zip(("a", "b"), done, strict=False):
            last = snapshot.version(name)
            assert (last.valid_to, last.retraction) == (retraction.at, retraction)
        assert snapshot.version("a").article.text.endswith("something new.")
    accept(library, replace(SECOND, text="The second article is another now."), now=NOW + timedelta(seconds=9))
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        assert [version.article.id for version in snapshot.articles(Filters())] == ["b"]


def test_a_retraction_reaches_what_waits_behind_the_last_version(library: Library) -> None:
    """An update accepted while the clock was behind the active version is as new as that, and is retracted too."""
    accept(library, replace(FIRST, modified=NOW + timedelta(hours=1)))
    drain(library)
    accept(library, replace(FIRST, text="It says something new."))
    retract("a", "It was wrong.", library.catalogue, NOW)
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        assert len(snapshot.versions("a")) == 2
        assert snapshot.articles(Filters()) == []

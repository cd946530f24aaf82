"""Questions about what is to come: articles tell of it before the time that the question names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.catalogue.snapshot import Snapshot
from index.types import Filters, Hit
from qa.language.english import questions as english
from qa.question import Understood


def drop_time_ahead(asked: Understood, given: Filters, snapshot: Snapshot) -> Understood:
    """Return a question about what will be without the `since` that it names, where articles are as new as that.

    A `since` that was given stays, and so does one after all articles: see `is_foretold`.
    """
    held = snapshot.published_range()
    named = asked.filters.since if given.since is None and english.AHEAD.search(asked.text) else None
    if named is None or held is None or named > held[1]:
        return asked
    return replace(asked, filters=replace(asked.filters, since=given.since))


def is_foretold(asked: Understood, given: Filters, hits: Sequence[Hit]) -> bool:
    """Return whether a question asks what will be in a year after all articles, and one of the passages names it."""
    since = asked.filters.since
    if since is None or given.since or not english.AHEAD.search(asked.text):
        return False
    year = re.compile(rf"\b{since.year}\b")
    return any(year.search(f"{hit.head.title} {hit.text}") for hit in hits)

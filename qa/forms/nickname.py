"""Who goes by a short name: "Ada Marlow (AM)", "Marlow, known as AM", with the full name as the article gives it."""

import re
from collections.abc import Sequence

from index.catalogue.snapshot import Snapshot
from index.types import Hit, Span
from qa.forms.statement import Statement, by_article, read_statements, read_whole
from qa.language.english.forms import definitions as english

_ARTICLES = 8  # that are read as a whole: who a name is short for is said once in an article
Bearer = tuple[Statement, Span]


def find_bearers(subject: str, hits: Sequence[Hit], snapshot: Snapshot) -> list[Bearer]:
    """Return a place of the full name of whoever goes by a short one, in each article that says so."""
    known = english.known_as(re.escape(subject))
    first = by_article(hits)[:_ARTICLES]
    wholes = [whole for hit in first if known.search((whole := read_whole(hit, snapshot)).text)]
    return [bearer for whole in wholes if (bearer := _find_bearer(known, whole))]


def _find_bearer(known: re.Pattern[str], whole: Hit) -> Bearer | None:
    """Return where an article first gives the name with words before it; else where it says who goes by it."""
    statements = list(read_statements([whole]))
    one, at = next(((one, at) for one in statements if (at := known.search(one.text))), (None, None))
    if one is None or at is None:
        return None
    longer = re.compile(rf"(?:{english.NAME_WORD} )+{re.escape(at['name'])}(?![\w-])")
    full = next(((other, found) for other in statements if (found := longer.search(other.text))), None)
    statement, start, end = (full[0], *full[1].span()) if full else (one, *at.span("name"))
    return statement, Span(statement.span.start + start, statement.span.start + end)

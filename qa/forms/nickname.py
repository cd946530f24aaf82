"""Who goes by a short name: "Ada Marlow (AM)", "Marlow, known as AM", with the full name as the article gives it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.catalogue.snapshot import Snapshot
from index.types import Hit, Span
from qa.forms.statement import Statement, read_statements
from qa.language.english.forms import definitions as english

_ARTICLES = 8  # that are read as a whole: who a name is short for is said once in an article
Bearer = tuple[Statement, Span]


def find_bearers(subject: str, hits: Sequence[Hit], snapshot: Snapshot) -> list[Bearer]:
    """Return a place of the full name of whoever goes by a short one, in each article that says so."""
    known = english.known_as(re.escape(subject))
    first = list({hit.passage.article: hit for hit in reversed(hits)}.values())[::-1][:_ARTICLES]
    wholes = [whole for hit in first if known.search((whole := _read_whole(hit, snapshot)).text)]
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


def _read_whole(hit: Hit, snapshot: Snapshot) -> Hit:
    """Return an article as one passage."""
    passage = hit.passage
    text = snapshot.text_of(passage.article, passage.version) or ""
    return replace(hit, passage=replace(passage, start=0, end=len(text)), text=text)

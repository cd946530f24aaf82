"""Who goes by a short name: "Ada Marlow (AM)", "Marlow, known as AM", with the full name as the article gives it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.catalogue.snapshot import Snapshot
from index.types import Hit, Span
from qa.forms.statement import Statement, read_statements
from qa.language.english.forms import definitions as english

_LEAD = 2_000  # code points of an article in which it gives a name in full
Bearer = tuple[Statement, Span]


def find_bearers(subject: str, hits: Sequence[Hit], snapshot: Snapshot) -> list[Bearer]:
    """Return a place of the full name of whoever goes by a short one, in each article that says so."""
    known = english.known_as(re.escape(subject))
    found: dict[str, Bearer] = {}
    for one in read_statements(hits):
        if (at := known.search(one.text)) and one.article not in found:
            found[one.article] = _in_full(one, at.span("name"), snapshot)
    return list(found.values())


def _in_full(one: Statement, place: tuple[int, int], snapshot: Snapshot) -> Bearer:
    """Return where the article first gives a name with more words before it; its place in the statement otherwise."""
    name = one.text[slice(*place)]
    longer = re.compile(rf"(?:{english.NAME_WORD} )+{re.escape(name)}(?![\w-])")
    for other in _read_lead(one.hit, snapshot):
        if (at := longer.search(other.text)) and not at.group().startswith(name):
            return other, Span(other.span.start + at.start(), other.span.start + at.end())
    return one, Span(one.span.start + place[0], one.span.start + place[1])


def _read_lead(hit: Hit, snapshot: Snapshot) -> Iterator[Statement]:
    """Yield the statements at the beginning of the article of a passage."""
    passage = hit.passage
    text = (snapshot.text_of(passage.article, passage.version) or "")[:_LEAD]
    return read_statements([replace(hit, passage=replace(passage, start=0, end=len(text)), text=text)])

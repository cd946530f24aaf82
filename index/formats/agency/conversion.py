"""From what an item states to an article, a withdrawal, or a rejection."""

from index.formats.agency.elements import Element
from index.formats.agency.places import note_element
from index.formats.agency.statements import Statement, prepare
from index.formats.fields.records import to_article
from index.formats.options import Options
from index.types import Article, Rejected, Withdrawal


def convert(
    item: Statement, origin: str, number: int | None, options: Options, *, within: Element = None
) -> Article | Withdrawal | Rejected:
    """Return the article or the withdrawal that an item is, or why it is neither; it was read from `within`."""
    found = prepare(item, origin, number, options)
    if within is not None and isinstance(found, dict):
        note_element(within, found, options)
    return to_article(found, origin, number, options) if isinstance(found, dict) else found

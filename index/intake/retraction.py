"""Withdrawing an article: the record stays, and is found and cited only as of a time before.

Whoever reads a cancellation, over HTTP, from the command line or out of a wire file, ends up here.
"""

from datetime import datetime

from index.catalogue.catalogue import Catalogue
from index.errors import InvalidInput, NotFound
from index.text import normalise_line
from index.types import Retraction

MAX_REASON = 1_000


def retract(article: str, reason: str, catalogue: Catalogue, now: datetime) -> Retraction:
    """Withdraw all that an article has said until `now`; once it is withdrawn, this changes nothing.

    Raises:
        InvalidInput: the reason is empty, or longer than `MAX_REASON` characters.
        NotFound: there is no such article, nor does one wait to be stored.
    """
    why = normalise_line(reason)
    if not why:
        raise InvalidInput("reason is empty", field="reason")
    if len(why) > MAX_REASON:
        raise InvalidInput(f"reason is longer than {MAX_REASON:,} characters", field="reason")
    with catalogue.write() as transaction:
        retraction = transaction.retract_article(article, why, now)
    if retraction is None:
        raise NotFound(f"there is no article {article!r}")
    return retraction

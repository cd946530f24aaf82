"""Retracting an article: it is kept, and found and cited only as of a time before.

A person retracts it over HTTP or from the command line; its source withdraws it by a notice among its records.
"""

from dataclasses import replace
from datetime import datetime

from index.article import identify_withdrawn
from index.catalogue.catalogue import Catalogue
from index.catalogue.transaction import Transaction
from index.errors import InvalidArticle, InvalidInput, NotFound
from index.text import normalise_line, shorten
from index.types import IngestReport, Rejected, Retraction, Withdrawal

MAX_REASON = 1_000

_NO_REASON = "withdrawn by its source"


def retract(article: str, reason: str, catalogue: Catalogue, now: datetime) -> Retraction:
    """Retract all that an article has said until `now`; where it is retracted already, this changes nothing.

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
        raise NotFound(f"there is no article {shorten(article)!r}")
    return retraction


def resolve(withdrawal: Withdrawal) -> Withdrawal | Rejected:
    """Return a withdrawal with the id of its article, or rejected where it names none."""
    try:
        return replace(withdrawal, id=identify_withdrawn(withdrawal))
    except InvalidArticle as error:
        return Rejected(withdrawal.origin, withdrawal.line, error.message)


def withdraw(withdrawal: Withdrawal, transaction: Transaction, now: datetime) -> IngestReport:
    """Retract the article that a withdrawal names, as read at `now`.

    The report counts it as withdrawn, or rejects the withdrawal where the article is unknown or of another source.
    """
    resolved = resolve(withdrawal)
    if isinstance(resolved, Rejected):
        return IngestReport(rejected=(resolved,), rejections=1)
    article = transaction.identity.find(resolved.id or "", resolved.source)
    if fault := _find_fault(resolved, transaction.identity.sources_of(article, now)):
        return IngestReport(rejected=(Rejected(withdrawal.origin, withdrawal.line, fault),), rejections=1)
    reason = normalise_line(withdrawal.reason)[:MAX_REASON] or _NO_REASON
    transaction.withdraw_article(article, reason, withdrawal.at, now, resolved.source)
    return IngestReport(withdrawn=1)


def _find_fault(withdrawal: Withdrawal, sources: set[str]) -> str | None:
    """Return why an article that is of `sources` cannot be withdrawn, None where it can."""
    name = withdrawal.external_id or withdrawal.url or withdrawal.id
    if not sources:
        return f"there is no article {name!r} to withdraw"
    if withdrawal.source and withdrawal.source not in sources:
        return f"the article {name!r} is of {min(sources)!r}, and cannot be withdrawn by {withdrawal.source!r}"
    return None

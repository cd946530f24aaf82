"""The inbox: accepted articles that are not stored."""

from datetime import datetime

from pydantic import BaseModel

from index.catalogue.inbox import InboxEntry


class InboxEntryBody(BaseModel):
    """An accepted article that is not stored; `set_aside` and `reason` are null while it waits.

    `attempts` counts the attempts to store it that ended their process; `article` is null if its record is unreadable.
    """

    article: str | None
    job: str
    accepted: datetime
    attempts: int
    set_aside: datetime | None
    reason: str | None


class InboxBody(BaseModel):
    """How many articles wait and how many were set aside, with the first of each.

    `held` articles are under an embargo; the first of those ends at `next_end`.
    """

    waiting: int
    held: int
    next_end: datetime | None
    set_aside: int
    next: list[InboxEntryBody]
    latest_set_aside: list[InboxEntryBody]


def show_entry(entry: InboxEntry) -> InboxEntryBody:
    """Return an entry of the inbox in its wire format."""
    return InboxEntryBody(
        article=entry.article,
        job=entry.job,
        accepted=entry.accepted,
        attempts=entry.attempts,
        set_aside=entry.set_aside,
        reason=entry.reason,
    )

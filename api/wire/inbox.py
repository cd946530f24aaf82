"""What goes over the wire about the inbox, and how our values become it."""

from datetime import datetime

from pydantic import BaseModel

from index.catalogue.attempts import Entry


class EntryBody(BaseModel):
    """An accepted article that is not stored; `set_aside` and `reason` are null while it waits.

    `attempts` counts those at storing it that ended their process; `article` is null where its record cannot be read.
    """

    article: str | None
    job: str
    accepted: datetime
    attempts: int
    set_aside: datetime | None
    reason: str | None


class InboxBody(BaseModel):
    """How much waits and how much was set aside, and of either the first ones."""

    waiting: int
    set_aside: int
    next: list[EntryBody]
    latest_set_aside: list[EntryBody]


def show_entry(entry: Entry) -> EntryBody:
    """Return an entry of the inbox as the wire has it."""
    return EntryBody.model_validate(entry, from_attributes=True)

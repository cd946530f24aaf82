"""API keys as JSON, without their secrets."""

from datetime import date, datetime

from pydantic import BaseModel

from index.catalogue.keys import Key


class KeyBody(BaseModel):
    """A key as `dateline key list` shows it."""

    name: str
    prefix: str
    rights: list[str]
    origins: list[str]
    created: datetime
    expires: datetime | None
    used: date | None
    state: str


class NewKeyBody(KeyBody):
    """A new key, with the secret that is shown only once."""

    key: str


def show_key(key: Key, now: datetime) -> KeyBody:
    """Return a key; its state is `active`, `expired` or `revoked`."""
    state = "revoked" if key.revoked else "expired" if key.has_expired(now) else "active"
    return KeyBody(
        name=key.name,
        prefix=key.prefix,
        rights=sorted(key.rights),
        origins=list(key.origins),
        created=key.created,
        expires=key.expires,
        used=key.used,
        state=state,
    )

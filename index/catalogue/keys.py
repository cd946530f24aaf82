"""API keys as rows of the catalogue. A key itself is not stored, only its digest."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from index.catalogue.database.contract import Connection
from index.dates import from_epoch, to_epoch
from index.errors import InvalidInput, NotFound

_MARK = "dl_"  # lets people and secret scanners recognise a key
_RANDOM_BYTES = 32
_SHOWN = len(_MARK) + 8  # characters; the rest of the key holds more than 200 random bits
_SECRET = -(-_RANDOM_BYTES * 4 // 3)  # characters of the random part, in base64 without padding
_WHOLE = re.compile(rf"(?<![A-Za-z0-9_-]){_MARK}[A-Za-z0-9_-]{{{_SECRET}}}(?![A-Za-z0-9_-])")
_PARTS = re.compile(rf"({_MARK}[\w-]{{8}})[\w-]+")
_LONGEST_NAME = 64
_COLUMNS = "prefix, name, rights, origins, created, expires, revoked, used"


class Right(StrEnum):
    """What a key allows: asking and reading, changing articles, operating the server, or reading its metrics.

    None includes another.
    """

    ASK = "ask"
    WRITE = "write"
    ADMIN = "admin"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret part. One with `origins` is public: it works only for pages of those origins.

    `used` is the last day of use, in UTC.
    """

    prefix: str
    name: str
    rights: frozenset[Right]
    origins: tuple[str, ...]
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None
    used: date | None = None

    def has_expired(self, now: datetime) -> bool:
        """Return whether its time is over."""
        return self.expires is not None and self.expires <= now

    def is_active(self, now: datetime) -> bool:
        """Return whether it can be used: neither revoked nor expired."""
        return self.revoked is None and not self.has_expired(now)


def make_key(
    name: str,
    rights: frozenset[Right],
    now: datetime,
    *,
    origins: tuple[str, ...] = (),
    expires: datetime | None = None,
) -> tuple[Key, str]:
    """Return a new key and its secret, which nobody can compute from the key.

    Raises:
        InvalidInput: the name is empty, too long or not printable, there are no rights, a public key has more than the
            right to ask, or the key would have expired already.
    """
    if not (name.strip() and name.isprintable() and len(name) <= _LONGEST_NAME):
        raise InvalidInput(f"the name of a key must have 1 to {_LONGEST_NAME} printable characters", field="name")
    if name.startswith(_MARK):
        raise InvalidInput(f"the name of a key must not begin with {_MARK}, as keys do", field="name")
    if not rights:
        raise InvalidInput("a key must have at least one right: ask, write, admin or metrics", field="rights")
    if origins and rights != {Right.ASK}:
        raise InvalidInput(
            "a key with origins stands in a public page, so it can only have the right ask", field="rights"
        )
    if expires is not None and expires <= now:
        raise InvalidInput("the key would have expired already: give a later time", field="expires")
    secret = _MARK + secrets.token_urlsafe(_RANDOM_BYTES)
    return Key(secret[:_SHOWN], name.strip(), rights, origins, now, expires), secret


def has_key(text: str) -> bool:
    """Return whether a text holds what has the form of a whole key."""
    return _WHOLE.search(text) is not None


def hide_keys(text: str) -> str:
    """Return a text with each key, whole or cut, as its prefix."""
    return _PARTS.sub(r"\1…", text)


class KeyReader:
    """Keys in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def find(self, secret: str) -> Key | None:
        """Return the key with this secret, active or not; None if there is none."""
        if not secret.isascii():
            return None
        query = f"SELECT digest, {_COLUMNS} FROM api_key WHERE prefix = ?"
        row = self._db.execute(query, (secret[:_SHOWN],)).fetchone()
        if row is None or not hmac.compare_digest(row[0], _digest(secret)):
            return None
        return _key(row[1:])

    def exist(self) -> bool:
        """Return whether there has ever been a key; one that was revoked counts."""
        return self._db.execute("SELECT 1 FROM api_key LIMIT 1").fetchone() is not None

    def all(self) -> list[Key]:
        """Return all keys, revoked ones included, in the order in which they were made."""
        return [_key(row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM api_key ORDER BY created, rowid")]


class KeyWriter:
    """Keys in one transaction of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, key: Key, secret: str) -> None:
        """Store a new key, by the digest of its secret.

        Raises:
            InvalidInput: another key has its name and is not revoked.
        """
        taken = "SELECT 1 FROM api_key WHERE name = ? AND revoked IS NULL"
        if self._db.execute(taken, (key.name,)).fetchone():
            raise InvalidInput(f"there is a key {key.name!r} already: revoke it, or choose another name", field="name")
        words = (" ".join(sorted(key.rights)), " ".join(key.origins))
        expires = None if key.expires is None else to_epoch(key.expires)
        self._db.execute(
            "INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            (key.prefix, _digest(secret), key.name, *words, to_epoch(key.created), expires),
        )

    def revoke(self, named: str, now: datetime) -> Key:
        """Revoke the key of a name or prefix, from the next request on; one that is revoked already stays as it is.

        A whole key names itself, too.

        Raises:
            NotFound: there is no such key.
        """
        query = (
            f"SELECT {_COLUMNS} FROM api_key WHERE name = ? OR prefix = ? ORDER BY revoked IS NOT NULL, revoked DESC"
        )
        shown = named[:_SHOWN] if named.startswith(_MARK) else named
        row = self._db.execute(query, (named, shown)).fetchone()
        if row is None:
            raise NotFound(f"there is no key {shown[:80]!r}; `dateline key list` shows all")
        key = _key(row)
        if key.revoked:
            return key
        self._db.execute("UPDATE api_key SET revoked = ? WHERE prefix = ?", (to_epoch(now), key.prefix))
        return replace(key, revoked=now)

    def note_use(self, prefix: str, day: date) -> None:
        """Store that a key was used on a day."""
        self._db.execute(
            "UPDATE api_key SET used = ?1 WHERE prefix = ?2 AND coalesce(used, '') < ?1", (day.isoformat(), prefix)
        )


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _key(row: tuple[str, str, str, str, int, int | None, int | None, str | None]) -> Key:
    prefix, name, rights, origins, created, expires, revoked, used = row
    return Key(
        prefix,
        name,
        frozenset(map(Right, rights.split())),
        tuple(origins.split()),
        from_epoch(created),
        None if expires is None else from_epoch(expires),
        None if revoked is None else from_epoch(revoked),
        None if used is None else date.fromisoformat(used),
    )

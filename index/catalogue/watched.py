"""Watched sources as rows of the catalogue: what of feeds and files has been read already."""

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.dates import from_epoch, to_epoch


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed: how to ask whether it has changed, and how it has gone lately.

    `failures` counts the polls in a row that failed, `reason` says why the last did; it is not polled before
    `not_before`.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    not_before: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file has changed: its size in bytes, and its time of change in nanoseconds since 1970."""

    size: int
    modified: int


class WatchedReader:
    """Watched sources as one snapshot of the catalogue sees them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def feed(self, url: str) -> FeedState:
        """Return what is known of a feed, which is nothing where it has never been polled."""
        row = self._db.execute(
            "SELECT etag, last_modified, failures, not_before, reason FROM feed WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return FeedState(url)
        etag, last_modified, failures, not_before, reason = row
        return FeedState(
            url, etag, last_modified, failures, None if not_before is None else from_epoch(not_before), reason
        )

    def entries(self, url: str) -> frozenset[bytes]:
        """Return the digests of the entries that a feed held when it was last read."""
        return frozenset(
            digest for (digest,) in self._db.execute("SELECT digest FROM feed_entry WHERE feed = ?", (url,))
        )

    def files(self) -> dict[Path, Stamp]:
        """Return every file that has been read, as it was then."""
        rows = self._db.execute("SELECT path, size, modified FROM watched_file")
        return {Path(os.fsdecode(path)): Stamp(size, modified) for path, size, modified in rows}


class WatchedWriter:
    """Watched sources within one write of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def put_feed(self, state: FeedState) -> None:
        """Note how a feed stands."""
        not_before = None if state.not_before is None else to_epoch(state.not_before)
        self._db.execute(
            "INSERT INTO feed VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (url) DO UPDATE SET"
            " etag = ?2, last_modified = ?3, failures = ?4, not_before = ?5, reason = ?6",
            (state.url, state.etag, state.last_modified, state.failures, not_before, state.reason),
        )

    def put_entries(self, url: str, digests: Iterable[bytes]) -> None:
        """Note the entries that a feed, which is known, holds now, in place of those it held."""
        self._db.execute("DELETE FROM feed_entry WHERE feed = ?", (url,))
        self._db.executemany("INSERT OR IGNORE INTO feed_entry VALUES (?, ?)", ((url, digest) for digest in digests))

    def put_file(self, path: Path, stamp: Stamp) -> None:
        """Note that a file has been read as it is."""
        self._db.execute(
            "INSERT OR REPLACE INTO watched_file VALUES (?, ?, ?)", (os.fsencode(path), stamp.size, stamp.modified)
        )

"""Watched sources as rows of the catalogue: which feed entries and files have been read."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.catalogue.database.contract import Connection
from index.dates import from_epoch, to_epoch


@dataclass(frozen=True, slots=True)
class FeedState:
    """The state of a feed: its HTTP validators, and its latest failures.

    `failures` counts consecutive failed polls, `reason` is that of the last; the feed is not polled before
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
    """The size of a file in bytes and its modification time in nanoseconds since 1970."""

    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class ReadUpTo:
    """Up to where an archive was read, and with which stamp and options; see the table `archive_place`."""

    stamp: Stamp
    options: str
    offset: int
    number: int


class WatchedReader:
    """Watched sources in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def feed(self, url: str) -> FeedState:
        """Return the state of a feed, empty if it has never been polled."""
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
        """Return the digests of the entries that a feed had when it was last read."""
        return frozenset(
            digest for (digest,) in self._db.execute("SELECT digest FROM feed_entry WHERE feed = ?", (url,))
        )

    def files(self) -> dict[Path, Stamp]:
        """Return every file that has been read, with its stamp at that time."""
        rows = self._db.execute("SELECT path, size, modified FROM watched_file")
        return {Path(os.fsdecode(path)): Stamp(size, modified) for path, size, modified in rows}

    def archives(self) -> dict[Path, ReadUpTo]:
        """Return the archives that were not read to their ends."""
        rows = self._db.execute('SELECT path, size, modified, options, "offset", number FROM archive_place')
        return {Path(os.fsdecode(path)): ReadUpTo(Stamp(size, modified), *rest) for path, size, modified, *rest in rows}


class WatchedWriter:
    """Watched sources in one transaction of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put_feed(self, state: FeedState) -> None:
        """Store the state of a feed."""
        not_before = None if state.not_before is None else to_epoch(state.not_before)
        self._db.execute(
            "INSERT INTO feed VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (url) DO UPDATE SET"
            " etag = ?2, last_modified = ?3, failures = ?4, not_before = ?5, reason = ?6",
            (state.url, state.etag, state.last_modified, state.failures, not_before, state.reason),
        )

    def put_entries(self, url: str, digests: Iterable[bytes]) -> None:
        """Replace the entries of a feed whose state is stored."""
        self._db.execute("DELETE FROM feed_entry WHERE feed = ?", (url,))
        self._db.executemany(
            "INSERT INTO feed_entry VALUES (?, ?) ON CONFLICT DO NOTHING", ((url, digest) for digest in digests)
        )

    def put_file(self, path: Path, stamp: Stamp) -> None:
        """Store that a file has been read, with its stamp."""
        self._db.execute(
            "INSERT INTO watched_file VALUES (?1, ?2, ?3) ON CONFLICT (path) DO UPDATE SET size = ?2, modified = ?3",
            (os.fsencode(path), stamp.size, stamp.modified),
        )

    def put_archive(self, path: Path, read: ReadUpTo) -> None:
        """Store up to where an archive has been read."""
        self._db.execute(
            "INSERT INTO archive_place VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (path) DO UPDATE"
            ' SET size = ?2, modified = ?3, options = ?4, "offset" = ?5, number = ?6',
            (os.fsencode(path), read.stamp.size, read.stamp.modified, read.options, read.offset, read.number),
        )

    def remove_archives(self, paths: Iterable[Path]) -> None:
        """Forget up to where archives were read, because they have been read to their ends."""
        self._db.executemany("DELETE FROM archive_place WHERE path = ?", ((os.fsencode(path),) for path in paths))

"""Leases of the inbox: of a shared catalogue several processes store at once, and each row is one's until it ends.

A lease names its holder by the number of an advisory lock, which the server releases when the holder's connection ends.
So the rows of a process that has died are free at once, and no clock is compared. A lease only spares work and keeps
the order of an article's versions: what stores a row also removes it, in one transaction.
"""

import json
from collections.abc import Sequence

from index.catalogue.database.contract import Connection
from index.catalogue.inbox import NEXT, Waiting, gather

_ROWS = "SELECT CAST(value AS BIGINT) FROM json_each(?1)"
# An earlier version of an article that waits, or that another process is storing, is stored first.
_BLOCKED = f"""
    SELECT i.id FROM inbox i WHERE i.id IN ({_ROWS}) AND EXISTS (
        SELECT 1 FROM inbox e LEFT JOIN attempt a ON a.entry = e.id
        WHERE json_extract(e.record, '$.id') = json_extract(i.record, '$.id') AND e.id < i.id AND a.set_aside IS NULL
            AND e.id NOT IN ({_ROWS}))"""


def next_batch(db: Connection, holder: int | None, articles: int, characters: int) -> list[Waiting]:
    """Return the next rows, leased to `holder` unless that is None; see `InboxReader.next_batch`."""
    query = NEXT.format(unleased=db.unleased)
    if holder is None:
        return gather(db.execute(query, (articles,)), characters)
    batch = gather(db.execute(f"{query} FOR UPDATE OF i SKIP LOCKED", (articles,)), characters)
    blocked = {row for (row,) in db.execute(_BLOCKED, (_list(batch),))}
    free = [waiting for waiting in batch if waiting.row not in blocked]
    db.executemany(
        "INSERT INTO lease (entry, holder) VALUES (?, ?) ON CONFLICT (entry) DO UPDATE SET holder = excluded.holder",
        [(waiting.row, holder) for waiting in free],
    )
    return free


def give_back(db: Connection, holder: int, batch: Sequence[Waiting]) -> None:
    """End the leases of those rows of a batch that are still there."""
    db.execute(f"DELETE FROM lease WHERE entry IN ({_ROWS}) AND holder = ?2", (_list(batch), holder))


def _list(batch: Sequence[Waiting]) -> str:
    return json.dumps([waiting.row for waiting in batch])

"""Single values of a catalogue by their keys, such as its generation and its model."""

from index.catalogue.database.contract import Connection


def read_meta(db: Connection, key: str) -> str | None:
    """Return the value of a key as text, None where it has none."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def write_meta(db: Connection, key: str, value: str | int) -> None:
    """Set the value of a key."""
    db.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )

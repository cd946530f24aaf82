-- What is known of sources that are watched, so that a restart asks nobody for what has been read.

CREATE TABLE feed (
    url           TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    failures      INTEGER NOT NULL DEFAULT 0, -- polls in a row that failed
    not_before    INTEGER,                    -- not to be polled before; null: whenever its turn comes
    reason        TEXT                        -- of the last failure
) STRICT;

CREATE TABLE feed_entry (
    feed   TEXT NOT NULL REFERENCES feed (url) ON DELETE CASCADE,
    digest BLOB NOT NULL,                     -- of everything that the entry says
    PRIMARY KEY (feed, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_file (
    path     BLOB PRIMARY KEY,                -- names of files are bytes
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL                 -- nanoseconds since 1970, as the file system has it
) STRICT, WITHOUT ROWID;

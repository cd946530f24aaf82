-- Up to where archives were read when an ingest ended early, so that the next one reads on from there.

CREATE TABLE IF NOT EXISTS archive_place (
    path     BLOB PRIMARY KEY,                -- names of files are bytes
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,                -- nanoseconds since 1970, as the file system has it
    options  TEXT NOT NULL,                   -- what it was read with: other options read it anew
    offset   INTEGER NOT NULL,                -- bytes of its decompressed content
    number   INTEGER NOT NULL                 -- records before that
) STRICT, WITHOUT ROWID;

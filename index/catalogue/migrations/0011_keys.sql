-- API keys. A row is never deleted, so a server whose last key was revoked stays closed.

CREATE TABLE api_key (
    prefix  TEXT PRIMARY KEY,      -- the first characters of the key, which are shown in lists
    digest  BLOB NOT NULL,         -- SHA-256 of the whole key
    name    TEXT NOT NULL,
    rights  TEXT NOT NULL,         -- words, separated by spaces
    origins TEXT NOT NULL,         -- likewise; empty: a secret key, usable from anywhere
    created INTEGER NOT NULL,
    expires INTEGER,               -- null: never
    revoked INTEGER,               -- null: not revoked
    used    TEXT                   -- the last day of use, as in 2025-06-01; null: never used
) STRICT;
CREATE UNIQUE INDEX api_key_by_name ON api_key (name) WHERE revoked IS NULL;

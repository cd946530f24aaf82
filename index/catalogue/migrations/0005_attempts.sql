-- An attempt is counted before it is made, so that one which ends its process is counted too.

CREATE TABLE attempt (
    entry     INTEGER PRIMARY KEY REFERENCES inbox (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,            -- attempts that are being made, or ended with their process
    set_aside INTEGER,                     -- when; null: it is tried again
    reason    TEXT
) STRICT;
CREATE INDEX attempt_set_aside ON attempt (set_aside, entry) WHERE set_aside IS NOT NULL;

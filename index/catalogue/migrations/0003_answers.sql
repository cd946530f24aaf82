-- What was withdrawn, when what waits had arrived, and which answers were given.

CREATE TABLE retraction (
    article    TEXT NOT NULL,               -- without a reference: it may still wait in the inbox
    at         INTEGER NOT NULL,            -- what the article has said up to then is withdrawn
    reason     TEXT NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (article, at)
) STRICT;

-- Numbers count versions as they arrive; what follows what is told by the time from which each is valid.
CREATE INDEX version_by_time ON version (article, valid_from, number);

ALTER TABLE inbox ADD COLUMN accepted INTEGER; -- null: by an earlier Dateline, when its job began

CREATE TABLE answer (
    id         TEXT PRIMARY KEY,
    question   TEXT NOT NULL,
    asked      INTEGER NOT NULL,
    generation INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_by_time ON answer (asked, id);

CREATE TABLE citation (
    answer  TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    article TEXT NOT NULL,                  -- without a reference: that something was cited outlives it
    version INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    quote   TEXT,                           -- null: its article has been deleted
    PRIMARY KEY (answer, n)
) STRICT;
CREATE INDEX citation_by_article ON citation (article);

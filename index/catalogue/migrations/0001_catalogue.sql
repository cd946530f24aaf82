-- The one truth. Times are seconds since 1970 UTC; offsets are code points of version.text.
-- A generation is the number of a write; whoever follows the catalogue asks for what changed after the one it knows.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0);

CREATE TABLE article (
    id          TEXT PRIMARY KEY,
    external_id TEXT,
    source      TEXT NOT NULL,
    url         TEXT,
    language    TEXT,
    authors     TEXT NOT NULL,              -- a JSON array of names
    rights      TEXT,
    published   INTEGER NOT NULL
) STRICT;
CREATE INDEX article_by_published ON article (published, id);
CREATE INDEX article_by_source ON article (source, published, id);
CREATE INDEX article_by_external_id ON article (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE version (
    article    TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    modified   INTEGER,
    valid_from INTEGER NOT NULL,
    valid_to   INTEGER,                     -- null: it still says so
    PRIMARY KEY (article, number)
) STRICT;

CREATE TABLE passage (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: a stale hit can only miss, not lie
    article    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    embedded   BLOB NOT NULL,               -- digest of the text that was embedded, the key of its vector
    generation INTEGER NOT NULL,            -- of the last write that changed it or its article's head
    FOREIGN KEY (article, version) REFERENCES version (article, number) ON DELETE CASCADE
) STRICT;
CREATE INDEX passage_by_version ON passage (article, version);
CREATE INDEX passage_by_generation ON passage (generation);
CREATE INDEX passage_by_embedded ON passage (embedded);

CREATE TABLE tombstone (
    passage    INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL
) STRICT;
CREATE INDEX tombstone_by_generation ON tombstone (generation);

CREATE TABLE vector (
    model  TEXT NOT NULL,
    digest BLOB NOT NULL,
    data   BLOB NOT NULL,                   -- float16, little-endian
    PRIMARY KEY (model, digest)
) STRICT;

CREATE TABLE deletion (
    article    TEXT PRIMARY KEY,
    deleted_at INTEGER NOT NULL,
    generation INTEGER NOT NULL
) STRICT;

CREATE TABLE job (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    state    TEXT NOT NULL,
    done     INTEGER NOT NULL DEFAULT 0,
    total    INTEGER NOT NULL DEFAULT 0,
    report   TEXT,                          -- a JSON object
    error    TEXT,
    created  INTEGER NOT NULL
) STRICT;

CREATE TABLE inbox (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    job    TEXT NOT NULL REFERENCES job (id),
    record TEXT NOT NULL                    -- a JSON object: one accepted article, whole
) STRICT;
CREATE INDEX inbox_by_job ON inbox (job);

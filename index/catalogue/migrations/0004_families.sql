-- Families: articles that are copies of one another, and what finds them.

CREATE TABLE family (
    id INTEGER PRIMARY KEY AUTOINCREMENT    -- never used twice; there is one for as long as two articles belong to it
) STRICT;

CREATE TABLE sketch (                       -- of what an article said last; a text too short to be copied has none
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article      TEXT NOT NULL UNIQUE REFERENCES article (id) ON DELETE CASCADE,
    fingerprints BLOB NOT NULL,             -- int64, little-endian, the last one that of the whole text
    agency       TEXT,                      -- the one that the text names in its dateline
    family       INTEGER REFERENCES family (id)
) STRICT;
CREATE INDEX sketch_by_family ON sketch (family) WHERE family IS NOT NULL;

-- Who holds which fingerprint. Whoever takes a sketch away takes its rows away, which its fingerprints name.
CREATE TABLE fingerprint (
    hash   INTEGER NOT NULL,
    sketch INTEGER NOT NULL,
    PRIMARY KEY (hash, sketch)
) STRICT, WITHOUT ROWID;

CREATE TABLE boilerplate (                  -- fingerprints that too many articles of one source held; nobody's now
    hash INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE unsettled (                    -- stored by an earlier Dateline, and not looked at for copies yet
    article TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO unsettled SELECT id FROM article;

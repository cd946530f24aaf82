-- The same record again changes nothing: of an article of which several that differ came, the digest of each is kept.

CREATE TABLE seen (
    article TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    digest  BLOB NOT NULL,
    PRIMARY KEY (article, digest)
) STRICT, WITHOUT ROWID;

-- The same record again changes nothing: of an article of which several that differ came, the digest of each is kept.

CREATE TABLE seen (
    article TEXT COLLATE "C" NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    digest  BYTEA NOT NULL,
    PRIMARY KEY (article, digest)
);

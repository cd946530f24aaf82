-- The schema of the migrations of SQLite up to 0015, which say what each table is for. Further ones come in pairs.
-- Texts compare by their bytes, as SQLite's do.

CREATE FUNCTION json_each(list text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE ROWS 50
    AS $$ SELECT pg_catalog.json_array_elements_text(list::json) $$;
CREATE FUNCTION json_extract(record text, path text) RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT record::json ->> substr(path, 3) $$;
CREATE FUNCTION instr(whole text, part text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT strpos(whole, part) $$;

CREATE TABLE meta (
    key   TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);
INSERT INTO meta VALUES ('generation', '0');

CREATE TABLE article (
    id          TEXT COLLATE "C" PRIMARY KEY,
    external_id TEXT COLLATE "C",
    source      TEXT COLLATE "C" NOT NULL,
    url         TEXT COLLATE "C",
    language    TEXT COLLATE "C",
    authors     TEXT COLLATE "C" NOT NULL,
    rights      TEXT COLLATE "C",
    published   BIGINT NOT NULL,
    not_before  BIGINT,
    slug        TEXT COLLATE "C",
    place       TEXT COLLATE "C",
    urgency     BIGINT,
    subjects    TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    assumed     TEXT COLLATE "C"
);
CREATE INDEX article_by_published ON article (published, id);
CREATE INDEX article_by_source ON article (source, published, id);
CREATE INDEX article_by_external_id ON article (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE version (
    article    TEXT COLLATE "C" NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,
    title      TEXT COLLATE "C" NOT NULL,
    text       TEXT COLLATE "C" NOT NULL,
    digest     TEXT COLLATE "C" NOT NULL,
    modified   BIGINT,
    valid_from BIGINT NOT NULL,
    valid_to   BIGINT,
    revision   BIGINT,
    PRIMARY KEY (article, number)
);
CREATE INDEX version_by_time ON version (article, valid_from, number);

CREATE TABLE passage (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article    TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    embedded   BYTEA NOT NULL,
    generation BIGINT NOT NULL,
    FOREIGN KEY (article, version) REFERENCES version (article, number) ON DELETE CASCADE
);
CREATE INDEX passage_by_version ON passage (article, version);
CREATE INDEX passage_by_generation ON passage (generation);
CREATE INDEX passage_by_embedded ON passage (embedded);

CREATE TABLE tombstone (
    passage    BIGINT PRIMARY KEY,
    generation BIGINT NOT NULL
);
CREATE INDEX tombstone_by_generation ON tombstone (generation);

CREATE TABLE vector (
    model      TEXT COLLATE "C" NOT NULL,
    digest     BYTEA NOT NULL,
    data       BYTEA NOT NULL,
    generation BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (model, digest)
);
ALTER TABLE vector ALTER COLUMN data SET STORAGE EXTERNAL; -- numbers that no compression makes smaller
CREATE INDEX vector_by_generation ON vector (generation);

CREATE TABLE unembedded (
    passage BIGINT PRIMARY KEY REFERENCES passage (id) ON DELETE CASCADE
);

CREATE TABLE deletion (
    article    TEXT COLLATE "C" PRIMARY KEY,
    deleted_at BIGINT NOT NULL,
    generation BIGINT NOT NULL
);

CREATE TABLE retraction (
    article    TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    reason     TEXT COLLATE "C" NOT NULL,
    generation BIGINT NOT NULL,
    PRIMARY KEY (article, at)
);

CREATE TABLE held (
    article    TEXT COLLATE "C" NOT NULL,
    source     TEXT COLLATE "C" NOT NULL,
    changed    BIGINT NOT NULL,
    revision   BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    record     TEXT COLLATE "C" NOT NULL,
    rowid      BIGINT GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (article, source)
);
CREATE INDEX held_by_end ON held (not_before);

CREATE TABLE family (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

CREATE TABLE sketch (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article      TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES article (id) ON DELETE CASCADE,
    fingerprints BYTEA NOT NULL,
    agency       TEXT COLLATE "C",
    family       BIGINT REFERENCES family (id)
);
CREATE INDEX sketch_by_family ON sketch (family) WHERE family IS NOT NULL;

CREATE TABLE fingerprint (
    hash   BIGINT NOT NULL,
    sketch BIGINT NOT NULL,
    PRIMARY KEY (hash, sketch)
);

CREATE TABLE boilerplate (
    hash BIGINT PRIMARY KEY
);

CREATE TABLE unsettled (
    article TEXT COLLATE "C" PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE job (
    id      TEXT COLLATE "C" PRIMARY KEY,
    kind    TEXT COLLATE "C" NOT NULL,
    state   TEXT COLLATE "C" NOT NULL,
    done    BIGINT NOT NULL DEFAULT 0,
    total   BIGINT NOT NULL DEFAULT 0,
    report  TEXT COLLATE "C",
    error   TEXT COLLATE "C",
    created BIGINT NOT NULL,
    settled BIGINT
);
CREATE INDEX job_settled ON job (settled, created, state);

CREATE TABLE inbox (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job      TEXT COLLATE "C" NOT NULL REFERENCES job (id),
    record   TEXT COLLATE "C" NOT NULL,
    accepted BIGINT
);
CREATE INDEX inbox_by_job ON inbox (job);
CREATE INDEX inbox_by_article ON inbox (json_extract(record, '$.id'));

CREATE TABLE attempt (
    entry     BIGINT PRIMARY KEY REFERENCES inbox (id) ON DELETE CASCADE,
    number    BIGINT NOT NULL,
    set_aside BIGINT,
    reason    TEXT COLLATE "C"
);
CREATE INDEX attempt_set_aside ON attempt (set_aside, entry) WHERE set_aside IS NOT NULL;

-- Which process stores which row of the inbox. The lease is void once the process no longer holds its advisory lock.
CREATE TABLE lease (
    entry  BIGINT PRIMARY KEY REFERENCES inbox (id) ON DELETE CASCADE,
    holder BIGINT NOT NULL
);

CREATE TABLE answer (
    id         TEXT COLLATE "C" PRIMARY KEY,
    question   TEXT COLLATE "C" NOT NULL,
    asked      BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    details    TEXT COLLATE "C",
    rating     TEXT COLLATE "C" CHECK (rating IN ('up', 'down')),
    comment    TEXT COLLATE "C",
    rated      BIGINT
);
CREATE INDEX answer_by_time ON answer (asked, id);
CREATE INDEX answer_by_rating ON answer (rating, asked, id) WHERE rating IS NOT NULL;

CREATE TABLE answer_span (
    answer  TEXT COLLATE "C" NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
    near    BIGINT NOT NULL,
    n       BIGINT NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    PRIMARY KEY (answer, near, n)
);

CREATE TABLE api_key (
    prefix  TEXT COLLATE "C" PRIMARY KEY,
    digest  BYTEA NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    rights  TEXT COLLATE "C" NOT NULL,
    origins TEXT COLLATE "C" NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT,
    revoked BIGINT,
    used    TEXT COLLATE "C",
    rowid   BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE UNIQUE INDEX api_key_by_name ON api_key (name) WHERE revoked IS NULL;

CREATE TABLE feed (
    url           TEXT COLLATE "C" PRIMARY KEY,
    etag          TEXT COLLATE "C",
    last_modified TEXT COLLATE "C",
    failures      BIGINT NOT NULL DEFAULT 0,
    not_before    BIGINT,
    reason        TEXT COLLATE "C"
);

CREATE TABLE feed_entry (
    feed   TEXT COLLATE "C" NOT NULL REFERENCES feed (url) ON DELETE CASCADE,
    digest BYTEA NOT NULL,
    PRIMARY KEY (feed, digest)
);

CREATE TABLE watched_file (
    path     BYTEA PRIMARY KEY,
    size     BIGINT NOT NULL,
    modified BIGINT NOT NULL
);

CREATE TABLE archive_place (
    path     BYTEA PRIMARY KEY,
    size     BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    options  TEXT COLLATE "C" NOT NULL,
    "offset" BIGINT NOT NULL,
    number   BIGINT NOT NULL
);

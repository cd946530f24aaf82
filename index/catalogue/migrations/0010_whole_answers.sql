-- Answers are kept whole, with what users said of them. Words of articles are not copied: an answer has spans of
-- versions, and what it said in its own words, numbers and filters, as a JSON object.

ALTER TABLE answer ADD COLUMN details TEXT; -- null: kept by an earlier Dateline, which kept the citations alone
ALTER TABLE answer ADD COLUMN rating TEXT CHECK (rating IN ('up', 'down'));
ALTER TABLE answer ADD COLUMN comment TEXT;
ALTER TABLE answer ADD COLUMN rated INTEGER;
CREATE INDEX answer_by_rating ON answer (rating, asked, id) WHERE rating IS NOT NULL;

CREATE TABLE answer_span (
    answer  TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
    near    INTEGER NOT NULL,               -- 1: one of the nearest passages of a declined question; 0: a citation
    n       INTEGER NOT NULL,
    article TEXT NOT NULL,                  -- without a reference: that something was cited outlives it
    version INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    PRIMARY KEY (answer, near, n)
) STRICT, WITHOUT ROWID;
INSERT INTO answer_span SELECT answer, 0, n, article, version, start, "end" FROM citation;
DROP TABLE citation;

-- Articles under an embargo are held apart from those that can be found: whole, by id and source, the latest version of
-- each. When the embargo ends the record moves to the inbox. The fields that agencies give are stored with the article.

CREATE TABLE held (
    article    TEXT NOT NULL,
    source     TEXT NOT NULL,
    changed    INTEGER NOT NULL,            -- when its source changed it last, else published it
    revision   INTEGER NOT NULL,            -- its source's number of this version, else 0
    not_before INTEGER NOT NULL,
    record     TEXT NOT NULL,               -- a JSON object: the article, whole
    PRIMARY KEY (article, source)
) STRICT;
CREATE INDEX held_by_end ON held (not_before);

ALTER TABLE article ADD COLUMN not_before INTEGER;
ALTER TABLE article ADD COLUMN slug TEXT;
ALTER TABLE article ADD COLUMN place TEXT;
ALTER TABLE article ADD COLUMN urgency INTEGER;
ALTER TABLE article ADD COLUMN subjects TEXT NOT NULL DEFAULT '[]'; -- a JSON array of names
ALTER TABLE version ADD COLUMN revision INTEGER;

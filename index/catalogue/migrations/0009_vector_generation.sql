-- A vector may arrive long after its passage, so whoever follows the catalogue follows vectors by a generation of their
-- own. Those that are there already count as old as their passages: 0.

ALTER TABLE vector ADD COLUMN generation INTEGER NOT NULL DEFAULT 0; -- of the write that added it
CREATE INDEX vector_by_generation ON vector (generation);

-- Passages without a vector of the catalogue's model: found by their words alone until it comes.
CREATE TABLE unembedded (
    passage INTEGER PRIMARY KEY REFERENCES passage (id) ON DELETE CASCADE
) STRICT;
INSERT INTO unembedded SELECT p.id FROM passage p WHERE NOT EXISTS (
    SELECT 1 FROM vector x JOIN meta m ON m.key = 'embedder' AND m.value = x.model WHERE x.digest = p.embedded);

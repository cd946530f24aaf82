-- The questions that a follow-up became were kept with words of articles, which a deletion did not remove. They are
-- kept in parts from now on, and what was kept before is dropped.

UPDATE answer SET details = json_remove(details, '$.asked', '$.suggestions') WHERE details IS NOT NULL;

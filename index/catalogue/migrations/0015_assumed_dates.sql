-- The date of an article whose source states none is an assumed one, and gives way to one that is stated.

ALTER TABLE article ADD COLUMN assumed TEXT; -- first-seen, file-time or given; null: the source states the date

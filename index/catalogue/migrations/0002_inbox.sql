-- A deleted article must not come back out of the inbox, so what waits there can be found by the article's id.

CREATE INDEX inbox_by_article ON inbox (json_extract(record, '$.id'));

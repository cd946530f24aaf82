"""From the fields of a record to an article: how dates, names, languages and markup in them are read."""

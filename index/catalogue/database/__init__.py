"""The database that holds a catalogue: a SQLite file, or a PostgreSQL server that several hosts share."""

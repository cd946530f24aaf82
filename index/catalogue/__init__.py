"""The truth: one SQLite database, read by snapshots and written by transactions."""

"""Maintenance of a data folder: rebuild, compaction, faults, backup, size."""

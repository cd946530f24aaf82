"""Keeping a data folder well: rebuild, compaction, faults, backup."""

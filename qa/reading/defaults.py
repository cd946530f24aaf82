"""What a reader is and does unless it is told otherwise; whoever only names these imports no network."""

PASSAGES = 10
"""The most passages that are read for one question."""
LIMIT = 30.0
"""Seconds after which reading for one question is cut short: 50 times the time of ten passages on two cores."""
DEFAULT_READER = "reader-2"
NO_READER = "none"

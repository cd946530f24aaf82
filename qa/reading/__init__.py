"""The extractive reader: a network over passages, and what it extracts."""

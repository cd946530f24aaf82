"""The extractive reader: a network that reads passages, and the spans it extracts."""

"""From a question to a checked answer. Knows nothing of HTTP servers."""

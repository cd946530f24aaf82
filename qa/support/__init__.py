"""Whether a sentence in other words follows from the passages that it cites: rules first, then the checker."""

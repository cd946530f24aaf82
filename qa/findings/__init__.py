"""From extracts to findings: what is said, how likely, and which of them agree."""

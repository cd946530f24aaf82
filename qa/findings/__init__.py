"""From extracts to findings: which answers the passages give, how likely each is, and which agree."""

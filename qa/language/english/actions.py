"""Words that ask who did something, and that introduce who did it."""

import re

ADVERBS = r"(?:(?:has|have|had|just|also|recently|officially|finally|first)\s+)*"
ASKED = re.compile(
    rf"\bwho\s+{ADVERBS}(?P<verb>\w+)|\b(?:which|what)\s+\w+\s+(?:\w+\s+)?{ADVERBS}(?P<past>\w+ed)\b", re.IGNORECASE
)
NO_ACTION = frozenset(
    ("is", "was", "are", "were", "be", "been", "did", "does", "do", "has", "have", "had", "will", "would", "can",
     "could", "shall", "should", "may", "might", "must", "s")
)  # fmt: skip
BY = re.compile(r"\bby\s+(?:(?:the|an?|its|his|her|their)\s+)?$", re.IGNORECASE)

"""Phrases by which a question asks for what one source says."""

import re

ACCORDING = re.compile(r",? ?\b(?:according to|as reported (?:by|in)|reported by) (?P<the>the )?", re.IGNORECASE)
DOES = re.compile(r"\b(?:did|does|do|has) (?P<the>the )?", re.IGNORECASE)
SAYS = re.compile(
    r" (?:report|reported|reports|say|says|said|write|writes|wrote|publish|published|claim|claims|claimed)\b",
    re.IGNORECASE,
)

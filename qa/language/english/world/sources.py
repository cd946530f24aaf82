"""Phrases by which a question asks for what one source says."""

import re

_BEFORE_NAME = r"(?P<the>the )?(?P<source>source )?"  # "according to the source 1999"
ACCORDING = re.compile(rf",? ?\b(?:according to|as reported (?:by|in)|reported by) {_BEFORE_NAME}", re.IGNORECASE)
DOES = re.compile(rf"\b(?:did|does|do|has) {_BEFORE_NAME}", re.IGNORECASE)
SAYS = re.compile(
    r" (?:report|reported|reports|say|says|said|write|writes|wrote|publish|published|claim|claims|claimed)\b",
    re.IGNORECASE,
)

"""Questions for a side that played or stood, and the score that a reader takes with its name."""

import re

ASKS_OF_SIDE = re.compile(
    r"\b(?:who|whom|(?:which|what) (?:\w+ )?(?:team|side|club|country|nation|party))\b", re.IGNORECASE
)
BEHIND = re.compile(r"(?<=\w),? \(?\d{1,3}[-–]\d{1,3}\b.*$")

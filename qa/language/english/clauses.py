"""Words that point back to the sentence before, and words that introduce a reason."""

import re

LEANS = re.compile(
    r"[\"“'‘]?(he|she|it|they|his|her|hers|its|their|theirs|this|that|these|those|such|there|both|neither|the two"
    r"|no[ -]?one|nobody|none|no (?:injuries|casualties|deaths|fatalities|arrests))\b",
    re.IGNORECASE,
)
# The words that begin a reason, and up to four more before a span in it.
REASON = re.compile(
    r"(?:.*\W|^)(?P<clause>(?:because|due to|owing to|thanks to|as a result of|amid|after|over|following|since"
    r"|for fear of)(?: of)?\s+(?:[\w’'-]+\s+){0,4})$",
    re.IGNORECASE | re.DOTALL,
)
REST_OF_CLAUSE = re.compile(r"(?:\s+[\w’'-]+){0,6}(?=[,;:.!?—–)”\"\n]|\s[—–-]\s|$)")

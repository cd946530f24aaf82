"""A year behind an answer, and where a clause ends that may be of another year."""

import re

YEAR_BEHIND = re.compile(r"[^,;.:\d]{0,25}? in (?P<year>(?:19|20)\d\d)\b")
"""Right behind an answer: its year."""
CLAUSE_END = re.compile(r";|\b(?:while|whereas|compared (?:with|to))\b")
"""No comma: "In 2030, seven ran" is one clause."""

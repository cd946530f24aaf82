"""Words that ask where somebody is from, and that say so."""

import re

_BE = r"(?:is|are|was|were)"
_LAND = r"(?:what|which) (?:[\w’'-]+ )?(?:countr(?:y|ies)|nations?|states?|cit(?:y|ies)|towns?|villages?|places?)"
ASKS = re.compile(
    rf"^(?:(?:and|from) )?(?:where|{_LAND}) (?:(?P<be>{_BE}) (?P<who>.+?)(?: originally)? from"
    r"|(?:do|does|did) .+ (?:come|hail|originate) from)\W*$",
    re.IGNORECASE,
)
"""A question for an origin; behind "is" it is none if a participle stands before "from": "where was it stolen from"."""
BEFORE = re.compile(
    r"\b(?:from|born|raised|grew up|natives? of|nationals of|citizens? of|hail\w*|origin\w*|nationalit\w+|emigrated"
    r"|immigrated|homeland|home ?town|home in|roots|based in|descent)\b[^.;]*$"
    r"|(?-i:[A-ZÀ-Þ])[\w’'-]+,? of (?:the )?$",
    re.IGNORECASE,
)
"""Before an answer: "from Holm and ", "born in ", "Ada Lorn of "."""
REMOVED = re.compile(
    r"\b(?:oust\w*|driv\w+|drove|expel\w*|eject\w*|evict\w*|clear\w*|push\w*|pull\w*|withdr\w+|retreat\w*"
    r"|remov\w+|evacuat\w+|depart\w*|broadcast\w*|repel\w*)\b[^.;,]*\bfrom [^.;,]*$",
    re.IGNORECASE,
)
"""Before an answer: "drove the crews from", which tells where they were, and not whence they came."""
OF_LAND = re.compile(
    r"^ (?:border|frontier|town|city|capital|government|army|regime|soil|side|territory|coast|desert|province|region"
    r"|village|airspace|war|conflict|crisis|civil war)\b",
    re.IGNORECASE,
)
"""Behind the word for a people: that it tells of their land, as in "the Holmish border"."""
BEHIND = re.compile(
    r"^(?:[’']s?\s|-born\b|-based\b|-raised\b| (?:native|national|citizen|origin|descent)s?\b"
    r"|[^.;]*\b(?:c[ao]me|coming|originate\w*|hail\w*) from\b)",
    re.IGNORECASE,
)
"""Behind an answer: "Holm's Ada Lorn", "-born", "were among the places they came from"."""

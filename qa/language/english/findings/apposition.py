"""The noun by which a question asks for a name, and where it stands beside one."""

import re

_END = (
    r"(?= (?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|agreed|[a-z]+ed|won|lost|said"
    r"|told|took|made)\b)"
)
ASKED = (
    re.compile(rf"^(?:which|what) (?:[\w’'-]+ ){{0,3}}?(?P<noun>[a-z]{{3,}}){_END}", re.IGNORECASE),
    re.compile(
        r"^what(?: is|[’']s| was| are| were) (?:the )?(?:[\w’'-]+ ){0,2}?(?P<noun>[a-z]{3,})(?: (?:of"
        r"|in|on|for) .+)? (?:called|named)\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^what(?: is|[’']s| was| are| were) the names? of (?:the )?(?:[\w’'-]+"
        r" ){0,2}?(?P<noun>[a-z]{3,})(?: (?:of|in|on|for|that|which|who)\b|\W*$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"^who(?: is|[’']s| was| are| were) (?:[\w’'.-]+ ){0,3}?[\w.-]+(?:[’']s|s[’']) (?:[\w’'-]+"
        r" ){0,2}?(?P<noun>[a-z]{3,})\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^who(?: is|[’']s| was| are| were) the (?:[\w’'-]+ ){0,2}?(?P<noun>[a-z]{3,}) (?:of|for|at|in)\b",
        re.IGNORECASE,
    ),
)
LOOSE = frozenset(
    "one person man woman thing name country city state team company year day people men women head".split()
)
"""Nouns that hardly tell one name from another."""
BEFORE = r"\b{noun}s?(?:,? (?:named|called|is|was|are|were))?,? $"
BEHIND = r"^(?:,| (?:is|was|are|were)) (?:(?:an?|the|its|his|her|their) )?(?:[\w’'-]+ ){{0,3}}{noun}s?\b"


def matches(pattern: str, text: str) -> bool:
    """Return whether a pattern is found in a text, whatever the case of its letters."""
    return re.search(pattern, text, re.IGNORECASE) is not None

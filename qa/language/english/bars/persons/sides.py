"""The two sides of a vote and of a lawsuit, and what is won against what was only tried for."""

import re

FOR, AGAINST = "for", "against"
# What a question asks for: the first form that it has tells the side.
SIDES_ASKED = (
    (AGAINST, re.compile(r"\b(?:against|oppos\w+|reject\w*|disapprov\w*|vot\w+ no|said no)\b", re.IGNORECASE)),
    (
        FOR,
        re.compile(
            r"\b(?:vot(?:e|es|ed|ing) (?:for|in favou?r|yes|to)|said yes|in favou?r|support\w*|back(?:s|ed|ing)?"
            r"|approv\w*|favou?r\w*)\b",
            re.IGNORECASE,
        ),
    ),
)
_VOTED = (
    r"(?: (?:(?!against|oppos)[\w’'-]+))?(?: (?:had|have|has|were|was|also|the|of|them|voters|respondents|people|those"
    r"|surveyed|users|members))*(?: (?:vot(?:ing|ed|es?)|ballots|sa(?:id|ying|y)|answer\w*|respond\w*|chose|choosing))?"
    r"(?: (?:in|with|a))?"
)
SIDE_BEHIND = re.compile(
    rf"^(?:%| per ?cent)?{_VOTED} [“\"‘']?(?P<side>no|yes|against|for|in favou?r|oppos\w+|support\w*|back(?:ed|ing)|nay"
    r"|aye|disapprov\w+|approv\w+|reject\w*)\b",
    re.IGNORECASE,
)
"""Right behind a number: on which side those voted whom it counts."""
VOTED_BY = re.compile(
    r"^(?:did|has|have|had|does|do|will) (?:the )?(?P<who>[^?]*?[\w’'-]+) (?:ever )?vot(?:e|ed)(?: (?:in|with))?"
    r" (?P<side>for|in favou?r|favou?r|against|yes|no)\b",
    re.IGNORECASE,
)
"""A question whether one voted for something, or against it."""
VOTES = {
    FOR: re.compile(r"\bvot\w+ (?:\w+ )?(?:for|in favou?r|yes|to)\b|\b(?:back|support)(?:s|ed)\b", re.IGNORECASE),
    AGAINST: re.compile(r"\bvot\w+ (?:\w+ )?(?:against|no)\b|\boppos(?:es|ed)\b|\breject(?:s|ed)\b", re.IGNORECASE),
}  # fmt: skip
"""In a clause: on which side somebody voted."""
AGAINST_SAID = re.compile(r"no|nay|against|oppos\w+|disapprov\w+|reject\w*", re.IGNORECASE)
SUES = re.compile(r"\b(?:su(?:e|es|ed|ing)|lawsuits?|suits?)\b", re.IGNORECASE)
WHO_SUES = re.compile(r"(?P<who>[A-ZÀ-Þ][\w’'-]*) su(?:es|ed|ing|e)\b", re.IGNORECASE)
COUNTER = re.compile(r"\bcounter-?(?:su|claim)\w*", re.IGNORECASE)
COUNTER_BEHIND = re.compile(rf"^ ?(?:million|billion)?(?: [\w-]+){{0,3}} {COUNTER.pattern}", re.IGNORECASE)
COUNTER_BEFORE = re.compile(rf"{COUNTER.pattern}[^,;.]{{0,60}}$", re.IGNORECASE)
"""Right beside a sum: that it is asked by the one who was sued."""
SUIT_BEHIND = re.compile(
    r"^ ?(?:million|billion)?(?: [\w-]+){0,3} (?:law|counter)?-?(?:suit|claim)s? against (?:(?!and )[\w’'.-]+ ){0,2}?"
    r"(?P<whom>[A-ZÀ-Þ][\w’'-]*)"
)
"""Right behind a sum: against whom the suit for it is."""
ASKS_WON = re.compile(
    r"\b(?:w[io]ns?|winning|received?|receives|get|got|gets|take|took|takes|earn(?:ed)?|scor(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
TRIED = re.compile(
    r"(?P<what>nominations?|nods?|nominees|attempts?|shots?|appearances?|starts|semi-?finals?|finals|tries)",
    re.IGNORECASE,
)
TRIED_BEHIND = re.compile(rf"^(?: [\w’'-]+){{0,2}}? {TRIED.pattern}\b", re.IGNORECASE)
TRIED_BEFORE = re.compile(r"\b(?P<what>nominated) (?:for|in) (?:a |an )?(?:\w+ )?$", re.IGNORECASE)
_NAMED = r"(?:the )?(?P<{}>[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'-]*)*)"
ASKS_BEATER = re.compile(
    rf"^[Ww]ho (?:beat|beats|defeated|eliminated|overcame) {_NAMED.format('beaten')}"
    rf"|^[Ww]ho (?:knocked|knocks) {_NAMED.format('out')} out\b"
    rf"|^(?:[Tt]o )?[Ww]hom? (?:did|do|does|has|have|had) {_NAMED.format('loser')}.* los(?:e|t)\b"
    rf"|^[Ww]ho (?:was|were|is|are) {_NAMED.format('patient')} (?:\w+ )?beaten by\b"
)
"""A question who beat one, with the one who was beaten by name."""
LOSER = re.compile(
    r"\b(?P<loser>[A-ZÀ-Þ][\w’'-]+)(?: (?!to\b)[a-zà-ÿ’'-]+){0,6}?(?: [^.;]{0,120},)?"
    r"(?: [a-z]+ly)? (?:lost|loses|losing|was beaten|fell)\b"
)
"""In a sentence: the one who lost, by name."""

"""Contests and their seasons: questions who won or lost one, and words that tell of another one's champion."""

import re

from qa.language.english.bars.qualifiers import YEARLY, YEARLY_AFTER

ASKS_LOSER = re.compile(
    r"^(?:who|which (?:team|country|side|player)) (?:\w+ )?(?:lost|loses|was beaten in)(?! to\b)[^?]*\bfinal\b",
    re.IGNORECASE,
)
LAST_MATCH = re.compile(r"\b(?:finals?|titles?|trophy|runners?-up|champion\w*|(?:win|won|lift\w*|clinch\w*) the)\b")
"""In a sentence: that it tells of the match that decides a contest."""
ASKS_WINNER = re.compile(
    r"^(?:who|which (?:team|country|side|player)) (?:\w+ )?(?:won|wins|took|clinched)\b", re.IGNORECASE
)
ASKS_DAY_OF_WIN = re.compile(
    r"^when (?:did|was|were) .*\b(?:win|won|los[et]|beat\w*|play(?:ed)?|held)\b", re.IGNORECASE
)
IN_FINAL = re.compile(r"\bin the (?:[\w’'-]+ ){0,4}final\b", re.IGNORECASE)
TIMES = re.compile(
    r"^[,—–-]?,? (?:an? |the )?(?:former |reigning |defending )?"
    r"(?:(?:two|three|four|five|six|seven|eight|nine|\d+)-time|former|reigning|defending)\b"
)
"""Behind a name: that he was champion at other times."""
NOT_FIRST = re.compile(
    r"^, (?:who )?(?:(?:was|came|finished|placed|had been) )?(?:second|third|fourth|fifth|last|runner-up|beaten)"
    r" (?:there )?in (?P<year>(?:19|20)\d\d)\b"
)
"""Behind a name: that he was beaten in another year."""
CONTEST = re.compile(r"\b(?:Cup|Open|Bowl|Olympics|Games|Championships?|Prix|Awards|Oscars|Grammys|Wimbledon|Series)\b")
YEAR_OF = (YEARLY, YEARLY_AFTER)
FOUR_DIGITS = re.compile(r"\b(?:19|20)\d\d(?!\d)")

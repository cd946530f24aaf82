"""Words that decide whether a message leans on earlier turns, and whether another one says the same as a whole."""

import re

from qa.language.english.conversation.followups import AUXILIARY, THAT, TIME_THEN, WH

# Words that stand for something said before, where a message does not say what.
POINTS = re.compile(
    rf"\b(?:this|these|those)\s+(?!(?:week|month|year|morning|evening|afternoon|time|{AUXILIARY})\b)[a-z]+"
    r"|\b(?:this|these|those)\s*(?=[?.!]*\s*$)"
    rf"|\bthe (?:former|latter|others|two)(?=\s*(?:[?.!]|$)|\s+(?:{AUXILIARY}|say|think|want)\b)"
    r"|\bwhich ones?\b|\bother ones?\b"
    rf"|^(?:is|was|does|did|has|will|would|can|could) (?:that|this)\b|{THAT.pattern}|{TIME_THEN.pattern}",
    re.IGNORECASE,
)
OPENING = re.compile(rf"^(?:\w+[\s,]+){{0,2}}(?:{WH}|{AUXILIARY})\b", re.IGNORECASE)
QUESTION_WORD = re.compile(rf"\b{WH}\b", re.IGNORECASE)
# What a whole question may say though nobody said it: these words name nothing.
FREE = frozenset("many much someone somebody something anyone anything people happen happened".split())
# What a message says to whom it asks, and need not say as a whole question.
ADDRESS = frozenset("please tell know give show explain thanks thank ok okay really exactly actually".split())
DENIALS = frozenset("no not never nobody none nothing neither nor without cannot".split())

"""Questions that ask of one whether, or to whom, he did something; and verbs that say the same of two."""

import re

_NAME = r"(?-i:[A-ZÀ-Þ][\w’'.-]*)(?: (?-i:[A-ZÀ-Þ][\w’'.-]*))*"
_DID = r"(?:did|has|have|had|does|do|will)"
_VERB = r"(?:ever |really |actually |just )?(?P<verb>(?-i:[a-z]{3,}))"
ASKS_WHOM = re.compile(
    rf"^(?:(?:to|against) )?(?:whom?|(?:which|what) \w+) {_DID} (?:the )?(?P<one>{_NAME}) {_VERB}\b", re.IGNORECASE
)
"""A question to whom one did something: "Who did Ada Lorn beat?"."""
ASKS_OF_TWO = re.compile(
    rf"^{_DID} (?:the )?(?P<one>{_NAME}) (?!win (?!against|over)){_VERB}(?: (?:to|against|over))? (?:the )?(?:[a-z]+ )?"
    rf"{_NAME}",
    re.IGNORECASE,
)
"""A question whether one did something to another, both by name."""
ASKS_OF_DONE = re.compile(
    rf"^(?:was|were|is|are|has|have|had) (?:the )?(?:{_NAME}) (?:been )?{_VERB} by (?:the )?(?:[a-z]+ )?"
    rf"(?P<one>{_NAME})",
    re.IGNORECASE,
)
"""A question whether something was done to one by another, both by name."""
BEATS = frozenset("beat defeat overcome thrash eliminate crush rout oust upset".split())
OUTCOMES = frozenset(("win", "lose"))
GROUPS = (
    BEATS,
    frozenset("replace succeed".split()),
    frozenset("slap punch hit strike".split()),
    frozenset("fire sack dismiss".split()),
)
"""Verbs of which one says of two what another says."""
BASES = frozenset().union(*GROUPS, OUTCOMES)
LOST_TO = re.compile(
    r"\b(?:los(?:t|es|ing|s)|fell|beaten|defeated|defeat)\b[^,;.]{0,30}\b(?:to|by) (?:[\w.]+ ){0,2}$"
    r"|\blos(?:t|es|ing|e) out\b[^,;.]{0,90}\b(?:to|by|against|over) (?:[\w.]+ ){0,2}$"
)
"""Before a name: that it is of the one who won."""
WON_BY = r"\b(?:losing|lost|loses|loss|fell|defeat) (?:[\w-]+ ){{0,3}}?to (?:[\w.’'-]+ ){{0,3}}?{name}\b"
"""Before a surname: that its owner won."""
WON_BEHIND = re.compile(
    r"^(?: \w+){0,2}? (?:celebrat\w+|w[io]ns?|won|clinch\w+|beats?|defeat(?:s|ed)|lift\w+|triumph\w*)\b"
)
"""Behind a name: that he won."""
ASKS_WHO_HARMED = re.compile(
    rf"^who (?P<verb>stabbed|shot|attacked|slapped|punched|poisoned|kidnapped|assaulted|beat up) (?:the )?"
    rf"(?:[a-z]+ ){{0,2}}(?P<one>{_NAME})\W*$",
    re.IGNORECASE,
)
"""A question for who harmed a person."""
WAS_HARMED = rf"(?P<one>{_NAME.replace('{', '{{').replace('}', '}}')}) (?:was|has been|had been) (?:{{forms}})\b"
"""A person of whom it is said that he was harmed."""
AGENT_AHEAD = re.compile(
    r"\b(?:be|been|being|is|are|was|were|gets?|got) (?:\w+ly )?(?P<verb>[a-z]{3,}) by (?:[\w.]+ ){0,2}$"
)
"""Before a name: the passive verb of which it is the agent."""
DETERMINERS = frozenset("the a an his her its their".split())
BE = frozenset("was were been being be is are got get".split())
ENDS = frozenset("by for from in on at with after before when while who which that and but to of as over".split())
"""Words at which the one to whom something was done is over."""

"""Whose a number or a day is where a sentence gives several: by a possessive, a relative clause or a second event."""

import re

from qa.language.english.amounts import WORD

_NAME = r"[A-ZÀ-Þ][\w’'-]*(?: (?:de |van |von |bin |al-)?[A-ZÀ-Þ][\w’'-]*)*?"
NUMBER = rf"(?:[$£€]?\d[\d,.]*\d|\d|(?:{WORD})(?:-(?:{WORD}))?)"
# Of whom a number or a day is asked: "how many votes did Ada Lorn get", "when was Ada Lorn freed".
SUBJECT = re.compile(
    rf"^(?:(?:by|in|on|at) )?(?:how (?:many|much)\b[^?]*?|when|(?:what|which) (?:day|date|year|month)) "
    rf"(?-i:did|does|do|has|have|had|was|were|is|are|will) (?P<subject>(?-i:{_NAME}))(?-i:(?=[’']s? | [a-z]|\W*$))",
    re.IGNORECASE,
)
OWNER_BEFORE = re.compile(rf"(?P<owner>{_NAME})(?:[’']s|(?<=s)[’']) $")
"""Right before a number: whose it is, as in "Lorn's 60"."""
OTHER_BEHIND = re.compile(rf"^(?: [a-z]+)? (?:to|against|versus|for) (?P<owner>{_NAME})(?:[’']s|(?<=s)[’']) {NUMBER}\b")
"""Right behind a number: whose the next one is, as in "80 votes to Lorn's 60"."""
OWNED = r"\b{name}(?:[’']s|(?<=s)[’']) (?P<number>{number})(?![\w-]|[.,]\d)"
"""The number of a name."""
_CALLED = rf"(?:, (?:an?|another|the) (?:(?!{_NAME} {_NAME})[^,;:.–—])+)?"
TOLD_OF = re.compile(rf"(?P<owner>{_NAME} {_NAME}){_CALLED},? (?:who|whose)\b[^,;:.–—]*$")
"""Before a day or a number: the person of whose relative clause it is part, as in "Ada Lorn, who left in"."""
_EVENT = (
    r"(?:massacre|killings?|murders?|slaughter|deaths?|shootings?|attacks?|bombings?|explosions?|crash(?:es)?|fires?"
    r"|floods?|earthquakes?|quakes?|storms?|hurricanes?|collapses?|crush|stabbings?|raids?|outbreaks?|eruptions?)"
)
OTHER_EVENT = re.compile(
    rf"(?P<before>.*)\band (?:the|an?|another|its) (?:[\w’'-]+ ){{0,6}}?{_EVENT}"
    r" (?:of|that (?:killed|left|injured)|which (?:killed|left|injured)|in which) (?:[a-z]+ ){0,3}$",
    re.DOTALL,
)
"""Before a number: that a second event, of which it tells, is joined to a first one."""
ASKS_WHAT_BEFELL = re.compile(
    rf"^(?:when|where|(?:in|on) (?:what|which) \w+) (?:was|were) (?P<subject>(?-i:{_NAME})) (?-i:[a-z]{{3,}}\b)",
    re.IGNORECASE,
)
BEFELL = re.compile(
    rf"(?:^|[;:“] ?)(?P<patient>{_NAME})(?:, [^,;]{{1,80}},)? (?:was|were|(?:has|had|have) been) (?:\w+ly )?[a-z]{{3,}}"
    r"(?:ed|en|nt|ld|ot)\b"
)
"""At the beginning of a sentence: the person to whom it befell."""
DEED_BEFORE = re.compile(
    r"\b(?:I|we|he|she|they|it|who|that) (?:had |has |have |was |were )?(?P<verb>[a-z]{2,}ed|wrote|told|met|saw"
    r"|gave|made|took|went|came|got|began|left|sent|spoke)"
    r"(?: for the (?:first|last) time)? (?:(?:back|early|late) )?(?:in|on) (?:late |early |mid-)?$"
)
"""Right before a day: the verb whose day it is."""
EVENT_BEFORE = re.compile(
    r"\b(?P<verb>re-?open(?:ed|s)|buried|born|married|crowned)(?: again)? (?:(?:on|in) )?(?:late |early |mid-)?$"
)
"""The same, of an event that is no part of another one."""
CLAUSE_END = re.compile(r"[,;.]")

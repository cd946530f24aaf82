"""What is one thing though a reader may stop in it: scores, ranges, and names with a "Jr." or a particle in them."""

import re

from qa.language.english.amounts import DIGITS, WORD

_SET = r"\d{1,3}[-–]\d{1,3}(?:\s?\(\d{1,2}(?:[-–]\d{1,2})?\))?"
_BEHIND = r"\s(?:on penalt(?:y kick|ie)s|after (?:extra time|penalties)|in (?:overtime|extra time))"
_NUMBER = rf"(?:[$£€]?(?:{DIGITS})|{WORD})"
_SCALE = r"(?:\s(?:million|billion|trillion|thousand|hundred))?"
_UNIT = (
    r"(?:\s?%|[\s-](?:per ?cent|points?|years?|months?|weeks?|days?|hours?|minutes?|degrees|miles?|feet|met(?:er|re)s))"
)
_YEAR = r"(?:1[5-9]|20)\d\d"  # "from 40 in 2017 to 96" is no range of 2017 to 96
_FROM_TO = rf"{_NUMBER}{_SCALE}(?P<unit>{_UNIT})?(?: to |-to-){_NUMBER}{_SCALE}(?(unit)(?P=unit)|{_UNIT}?)"
_PARTICLE = r"(?:(?:de|van|von)(?: la| las| los| der| den| het)?|des|du|di|da|dos|del|della|bin|ibn|zu|ter)"
PATTERNS = (
    re.compile(rf"(?<![\d-]){_SET}(?:,?\s{_SET})+(?![\d-])"),
    re.compile(rf"(?<![\d-]){_SET}{_BEHIND}\b"),
    re.compile(rf"\bbetween {_NUMBER}{_SCALE}{_UNIT}? and {_NUMBER}{_SCALE}{_UNIT}?(?![\w-])", re.IGNORECASE),
    re.compile(rf"(?<![\w.,-]){_NUMBER} years? to life\b", re.IGNORECASE),
    re.compile(rf"(?<![\w.,-])(?!{_YEAR} to ){_FROM_TO}(?![\w-])", re.IGNORECASE),
    re.compile(r"\b[A-ZÀ-Þ][\w’'-]+,? (?:Jr|Sr)\b\.?"),
    re.compile(rf"\b[A-ZÀ-Þ][\w’'-]+ {_PARTICLE} [A-ZÀ-Þ][\w’'-]+"),
)
# "From 5 to 7" and "rose 5 to 7" tell of a change, of which either number is one by itself.
CHANGED = re.compile(
    r"\b(?:from|rose|risen|fell|fallen|climb\w*|drop\w*|jump\w*|increas\w*|decreas\w*|rais\w*|cut|up|down|grew|went|slid"
    r"|slip\w*|gain\w*|lost|mov\w*|by|chang\w*|lower\w*|reduc\w*)\s$",
    re.IGNORECASE,
)

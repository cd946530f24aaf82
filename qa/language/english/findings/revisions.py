"""How a sentence tells of one figure in place of another: "rose to five from four", "revised from four to five"."""

import re

from qa.language.english.amounts import DIGITS, WORD
from qa.language.english.calendar import TYPED_MONTH, WEEKDAY

_NUMBER = (
    rf"(?:US\$|[$£€¥₹])?(?:{DIGITS}|\b(?:{WORD}))(?:[\s-](?:{WORD}))*(?:(?:bn|mn|tn|m|k)\b)?"
    r"(?:\s?%|[\s-]per ?cent\b)?(?![\w])"
)
LATER, EARLIER = rf"(?P<later>{_NUMBER})", rf"(?P<earlier>{_NUMBER})"
_ABOUT = (
    r"(?:(?:about|around|some|nearly|almost|just|over|under|more than|less than|at least|an?|the|only|estimated) )*"
)
_CHANGE = (
    r"\b(?:r[io]se[sn]?|rising|f[ae]ll(?:s|en|ing)?|climb\w*|grew|grows?|grown|growing|increas\w+|decreas\w+|jump\w*"
    r"|drop\w*|declin\w+|rais\w+|cut(?:s|ting)?|lower(?:s|ed|ing)|reduc\w+|revis\w+|upgrad\w+|downgrad\w+|correct\w+"
    r"|updat\w+|adjust\w+|s[wu][eo]?ll\w*|swollen|surg\w+|soar\w*|shr[iau]nk\w*|narrow\w+|widen\w+|slid|slip\w*|went"
    r"|gone|chang\w+|doubl\w+|halv\w+|edg\w+|eas\w+|up|down)\b"
)
_WORDS = r"[^.;:“”\"]{0,50}?"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<verb>{_CHANGE}){_WORDS}\bfrom {_ABOUT}{EARLIER}{_WORDS}\bto {_ABOUT}{LATER}",
        rf"(?P<verb>{_CHANGE}){_WORDS}\bto {_ABOUT}{LATER}{_WORDS}\bfrom {_ABOUT}{EARLIER}",
        rf"{LATER}[^.;:“”\"]{{0,40}}?[,(–—] ?(?P<verb>{_CHANGE})(?: \w+)?,? from {_ABOUT}{EARLIER}",
        rf"\b(?:first|initially|originally|earlier|previously)\b{_WORDS}{EARLIER}{_WORDS}(?P<verb>{_CHANGE})(?: \w+)?"
        rf" to {_ABOUT}{LATER}",
    )
)
UNREAL = re.compile(
    r"\b(?:will|would|could|(?-i:may)|might|should|must|can|to|not|never|n[’']t|(?:plan|propos|want|expect|threaten)\w*)\s"
    r"(?:\w+ )?$",
    re.IGNORECASE,
)
"""Right before the verb: the later figure does not hold yet, and the earlier one does."""
ASKS_EARLIER = re.compile(
    r"\bfrom (?:what|which|how)\b|\b(?:before|previous\w*|earlier|original\w*|initial\w*|at first|used to|prior to|ago"
    r"|last (?:year|month|week|quarter|season|time)|formerly)\b",
    re.IGNORECASE,
)
ASKS_CHANGE = re.compile(
    r"\b(?:by how (?:much|many)|how (?:much|many) (?:more|less|fewer|higher|lower)|how (?:much|far|many \w+) (?:did|has"
    r"|have|had|does|do|will) .+ (?:rise|risen|fall|fallen|grow|grown|drop|dropped|climb|climbed|increase|increased"
    r"|decrease|decreased|jump|jumped|raise|raised|cut|lower|lowered|change|changed|gain|gained|lose|lost))\b",
    re.IGNORECASE,
)
"""A question for the difference, which is neither of the two."""
TIME = re.compile(rf"\b(?:(?:1[89]|20)\d\d|{TYPED_MONTH}|{WEEKDAY}|quarter|first|second|third|fourth)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

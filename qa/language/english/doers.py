"""How sentences name the one who did harm."""

import re

from qa.language.english.offices import NAME, NO_HOLDERS

_DOER = r"(?:gunman|shooter|attacker|assailant|assassin|killer|murderer|bomber|kidnapper|perpetrator|alleged (?:gunman|shooter|attacker|killer))"
_SUSPECT = rf"(?:{_DOER}|suspect|suspected (?:gunman|shooter|attacker|killer|assassin)|defendant|accused)"
_AGED = r"(?:,? (?:an? )?\d{1,3}(?:[- ]years?[- ]old)?(?:,| man| resident)*)?"
NAMED = (
    re.compile(rf"\b{_SUSPECT}(?:,|:| [–—-]| (?:was|is|has been)(?: \w+ly)? (?:identified|named)(?: \w+ \w+)? as| named| identified as)?{_AGED} (?P<name>{NAME})"),
    re.compile(rf"\b(?:identified|named) the (?:\d+-year-old )?(?:\w+ ){{0,2}}?{_SUSPECT} as{_AGED} (?P<name>{NAME})"),
    re.compile(rf"(?P<name>{NAME}){_AGED},? (?:the|a|was the|is the|who is the|identified as the|as the) (?:\d+-year-old )?(?:\w+ ){{0,2}}?{_SUSPECT}\b"),
    re.compile(rf"\b(?:arrested|charged|convicted) (?:\w+ ){{0,4}}?(?P<name>{NAME}){_AGED}[^.]{{0,60}}\b(?:in connection with|over|for|with|of) the "
               r"(?:\w+ ){0,3}(?:shooting|attack|murder|killing|assassination|stabbing|bombing)"),
)  # fmt: skip
NO_NAMES = NO_HOLDERS

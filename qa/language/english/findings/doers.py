"""How sentences name the one who did harm."""

import re

from qa.language.english.world.offices import NAME, NO_HOLDERS

_DOER = (
    r"(?:gunman|shooter|attacker|assailant|assassin|killer|murderer|bomber|kidnapper|perpetrator"
    r"|alleged (?:gunman|shooter|attacker|killer))"
)
_SUSPECT = rf"(?:{_DOER}|suspect|suspected (?:gunman|shooter|attacker|killer|assassin)|defendant|accused)"
_AGED = r"(?:,? (?:an? )?\d{1,3}(?:[- ]years?[- ]old)?(?:,| man| resident)*)?"
NAMED = (
    re.compile(rf"\b{_SUSPECT}(?:,|:| [–—-]| (?:was|is|has been)(?: \w+ly)? (?:identified"
               rf"|named)(?: \w+ \w+)? as| named| identified as)?{_AGED} (?P<name>{NAME})"),
    re.compile(rf"\b(?:identified|named) the (?:\d+-year-old )?(?:\w+ ){{0,2}}?{_SUSPECT} as{_AGED} (?P<name>{NAME})"),
    re.compile(rf"(?P<name>{NAME}){_AGED}(?: ?,[^,.;]{{1,40}},)?,? (?:the|a|was the|is the|who is the"
               rf"|identified as the|as the) (?:\d+-year-old )?(?:\w+ ){{0,2}}?{_SUSPECT}\b"),
    re.compile(rf"\b(?:arrested|charged"
               rf"|convicted) (?:\w+ ){{0,4}}?(?P<name>{NAME}){_AGED}[^.]{{0,60}}\b(?:in connection with|over"
               rf"|for|with|of) the "
               r"(?:\w+ ){0,3}(?:shooting|attack|murder|killing|assassination|stabbing|bombing)"),
)  # fmt: skip
DOERS = "gunman suspect shooter attacker identified"
"""Words to search for beside those of the question."""
NO_NAMES = NO_HOLDERS

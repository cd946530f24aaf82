"""Words of questions: what kind of answer they want, of what time, and of how many things."""

import re

from qa.language.english.calendar import DAY_OF_MONTH, TYPED_MONTH
from qa.language.english.world.offices import OFFICES

OFFICE = "|".join(sorted(map(re.escape, OFFICES), key=len, reverse=True))

# A noun behind "what" or "which", with up to two words before it, or pairs, that are no verbs: not "what had state".
_OF = (
    r"\b(?:what|which) (?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b)"
    r"(?:[\w’'-]+ (?:and [\w’'-]+ )?){0,2}"
)
# "What is the death toll": the noun behind a form of "be", which a name may come before.
_BE = r"\bwhat(?: (?:is|was|are|were|will be)|[’']s) (?:the |their |its |his |her )?(?:[\w’'-]+ ){0,3}?"
_OTHER_WORDS = r"(?:what|which|who|whom|whose|where|why|how)\b"
_COST = r"(?<!biggest )(?<!largest )(?<!greatest )(?<!main )cost"  # the biggest of several is no number
# By the kind of answer. The first pattern that matches decides, so the particular come before the general.
KINDS = (
    ("date", r"\bhow long ago\b"),
    ("number", r"\bhow (many|much|old|long|far|high|tall|fast|big|large|often|close|deep|heavy|wide|strong|hot"
     r"|cold|loud)\b"
                  r"|\b(what|which) (number|percentage|percent|share|price|score|age|amount|sum|toll)\b"
                  r"|\b(death|casualty) toll\b|^what (?:do|does|did|will|would) .+ costs?\b"
                  r"|^what(?:[’']s| is| was) the"
                  r" (?:(?!(?:of|for|in|on|to|behind|with|by|from|at|that|who|which)\b)[\w’'-]+ ){4,7}"
                  r"(salary|price|cost|height|population|turnout|net worth|value)\W*$"
                  rf"|{_BE}(number|percentage|share|price|age|amount|toll|{_COST}|magnitude|height|weight|length"
                      rf"|population|size|salary|turnout|inflation|unemployment|rate"
                  r"|net worth)s?\b"
                  r"|^(?!.*\b(?:who|what|which|when|where|why|how|is|are|was|were|does|did)\b)[\w ’'&.,$-]+ "
                  r"(?:value|price|cost|death toll|deaths|population|salary|jackpot|net worth|height|turnout)\W*$"),
    ("date", rf"^(?:(?!\b{_OTHER_WORDS}).)*\bwhen\b(?!.*\b(?:what|which|who|whom|how (?:many|much))\b)"
                r"|\b(what|which) (year|day|date|month|time|century|decade)s?\b|\bhow (soon|recently)\b"
                rf"|{_BE}(date|day|year|time)\b(?! (?:of the (?:week|year)|job|magazine))|^[\w ’'-]+ date\W*$"),
    ("place", rf"\bwhere\b|{_OF}(?<!\bheads of )(?<!\bhead of )((country|city|town|state|place|region|nation|continent"
                 r"|island|village|province|capital|county|territory|river|airport|border)s?|countries|cities"
                 r"|counties|territories)\b"),
    ("reason", r"\bwhy\b|\b(what|which) (caused|reason|prompted|led)\b|\bhow come\b"
                  r"|\bhow did .{3,80}\b(start|begin|die|break out|catch fire|crash|collapse|come about|sink)\b"),
    ("person", r"\bwho(m|se)?\b|\b(?:what|which) (?:[\w’'-]+ ){0,2}heads? of \w+"
                  r"|\b(what|which|this) ([\w’'-]+ ){0,2}(person|man|woman|president|minister|leader"
                  r"|actor|actress|singer|player|senator|politician|author|artist|king|queen|team|group|party"
                      r"|company|star"
                  r"|official|chief|ceo|secretary|governor|mayor|judge|justice|lawyer|attorney|athlete"
                      r"|celebrity|rapper"
                  r"|comedian|musician|director|billionaire|coach|host|candidate|champion|golfer|band|airline"
                      r"|retailer"
                  r"|agency|organi[sz]ation)s?\b"
                  r"|\b(what|which|this) ([\w’'-]+ ){0,2}(people|men|women|parties|companies|country.s leader)\b"),
    ("yes_no", r"^(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"),
)  # fmt: skip
WHAT = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)
DAY = rf"\d{{4}}-\d{{2}}-\d{{2}}|{DAY_OF_MONTH} {TYPED_MONTH},? \d{{4}}|{TYPED_MONTH} {DAY_OF_MONTH},? \d{{4}}"
WHEN = rf"(?:{DAY}|{TYPED_MONTH},? \d{{4}}|(?:19|20)\d{{2}})"
AS_OF = re.compile(rf"\bas of (?P<when>{WHEN})\b", re.IGNORECASE)
AS_OF_PHRASE = re.compile(rf"^as of {WHEN},? |,? \(?as of {WHEN}\)?(?=\W*$)", re.IGNORECASE)
HELD_THEN = re.compile(
    rf"^who was (?P<what>(?:the )?(?:[\w’'.-]+ ){{0,4}}?(?:{OFFICE})(?: of (?:the )?[\w’'. -]+?)?)"
    rf" (?:in|on|at the end of) (?P<when>(?!(?:19|20)\d\d\W*$){WHEN})(?=\W*$)",
    re.IGNORECASE,
)
"""A question who held an office at a time that is no whole year: as of its end somebody does."""
# "How many had died by 8 February 2023": a number is that of articles up to then. A month or a year counts where it is
# asked what has happened by then: what had happened in a year may be told later.
KNOWN_BY = re.compile(
    rf"(?P<asking>\bhow (?:many|much)\b(?:[^?]*?\bha(?:ve|s)\b[^?]*?|[^?]*?(?= by (?:{DAY})\b))) by (?P<when>{WHEN})\b",
    re.IGNORECASE,
)
AT = re.compile(
    rf"\b(?:in|on|during|since|after|from|(?<!\bas )of|early|late|mid|between) (?P<when>{WHEN})(?![\w-])",
    re.IGNORECASE,
)
# The time of an event, with its preposition, and a year before what happens each year: "the 2022 final".
DATED = re.compile(
    r",? ?\b(?:in|on|during|by|(?:at|by|in) the (?:end|beginning|start|middle) of|(?:in|by) (?:late|early|mid))"
    rf"[ -](?P<when>{WHEN})(?![\w-])",
    re.IGNORECASE,
)
LATE = re.compile(r"\b(?:end of|late)\b", re.IGNORECASE)
YEARLY = re.compile(
    r"(?<![\w,.-])(?<!since )(?<!until )(?<!before )(?<!after )(?<!by )(?<!than )(?<!from )(?<!and )"
    r"(?P<when>(?:19|20)\d{2}) (?=[a-z])",
    re.IGNORECASE,
)
MONTH_NAME = re.compile(rf"\b(?:{TYPED_MONTH})\b", re.IGNORECASE)
BETWEEN = re.compile(
    rf"\b(?:between|from) (?P<first>{WHEN})(?: (?:and|to|until|till|through) | ?[-–—] ?)(?P<second>{WHEN})(?![\w-])",
    re.IGNORECASE,
)
RECENT = re.compile(
    r"\b(this (week|month|weekend|year|summer|winter|spring|fall|season)|today|yesterday|tonight|recent(ly)?"
    r"|latest|now"
    r"|upcoming|just|currently|on (mon|tues|wednes|thurs|fri|satur|sun)day|soon"
    r"|(last|next) (week|month|night|weekend))\b",
    re.IGNORECASE,
)
# What will be, or is planned: articles tell of it before the time that is named.
AHEAD = re.compile(
    r"\b(?:will|shall|won[’']t|(?:is|are) (?:\w+ ){0,3}?(?:due|set|scheduled|planned|expected|projected|going|likely)"
    r"|(?:plans?|expects?|expected|scheduled) to|by when)\b|[’']ll\b",
    re.IGNORECASE,
)
ANY_TIME = re.compile(
    rf"(?<![\w-])(?:{WHEN}|{DAY_OF_MONTH} {TYPED_MONTH}|{TYPED_MONTH} {DAY_OF_MONTH}"
    rf"|(?:in|during|since|until|last|this) {TYPED_MONTH})(?![\w-])",
    re.IGNORECASE,
)

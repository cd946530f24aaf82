"""What a number is a number of: the unit that a question asks for, and what tells a date from a quantity."""

import re

from qa.language.english.amounts import WORD
from qa.language.english.calendar import DAY_OF_MONTH, MONTH, WEEKDAY
from qa.language.english.times import TIME

TEMPORAL = re.compile(
    rf"{TIME.pattern}|\b\d{{3,4}}\b(?! (?:people|feet|miles))|\b(?i:spring|summer|autumn|fall|winter|weekend"
    rf"|christmas|easter"
    r"|thanksgiving|halloween|ramadan|night|morning|evening|afternoon|noon|midnight|dawn|dusk|hours?|minutes?"
    r"|days?|weeks?|months?"
    r"|years?|decades?|century|centuries|season|semester|quarter|ago|later|earlier|before|after|during|when"
    r"|until|since|now"
    r"|immediately|soon|annually|daily|weekly|monthly|end|beginning|early|late|mid|bc|bce|ad|[ap]\.?m\.?"
    r"|o[’']clock|eve|age)\b"
    rf"|\b(?:{MONTH})|\d{{1,2}}:\d\d|\b(?:1[0-9]|20)\d0s\b",
)
PART_OF_DAY = re.compile(
    r"(?:in |that |this |the |late |early |at )*(?:morning|afternoon|evening|night|noon|midday|dawn|dusk|midnight)",
    re.IGNORECASE,
)
ASKS_OF_HOUR = re.compile(r"\b(?:what|which) (?:time|hour|part)\b|\btime of (?:the )?day\b", re.IGNORECASE)
ASKS_OF_TIME = re.compile(r"\b(?:at )?what (?:time|hour)\b(?! (?:of (?:the )?year|period|frame))", re.IGNORECASE)
HOUR = re.compile(
    r"\d{1,2}[:.]\d\d|\b\d{1,2} ?(?:a\.?m|p\.?m|o[’']clock|GMT|UTC|ET)\b"
    r"|\b(?:noon|midnight|midday|dawn|dusk|sunrise|sunset|hours?|morning|afternoon|evening|night|o[’']clock)\b",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:the |an? )?[\w.’'-]+ (?P<verb>said|says|announced|told|reported|tweeted|wrote|confirmed|added)"
    r"(?: (?:reporters|journalists|CNN|in a (?:statement|tweet)))?(?: on| late| early)* $",
    re.IGNORECASE,
)
"""Before a day: that somebody said so then."""
ASKS_OF_DEED = re.compile(r"^what (?:did|does|do|has|have|had|will) .+ (?:do|done)\b", re.IGNORECASE)
NOUN_PHRASE = re.compile(r"(?:an?|the|his|her|its|their|our|some) (?!\w+(?:ed|ing) )", re.IGNORECASE)
ASKS_OF_SCORE = re.compile(
    r"\b(?:what|which) (?:(?:is|was|were) the )?(?:(?:final|full-time|half-time|exact|winning) )?score(?:line)?\b",
    re.IGNORECASE,
)
SCORE = re.compile(
    r"(?:by |an? |\()*\d{1,3} ?(?:[-–:]|to|all\b) ?\d{0,3}(?![\d,]|\w)|\d{1,3}\.\d+|\d-all", re.IGNORECASE
)
"""Of two sides, or of one that judges gave: "3-1", "three to one", "14.55"."""
SHOOTOUT = re.compile(r"\b(?:penalt(?:y|ies)|shoot-?outs?)\b", re.IGNORECASE)
OF_SHOOTOUT = re.compile(
    r"^[\d\s–:-]*(?:on|in|by|at) (?:(?:a|the) )?(?:penalties|(?:penalty )?shoot-?out)\b", re.IGNORECASE
)
COUNTS_PEOPLE = re.compile(
    r"\b(?:death|casualty) toll\b|\btoll of\b|\bcasualty figures\b|\bcasualties\b"
    r"|\bhow many (?:\w+ )?(?:people|persons|men|women|children|students|civilians|soldiers|victims|deaths"
    r"|passengers)\b"
    r"|\bhow many (?:more )?(?:(?:were|was|are|have) )?(?:been )?(?:dead|died|killed|injured|wounded|missing)\b",
    re.IGNORECASE,
)
FRACTION = re.compile(r"\d{1,2}\.\d+")
SCALE_BEHIND = re.compile(r"^(?:%|[\s-]*(?:per ?cent|thousand|hundred|m|million|bn|billion)\b)", re.IGNORECASE)
MAGNITUDE_BEFORE = re.compile(r"\bmagnitude[ -](?:of |was |at )?(?:about |around )?$", re.IGNORECASE)
MAGNITUDE_BEHIND = re.compile(r"^[ -](?:magnitude|on the richter)\b", re.IGNORECASE)
QUANTITY = re.compile(
    rf"\d|\b(?:{WORD}|dozens?|hundreds?|thousands?|millions?|billions?|half|halves|thirds?|quarters?|fifths?"
    rf"|once|twice|thrice"
    r"|no|none|nobody|single|couple|double|triple|percent|several|few|many|both|pair|first|second|fourth|tenth"
    r"|handful|scores"
    r"|an? (?:second|minute|hour|day|night|week|fortnight|month|year|decade|century|lifetime"
    r"|inch|foot|yard|mile|met(?:er|re)|kilomet(?:er|re)|degree|pound|ton|tonne)"
    r"|majority|minority|most|all|every|decades?|years?|months?|weeks?|days?|hours?|minutes?|record|largest"
    r"|biggest)\b",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b(?:{WEEKDAY},? )?(?:{DAY_OF_MONTH} (?:of )?(?:{MONTH})|(?:{MONTH}) {DAY_OF_MONTH})(?:,? \d{{4}})?\b"
    rf"|\b(?:{MONTH}),? \d{{4}}\b"
)
CLOCK = re.compile(r"(?:at |around |about )?\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?(?: .*)?|\d{1,2}:\d\d", re.IGNORECASE)
CLOCK_BEHIND = re.compile(r"^(?::\d\d)? ?[ap]\.?m\b", re.IGNORECASE)
YEAR = re.compile(r"(?:1[89]|20)\d\d")
BEFORE_YEAR = re.compile(
    rf"\b(?:in|since|of|by|until|from|between|after|before|early|late|mid|during|{MONTH},?)[ -]$", re.IGNORECASE
)

_LENGTH = frozenset(("kilometre", "metre", "centimetre", "mile", "foot", "inch"))
_TIME = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade"))
_MONEY = frozenset(("dollar", "pound", "euro", "yen", "rupee", "cent"))
_SHARE = frozenset(("percent", "percentage point", "basis point", "point", "half", None))
# The first pattern that a question matches decides; None in a set is a number without a unit.
NAME_BEHIND = re.compile(r"^ (?P<name>[A-ZÀ-Þ][\w’'-]*\w(?: [A-ZÀ-Þ][\w’'-]*\w)*)")
ASKS_WHAT_KILLED = re.compile(r"^(?:what|which)\b.*\bdie(?:d|s)? (?:of|from)\W*$", re.IGNORECASE)
DEATH_OF = re.compile(r"\b(?:death|killing|murder|loss) of (?:[\w’'-]+,? ){0,3}$", re.IGNORECASE)
"""Before an answer: that it names who died."""
ASKS_OF_SHARE_PRICE = re.compile(
    r"\b(?:price|worth|value|cost)\b.*\b(?:a|one|each|per|its|[A-Z]\w+[’']s|[A-Z]\w+) shares?\b"
    r"|\bshare price\b|\bhow much (?:is|was) (?:an? )?(?:[\w’'-]+ )?share\b"
)
ASKS_OF_SHARE = re.compile(r"\b(?:what|which) (?:share|percentage|percent|proportion|fraction)\b", re.IGNORECASE)
UNITS_ASKED: tuple[tuple[re.Pattern[str], frozenset[str | None]], ...] = (
    (re.compile(r"\bhow long\b.*\b(?:sentenced?|jailed|imprisoned|prison|jail)\b", re.IGNORECASE),
     frozenset(("day", "week", "month", "year", "decade", None))),
    (re.compile(r"\bhow tall\b", re.IGNORECASE), _LENGTH | {"storey"}),
    (re.compile(r"\bhow (?:far|deep|wide)\b(?! (?:is|are|was|were) (?:the )?\w+ (?:likely|willing"
                r"|prepared))", re.IGNORECASE),
     _LENGTH | _TIME | {"percent"}),
    (re.compile(r"\bhow full\b", re.IGNORECASE), frozenset(("percent", "half", None))),
    (re.compile(r"\bhow fast\b|\b(?:what|which) speed\b", re.IGNORECASE), frozenset(("speed",))),
    (re.compile(r"\bby how much\b.*\b(?:shares?|stocks?|index|price)\b", re.IGNORECASE),
     _SHARE - {None} | _MONEY),
    (re.compile(r"\bhow old\b|\b(?:what|which) age\b"
                r"|\bat what age\b", re.IGNORECASE), frozenset(("year", "month", "day", "week", "decade", None))),
    (re.compile(r"\bhow many (?:more )?(?:seconds|minutes|hours|days|weeks|months|years|decades)\b", re.IGNORECASE),
     _TIME | {None}),
    (re.compile(r"\bhow many (?:more )?(?:miles|kilomet(?:re|er)s|met(?:re|er)s|feet|inches)\b", re.IGNORECASE),
     _LENGTH | {None}),
    (re.compile(r"\bhow long (?:did|has|have|had|will|does|do|must|can|could|should|would)\b", re.IGNORECASE), _TIME),
    (re.compile(r"\bhow long (?:ago|did|has|have|had|was|were|will|is it|are they|does|do|must|can|could|should"
                r"|would)\b", re.IGNORECASE),
     _TIME | _LENGTH | {"page"}),
    (re.compile(r"\b(?:what|which) (?:percentage|percent|share|proportion)\b"
                r"|\bhow many per ?cent\b", re.IGNORECASE), _SHARE),
    (re.compile(r"\bhow much (?:did|has|have|had|will|does) .*\b(?:raise|rais|hik|cut|lower"
        r"|increas)\w* (?:\w+ ){0,3}rates?\b",
                re.IGNORECASE), _SHARE - {None}),
    (re.compile(r"\b(?:what|which) (?:(?:is|was|were) the )?(?:price|fine)\b"
                r"|\bhow much\b.*\b(?:costs?|pay|paid|paying|earn(?:ed)?|worth"
                r"|fined|donated?|spen[dt])\b", re.IGNORECASE), _MONEY | {None}),
    (re.compile(r"\bhow much money\b|\bhow many (?:dollars|pounds|euros)\b", re.IGNORECASE), _MONEY | {None}),
    (re.compile(r"\bdeath toll\b|\btoll of\b|\bhow many (?:people|persons|men|women|children|students|civilians"
                r"|soldiers"
                r"|victims|deaths|passengers|employees|workers|countries|states|cities|jurors|migrants"
                r"|foreigners)\b", re.IGNORECASE),
     frozenset(("percent", "half", None))),
)  # fmt: skip
COUNT = re.compile(r"\bhow many\b", re.IGNORECASE)
ORDINAL = re.compile(r"(?:(?:the|his|her|its|their) )?(?:\d+(?:st|nd|rd|th)|second|fourth|fifth|sixth|seventh"
    r"|eighth|ninth)",
                     re.IGNORECASE)  # fmt: skip
"""An answer that tells which one it was, and not how many there were."""
TELEPHONE = re.compile(r"\b\d{3}[-.]\d{3}[-.]\d{4}\b")
RATE_BEHIND = re.compile(r"^ (?:for each|for every|per|each|a piece|apiece)\b", re.IGNORECASE)
RATE = re.compile(r"\b(?:(?:a|per|each) (?:share|head|person|household|unit)|per capita|each|apiece)$", re.IGNORECASE)
YEARS_LONG = re.compile(r"\d{1,3}-years?", re.IGNORECASE)
AGE = re.compile(r"\bhow old\b|\b(?:what|which) age\b", re.IGNORECASE)
NEXT_SENTENCE = re.compile(r"(?:[a-z]{4}|\d[\w°%]?|[”\")])[.?!][”\"]?\s+[A-Z“\"]")
"""Within an answer: the end of one sentence and the beginning of the next."""
TITLE = re.compile(
    r"(?:the |a |an |its |his |her |their )?(?:(?:former|new|current|acting|deputy|vice"
    r"|then) )*(?:prime minister|prime"
    r"|president|senator|governor|mayor|chancellor|secretary|minister|chief executive|CEO|chairman|judge"
    r"|justice|sen\.|rep\."
    r"|gov\.|mr\.?|mrs\.?|ms\.?|dr\.?)",
    re.IGNORECASE,
)
"""The title of a person, without a name."""
NUMBER_ALONE = re.compile(rf"\d[\d,.]*|{WORD}", re.IGNORECASE)
ORDINAL_ALONE = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
APART = re.compile(r"[,;] | \(")
"""Behind a number: what begins anew."""
ASKS_OF_NUMBERS = re.compile(r"\b(?:numbers|digits|figures|scores)\b", re.IGNORECASE)
ASKS_OF_RATE = re.compile(r"\b(?:share|each|every|per|apiece|cost|price|fees?|rates?)\b", re.IGNORECASE)
ASKS_OF_COLOUR = re.compile(r"\b(?:what|which) colou?rs?\b", re.IGNORECASE)
COLOUR = re.compile(
    r"\b(?:red|blue|green|yellow|orange|purple|violet|pink|brown|black|white|gr[ae]y|silver|gold|golden"
    r"|turquoise|scarlet"
    r"|crimson|beige|maroon|navy|cream|teal|khaki|lilac|indigo|colou?r\w*)(?:ish)?\b",
    re.IGNORECASE,
)
MEASURED = re.compile(
    r"\bhow many (?:\w+ ){0,2}(?:%|per ?cent\w*|points?|dollars?|pounds?|euros?|yen|rupees?|k?m|kilomet\w+"
    r"|met(?:er|re)s?|cent\w*|miles?"
    r"|feet|foot|inch(?:es)?|degrees?|tons?|tonnes?|kilo\w*|seconds?|minutes?|hours?|days?|weeks?|months?"
    r"|years?|barrels?)\b",
    re.IGNORECASE,
)
NO_COUNTS = frozenset(
    ("percent", "dollar", "pound", "euro", "yen", "rupee", "percentage point", "basis point", "degree")
)
"""Units that no number of people or things is in."""
UNIT_WORDS = {
    "speed": re.compile(
        r"\b(?!(?:times?|seconds?|minutes?|hours?|days?|nights?|weeks?|months?)\b)(?:(?:[a-z]{3,}s|feet) an?"
        r"|[a-z]+[ -]per)[ -](?:hour|minute|second|day|week|year)\b|\b(?:[mk]ph|km/h|kts?|knots|Mach)\b",
        re.IGNORECASE,
    ),
    "percent": re.compile(r"\d[\s-]*(?:%|per ?cent|percentage|basis point)", re.IGNORECASE),
    "year": re.compile(r"\d[\s-]*(?:year|yr)s?\b", re.IGNORECASE),
    "decade": re.compile(r"\bdecades?\b", re.IGNORECASE),
    "storey": re.compile(r"\b(?:stor(?:ey|y)|floors?)\b", re.IGNORECASE),
    "page": re.compile(r"\bpages?\b", re.IGNORECASE),
    "half": re.compile(r"\b(?:half|third|quarter|fifth)s?\b", re.IGNORECASE),
    "foot": re.compile(r"\d[\s-]*(?:foot|feet|ft|[’'])(?!\w)|\d[”\"]", re.IGNORECASE),
    "mile": re.compile(r"\d[\s-]*mi(?:les?)?\b", re.IGNORECASE),
    "day": re.compile(r"\b(?:day|night)s?\b", re.IGNORECASE),
    **{name: re.compile(rf"\b{name}s?\b", re.IGNORECASE) for name in ("minute", "hour", "week", "month")},
}

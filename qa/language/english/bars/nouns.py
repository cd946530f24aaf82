"""The noun behind "which", and the names that are of another type: a country is no city, a court no justice."""

import re

from qa.language.english.amounts import WORD
from qa.language.english.bars.qualifiers import CITIES as KNOWN_CITIES
from qa.language.english.bars.qualifiers import STATES
from qa.language.english.world import demonyms, kinds
from qa.language.english.world.capitals import CAPITALS

# No verb stands between "which" and its noun, and no other noun that is asked for.
_NO_PART = (
    r"(?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|the|an?|this|his|her|their"
    r"|its|kinds?|types?|sorts?|sizes?|genres?|of|countr(?:y|ies)|cit(?:y|ies)|states?|towns?|continents?|nations?|teams?)\b)"
)
_WHICH = r"^(?:(?:in|on|at|from|to|for|by|of|near|against|with) )?(?:which|what) "
_COMPOUND = (
    r"(?![’'-])(?! (?:that|teams?|clubs?|council|hall|league|police|officials?|residents?|guards?|staff|song|records?"
    r"|systems?|mayors?|leaders?|terms?|sentences?|reforms?|code|unions?|associations?"
    r"|groups?|part(?:y|ies))\b)"
)


def _asks(nouns: str) -> re.Pattern[str]:
    between = rf"(?:{_NO_PART}[\w’'-]+ (?:and [\w’'-]+ )?){{1,2}}?"
    return re.compile(rf"{_WHICH}(?:(?:{nouns})|{between}(?-i:{nouns}))\b{_COMPOUND}", re.IGNORECASE)


_NO_CITIES = frozenset("gaza|west bank|crimea|europe|africa|asia|eu".split("|"))
# A city and a state or a country have these names, or they are both.
_EITHER = frozenset(
    "georgia|new york|washington|singapore|monaco|luxembourg|kuwait|djibouti|panama|guatemala|hong kong|mexico city"
    "|san marino|oklahoma city|kansas city".split("|")
)
CONTINENTS = frozenset("africa|asia|europe|north america|south america|australia|antarctica|oceania".split("|"))
CITIES = ((KNOWN_CITIES - _NO_CITIES) | CAPITALS.keys()) - _EITHER
COUNTRIES = (
    frozenset(demonyms.COUNTRIES.values())
    | (kinds.COUNTRIES - STATES - KNOWN_CITIES)
    | frozenset("us|u.s|usa|u.s.a|uk|u.k|uae|britain|england|america|mexico|canada|spain|italy|poland".split("|"))
) - _EITHER
REGIONS = STATES - _EITHER
PLACES = CITIES | COUNTRIES | STATES | _EITHER | _NO_CITIES
# By the noun asked for: the names that are none.
PLACES_ASKED = (
    (_asks(r"cit(?:y|ies)|towns?|villages?"), COUNTRIES | REGIONS | CONTINENTS),
    (_asks(r"countr(?:y|ies)|nations?"), CITIES | REGIONS),
    (_asks(r"states?"), CITIES),
    (_asks(r"continents?"), COUNTRIES - CONTINENTS | CITIES | REGIONS),
    (
        _asks(
            r"prisons?|jails?|penitentiar(?:y|ies)|hospitals?|church(?:es)?|cathedrals?|mosques?|synagogues?|museums?"
            r"|hotels?|theat(?:er|re)s?|restaurants?|(?:elementary|primary|middle|high) schools?|courts?|bridges?"
        ),
        PLACES,
    ),
)  # fmt: skip
ONE_PLACE = _asks(r"city|town|village|country|nation|state")
MANY_PLACES = 3
"""Names in a row, from which on it is no answer to a question for one place."""
HOUSES = _asks(
    r"prisons?|jails?|penitentiar(?:y|ies)|hospitals?|church(?:es)?|cathedrals?|mosques?|synagogues?|museums?|hotels?"
    r"|theat(?:er|re)s?|restaurants?|schools?|courts?|tournaments?"
)
"""Nouns whose names are no towns with their states."""
TIME_OR_SUM = re.compile(
    rf"(?:about |over |more than |up to |nearly )?(?:[$£€]\s?[\d.,]+(?: \w+)?|(?:[\d.,]+|{WORD})[ -]"
    r"(?:year|month|week|day|hour|minute|percent|dollar|euro|pound)s?)",
    re.IGNORECASE,
)
"""What no house is called: a time or a sum."""
PUNISHMENT = re.compile(
    rf"{_WHICH}(?:(?:prison|jail) )?(?:sentence|punishment|term|penalty) (?:did|was|is|has|does|were)\b", re.IGNORECASE
)
PUNISHES = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|(?<!his )(?<!her )(?<!their )life|death|executed|hang\w*|prison|jail"
    r"|fine[ds]?|probation|suspended|parole|service|detention|arrest|banned?|suspension|lash\w*|caution|warning|caning|expulsion"
    r"|points?|disqualif\w+|dismiss\w+|[$£€])(?!\w)",
    re.IGNORECASE,
)
"""A sentence that a court passes, and words of which it has one."""
IN = re.compile(r"\b(?:in|near|outside|from) $", re.IGNORECASE)
IN_STATE = re.compile(r"(?P<town>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?), (?P<state>[A-ZÀ-Þ][\w. ]+)")
# Places that are also the names of persons.
PERSONS_TOO = frozenset(
    "washington jordan chad georgia paris sofia israel santiago england ireland france virginia london montana".split()
)
PERSONS = _asks(
    r"(?:executive|justice|judge|senator|congress(?:wo)?m[ae]n|minister|president|actor|actress|singer|rapper|lawyer"
    r"|attorney|governor|mayor|astronaut|author|writer|coach|player|golfer|pitcher|comedian|politician|billionaire|king"
    r"|queen|pope|candidate|lawmaker|director|ambassador|scientist|musician)(?:e?s)?"
)
"""Nouns that ask for the names of persons."""
NAMED = _asks(
    r"(?:team|club|company|firm|bank|airline|film|movie|newspaper)s?|countr(?:y|ies)|cit(?:y|ies)"
    r"|companies"
)
"""Nouns whose names have capitals."""
HOLDER = re.compile(
    r"^who(?:[’']s| is| was| will be| became| becomes)\b.*\b(?:minister|president|premier|chancellor|secretary|governor"
    r"|mayor|ceo|chief executive|chairman|king|queen|pope|speaker|judge|lawyer|attorney|captain|coach|manager|director"
    r"|ambassador|spokes\w+)\b",
    re.IGNORECASE,
)
"""A question for the one who holds a post."""
ONE_HOLDER = re.compile(
    r"^who\b.*\b(?:replac|succe|take over|took over|lead|led|bec[ao]me)\w*\b.*\b(?:as|bec[ao]me\w*) (?:the )?"
    r"(?:[\w’'-]+ ){0,3}?(?:leader|speaker|president|minister|premier|chancellor|secretary|governor|mayor|ceo|chief"
    r"|chairman|chair|king|queen|pope|coach|captain|director|head|boss)\b(?!s)",
    re.IGNORECASE,
)
"""A question for the one person who follows in a post."""
MANY = re.compile(
    r"(?:the |some |many |most )?(?:[\w.’'-]+ ){0,2}?(?:Republicans|Democrats|Tories|Conservatives|Liberals|Labour"
    r"|lawmakers|voters|officials|members|people|MPs|senators|ministers|supporters|critics|allies|rivals|candidates"
    r"|colleagues|leaders)",
)  # fmt: skip
"""People of a party, or of a kind."""
BODIES = kinds.GROUP_NOUNS - frozenset(("union",))
FOR_WHOM = re.compile(r"^who(?:m)? (?:was|were|is|did|will)\b.*\b(?:swap|exchang|trad)\w*\b.*\bfor\b", re.IGNORECASE)
"""A question for the one for whom another is given: a country gives, and is not given."""
OTHER_PARTY = re.compile(r"\b(?:with|against) (?:the )?$", re.IGNORECASE)
"""Before an answer: that it is a party to something, and not where that took place."""
DIED_OF = re.compile(r"^what (?:did|does|do) .+ die (?:of|from)\b|\bcause of .*\bdeath\b", re.IGNORECASE)
SOMEWHERE = re.compile(r"\b(?:at|in|near|on) (?:the |his |her )?$", re.IGNORECASE)
"""Before an answer: that it is a place or a day."""
# By the house asked for: words of which the sentence, or the one it leans on, has to have one.
HOUSE_WORDS = tuple(
    (_asks(asked), re.compile(rf"\b(?:{said})\b", re.IGNORECASE))
    for asked, said in (
        (
            r"prisons?|jails?|penitentiar(?:y|ies)",
            r"prisons?|jail\w*|gaol|penitentiar\w+|penal|correction\w*|detention|detain\w*|camps?|cells?|inmates?"
            r"|incarcerat\w+|custody|imprison\w*|behind bars|held|penitentiary|facilit(?:y|ies)|serv(?:e|es|ed|ing)",
        ),
        (
            r"hospitals?",
            r"hospital\w*|medical|clinics?|infirmary|surger\w+|doctors?|treated|treatment|patients?|health|nurses?",
        ),
        (
            r"church(?:es)?|cathedrals?|mosques?|synagogues?",
            r"church\w*|cathedral|chapel|mosque|synagogue|mass|funeral|parish\w*|congregation|baptist|catholic|pastor"
            r"|priest|services?|worship\w*|abbey|minster|basilica|temple|rabbi|imam",
        ),
    )
)

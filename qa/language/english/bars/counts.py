"""What is counted: the noun behind "how many", and the one behind a number."""

import re

from qa.language.english.amounts import WORD

NUMBER = rf"(?:\d[\d,.]*|dozens|hundreds|thousands|(?:{WORD})(?:-(?:{WORD}))?)"
_PLURAL = r"[a-z]{2,}[^\W_sui]s|(?-i:[A-Z]{2,}s)|people|children|men|women|police"
ASKED = re.compile(rf"\bhow many (?:[\w’'-]+ ){{0,3}}?(?P<noun>{_PLURAL})\b", re.IGNORECASE)
BEHIND = re.compile(
    r"^(?! (?:after|under|over|later|but|at|last|not|about|yet|per|that|near|by|earlier|amid|as)\b)"
    rf"(?: of (?:the|its|their|his|her|those|these)(?: {NUMBER})?(?: [a-z]+)??)?(?: (?:[A-Z][\w’'.-]+|[a-z]+-[a-z]+"
    r"|[a-z]+(?:an|ed|al|ar|er|or|ic|ish|ese|st|ous|nt|y|t)))?"
    rf" (?P<noun>{_PLURAL})\b"
)
"""Right behind a number, with one word before it at most: "five African countries", "two of its four stone piers"."""
ALIKE = tuple(
    frozenset(line.split())
    for line in """\
houses buildings homes structures apartments dwellings properties
cars vehicles trucks
ships boats vessels ferries
companies firms businesses
towns cities villages municipalities communities
countries nations states
games matches fixtures
guns weapons firearms rifles
planes jets aircraft flights
counts charges
awards prizes medals trophies titles
attacks strikes raids
papers articles stories
shops stores outlets branches
dogs cats animals
trees oaks pines elms beeches firs
seats mps members lawmakers legislators deputies councillors senators representatives
""".splitlines()
)
"""Nouns of which one is counted by another."""
FIGURES = re.compile(r"^[\s-](?:figures?|digits?)\b", re.IGNORECASE)
"""Right behind a number: that it counts the digits of another, as in "in the four figures"."""
OWN = rf"\b{NUMBER}(?: (?:million|billion))?(?: [\w’'-]+){{0,2}}? "
"""Before a noun: a number of its own."""
PERSONS = re.compile(
    r"people|persons|children|men|women|boys|girls|students|pupils|teachers|workers|employees|passengers|residents"
    r"|soldiers|troops|civilians|victims|fans|members|guests|players|officers|police|adults|kids|others|patients"
    r"|migrants|refugees|voters|users|visitors|tourists|protesters|prisoners|inmates|hostages|survivors|foreigners"
    r"|customers|donors|subscribers|viewers|listeners|readers|families|households|staff(?:ers)?|fighters|militants|suspects|astronauts|competitors|athletes"
    r"|supporters|followers|teenagers|teens|babies|toddlers|pensioners|citizens|nationals|lawmakers|senators|nurses"
    r"|doctors|inhabitants|evacuees|recruits|conscripts|marchers|demonstrators|spectators|attendees|shoppers"
    r"|[a-z]+(?:ians|icans)|germans|israelis|iraqis|pakistanis|greeks|danes|swedes|turks|kurds|britons|poles|finns"
    r"|serbs|croats|afghans|koreans|texans|kenyans"
    r"|sailors|drivers|riders|jobs|positions|deaths|fatalities|casualties|injuries|lives|americans|times|votes",
    re.IGNORECASE,
)
"""Nouns that stand for persons: each may be counted by another of them."""
OPPONENTS = frozenset("militants jihadists insurgents rebels attackers gunmen terrorists".split())
"""Who are meant by none of the others, where the question says of which people they are: "Kurdish fighters"."""
OF_PEOPLE = re.compile(r"\bhow many (?-i:[A-Z])[\w’'-]+ (?=[a-z])", re.IGNORECASE)
PART = re.compile(rf"\b{NUMBER} (?:out )?of (?:(?:the|its|their|his|her|all|[\w.]+[’']s?) ){{1,2}}$", re.IGNORECASE)
"""Before a number: that another number is a part of it, as of "12 of the 30 members"."""
WHOLE_BEFORE = re.compile(
    r"(?:\bamong|(?:^|[,;:—] )of) (?:(?:the|its|their|those|all|about|around|some|at least|more than|nearly|over) )*$",
    re.IGNORECASE,
)
"""Before a number: that a part of what it counts is told, as of "among the 154 dead were 26 foreigners"."""
NUMBER_BEHIND = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)
ANYBODY = re.compile(r"people|persons|victims|deaths|dead|fatalities|casualties|lives", re.IGNORECASE)
ASKS_WHOLE = re.compile(
    r"\b(?:in total|altogether|in all|are there|were there|total)\b|\bhow many [\w’' -]+ (?:does|do|did) [^?]+ have\b"
)
OTHERS = "others"
"""Behind a number: that it counts more of what another number counts."""
CROWD = re.compile(r"\b(?:crowd|audience|attendance|gate) of (?:[a-z]+ ){0,3}$", re.IGNORECASE)
_KILLED = r"kill(?:s|ed|ing)?|d(?:ie|ies|ied|ying|ead|eaths?)|fatalities|lives"
_HURT = r"injur(?:e|es|ed|ing|ies)|wound(?:s|ed|ing)?|hurt(?:ing)?"
_MET = r"impacted|affected|displaced|evacuated|rescued|stranded|hospitali[sz]ed"
HARMS = {
    "death": re.compile(rf"\b(?:{_KILLED})\b", re.IGNORECASE), "injury": re.compile(rf"\b(?:{_HURT})\b", re.IGNORECASE),
    "escape": re.compile(r"\b(?:displaced|evacuated|rescued|stranded)\b", re.IGNORECASE),
}  # fmt: skip
HARM_BEHIND = re.compile(
    rf"^(?: (?:other )?(?:[a-z]+s|people|men|women|children|more))?(?: (?:were|was|have been|had been"
    rf"|are|being))? (?P<harm>{_KILLED}|{_HURT}|{_MET})\b",
    re.IGNORECASE,
)
"""Right behind a number: what befell those whom it counts, as in "40 people were injured"."""
HARM_BEFORE = re.compile(
    r"\b(?P<harm>killing|injuring|wounding|hurting|killed|injured|wounded)\b(?= (?:[\w-]+ ){0,3}$)", re.IGNORECASE
)
"""Right before a number, as in "killing at least four people and injuring 100"."""
POINTED = re.compile(r"\b(?:that|this|the|no|any|each|every|another|which) $", re.IGNORECASE)
"""Before "one": that it counts nothing, as in "that one game"."""
BY_HOW_MUCH = re.compile(
    r"^(?:by )?how (?:much|many|far)\b.*\b(?:fall|fell|fallen|drop(?:ped)?|rise|rose|risen|increas\w+|decreas\w+"
    r"|go|went|gain(?:ed)?|los[et]|climb(?:ed)?|jump(?:ed)?|decline[d]?|plunge[d]?|cut|rais\w+)\b",
    re.IGNORECASE,
)
FROM_LEVEL = re.compile(
    r"\b(?:from|to|(?:range|level|rate|record|high|low) of|between) "
    r"(?:about |around |nearly |almost |just |over |between |as (?:much|high|low) as |an? |the )?"
    r"(?:(?:new |record |target )?(?:range|level|rate|high|low) of )?$",
    re.IGNORECASE,
)
"""Before a number: that something fell or rose from it, or to it."""
ASKS_PRICE = re.compile(
    r"^(?:what|how (?:much|high|low)) (?:is|was|are|were)\b(?!.*\b(?:above|below|under|over)\b)"
    r".*\b(?:price|worth|value|rate|cost|level)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(r"\b(?:below|above|short of) (?:the |its |an? |last year[’']s )?(?:[\w’'-]+ ){0,3}?(?:of )?$")
"""Before a number: that it is what another one was compared with."""
HOW_MANY_THERE = re.compile(
    r"^how many [\w’' -]+? (?:(?:is|are|were|was) there|(?:does|do|did) [^?]+ have|has [^?]+(?: got)?)\b", re.IGNORECASE
)
CHANGE = re.compile(
    r"\b(?:cost(?:s|ing)? (?:the |its )?\w+|loss(?:es)? of|los[et]|loses|losing"
    r"|shed(?:s|ding)?|gain(?:s|ed|ing)?|add(?:s|ed|ing)?|dropp?(?:ed|ing)?) "
    r"(?:about |around |nearly |almost |some |over |more than |an? |another )?$",
    re.IGNORECASE,
)
"""Before a number: by how many there came to be more or fewer."""
ASKS_PAID = re.compile(r"\b(?:what|how much) (?:did|does|do|has|have) .+ (?:pay|paid|cost)\b", re.IGNORECASE)
PRIZE = re.compile(r"^(?: (?:lottery|cash|top|grand))? (?:prizes?|jackpots?|winnings)\b", re.IGNORECASE)
"""Right behind a sum: that it was won or given."""
ASKS_DIFFERENCE = re.compile(
    r"^(?:by )?how (?:many|much) (?:more|fewer|less|longer|higher|lower|older|younger)\b.*\bthan\b", re.IGNORECASE
)
DIFFERENCE = re.compile(
    r"\b(?:more|fewer|less|longer|higher|lower|older|younger|extra|additional|difference|up|down|ahead|behind|by)\b"
)
"""Beside a number: that it is how much more one is than another."""
ASKS_PRESENT = re.compile(
    r"^(?!.*\b(?:capacity|hold|seat|fit|room|can|could)\b)how many (?:people|fans|spectators|supporters|visitors)\b",
    re.IGNORECASE,
)
SEATS = re.compile(r"^(?:[\s-](?:person|people|fans?|spectators?))?[\s-](?:seat\w*|capacity)\b", re.IGNORECASE)
HOLDS = re.compile(
    r"\b(?:capacity (?:of|is|was)|(?<!was )(?<!were )(?<!are )seats|holds|can (?:hold|seat|take|fit|accommodate)) "
    r"(?:about |around |nearly |almost |just |over |more than |up to )*$",
    re.IGNORECASE,
)
"""Before a number, as SEATS behind one: how many there is room for."""
SELECTED = re.compile(
    r"^ of (?:its|the|their|his|her|these|those|our) (?P<by>most|best|top|[a-z]{3,}est)\b", re.IGNORECASE
)
"""Right behind a number: that it counts a choice, as in "two of its most popular boats"."""
_ASKED_OF = r"\b(?:what|which) (?:(?:is|was|were) the|[’']s the) (?:[\w-]+ )?"
FIGURES_SAID = tuple(
    (re.compile(_ASKED_OF + asked, re.IGNORECASE), re.compile(said, re.IGNORECASE))
    for asked, said in (
        (r"turnout\b", r"\bturn(?:ed|ing)?[ -]?out\b|\bcast (?:a|their) (?:vote|ballot)s?\b|\bof voters\b"),
        (r"attendance\b", r"\battend\w*|\bcrowd\b|\bspectators\b|\bfans\b|\baudience\b|\bwatched\b"),
        (r"margin\b", r"\bmargin\b|\bby \D{0,24}\d|\bmajority\b|\bahead\b|\blead of\b|\d ?(?:[-–]|to) ?\d"),
        (r"majority\b", r"\bmajority\b"),
    )
)
"""Figures that have a name, and how a sentence tells of them."""
LASTED = re.compile(r"\b(?:for|lasted|took) (?:[a-z]+ ){0,2}$")
"""Before a number: that it is how long something took."""
ASKS_LENGTH = re.compile(r"\bhow long (?:did|does|was|were|will)\b(?!.*\b(?:been|after|before|since)\b)", re.IGNORECASE)
AGO = re.compile(r"^ (?:ago|earlier|before|later|after|since)\b")
"""Right behind a number: that it tells when something was, and not how long it took."""

"""Words of which at most one can be right: the semifinal is not the final, the first round not the second."""

import re

from qa.language.english.calendar import DAY_OF_MONTH, MONTH

_PRICES = r"(?= (?:[\w’'-]+ ){0,4}(?:rates?|tax(?:es)?|prices?|output|production|wages)\b)"
ROUNDS = {
    "quarterfinal": re.compile(r"\bquarter[ -]?finals?\b", re.IGNORECASE),
    "semifinal": re.compile(r"\bsemi[ -]?finals?\b|\blast four\b", re.IGNORECASE),
    "final": re.compile(
        r"(?<!semi-)(?<!semi )(?<!quarter-)(?<!quarter )\bfinals?\b(?! (?:time|act|goodbye"
        r"|say|year|day|week"
        r"|season|word|farewell|decision|version|moments?|hours?|stages?))",
        re.IGNORECASE,
    ),
}
EXCLUSIVE = (
    ROUNDS,
    {"punitive": re.compile(r"\bpunitive\b", re.IGNORECASE),
     "compensatory": re.compile(r"\bcompensatory\b", re.IGNORECASE)},
    {"approve": re.compile(
        r"\bapprov(?:e|es|ed|ing|al)\b|\bconsent(?:s|ed)?\b|\baccept(?:s|ed|ing)?\b|\bagree(?:s|d|ing)?\b"
        r"|\b(?:cleared|allow(?:s|ed|ing)?|permitted|green[ -]?li(?:ght(?:ed)?|t)|authori[sz]ed"
            r"|passed)\b", re.IGNORECASE),
     "block": re.compile(r"\b(?:block|reject|veto|prohibit|turn(?:s|ed)? down|refuse)(?:s|e?d"
         r"|ing)?\b", re.IGNORECASE)},
    {"raise": re.compile(rf"\b(?:rais\w+|hik(?:e|es|ed|ing)|increas(?:e|es|ed|ing)){_PRICES}", re.IGNORECASE),
     "cut": re.compile(rf"\b(?:cut(?:s|ting)?|lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing)|slash(?:es|ed|ing)?){_PRICES}",
                       re.IGNORECASE)},
    {"acquit": re.compile(r"\bacquit\w*|\bnot guilty\b|\bexonerat\w+|\bcleared of\b|\binnocent\b", re.IGNORECASE),
     "convict": re.compile(r"\bconvict(?:s|ed|ion|ions)?\b|(?<!not )\bguilty\b|\bsentenced\b", re.IGNORECASE)},
    {"women": re.compile(r"\b(?:women|ladies|female)(?:[’']?s)?\b", re.IGNORECASE),
     "men": re.compile(r"\b(?:men|gentlemen|male)(?:[’']?s)?\b", re.IGNORECASE)},
)  # fmt: skip
PRIZES = {
    "peace": re.compile(r"\bPeace Prize\b", re.IGNORECASE),
    "medicine": re.compile(r"\b(?:Prize (?:in|for) (?:Physiology or )?Medicine|Medicine Prize)\b", re.IGNORECASE),
    "physics": re.compile(r"\b(?:Prize (?:in|for) Physics|Physics Prize)\b", re.IGNORECASE),
    "chemistry": re.compile(r"\b(?:Prize (?:in|for) Chemistry|Chemistry Prize)\b", re.IGNORECASE),
    "literature": re.compile(r"\b(?:Prize (?:in|for) Literature|Literature Prize)\b", re.IGNORECASE),
    "economics": re.compile(r"\b(?:Prize (?:in|for) Econom\w+|Econom\w+ Prize)\b", re.IGNORECASE),
}
"""Nobel prizes, of which a sentence may go on to tell without the name."""
# Of the time of a thing: its beginning is not its end.
PHASES = {
    "begin": re.compile(r"\b(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|open(?:s|ed|ing)?|kick(?:s|ed|ing)? off"
                        r"|launch\w*|commenc\w+|first)\b", re.IGNORECASE),
    "end": re.compile(r"\b(?:end(?:s|ed|ing)?|finish\w*|conclu\w+|over|expir\w+|clos(?:e|es|ed|ing)|complet\w+|until"
                      r"|through|back to (?:work|school)|call(?:s|ed)? off|halt\w*|stop\w*|ceas\w+|wrap\w*|last|final"
                      r"|finale|by)\b", re.IGNORECASE),
}  # fmt: skip
FIRST_DONE = re.compile(r"\b(?:did|was|were|has|have) .*\bfirst [a-z]+", re.IGNORECASE)
"""A question when something was done for the first time."""
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "next",
    "opening", "final", "previous",
)  # fmt: skip
COUNTED = re.compile(
    rf"\b(?P<which>{'|'.join(ORDINALS)}) (?P<what>round|quarter|term|season|set|half|leg|trial|debate|vote"
    rf"|ballot|hearing"
    rf"|earthquake|quake|dose|booster|test|launch|attempt|summit|lockdown|wave|episode|phase|stage)\b",
    re.IGNORECASE,
)
QUARTER = re.compile(r"\bQ([1-4])\b", re.IGNORECASE)
COMPASS = re.compile(
    r"\b(?P<which>north|south|east|west|northern|southern|eastern|western) (?P<what>korea|carolina|dakota"
    r"|africa|sudan|virginia"
    r"|ireland|bank|germany|australia|california|florida|turkey|syria|iraq|ukraine|timor|london)\b",
    re.IGNORECASE,
)
# An event with its year, as "the 2018 World Cup" and "the World Cup in 2018".
YEARLY = re.compile(
    r"\b(?P<which>(?:19|20)\d\d) (?:(?:wo)?men[’']s )?(?P<what>(?:[A-Z][\w’'.]*|US|U\.S\.)"
    r"(?: [A-Z][\w’']+)*|final|election|season)"
)
YEARLY_AFTER = re.compile(
    r"\b(?P<what>(?:[A-Z][\w’'.]+ )*(?:Cup|Open|Bowl|Olympics|Games|Championships?|Prix|Awards|Oscars|Grammys"
    r"|Wimbledon"
    r"|Prize|final|election))(?: in| of)? (?P<which>(?:19|20)\d\d)\b"
)
IN_CONTEST = re.compile(rf"\bin (?:the|an?) (?:[\w’'-]+ ){{0,2}}?{YEARLY.pattern}")
"""In a sentence: the contest of a year in which something was done."""
WON = re.compile(
    r"\b(?:[Ww]on|[Ww]ins?|[Ww]inning|[Cc]linch\w+|[Ll]ift\w+|[Tt]ook|[Tt]aking) (?:the|an?|its|his|her|their) "
    r"(?:[a-z0-9’'-]+ )*(?P<name>(?:[A-Z][\w.’'-]*[ -])+)"
    r"(?P<what>Cup|Open|Bowl|Series|League|Prix|Championship|Prize|Shield|Trophy)\b"
)
"""The contest that somebody won, by name."""
YEAR = re.compile(r"(?<![\d,.$-])\b(?:19|20)\d\d\b(?![,.]\d|-)")
OPENING_YEAR = re.compile(r"\W*(?:(?:[Bb]ack )?[Ii]n|[Dd]uring) (?:19|20)\d\d,")
RELATIVE = re.compile(r", who [^,;.]*,")
RUN_OFF = re.compile(r"\brun-?off\b", re.IGNORECASE)
ATTRIBUTE_BEHIND = re.compile(
    r" (?:Marines?|Army|Navy|Air Force|Coast Guard|Senate|Congress|Treasury|Embassy|Airlines?)\b"
)
"""Behind a country: what is only of it, as in "a United States Marine helicopter"."""
DAY_OF_YEAR = re.compile(rf"\b{MONTH}(?: {DAY_OF_MONTH},)? (?:19|20)\d\d\b")
# "the April earthquake", "in June 2022": a month that is part of what is asked about; "since May" asks for more.
OF_MONTH = re.compile(
    r"\b(?:in|of|the|during) (?:(?:early|late|mid) ?-?)?(?P<month>January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b(?! (?:and|or|to)\b)(?! [A-ZÀ-Þ])(?! \d{1,2}\b(?!\d))"
)
# Where it happened, at the end of a question or before its time: "land on Mars", "died in Tarn in May".
SCENE = re.compile(
    r"\b(?:in|on|at|near) (?:the )?(?P<name>[A-ZÀ-Þ][a-zà-ÿ’'-]{3,}(?: [A-ZÀ-Þ][a-zà-ÿ’'-]+)*)(?=\W*$| (?:in"
    r"|on|during|since|by|last|this) )"
)
BEFORE_EVENT = re.compile(
    r"\b([A-ZÀ-Þ][a-zà-ÿ’'-]{3,})(?: [a-z]+){0,2} (?:earthquake|quake|shooting|flood|floods|fire|wildfire"
    r"|attack|bombing|explosion"
    r"|crash|massacre|hurricane|storm|collapse|crush)\b"
)
NO_SCENE = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Earth|Europe|America|Christmas|Easter|Halloween|Congress"
    rf"|Twitter|Facebook|Instagram"
    rf"|{MONTH})\b"
)
TOLL = re.compile(
    r"\btolls?\b|\bhow many (?:\w+ )?(?:people|children|civilians|soldiers)? ?.*\b(?:died|die|dead|killed|deaths)\b",
    re.IGNORECASE,
)
# "How much did it rise", and right before a number what says that it fell.
UP, DOWN = (
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{said})(?: (?:by|about|nearly|some"
        rf"|over|around|almost"
     r"|more than|an?|as much as|\w+ly))*\s*$", re.IGNORECASE))
    for asked, said in (
        (r"ris(?:e|en)|rose|climb(?:ed)?|soar(?:ed)?|jump(?:ed)?|surge[d]?|increased?|gain(?:ed)?|grow|grew",
         r"ros(?:e)|rises?|risen|climb(?:ed|s)|soar(?:ed|s)|jump(?:ed|s)|surge[ds]|gain(?:ed|s)|up|grew"),
        (r"fall(?:en)?|fell|drop(?:ped)?|plunged?|decline[d]?|tumbled?|sink|sank|slump(?:ed)?|decreased?"
            r"|shrink|shrank",
         r"fell|falls|fallen|drop(?:ped|s)|plunge[ds]|decline[ds]|tumble[ds]|sank|slump(?:ed|s)|down|shrank"
             r"|lost|shed"),
    )
)  # fmt: skip
LIMIT = re.compile(
    r"\b(?P<side>before|prior to|earlier than|after|later than|since) (?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE
)
"""A year before or after which a day is asked for."""
CLAUSE_END = re.compile(r",(?!\d)|[;:–—]| and (?=[\d,]+ in )")
DAY_IN_YEAR = re.compile(
    r"^(?:on )?(?:when|(?:what|which) (?:day|date))\b"
    r"(?!.*\b(?:that|which|who|whom|whose|he|she|it|they|after|before|since|until|from|by|end(?:ed|ing)?)\b)"
    r".*\b(?:in|during) (?P<year>(?:19|20)\d\d)\W*$",
    re.IGNORECASE,
)
"""A question for a day within a year."""
YEAR_BEHIND = re.compile(r"^,? (?P<year>(?:19|20)\d\d)\b")
OPEN_YEAR = re.compile(
    r"\b(?:since|until|by|before|after|from|between|will|next|as of) (?:the )?(?:[\w’']+ )?(?:19|20)\d\d\b"
    r"|\b(?:will|expected|set to|candidate|bid"
    r"|running|planned|plans?|host|goal|target|budget)\b",
    re.IGNORECASE,
)
STATES = frozenset(
    """\
alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana
iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska
nevada|new hampshire|new jersey|new mexico|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island
south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|wisconsin|wyoming
puerto rico""".replace("\n", "|").split("|")
)
NATION = "us"
"""The country of the states, as `kinds.COUNTRIES` and demonyms call it."""
SAME = {
    "united states": "us", "u.s": "us", "usa": "us", "u.s.a": "us", "america": "us",
    "united kingdom": "uk", "u.k": "uk",
    "britain": "uk", "england": "uk", "the netherlands": "netherlands",
}  # fmt: skip
CITIES = frozenset(
    """\
hong kong|london|paris|new york|los angeles|washington|moscow|kyiv|kiev|beijing|berlin|tokyo|brussels|gaza|west bank
crimea|san francisco|boston|istanbul|ankara|damascus|baghdad|tehran|jerusalem|rome|madrid|mariupol|kherson|uvalde
europe|africa|asia|eu|washington d.c""".replace("\n", "|").split("|")
)
"""Places that are no country and no state: they lie in one, so that they contradict none."""
# A verb in the past tense right before a place.
DONE_IN = re.compile(
    r"\b(?P<verb>[a-z]{2,}ed|born|won|held|shot|built|found)(?: in (?:[A-Z][a-z]+ )?\d{4})? (?:in"
    r"|for) (?:the )?(?=[A-Z])"
)
TO_COME = re.compile(
    r"^(?:when|on what (?:day|date)|what (?:day|date)|in (?:what|which) year) (?:will|must|should|can|may)\b"
    r"|\bwhen (?:is|are) .*\b(?:due|expected|scheduled|planned|set|supposed|going) to\b",
    re.IGNORECASE,
)
"""A question for the day of what is to come."""

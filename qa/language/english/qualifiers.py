"""Words of which at most one can be right: the semifinal is not the final, the first round not the second."""

import re

EXCLUSIVE = (
    {
        "quarterfinal": re.compile(r"\bquarter[ -]?finals?\b", re.IGNORECASE),
        "semifinal": re.compile(r"\bsemi[ -]?finals?\b|\blast four\b", re.IGNORECASE),
        "final": re.compile(r"(?<!semi-)(?<!semi )(?<!quarter-)(?<!quarter )\bfinals?\b(?! (?:time|act|goodbye"
        r"|say|year|day|week"
                            r"|season|word|farewell|decision|version|moments?|hours?|stages?))", re.IGNORECASE),
    },
    {"punitive": re.compile(r"\bpunitive\b", re.IGNORECASE),
     "compensatory": re.compile(r"\bcompensatory\b", re.IGNORECASE)},
    {"women": re.compile(r"\b(?:women|ladies|female)(?:[’']?s)?\b", re.IGNORECASE),
     "men": re.compile(r"\b(?:men|gentlemen|male)(?:[’']?s)?\b", re.IGNORECASE)},
)  # fmt: skip
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
COMPASS = re.compile(
    r"\b(?P<which>north|south|east|west|northern|southern|eastern|western) (?P<what>korea|carolina|dakota"
    r"|africa|sudan|virginia"
    r"|ireland|bank|germany|australia|california|florida|turkey|syria|iraq|ukraine|timor|london)\b",
    re.IGNORECASE,
)
# An event with its year, as "the 2018 World Cup" and "the World Cup in 2018".
YEARLY = re.compile(
    r"\b(?P<which>(?:19|20)\d\d) (?P<what>(?:[A-Z][\w’'.]*|US|U\.S\.)(?: [A-Z][\w’']+)*|final|election|season)"
)
YEARLY_AFTER = re.compile(
    r"\b(?P<what>(?:[A-Z][\w’'.]+ )*(?:Cup|Open|Bowl|Olympics|Games|Championships?|Prix|Awards|Oscars|Grammys|Wimbledon"
    r"|Prize|final|election))(?: in| of)? (?P<which>(?:19|20)\d\d)\b"
)
YEAR = re.compile(r"(?<![\d,.$-])\b(?:19|20)\d\d\b(?![,.]\d|-)")
# "the April earthquake", "in June 2022": a month that is part of what is asked about; "since May" asks for more.
OF_MONTH = re.compile(
    r"\b(?:in|of|the|during) (?:(?:early|late|mid) ?-?)?(?P<month>January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b(?! (?:and|or|to)\b)(?! \d{1,2}\b(?!\d))"
)
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
DONE_IN = re.compile(r"\b(?P<verb>[a-z]{2,}ed|born|won|held|shot|built|found) in (?:the )?(?=[A-Z])")

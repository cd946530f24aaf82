"""Words before, within and after names: titles, particles, kinds of places and groups."""

import re

BEFORE = re.compile(r"(?:the|an?|in|at|on|by|from)\s+", re.IGNORECASE)
DESCRIBING = re.compile(r"(?:(?:former|ex|then|late|acting|outgoing|incoming|veteran)[\s-]+|[a-z]+[’']s\s+)")
ROLE = (
    "actor|actress|admiral|ambassador|archbishop|author|bishop|boss|captain|cardinal|ceo|chairman|chairwoman|chancellor"
    "|chief|co-founder|coach|colonel|commander|congressman|congresswoman|constable|director|doctor|dr|driver|duchess"
    "|duke|emperor|executive|founder|general|governor|inspector|judge|justice|king|lady|leader|lieutenant|lord|major"
    "|manager|mayor|minister|miss|mr|mrs|ms|mullah|opposition|pilot|pope|premier|president|prime|prince|princess|prof"
    "|professor|prosecutor|queen|rep|representative|rev|reverend|secretary|sen|senator|sergeant|sheikh|sheriff|singer"
    "|sir|speaker|spokesman|spokesperson|spokeswoman|striker|sultan|vice-president|vice|writer"
    r"|(?:adm|capt|col|gen|gov|lt|maj|sgt)\."
)
# Titles that begin other names as well, such as General Motors and Major League Baseball.
EITHER = {"general", "major", "justice", "prime", "chief", "lady", "captain", "opposition", "king", "queen"}
CROWNED = {"king", "queen"}  # with one name: King Salman
# What comes before a person's name and is not part of it: "US president", "the Turkish foreign minister", "Mr".
TITLE = re.compile(rf"(?:[\w.’'-]+\s+){{0,3}}?(?P<role>(?:(?:{ROLE})\.?\s+)+)", re.IGNORECASE)
KIND_OF_PLACE = re.compile(
    r"(?:[\w’'-]+\s+){0,4}?(?:area|border town|borough|capital|city|coast|county|district|island|port|province|region"
    r"|republic|state|suburb|town|village)(?: city)? of\s+",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\s+(?:(?:group|militants|fighters|forces|troops|jihadists|rebels|militia|movement|organi[sz]ation|party)\b\s*)+$"
)
JOINING = {"of", "the", "and", "for", "in", "on", "or", "y", "e", "a"}
PARTICLES = JOINING | {"de", "la", "le", "da", "do", "du", "di", "del", "der", "den", "van", "von", "bin", "bint",
                         "ibn", "al", "el", "ul"}  # fmt: skip
ENDINGS = {"jr", "sr", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "x", "xi", "xii", "xiv", "xv", "xvi"}
# A name with one of these before the shorter name is another one: South Korea, New York, Bosnia and Herzegovina.
DIVIDES = JOINING | {"new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
                       "great", "greater", "san", "santa", "saint", "st", "los", "las", "fort", "port", "mount", "anti",
                       "papua", "equatorial", "inner", "outer", "upper", "lower"}  # fmt: skip
# Words that end many names, and identify none by themselves.
COMMON = {"academy", "agency", "airlines", "airport", "alliance", "army", "assembly", "association", "authority",
           "bank", "board", "bridge", "brigade", "bureau", "center", "centre", "city", "club", "college", "commission",
           "committee", "company", "congress", "corporation", "corps", "council", "county", "court", "cup",
           "department", "federation", "force", "forces", "foundation", "front", "government", "group", "guard",
           "hospital", "house", "institute", "island", "islands", "league", "ministry", "movement", "museum",
           "nations", "news", "office", "organisation", "organization", "palace", "parliament", "party", "police",
           "post", "republic", "river", "school", "senate", "service", "society", "state", "states", "station",
           "street", "team", "times", "town", "union", "united", "units", "university"}  # fmt: skip
# Words that say what a company does or is: behind its own name, which articles use alone from the second time on.
OF_COMPANIES = {"air", "airlines", "airways", "bancshares", "brewery", "brothers", "capital", "cement", "chemicals",
                "co", "company", "corp", "corporation", "electronics", "energy", "engineering", "entertainment",
                "ferries", "foods", "gas", "group", "holding", "holdings", "inc", "industries", "insurance", "lines",
                "logistics", "ltd", "media", "mining", "motor", "motors", "oil", "partners", "pharma",
                "pharmaceuticals", "pictures", "plc", "rail", "railways", "records", "resources", "retail", "shipping",
                "shipyards", "software", "solutions", "steel", "stores", "studios", "systems", "tech", "technologies",
                "telecom", "trading", "ventures"}  # fmt: skip
# Words with a capital at the beginning of a sentence that are not names.
PRONOUNS = {"I", "You", "He", "She", "It", "We", "They", "His", "Her", "Their", "This", "That", "These", "Those",
             "There", "Who", "One", "Both", "Some", "Many", "All", "Others", "None", "Nobody"}  # fmt: skip

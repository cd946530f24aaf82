"""What stands around the sentences of an article: datelines, captions, bylines and links."""

import re

_AGENCY = r"CNN(?:\s+\w+){0,2}|AP|Reuters|AFP|UPI|USA TODAY(?:\s+\w+)?"
DATELINE = re.compile(
    rf"(?:[A-Z][\w.’'-]*(?:,?\s+[A-Z][\w.’'-]*){{0,4}},?\s+)?(?:\((?:{_AGENCY})\)|(?:{_AGENCY})(?=\s*[—–]))\s*(?:[—–-]+\s*)?"
    r"|[A-Z][A-Z.’' -]{2,}(?:,\s+[A-Z][\w. ]{1,18})?\s+[—–]+\s+",
)
# What news is about: what was done, or suffered.
EVENT = re.compile(
    r"\b(?:killed|dead|died|dies|death|injured|wounded|shot|attack(?:ed|s)|arrested|charged|convicted|sentenced|released|resign(?:ed|s)"
    r"|won|elected|erupted|struck|hit|collapsed|destroyed|fled|captured|declared|launched|announced|signed|banned|fired|sued|found"
    r"|stolen|carried off|reopened|flooded|evacuated|fined|bought|seized|slapped|crushed|gunned down|named|became)\b",
    re.IGNORECASE,
)
# What a sentence begins with that goes on from another one.
CONTINUES = (
    "But ",
    "And ",
    "However",
    "Yet ",
    "Still,",
    "Also",
    "So ",
    "Then ",
    "Meanwhile",
    "He ",
    "She ",
    "They ",
    "It ",
)
SHORT = re.compile(r"(?:No[ -]?one|Nobody|None|No \w+s) \w+", re.IGNORECASE)
"""The beginning of a sentence that may be short, as "Nobody was hurt"."""
JUNK = re.compile(
    r"^(?:\w+ ){0,3}(?:images?|photos?|pictures?|video|footage)\b|audio version|Explore the universe"
    r"|[Ll]isten to|[Ww]atch live"
    r"|live updates|on the app|Hide Caption|\bPrev\b.{0,3}\bNext\b|Getty Images|\bAFP\b.{0,20}\bImages\b"
    r"|/(?:AP|AFP|Reuters|Getty)\b|Read more|READ MORE|\bSIGN UP\b|Sign up|newsletter|Subscribe|Click here|^By [A-Z]"
    r"|^Editor[’']s note|contributed to this report|Photos?:|\b\d+ of \d+\b(?= Photos)|^(?:[A-Z]{2,}[\s'’:-]+){3,}|https?://|©"
    r"|for comment\b|All rights reserved|\bAdvertisement\b|^More:|pic\.twitter",
)

"""Words of questions that offer two things, and of sentences that compare them."""

import re

FLAGS = re.IGNORECASE
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
_LEAD = rf"(?P<before>(?:(?:in|at|on|of|by|according to)\s[^,?]+,\s+)?{_AUX}\s)"
_NAME = r"(?-i:(?:the )?[A-Z][\w.’'&-]*(?:\s+(?:of|and|the|de|[A-Z0-9][\w.’'&-]*))*)"
_PREPOSITION = r"(?:at|in|on|for|from|to|with|by|against|over|under|through|during|before|after|because|as)"
_ARTICLE = r"(?:an?|the|his|her|its|their)"
_WORD = r"[\w’'.%£$€,-]*\w"
# "Did it sink, or was it raised?": each side has a verb of its own.
TWO_VERBS = re.compile(rf"(?P<left>.+?),?\s+or\s+(?P<right>{_AUX}\s+\w+\s+.+)", FLAGS)
# In which the two are offered, the plainest last: the words before them, they themselves, and those behind.
AUX_FIRST = tuple(
    re.compile(rf"{_LEAD}{pattern}", FLAGS)
    for pattern in (
        rf"(?P<middle>(?:.*?\s)??)(?P<left>{_NAME})\s+or\s+(?P<right>{_NAME})(?P<after>.*)",
        rf"(?P<middle>.*\s)(?P<left>{_PREPOSITION}\s(?:{_WORD}\s)+?)or\s+(?P<right>{_PREPOSITION}\s.+)(?P<after>)",
        rf"(?P<middle>(?:.*\s)?)(?P<left>{_ARTICLE}\s(?:{_WORD}\s)+?)or\s+"
        rf"(?P<right>{_ARTICLE}\s(?:(?!{_PREPOSITION}\s){_WORD}\s?)+)(?P<after>.*)",
        rf"(?P<middle>(?:.*\s)?)(?P<left>{_WORD})\s+or\s+(?P<right>(?!{_ARTICLE}\s){_WORD})(?P<after>.*)",
    )
)
# "Who won, Ada or Bo?"
AFTER_COMMA = re.compile(
    r"(?P<asked>(?:who|whom|whose|which|what|where|when)\b(?!.*\b(?:say|said|about)\b)[^,]+?)\s*[,:–—?]\s*(?P<left>[^,]+?),?\s+or\s+(?P<right>[^,]+)",
    FLAGS,
)
# "Did anyone win or draw?" asks whether, whichever it was.
NO_CHOICE = re.compile(
    r"\b(?:any|anyone|anybody|anything|ever|if|whether|more or less|or (?:so|more|other\w*|some\w*|any\w*|even)"
    r"|(?:one|two|three|four|five|six) or)\b",
    FLAGS,
)
_ADJECTIVES = (
    "old big large long high strong weak hot cold fast slow heavy rich dead tall small short cheap low young hard early"
    " late great wide deep safe poor near deadli costli earli"
).split()
_OF_DEGREE = (
    rf"more|most|less|least|fewer|fewest|worse|worst|better|best|further|(?:{'|'.join(_ADJECTIVES)})[a-z]?(?:e?r|e?st)"
)
# What can be counted, in the plural: "more grand slams", but not "more expensive".
COUNTED = r"(?:[a-z-]+\s){0,2}?(?:\w+[^\Ws]s|people|men|women|children|money|time)"
# What a question compares by.
DEGREE = re.compile(rf"\b(?P<degree>{_OF_DEGREE})\b(?:\s+(?P<noun>{COUNTED}))?", FLAGS)
# By which a sentence compares.
COMPARES = re.compile(rf"\b(?:{_OF_DEGREE}|than|majority|ahead|behind|outlast\w*|outlived?|top(?:s|ped)?)\b", FLAGS)
ABOVE_ALL = re.compile(rf"\b(?:most|least|fewest|worst|best|majority|(?:{'|'.join(_ADJECTIVES)})[a-z]?e?st)\b", FLAGS)
LESS = frozenset("less least fewer fewest smaller smallest shorter younger cheaper lower weaker poorer lighter".split())
LOST = re.compile(r"\b(?:lost|loses?|losing|shed(?:ding)?|fell|fall|dropp?(?:ed)?|down)\b", FLAGS)
RESPECTIVELY = re.compile(r"\brespectively\b", FLAGS)
LEADING = re.compile(rf"^(?:{_PREPOSITION}\s+)?(?:{_ARTICLE}\s+)?", FLAGS)
# Other words for one that is offered: "69% were opposed" is against.
SAID_AS = {
    "for": re.compile(r"\b(?:for|in favou?r|support(?:s|ed|ing)?|back(?:s|ed|ing)?|favou?r(?:s|ed)?)\b", FLAGS),
    "against": re.compile(r"\b(?:against|oppos(?:es?|ed|ing)|opposition)\b", FLAGS),
    "after": re.compile(r"\b(?:after|following)\b", FLAGS),
}
# As the checker is asked.
ASKED_AS = {"for": "in favour of", "against": "opposed to"}
INITIALS = re.compile(r"\s\([A-Z]{2,}\)")
# Between a name and its amount: "Ada won 12 votes", "Bo’s 11".
LIGHT = frozenset(
    "'s ’s on at with had has have won win got received took secured earned scored is are was were put to only just and"
    " the about nearly around some more than over".split()
)
# "The first or the second quarter": the first one, too.
ORDINAL = re.compile(r"(?:the )?(?:first|second|third|fourth|last|earlier|later)\b", FLAGS)
# Where what is said of one thing ends: a denial behind it is of something else.
CLAUSE = re.compile(r"[,;:—–]|\b(?:who|whom|which|whose|where|while|although)\b", FLAGS)
# "The flood of April": told by the month, or the place.
OF_NAME = re.compile(r"(?:.*\s)?(?-i:[a-z]+) (?:of|in|at) (?P<name>(?-i:[A-Z])\w+)(?: \d+)?", FLAGS)

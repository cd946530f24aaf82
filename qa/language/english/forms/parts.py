"""Words that join two questions in one, and that compare two things."""

import re

from qa.language.english import amounts
from qa.language.english.forms import choices

FLAGS = re.IGNORECASE
_WH = r"(?:how (?:many|much|old|long|far|tall|big)|who|whom|when|where|why|what|which|how)"
# "When and where was she born?"
TWO_WORDS = re.compile(
    rf"(?P<first>{_WH}),? and (?P<second>{_WH})\s+(?P<rest>(?:is|are|was|were|did|do|does|has|have|had|will"
    rf"|would|can)\b.+)",
    FLAGS,
)
# "Who won, and who was the referee?"
TWO_QUESTIONS = re.compile(
    rf"(?P<first>.+?\S)\s*(?:\?|,|;)?\s+(?:and|but)\s+(?:also\s+)?(?P<second>(?:in |on |at |to |by "
    rf"|from )?{_WH}\b.+)",
    FLAGS,
)
# "Who won, and when?": the second question is one word, or a few.
BARE_SECOND = re.compile(
    r"(?P<first>.+?[\w”\"’)]),? (?:and|but) (?:also )?(?P<second>when|where|why|how|what for|by whom"
    r"|by how much|how much|how many|since when|where (?:to|from)|for how (?:much|long)"
    r"|(?:on|in|by|to|for|with|of|at|from) how (?:many|much) \w+"
    r"|(?:to|from|for|with|against) whom|(?:with|by|at|for|in|on) (?:what|which) \w+)",
    FLAGS,
)
# "How many were arrested and how many killed in May?": noun, auxiliary and the rest belong to both.
GAPPED = re.compile(
    r"(?P<lead>(?:.+?, )?)(?P<how>how (?:many|much))(?P<what>(?: [\w’'-]+){0,3}?"
    r" (?:have been|has been|had been|was|were|are|is))"
    r" (?P<first>\w+(?:ed|en)(?: up| off| out)?|hurt|sold),?"
    r" and how (?:many|much) (?P<second>killed|injured|hurt|wounded|arrested|detained|jailed|released|freed|rescued"
    r"|evacuated|displaced|destroyed|damaged|flooded|sold|hired|dismissed|charged|convicted|acquitted|deported)"
    r"(?P<rest>(?: (?:in|on|at|by|during|after|since|from|when|for|over)\b.+)?)",
    FLAGS,
)
TWO_SENTENCES = re.compile(r"(?P<first>[^?]+\?)\s+(?:and\s+)?(?P<second>[^?]+\??)", FLAGS)
# "how many in the Philippines": the rest of the first question is meant.
REST_MEANT = re.compile(rf"(?P<wh>{_WH})\s+(?P<rest>(?:in|at|on|from|for|during|by|of|to)\b.+)", FLAGS)
PREPOSED = re.compile(
    r"\b(?:in|at|on|from|for|during|by|to)\s+(?:(?!\b(?:in|at|on|from|for|during|by"
    r"|to)\s).)+",
    FLAGS,
)
# "Which river has the longest bridge, and how long is it?": what is last named with "the" is meant.
IT_ASKED = re.compile(r"(?<= )it\b(?! \w+ (?:that|to)\b)", FLAGS)
LAST_NAMED = re.compile(r"\b(?P<what>the (?:[\w’'-]+ ){0,3}[\w’'-]+)$")
# "Who won the cup?": with the answer for "who" it is told what happened.
DOER = re.compile(r"(?:who|(?:which|what) \w+)\s+(?P<done>\w+(?: [^?]+)?)\?", FLAGS)
WHEN_DONE = "{part} when {told}?"
OF_PERSONS = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their)\b", FLAGS)
# "How many years did she get?" says nothing of what for: the part before it does.
LIGHT = re.compile(
    r"\b(?:did|does|has|had|was|were|will) (?:he|she|they) (?:gets?|got(?:ten)?|given|handed|received?|pay|paid)\W*",
    FLAGS,
)
# "How old were they?" is asked of each of several; "where did they meet?" is not.
OF_EACH = re.compile(
    r"(?P<asked>how (?:old|tall|rich|young)|when|where) (?P<be>are|were) they(?P<rest>|(?: both| all)? born\b.*"
    r"|(?: both| all)? (?:when|at|in)\b.*)",
    FLAGS,
)
BE_ONE = {"are": "is", "were": "was"}
AND = " and "
BETWEEN_NAMES = re.compile(r",? and (?=[A-ZÀ-Þ])|, (?=[A-ZÀ-Þ])")
BEGINS = re.compile(rf"(?:in |on |at |to |by |from )?{_WH}\b", FLAGS)
# "Was Ada Lorn freed, and who held her?": the first question may be one for yes or no.
DECIDED = re.compile(
    r"(?:is|are|was|were|did|does|do|has|have|had|will|would)\b(?!.*\b(?:or|know|known|say|said|true|tell|told"
    r"|think|believe|clear|what|who|whom|when|where|how|why|which|that|if|whether)\b)",
    FLAGS,
)
_AUX = r"(?:is|are|was|were|did|does|do|has|have|had|will|can|could|would)"
# The second question stands on its own: "how old is she", "who replaced him"; "how it spread" is part of the first.
OWN_SECOND = re.compile(
    rf"(?:(?:in|on|at|by|from|for|to|with) )?{_WH}(?: \w+){{0,2}}? {_AUX}"
    r" (?:he|she|they|it|his|her|their|its|the|this|(?-i:[A-ZÀ-Þ])\w*)\b"
    rf"|who (?!{_AUX}\b)\w+(?: \w+){{0,2}} (?:him|her|it|them)\b",
    FLAGS,
)
# "it" and "they" of the second are the subject of the first only where that has no other noun.
OF_THING = re.compile(r"\b(?:it|its|they|them|their)\b", FLAGS)
ONE_THING = re.compile(rf"{_AUX} the (?:[\w’'-]+ )?[\w’'-]+ (?:been |being )?\w+\W*", FLAGS)
BARE_DECIDED = re.compile(r".* (?:how many|how much)", FLAGS)

# Of one side alone: "Did Holmes get convicted on more counts", "Is A older", "Did A last longer".
DID_MORE = re.compile(
    r"(?P<lead>(?:.+?, )?)(?P<aux>did|do|does|was|were|is|are|has|have)\s+(?P<rest>.*?)\b"
    rf"(?P<degree>more|fewer|less)\s+(?P<noun>{choices.COUNTED})\b(?P<after>.*)",
    FLAGS,
)
IS_OLDER = re.compile(
    r"(?P<aux>is|was|are|were)\s+(?P<side>.+?)\s+(?:the\s+)?(?P<degree>\w+er|\w+est)(?P<after>\s.*)?", FLAGS
)
LASTED = re.compile(r"(?P<aux>did|do|does)\s+(?P<side>.+?)\s+(?P<verb>\w+)\s+(?P<degree>longer)(?P<after>.*)", FLAGS)
# "Who is older, A or B?", "Which was deadlier, the …, or the …?"
IS_MORE = re.compile(
    r"(?:who|which|what)(?P<kind>(?:\s+[\w’'-]+){0,4}?)\s+(?P<aux>is|was|are"
    r"|were)\s+(?:the\s+)?(?P<degree>\w+er|\w+est)\s*[,:]?\s+(?P<left>.+?),?\s+or\s+(?P<right>.+)",
    FLAGS,
)
# "Who won more titles, A or B?", "Which earthquake killed more people, the one in A or the one in B?"
VERB_MORE = re.compile(
    r"(?:who|which|what)(?:\s+(?P<kind>[a-z]+))?\s+(?:(?:has|have|had)\s+)?(?P<verb>\w+)\s+(?:on\s+)?(?P<degree>more|fewer|less|most"
    r"|fewest)(?:\s+(?P<noun>[\w ]+?))?"
    r"\s*[,:]\s*(?P<left>.+?),?\s+or\s+(?P<right>.+)",
    FLAGS,
)
LESS = frozenset("fewer less fewest younger smaller shorter cheaper lower weaker".split())
ASKED_BY = {
    "older": "How old {aux} {side}?", "oldest": "How old {aux} {side}?", "younger": "How old {aux} {side}?",
    "taller": "How tall {aux} {side}?", "bigger": "How big {aux} {side}?", "larger": "How large {aux} {side}?",
    "longer": "How long {aux} {side}?", "higher": "How high {aux} {side}?",
    "stronger": "What {aux} the magnitude of {side}?", "strongest": "What {aux} the magnitude of {side}?",
    "weaker": "What {aux} the magnitude of {side}?", "hotter": "How hot {aux} {side}?",
    "faster": "How fast {aux} {side}?",
    "heavier": "How heavy {aux} {side}?", "richer": "How much {aux} {side} worth?", "hottest": "How hot {aux} {side}?",
    "deadlier": "How many people died in {side}?", "deadliest": "How many people died in {side}?",
}  # fmt: skip
GET = re.compile(
    r"\b(?:did|do|does) (?P<side>.+?) get (?=\w+(?:ed|en)\b)", FLAGS
)  # "did X get convicted": "was X convicted"
# "Four of eleven": eleven is not how many; in "a magnitude of 7.8" it is.
OUT_OF = re.compile(rf"\b(?:\d[\d,.]*|{amounts.WORD}) (?:out )?of (?:the )?$", FLAGS)
LAST_ONE = re.compile(r" one$", FLAGS)
ONE = re.compile(r"\bthe one\b", FLAGS)
THAT = re.compile(r"^that\b", FLAGS)  # "the flood of April or that of May"
HEAD = re.compile(r"^.+?(?= (?:of|in|on|at|from) )", FLAGS)

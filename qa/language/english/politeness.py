"""Words around a question that ask nothing: "can you tell me", "please", and questions in the order of statements."""

import re

from qa.language.english.calendar import TYPED_MONTH
from qa.language.english.world.offices import OFFICES

_WH = r"who|whom|whose|what|when|where|why|how|which"
_TELL = r"(?:tell|show|explain|say|inform|remind)(?: to)?(?: me| us)?(?: please)?"
OPENS = re.compile(
    rf"^(?:(?:hi|hello|hey|please|so|ok|okay|well|and)[,!]? )*"
    rf"(?:(?:(?:can|could|would|will) (?:you|anyone|someone)(?: please| kindly)? )?{_TELL}"
    r"|(?:do|does|did) (?:you|anyone|anybody|someone)(?: happen to)? know"
    r"|i(?:[’']d| would) (?:like|love) to (?:know|learn|find out)|i (?:just )?want to (?:know|find out)"
    r"|i (?:wonder|am wondering)|i[’']m wondering|(?:have you )?any idea|you know)[,:]?"
    rf" (?=(?:{_WH})\b)",
    re.IGNORECASE,
)
CLOSES = re.compile(r",? (?:please|thanks|thank you|pls|plz)$", re.IGNORECASE)
# "In May, who won?", "According to the mayor, how many were hurt?": what is in front belongs behind, unless a pronoun
# stands for something in it.
FRONTED = re.compile(
    r"(?P<front>(?:before|after|in|during|at|on|since|besides|apart from|according to|under|as of|by|for|among|of)"
    r" (?!which|what|whom|whose)[^,?;]{2,60}), (?!.*\b(?:s?he|it|they|him|hers?|his|its|theirs?|them)\b)"
    r"(?P<asked>(?:who|whom|whose|what|which|when|where|why|how"
    r"|did|does|do|was|were|is|are|has|have|had) [^?]+)",
    re.IGNORECASE,
)
# "How many people did the fire kill?" is asked of those whom it killed.
HARMED = re.compile(
    r"^(?P<count>how many (?:[\w’'-]+ ){0,3}?)(?:did|has|have|had) (?P<by>[^?]+?) "
    r"(?P<verb>kill|injure|wound|displace|hurt)(?:e?d)?(?P<rest>(?: (?:in|on|at|during|last|this)\b[^?]*)?)$",
    re.IGNORECASE,
)
CLEFT = re.compile(
    r"^(?:was|is) it (?P<who>(?:the )?(?-i:[A-ZÀ-Þ])[\w’'.-]*(?: [\w’'.-]+){0,4}?) (?:who|that|which) "
    r"(?P<how>(?:first|really|actually|also|\w+ly) )?(?P<verb>[a-z]+)(?P<rest>\b[^?]*)$",
    re.IGNORECASE,
)
"""A question whether it was a certain one who did something."""
PARTICIPLES = {"kill": "killed", "injure": "injured", "wound": "wounded", "displace": "displaced", "hurt": "hurt"}
# "the winners of 2022" are those of a year, and no office of it.
_OF_PRIZE = r"winners|laureates|champions"
OF_YEAR = re.compile(rf"\b(?P<who>{_OF_PRIZE}) of (?=(?:19|20)\d\d$)")
# "who the mayor of Holm is": the verb of a question that was embedded in another sentence.
TURNED = re.compile(
    rf"^(?P<wh>{_WH}) (?P<what>(?:the|his|her|their|its) [^?]+?) (?P<be>is|was|are|were)$", re.IGNORECASE
)
# "Name the towns that flooded", "List the towns in Holm County": what is ordered is a question for several.
_ORDER = (
    r"^(?:name|list|identify|give(?: me)? the names of|give me a list of)(?: all)?(?: of)? "
    r"(?:the |(?=(?:two|three|four|five|six|seven|eight|nine|ten) ))"
)
ORDERED = (
    (re.compile(rf"{_ORDER}(?P<what>(?:[\w’'-]+ ){{0,5}}?[\w’'-]+) (?:that|who|which) "
                r"(?P<rest>(?!(?:the|a|an|he|she|it|they|his|her|we|you)\b)(?-i:[a-z]).*)$", re.IGNORECASE),
     "Which {what} {rest}"),
    (re.compile(rf"{_ORDER}(?P<what>[^,;:]*\b(?:{_OF_PRIZE})\b[^,;:]*)$", re.IGNORECASE),
     "Who were the {what}"),
    (re.compile(rf"{_ORDER}(?P<what>[^,;:]+)$", re.IGNORECASE), "Which are the {what}"),
)  # fmt: skip
# "Holm ferry sinking date", "Ada Lorn prison sentence length": what is asked of it stands last.
_ABOUT = (
    rf"(?P<what>(?!(?:{_WH}|is|was|were|are|did|does|do|has|have|had|can|will|name|list|the latest|tell"
    rf"|show)\b)[^?]+?)"
)
ATTRIBUTES = tuple(
    (re.compile(rf"^{_ABOUT} (?:{last})$", re.IGNORECASE), asked)
    for last, asked in (
        (r"(?:length|duration)", "How long is the {what}"),
        (r"(?:attacker|assailant)(?:[’']?s)?(?: name| identity)?", "Who attacked {what}"),
        (r"(?:killer|murderer|assassin)(?:[’']?s)?(?: name| identity)?", "Who killed {what}"),
        (r"(?:shooter|gunman)(?:[’']?s)?(?: name| identity)?", "Who shot {what}"),
        (r"(?:winner|champion)s?(?: name)?", "Who won the {what}"),
        (r"(?:location|venue)", "Where is the {what}"),
        (r"funeral (?:date|day)", "When is the funeral of {what}"),
        (r"release (?:date|day)", "When was {what} released"),
        (r"birthplace", "Where was {what} born"),
        (r"age", "How old is {what}"),
        (r"(?:height)", "How tall is {what}"),
        (r"husband|wife|father|mother|brother|sister|son|daughter", "Who is {what}'s {last}"),
        (r"successor", "Who succeeded {what}"),
        (r"death toll", "How many people died in the {what}"),
    )
)
VERB = re.compile(
    rf"^(?:{_WH})\b|\b(?:is|was|were|are|did|does|do|has|have|had|will|would|can|could|should|must|might|said|says)\b",
    re.IGNORECASE,
)
"""What keywords have not."""
TIME_AT_END = re.compile(
    rf"(?<!\bin)(?<!\bof)(?<!\bto) (?=(?:{TYPED_MONTH} )?(?:19|20)\d\d$|{TYPED_MONTH}$)", re.IGNORECASE
)
"""The space before a month or year at the end of keywords."""
TOPIC = re.compile(
    r"^(?:name|list|give|find|show|describe|identify|count|compare|define|explain)\b"
    r"|\b(?:news|latest|updates?|timeline|summary|story|background|facts|details|info(?:rmation)?|explained|crisis"
    r"|scandal|affair|tell|about|vs?|versus|or|and|with|please|hi|hello|thanks?)\b|[,;:!]",
    re.IGNORECASE,
)
"""Keywords that ask for a summary or for two things, or are no keywords."""
OF_PERSON = re.compile(
    r"\b(?:person|man|woman|chair(?:man|woman)?|leader|director|founder|owner|coach|manager|captain|champion|actor|actress"
    r"|singer|author|winner|minister|boss|suspect|victim)s?"
    r"(?! (?:salary|wage|pay|age|height|weight|net worth|fortune|fine|sentence|record|trial|death|name)\b)\b",
    re.IGNORECASE,
)
"""Keywords that ask for a person, and for no figure of his."""
NO_HEADS = re.compile(
    r"\b(?:for|of|in|at|by|with|and|or|to|the|a|an|old|new)$"
    r"|\b(?:average|minimum|legal|maximum|retirement|drinking|voting)\b",
    re.IGNORECASE,
)
"""Words after which the last one is not what is asked."""
_TITLES = "|".join(sorted(map(re.escape, OFFICES), key=len, reverse=True))
# "mayor of Holm", "name of the mayor of Holm", "Holm mayor", "UK prime minister": who holds it.
KEYWORDS = (
    re.compile(rf"^(?:(?:the )?name of )?(?:the )?(?:current )?(?P<office>{_TITLES}) of (?P<body>(?:the )?\w[\w.’'-]*"
               rf"(?: \w[\w.’'-]*){{0,2}})$", re.IGNORECASE),
    re.compile(rf"^(?:current )?(?P<body>(?!(?:who|what|when|where|why|how|which|is|was|did|does|do|new|the|a|an)\b)"
               rf"[\w.’'-]+(?: (?!is|was|of)[\w.’'-]+)?) (?P<office>{_TITLES})$", re.IGNORECASE),
)  # fmt: skip

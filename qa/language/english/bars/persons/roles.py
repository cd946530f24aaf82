"""Who did it and whom it befell: verbs that two names share the other way round, and nouns for one who did harm."""

import re

# Groups of verbs with one direction: of "A replaces B" it follows who came and who went.
DIRECTED = (
    r"replac(?:e|es|ed|ing)|succeed(?:s|ed|ing)?|tak(?:e|es|ing) over from|took over from",
    r"beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|overc(?:ame|omes?|oming)|knock(?:s|ed|ing)?(?: out)?|ousted?"
    r"|edg(?:es|ed|ing)",
    r"buy(?:s|ing)?|bought|acquir(?:es?|ed|ing)|purchas(?:es?|ed|ing)|pa(?:y|ys|id|ying)|bid(?:s|ding)?",
    r"slap(?:s|ped|ping)?|hit(?:s|ting)?|str(?:ikes?|uck|iking)|punch(?:es|ed|ing)?|smack(?:s|ed|ing)?",
    r"accus(?:es?|ed|ing)",
    r"su(?:es?|ed|ing)",
    r"fir(?:es?|ed|ing)|sack(?:s|ed|ing)?|dismiss(?:es|ed|ing)?",
    r"appoint(?:s|ed|ing)?|nam(?:es?|ed|ing)|nominat(?:es?|ed|ing)|pick(?:s|ed|ing)?",
    r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?",
)
WHICH_ONE = re.compile(r"(?:which|what) (?:[\w-]+ )??(?P<noun>[a-z]{3,}) ", re.IGNORECASE)
"""A question for one of several, by what they are."""
PHRASAL = re.compile(r"\b(?:t(?:ook|akes?|aken) over \w+|los(?:t|es) to (?-i:[A-Z])\w*)", re.IGNORECASE)
"""Verbs of two words."""
ASKS_WHOM = re.compile(r"whom? (?:did|does|do|has|have|had|will) ", re.IGNORECASE)
BE = r"(?:is|are|was|were|be|been|being|gets?|got)"
PASSIVE_BEFORE = re.compile(rf"\b{BE}(?: (?:\w+ly|also|later|not|then|first|twice|just|fatally))*\s*$", re.IGNORECASE)
BY = re.compile(r"\bby\s+(?:(?:the|an?|its|his|her|their)\s+)?(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
DEFEAT_TO = re.compile(r"\b(?:defeat|loss|exit) (?:to|against|at the hands of) (?:[\w’'.-]+ ){0,3}$", re.IGNORECASE)
"""Before a name: that he won."""

BEATEN = re.compile(
    r"\b(?:beat(?:s|ing)?|defeat(?:s|ed|ing)|overc(?:ame|omes|oming)|edg(?:es|ed|ing)(?: past| out)?"
    r"|(?:wins?|won|victory|triumph) (?:over|against)|knock(?:s|ed|ing) out|toppl(?:es|ed|ing)|(?<!an )upset(?:s|ting)?"
    r"|(?:saw|see(?:s|ing)) off|eliminat(?:es|ed|ing)|outlast(?:s|ed|ing)?|dispatch(?:es|ed|ing)"
    r"|(?:down|thrash|crush|rout)(?:s|es|ed|ing)) "
    # No step back into a word: where one may be read as two, the time would double with each.
    r"(?>(?:(?-i:[A-ZÀ-Þ][\w’'-]+)|the|defending|champions?|rivals?|hosts?|favou?rites?|no\.|number|world|top|one|two"
    r"|\d+|[\w-]+-seed(?:ed)?|seeds?|\d+-year-old) )*+$",
    re.IGNORECASE,
)
"""Right before a name: that it was beaten."""
ASKS_WINNER = re.compile(
    r"\bwho (?:\w+ )?(?:won|wins|lifted|clinched|claimed|took|beat|beats|defeated|overcame|upset|eliminated|saw off"
    r"|knocked (?:[\w’'.-]+ ){0,3}?out)\b|\bwhich team won\b"
    r"|^who (?:was|were|is|became) .*\b(?:re-?)?elected\b(?! by\b)"
    r"|\bwhom? (?:did|do|does|has|have|had|was|were|is|are)\b.*\b(?:los(?:e|t) to|beaten by)\b",
    re.IGNORECASE,
)
ASKS_SCORER = re.compile(
    r"\bwho (?:\w+ )?(?:scored|scores|converted|struck|netted|missed) (?:[\w’'-]+ ){0,3}?"
    r"(?:goals?|penalt(?:y|ies)|winner|equali[sz]er|hat-trick|spot[- ]kick)\b",
    re.IGNORECASE,
)
"""A question for a player: a country scores no penalty."""
CHOICE = re.compile(r"\bor\b", re.IGNORECASE)
BETWEEN_SIDES = re.compile(r"(?<=between )(?-i:[A-ZÀ-Þ])[\w’'-]*(?: [\w’'-]+){0,3}? and (?-i:[A-ZÀ-Þ])[\w’'-]*")
"""Behind "who won": two of whom one did."""

# One who did harm, as a noun beside the name.
_DOER = (
    r"(?:gun(?:man|men)|shooters?|attackers?|assailants?|suspects?|suspected|assassins?|killers?|murderers?"
    r"|perpetrators?"
    r"|bombers?|kidnappers?|thief|thieves|robbers?|burglars?|defendant|culprits?|alleged(?:ly)?|accused)"
)
_LINK = (
    r"(?:[,:–—-]|\s|\b(?:was|is|as|identified|named|called|the|an?|a|old|year|man|been|has|have|who|\d+"
    r"|police|officials)\b)*+"
)
DOER_BEFORE = re.compile(rf"\b{_DOER}\b{_LINK}$", re.IGNORECASE)
DOER_AFTER = re.compile(
    rf"^{_LINK}\b{_DOER}\b|^ ?,[^,;.]{{1,60}}, (?:is|was|has been (?:named|identified) as|was (?:named"
    rf"|identified) as) (?:the|an?)"
    rf" (?:[\w’'-]+ ){{0,2}}{_DOER}\b",
    re.IGNORECASE,
)
_HARM = (
    r"(?:shot|shoots?|opened fire|fir(?:ed|es) (?:at|on|shots)|kill(?:s|ed)|murder(?:s|ed)|assassinat(?:es|ed)"
    r"|attack(?:s|ed)"
    r"|stab(?:s|bed)|assault(?:s|ed)|beat|hit|struck|slap(?:s|ped)|poison(?:s|ed)|kidnap(?:s|ped)|bomb(?:s|ed)|gunned"
    r"|massacred|shelled|executed|broke (?:in|into)|stole|steals|robbed|robs|burgled|looted|made off|took|grabbed)"
)
# Behind the name: an apposition, adverbs, then the deed in the active voice; or that he is held for it.
HARMS = re.compile(
    r"^(?:[’']s? (?:forces|troops|army|fighters|militants|missiles?|son|husband))?"
    r"(?:,[^,;.]{1,60},)*(?: \(\w[^)]*\))?(?: (?:\w+ly|then|later|had|has|have|also|forces|troops|militants|who"
    r"|fighters))*"
    rf" {_HARM}\b(?! by\b)(?! (?:him|her|himself|herself|the (?:gunman|shooter|suspect|attacker|assailant))\b)",
    re.IGNORECASE,
)
CHARGED = re.compile(
    r"^(?:,[^,;.]{1,60},)*(?: \(\w[^)]*\))? (?:was|were|is|has been|had been|been)(?: (?:\w+ly|later|also"
    r"|on \w+))* (?:arrested|charged"
    r"|convicted|accused|indicted|sentenced|found guilty|identified|suspected|detained|tackled)\b"
    r"|^(?:,[^,;.]{1,60},)* (?:pleaded|confessed"
    r"|admitted|admits|faces charges|told police)\b",
    re.IGNORECASE,
)
THIEVES = re.compile(r"\b(?:thief|thieves|robbers?|burglars?|raiders?|looters?|gang|hackers?)\b", re.IGNORECASE)
PROPERTY = re.compile(r"stole|steals?|robbed|burgled|looted|owns?|owned", re.IGNORECASE)
OFFICIAL = re.compile(
    r"\b(?:prosecutors?|attorney general|district attorney|spokes(?:man|woman|person|people)|officials?|ministers?"
    r"|mayor"
    r"|directors?|curators?|managers?|chief executive|ceo|police|detectives?|inspectors?|commissioner|sheriff|judge"
    r"|magistrate|lawyers?|witness(?:es)?|passer-?by|bystanders?|neighbou?rs?|visitors?|tourists?|experts?"
    r"|historians?"
    r"|guards?|senator|governor|president|reporters?|editor)\b",
    re.IGNORECASE,
)
# A title right before a name, and an apposition right behind it.
TITLE_BEFORE = re.compile(r"(?:[\w’'-]+ ){1,3}$|(?:[\w’'-]+ ){0,2}[\w’'-]+, $")
TITLE_AFTER = re.compile(r"^, [^,;.]{1,60}")
DOES_OWN = re.compile(
    r"^(?:,[^,;.]{1,60},)*(?: (?:who|\w+ly|also|now|had|has|have|still|later|then|himself|herself))* "
    r"(?:own(?:s|ed)?|steals?|stole|robs|robbed|burgled|looted|bought|acquired|took|holds"
    r"|(?:is|was) the (?:sole |main |new )?owner)\b",
    re.IGNORECASE,
)
OWNED_BY = re.compile(
    r"\b(?:owned|stolen|robbed|taken|looted|bought|acquired) by (?:[\w’'-]+,? ){0,4}$"
    r"|\bbelongs? to (?:[\w’'-]+,? ){0,4}$",
    re.IGNORECASE,
)
AS_ROLE = re.compile(
    r"^[^.;]{0,40}? as (?:the |its |an? )?(?:[a-z’'-]+ ){1,3}of (?:the )?(?P<body>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
)
"""Behind "succeeded": as what, and of what body."""
TO = re.compile(r"\b(?:to|(?-i:will)|would|could|(?-i:may)|might) $", re.IGNORECASE)
"""Before a verb: that it is to be done yet."""
OBJECT = re.compile(
    r"^\s+(?:the |as |former |then-)?(?:(?:[a-z]+ ){0,2}?)(?P<name>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)"
)
SUBJECT = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)(?: (?:\w+ly|also|later|then|has|had|have))* (?:is|are"
    r"|was|were|be|been|being) $"
)
SUBORDINATE = re.compile(r"(?<!^)\b(?:when|after|before|while|since|until|ahead of)\b.*", re.IGNORECASE)
"""In a question: the clause that says when, of which no sentence has to speak again."""
DENIED = re.compile(r"(?:\bnot|\bnever|n[’']t) (?:been |yet )?\w+", re.IGNORECASE)
"""In a question: a verb with its negation, so that no sentence has to say that it happened."""
OBJECT_ASKED = re.compile(
    r"^who(?: first| also)? [a-z]+(?: [a-z]+ly)? (?P<object>(?:the |(?-i:[A-Z])|his |her )[^?]*)", re.IGNORECASE
)
DOES = re.compile(
    r"^(?: (?:also|then|later|had|has|have|[a-z]+ly))* (?P<verb>[a-z]+) (?!(?:for|in|on|at|to|with"
    r"|from|of|as|by|that|against|over|into) )(?P<object>[^,;.]+)"
)
"""Behind a name: what he does, and to what."""
OBJECT_ENDS = re.compile(r"\b(?:in|on|at|from|with|by|during|after|before|when|while|as|for|and)\b")
DEFINITE = re.compile(r"(?:the|its?|this|that|these|those|them|him|her|his|their|back|over|up|down|out|off)\b|[A-Z]")
"""An object that may be the one asked about by another name."""
ASKS_OF_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|announc\w+|call(?:s|ed)?|describ\w+|warn\w*|claim\w*|tweet\w*"
    r"|wrote|writ\w+|testif\w+|react\w*|accus\w+"
    r"|prais\w+|critici\w+|condemn\w*|deni\w+|admit\w*|confirm\w*|reveal\w*|spoke\w*|predict\w*|comment\w*"
    r"|apologi\w+|report\w*|declar\w+|thank\w*)\b",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"^(?:,[^,;.]{1,160},)? (?:(?:also|later|then|has|had) )?(?:sa(?:id|ys)|told|tweeted|wrote|added|explained|noted"
    r"|described|testified|recalled|reported"
    r"|announced that)\b"
)
OF_ONESELF = re.compile(r"\b(?:he|she|they|we|I|his|her|their|my|our|it|its|himself|herself)\b")
OWN = re.compile(r"[’']s? (?:late |first |second |former |ex-|older |younger |elder )?")
"""Right behind a name: whose the next word is."""

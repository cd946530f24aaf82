"""Words around a definition: what a description begins with, and what it is not."""

import re
from functools import cache

# What a description of a name begins with, behind a comma or a dash.
OPENS = re.compile(
    r"(?:(?:the|an?|one of|some of|its|his|her|their)\s+|(?:former|ex-|then|late|current|outgoing|incoming"
    r"|longtime|veteran)[\s-])",
    re.IGNORECASE,
)
# A role behind a comma without an article: "senior portfolio manager at …"; its last word has to be one.
BARE_ROLE = re.compile(r"(?P<role>[a-z][\w’'/-]*(?: (?!(?:of|at|for|with)\b)[a-z][\w’'/-]*){0,4}) (?:of|at|for|with)\b")
# What stands behind a comma may go on with the sentence, and describes nothing: "the pair were living together".
CLAUSE = re.compile(
    r"(?:the|an?|its|his|her|their) (?:[\w’'-]+ ){1,3}?(?:is|are|was|were|had|will|would|could)\b", re.IGNORECASE
)
# "Sunak is a …", "FTX was once the …".
COPULA = re.compile(
    r"\s*,?\s*(?:is|was|are|were|(?:has|have|had) been|became|becomes|has become)\s+(?:now |also |once |still "
    r"|currently |formerly )?"
    r"(?=(?:the|an?|one of|[A-Z][\w-]+[’']s)\s)"
    r"|\s*,?\s*(?:means|refers to|describes|stands for)\s+",
)
# What it is in other words: "“vog,” or volcanic smog".
GLOSS = re.compile(r"(?:,[”\"’']?|[”\"’'],?)\s+or\s+(?=[a-z])")
# What only follows from it: "misled investors into believing that X was a safe place".
BELIEVED = re.compile(
    r"\b(?:believ|think|thought|claim|pretend|imagin|assum|hop|fear|alleg|insist)(?:e|ed|es|ing|s|d)?(?: that)?"
    r"\s+(?:the )?$",
    re.IGNORECASE,
)
# How far a description goes.
END = re.compile(
    r"(?=[;:!?\"“”…]|(?<!\bvs)\.(?:\s|$)|\s[—–-]+\s|\s\(|,(?!\s*(?:Inc|Jr|000)\b)"
    r"|\s(?:said|says|told|added|has said|but|because|and (?:he|she|it|they|his|her|was|is|has|had|will|would"
    r"|said|told))\b)"
)
NAMED = re.compile(r"\b(?:called|known as|dubbed|nicknamed|named)\s+[\"“'‘]?$")
NAME_WORD = r"(?:[A-ZÀ-Þ][\w’'-]*\w|bin|al|de|van|von|da|del|la)"


@cache
def known_as(short: str) -> re.Pattern[str]:
    """Return the pattern of a `name` that goes by a short one: "Ada Marlow, known as AM", "Ada Marlow (AM)"."""
    named = (
        r"(?:(?:,|\s\(|\s[—–-])?\s?(?:who(?: is|[’']s) |and )?(?:\w+ly |also |best |better )*known (?:as|by) "
        r"|, (?:nicknamed|dubbed) )"
    )
    quoted = rf"(?:(?:his|her|its|the) initials )?[\"“‘]?{short}(?![\w-])"
    return re.compile(rf"(?P<name>(?:{NAME_WORD} )*[A-ZÀ-Þ][\w’'-]*\w)(?:{named}{quoted}| \([\"“]?{short}[\"”]?\))")


# Descriptions that tell of an occasion, not of what somebody is.
OCCASION = re.compile(
    r"^(?:the|an?|his|her|its|their|one of)\s+(?:\w+\s+)?(?:first|second|third|last|latest|only|same|one|other"
    r"|latter|most|least|resident"
    r"|day|week|month|year|time|case|move|way|sign|result|number|part|kind|fact|reason|subject|target|victim of"
    r"|favou?rite"
    r"|likely|clear|big|huge|good|bad|key|result|culmination|start|end|beginning|lot|little|bit|few|far|long|better|best"
    r"|matter|while|man|woman|person|guy|thing|place|moment|chance|surprise|threat|joke|mistake|example)\b"
    r"|^one of (?:the|its|their) (?:\w+ ){0,2}(?:\w+est|most \w+) (?:in|of|and)\b"
    r"|\b(?:yesterday|today|tomorrow|him|you|we|i)\b",
    re.IGNORECASE,
)
WHOSE = re.compile(r"^(?:his|her|their|its|our|my|your)\b", re.IGNORECASE)
# What makes a description full: of what, or what it does.
FULL = re.compile(r"\b(?:of|for|in|at|that|which|who|based|from|by)\b")
TIED = re.compile(r"[\w’'.&-]+")
STOP_BEFORE = frozenset(
    """\
the a an of in on at to for from by with and or but as that which who whose when while after before is are was were be
been has have had said says told like than against about between including include his her its their our my your this
these those it he she they we you i not if into over under during since until where why how also both either just only
even then there here asked called""".split()
)
PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|him|them)\b", re.IGNORECASE)
# Nouns of persons before a name that the table of persons has not, and how others end.
ROLES = frozenset(
    "agent referee theorist dealer entrepreneur pundit dissident activist economist champion medalist medallist".split()
)
ROLE_ENDING = re.compile(
    r"(?!(?:after|over|under|former|other|another|whether|however|never|ever|together|either|neither|rather|later|earlier|water"
    r"|order|power|number|summer|winter|december|october|november|september|for|or|major|minor|senior|junior|prior|per|paper"
    r"|better|further|larger|smaller|than|man|human|woman|this|list|just|must|most|against|first|last|past|next|exist|want"
    r"|important|recent|per|her)$)\w+(?:er|or|ist|ian|eer|man|woman)"
)

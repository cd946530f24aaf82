"""Posts that a person holds and roles that he has, as questions name them, and the words of a sentence that say so."""

import re

from qa.language.english.world.offices import OFFICES

_WHO = r"^(?:who(?: is|[’']s| was| are| were)(?: currently| now)?|what(?: is|[’']s| was| are| were) the names? of) "
_HEAD = (
    r"(?:[a-z]{2,}(?:er|or|ist|ian|yst)|[a-z]*(?:man|woman|person)|secretary(?:[ -]general)?|chief|executive|chair"
    r"|judge|coach|captain|architect|attorney|counsel|mayor|minister|president|premier|chancellor|ambassador|envoy|sheriff"
    r"|bishop|archbishop|rabbi|imam|priest|agent|principal|dean|host|pilot|surgeon|accountant|representative|delegate|deputy"
    r"|CEO|CFO|master|guardian|heir|landlady|landlord|pope|king|queen|monarch)s?"
)
# "Who is the (deputy) mayor of Holm", "Who is Holm’s mayor": the post, and whose it is.
ASKED = (
    re.compile(
        rf"{_WHO}(?:the |an? )?(?P<post>(?:[a-z’'-]+ ){{0,3}}?(?P<head>{_HEAD}))"
        r" (?:of|for|at|in|on|to) (?:the )?(?P<body>[^?]+?)\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WHO}(?:the )?(?P<body>[^?]+?)(?:[’']s|s[’']) (?P<post>(?:[a-z-]+ ){{0,3}}?(?P<head>{_HEAD}))\W*$",
        re.IGNORECASE,
    ),
)
ANY_HOLDER = (
    r",? (?:an?|another) (?:(?!for |of |to )[\w’'-]+ ){{0,4}}?(?i:{post})\b(?! (?:for|of|to|who|hired|representing))"
)
"""Behind a name: that its owner has the post, for nobody in particular."""
LOOSE = re.compile(
    r"(?:kill|shoot|attack|win|los|lead|own|play|sing|fath|moth|broth|sist|daught|partn|memb|teenag|surviv|perform"
    r"|murder|oth|perpetrat|act|star|follow|support|oppon|contend|riv|hold|numb|danc|foreign|outsid|success|predecess|young|old|small"
    r"|bigg|larg|form|victim|answ|character|driv)(?:er|or|est|n?er)s?|(?:gun|wo|hu|black|white)?m[ae]n|persons?|women"
    r"|(?:brother|sister|father|mother)s?|terrorists?|champions?",
    re.IGNORECASE,
)
"""Heads that sentences say in many other ways, or that other bars judge."""
SAID = {
    "lawyer": r"lawyers?|(?<!district )attorneys?(?! general)|counsel|barristers?|solicitors?|represent\w*"
    r"|legal (?:team|defense|defence)",
    "attorney": r"(?<!district )attorneys?(?! general)|lawyers?|counsel|represent\w*",
    "author": r"authors?|wr(?:ote|itten|iter|iting)|books?|novel\w*|memoir|by",
    "writer": r"writers?|wr(?:ote|itten|iting)|authors?|screenplay|by",
    "founder": r"(?:co-?)?found\w*|creat\w+|start(?:ed|s)?|establish\w*|set up|launch\w*",
    "inventor": r"invent\w*|creat\w+|pioneer\w*|develop\w*",
    "creator": r"creat\w*|made|invent\w*|found\w*|show-?runner",
    "director": r"director\w*|direct(?:s|ed|ing)|film-?makers?|helm\w*|head\w*|chief|runs?|led|leads",
    "producer": r"produc\w+|creat\w+",
    "manager": r"managers?|manag(?:es|ed|ing)|coach\w*|boss",
    "coach": r"coach\w*|managers?|trainers?|boss",
    "trainer": r"train\w*|coach\w*",
    "commander": r"command\w*|chief|head|general|led|leads",
    "judge": r"judges?|justice|presid\w+|magistrate|court",
    "host": r"host\w*|present\w+|anchors?|emcee",
    "presenter": r"present\w*|host\w*|anchors?",
    "pilot": r"pilots?|captain|fl(?:ew|own|ying)|cockpit",
    "captain": r"captains?|skipper\w*|captained|armband",
    "prosecutor": r"prosecut\w+|attorney|district attorney",
    "spokesperson": r"spokes\w+|press secretary|speaking for|said",
    "spokesman": r"spokes\w+|press secretary",
    "spokeswoman": r"spokes\w+|press secretary",
    "employer": r"employ\w*|work(?:s|ed|ing)?|jobs?|hired|firm|company",
    "sponsor": r"sponsor\w*|back(?:s|ed|er|ers|ing)|partner",
    "designer": r"design\w*|creat\w+|architects?",
    "architect": r"architect\w*|design\w*",
    "composer": r"compos\w+|wrote|score|music",
    "goalkeeper": r"goal-?keepers?|keeper|goalie",
    "negotiator": r"negotiat\w*|envoy|talks",
    "candidate": r"candidates?|nominee|running|contender",
    "contestant": r"contest\w*|compet\w*",
    "landlord": r"landlord|owner|owns|rent\w*",
    "narrator": r"narrat\w*|voice\w*",
}
OF_BODY = (
    r"\b(?i:{post})s?(?:,? (?:and|&) [a-z ]+)? (?:of|for) (?:the )?(?P<body>[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)*)"
)
"""Of which body a sentence says a post is."""
STATE_BEHIND = re.compile(r"^, (?P<state>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b")
BODY_AHEAD = r"(?P<body>[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)*) (?i:{post}) $"
"""Right before a name: a body and the post of it, as in "New York City Mayor"."""
OWNED = (
    r"(?:(?P<owner>[A-ZÀ-Þ][\w&.-]*(?: [A-ZÀ-Þ][\w&.-]*){{0,3}})[’']s?|\b(?:its|their|[Hh]is|[Hh]er))"
    r" (?:[a-z-]+ ){{0,3}}(?i:{post}),? $"
)
"""Right before a name: a post, and whose it is."""
NAME = re.compile(r"\b(?!(?:The|A|An|In|On|At|But|And|It|He|She|They|This|That) )[A-ZÀ-Þ][\w’'-]+")
FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]+ [A-ZÀ-Þ][a-zà-ÿ-]+\b")
NO_BODY = re.compile(
    r"(?:The|A|An|Former|Then|Acting|Deputy|Vice|Lieutenant|New|Current|First|Chief|Democratic|Republican|Labour"
    r"|Conservative|Democrat|Interim|Assistant|Associate|Senior|Lead|Its|His|Her|Their|And|But|Said)"
)
_STEM, _ENDING = 4, 3  # letters of a post that every form has, at least, and that its ending has, at most
PERSONAL = re.compile(
    r"(?:lawyer|attorney|counsel|agent|coach|trainer|manager|spokes\w+|publicist|doctor|physician|surgeon|advis[eo]r|aide"
    r"|assistant|bodyguard|driver|biographer|therapist|accountant|opponent|teacher|deputy)s?",
    re.IGNORECASE,
)
"""Posts that are somebody's: the sentence says whose, if only by a pronoun."""
SPEAKS = re.compile(r"\bspokes\w+", re.IGNORECASE)
"""A question for who speaks for somebody, of whom the whole article tells."""
PRONOUN = re.compile(r"\b(?:his|her|their|its|he|she|they|our|my)\b", re.IGNORECASE)
SECOND = re.compile(r"(?P<rank>deputy|vice|assistant)[ -]\w")
"""At the beginning of a post: that its holder is somebody's second, whom articles call by this word alone."""
NEAR = 60
"""Characters between a post with its body and the person who holds it, at most."""

ASKS_HEAD = re.compile(
    r"^who(?:[’']s| is| was| are| were|(?= (?:heads|headed|leads|led|runs|ran)\b)) (?:(?:now|currently|then) )?"
    r"(?!.*\b(?:spokes|lawyer|attorney|press))(?:[^?]*(?:[’']s|s[’']) )?(?:the |an? )?(?:[a-z]+ ){0,2}?"
    r"(?:heads?|headed|boss|chief|leads?|leader|led|runs|ran|ceo|chair(?:man|woman|person)?|director|president"
    r"|chancellor|principal|commissioner|governor|general secretary|secretary[- ]general)\b",
    re.IGNORECASE,
)
_SPEAKER = r"(?:spokes(?:man|woman|person)|press secretary|press officer)"
SPEAKER_AHEAD = re.compile(rf"(?<!\band )\b{_SPEAKER}(?: for (?:the )?[A-ZÀ-Þ][^,.;:]{{0,60}})? $")
SPEAKER_BEHIND = re.compile(
    rf"^, (?!(?:an? |the )?former)(?:[\w&.’'-]+ ){{0,5}}?{_SPEAKER}\b"
    r"(?! (?:said|says|told|added|confirmed|[A-ZÀ-Þ])| for [^,.]* (?:said|says)\b)"
)
"""Right before and behind a name: that she speaks for a body, and does not head it."""
ASKS_WHO_BECAME = re.compile(
    r"\bwho (?:then )?(?:became|becomes|took over as|takes over as|was (?:elected|appointed|sworn in))\b"
    r"(?!.*\b(?:resign|quit|step|shortest|longest|first))",
    re.IGNORECASE,
)
ASKS_WHEN_LEFT = re.compile(
    r"^when (?:did|does|will|has|had|was)\b.*\b(?:resign|quit|step(?:ped)? down|stand down|leave|retire|ousted|fired"
    r"|sacked|dismissed|removed)\b",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[,;:—–]| and (?=(?:resign|quit|left|step|stood|lost|was (?:ousted|fired|sacked)))")
CAME_TO_POST = re.compile(
    r"\b(?:bec(?:ame|oming|omes?)|ascend\w*|elect(?:ed|ion)|appoint\w*|sworn|inaugurat\w*|t(?:ook|aking|akes?) (?:over"
    r"|office|charge|the reins)|promot\w*|joined|joining|hired|named|start(?:ed|ing) as)\b"
)
GONE = re.compile(
    r"\b(?:resign\w*|quit\w*|step\w* (?:down|aside|back)|st(?:ood|ands?|anding) (?:down|aside)|left|leav\w+|retir\w+"
    r"|oust\w*|fir(?:ed|ing)|sack\w*|dismiss\w*|remov\w*|exit\w*|depart\w*|end(?:s|ed|ing)?|lost|until|successor|replace\w*)\b"
)
"""In a clause: that somebody came to a post, and that one left it."""
CAME_IN = re.compile(
    r"\b(?:appoint\w*|elect\w*|select\w*|chosen|chose|sworn|swore|inaugurat\w*|succeed\w*|replac\w*|nam(?:ed|es|ing)"
    r"|t(?:ook|ake|akes|aking) (?:over|office|charge|up)|install\w*|won|wins|promot\w*"
    r"|bec(?:ame|ome|omes|oming) (?!(?:[\w’'-]+ ){0,2}?(?:shortest|longest)))",
    re.IGNORECASE,
)
WENT = re.compile(
    r"^(?:, [^,;.]{1,60},)?(?: (?:has|had|have))? (?:(?:then|later|abruptly|also|finally) )?"
    r"(?:resign\w*|announc\w+ (?:her|his|their) (?:\w+ )?resignation|quit|quits|step(?:s|ped|ping) (?:down|aside)"
    r"|st(?:ood|ands) down|(?:was|were) (?:ousted|sacked|dismissed|fired)|left office|leaves office"
    r"|bec(?:ame|omes) (?:[\w’'-]+ ){1,2}?shortest)\b"
)
"""Right behind a name: that the person left a post."""


def said_of(head: str) -> str:
    """Return the pattern of the words by which sentences name the holder of a post, from the last word of a post."""
    plain = head.lower()
    single = plain if plain in OFFICES or plain in SAID else plain.removesuffix("s")
    stem = rf"{re.escape(single[: max(_STEM, len(single) - _ENDING)])}\w*"
    return "|".join(forms for forms in (SAID.get(single), OFFICES.get(single), stem) if forms)

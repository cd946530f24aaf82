"""What a question takes for granted, such as a release, and how a sentence says that it was so."""

import re

TAKEN = re.compile(
    r"\b(?:why|when|where|how|how long ago|on what (?:day|date))(?: [a-z]+)? (?:was|were|did|is|has"
    r"|had) (?P<subject>.+?) (?:(?:be|been|get|got|being) )?"
    r"(?P<verb>released|freed|acquitted|cleared|exonerated|convicted|found guilty|resign(?:ed)?"
    r"|step(?:ped)? down|quit|die|died)\b",
    re.IGNORECASE,
)
DID_TO = re.compile(
    r"^(?i:why|when|where|how|(?:by )?how much) (?i:did) (?:the )?(?P<subject>[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)*)"
    r" (?P<verb>[a-z]{3,}) (?:for |against )?(?:the )?(?P<object>[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)*)"
)
"""That one did something to another: "Why did Lorn beat Roy?"."""
BY_BEHIND = re.compile(r" (?:by|from)\b")
"""Behind a verb, or its noun: who did it, as in "slapped by Lorn", "the hit from Lorn"."""
CIRCUMSTANCE = re.compile(
    r"(?:why|when|where|how(?! (?:did|was|were) .+ (?:react|respond|feel|do|fare|perform|differ|compare|look|sound)\b))"
    r"(?: exactly)? (?P<verb>did|was|were) (?P<rest>(?!it\b|there\b|not\b).+)",
    re.IGNORECASE,
)
"""A question for a reason, a time, a place or a manner, about something that happened."""
UNQUESTIONED = re.compile(
    r"^(?:where|when)(?: exactly)? (?:was|were) (?:(?:(?!when\b)[\w’'-]+ ){1,3}when\b"
    r"|.* (?:held|made|sold|ranked|based|located|set up|seated)(?: (?:in|on|at|before|after|during)\b.*)?\W*$)",
    re.IGNORECASE,
)
"""A question that takes no more for granted than that there is what it names: "Where were the talks held?"."""
STRANDED = re.compile(r"^(where\b.*) (?:to|from|at|in|on)(?=\W*$)", re.IGNORECASE)
"""A preposition left behind by "where": "Where did he flee to?"."""
CONTEST = re.compile(r"\b(?:win|won|beat|lose|lost)\b", re.IGNORECASE)
DECLARED = re.compile(r"\bdeclar(?:ed|es|ing) (?:[\w’'-]+ ){1,4}?([a-z]+ed|won|lost|over)\b")
"""That something is said to be so: "declared the town liberated"."""
ORDINAL = re.compile(
    r"(?<!\bthe)(?<!\bhis)(?<!\bher)(?<!\bits)(?<!their)(?<!’s) "
    r"(?:last|first|finally|originally|actually|initially)(?= [a-z])",
    re.IGNORECASE,
)
"""Which time is meant, which no sentence need say: "When did it last erupt?"."""
BEFORE_THIS = re.compile(r"\s(?:before(?: (?:this|that|then|now|it))?|previously|earlier)(?=\W*$)", re.IGNORECASE)
"""The time before which something is asked for, which no sentence need say: "When did it last erupt before this?"."""
DENIED = re.compile(r"\b(?:not|never)\b|n[’']t\b", re.IGNORECASE)
# Verbs of one meaning, each in its base form and its past tense.
SAME = tuple(
    tuple(tuple(verb.split("/")) for verb in line.split(" | "))
    for line in """\
call off/called off | scrub/scrubbed | postpone/postponed | cancel/cancelled | cancel/canceled | delay/delayed
take off/took off | lift off/lifted off | blast off/blasted off | launch/launched
break out/broke out | start/started | ignite/ignited
return/returned | come back/came back | splash down/splashed down
catch/caught | capture/captured
overtake/overtook | surpass/surpassed
land/landed | touch down/touched down | set down/set down | come down/came down
get hold of/got hold of | obtain/obtained | receive/received
back out of/backed out of | pull out of/pulled out of | withdraw from/withdrew from
end/ended | lift/lifted""".splitlines()
)
# How something was done, and what has to be said somewhere of those whom the question names.
MANNERS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{said})\b", re.IGNORECASE))
    for asked, said in (
        (r"shoot|shot", r"sho(?:t|ts|ot\w*)|gun\w*|bullets?|fir(?:ed|ing)|rifles?|pistols?|snipers?|handguns?"),
        (r"stab|stabbed", r"stab\w*|kni(?:fe|fed|ves)\w*|blades?|swords?|machetes?"),
        (r"strangled?", r"strangl\w*|chok\w*|suffocat\w*|asphyxia\w*"),
        (r"poison|poisoned", r"poison\w*|toxi\w*|nerve agent"),
        (r"drown|drowned", r"drown\w*"),
        (r"hang|hanged|hung", r"hang\w*|hung|noose|gallows"),
        (r"behead|beheaded", r"behead\w*|decapitat\w*"),
        (r"raped?", r"rap(?:e|ed|es|ist|ing)|sexual\w* (?:assault\w*|abus\w*)"),
        (r"bomb|bombed", r"bomb\w*|explo\w*|blasts?|air ?strikes?|missiles?|shell(?:ed|ing)"),
        (r"burn|burned|burnt", r"burn\w*|fires?|flames?|ablaze|torch\w*|arson\w*"),
        (r"kidnap|kidnapped|abduct|abducted", r"kidnap\w*|abduct\w*|hostages?|seized"),
        (r"rob|robbed", r"robb\w*|theft|thie\w*|heist|st[eo]l\w*|burgl\w*|loot\w*"),
        (r"slap|slapped", r"slap\w*|smack\w*|hit|struck|strik\w*"),
        (r"bite|bit|bitten", r"bit\w*"),
    )
)
DONE = {
    "release": re.compile(
        r"\b(?:released|freed|walked free|releases|frees|swapped for|exchanged for)\b", re.IGNORECASE
    ),
    "acquittal": re.compile(
        r"\b(?:acquitt(?:ed|al|als)|exonerated|cleared of|found not guilty|not guilty verdict)\b", re.IGNORECASE
    ),
    "guilt": re.compile(r"\b(?:convicted|conviction|found guilty|guilty|sentenced)\b", re.IGNORECASE),
    "resignation": re.compile(
        r"\b(?:resign(?:s|ed|ation|ing)|quits?|(?:step(?:s|ped|ping)|stood|stands?) (?:down|aside)|ousted|out as)\b",
        re.IGNORECASE,
    ),
    "death": re.compile(r"\b(?:died|dies|dead|death|killed|assassinated|funeral|late|passed away)\b", re.IGNORECASE),
}
PRONOUN = re.compile(r"(?:^|(?<=[.?!,] ))(?:he|she|they)\b", re.IGNORECASE)
UNREAL = re.compile(
    r"\b(?:not|never|could|would|should|(?-i:may)|might|if|until|unless|secure|bring|get|hop\w+|want\w*|call\w*"
    r"|urg\w+|refus\w+|demand\w*|to be|seek\w*"
    r"|working|negotiat\w+|request\w*|committed|remain\w*|effort\w*|(?<!to )(?<!will )be$|seeing)(?!\w)|n[’']t\b",
    re.IGNORECASE,
)

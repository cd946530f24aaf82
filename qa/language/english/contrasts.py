"""Words by which two sentences about the same thing contradict each other."""

import re
from collections.abc import Container

# What denies the content word behind it.
NEGATION = re.compile(
    r"\b(?:not|never|no(?!\.)|nobody|none|neither|nor|without|cannot|fail(?:s|ed|ing)? to"
    r"|refus(?:es|ed|ing)? to|unable to"
    r"|declin(?:es|ed|ing) to|den(?:y|ies|ied|ying)|lack(?:s|ed|ing)?|no longer|yet to|rul(?:es|ed) out|far from"
    r"|hardly|barely|unlikely)\b(?!-)|n[’']t\b",
    re.IGNORECASE,
)
# "Not only" and "no fewer than" deny nothing.
NO_DENIAL = re.compile(
    r"\s+(?:the only|only|just|merely|least|less|more|fewer|doubt|later than|earlier than|matter|one\b"
    r"|longer than)\b",
    re.IGNORECASE,
)
# What denies by itself, so that the other sentence may have "not" with another word.
DENYING = re.compile(
    r"\b(?:reject\w*|den(?:y|ies|ied|ying|ial)|refus\w*|declin\w*|oppos\w*|fail\w*|prevent\w*|block\w*|avoid\w*"
    r"|halt\w*|stop\w*"
    r"|bans?|banned|banning|prohibit\w*|forb\w+|lack\w*|absen\w*|withdr\w*|false\w*|without|free of|instead"
    r"|rather than|only|except"
    r"|few|little|impossib\w*|cancel\w*|abandon\w*|barely|hardly|rarely|un(?!der|it|til|ion|iver|less|ique"
    r"|i[fv])\w{4,}|in(?:sufficient|complete|correct"
    r"|ability|eligible|accurate|visible)|dis(?:agre|approv|band|continu|lik|miss|prov|put|qualif|regard|trust"
    r"|credit|allow)\w*|non-?\w+"
    r"|no longer|neither|nor|none|nobody|not|never|no|cannot|unlikely)\b|n[’']t\b|\w+-free\b",
    re.IGNORECASE,
)
# What makes an event possible, alleged, planned or attempted.
POSSIBLE = re.compile(
    r"\b(?:(?-i:may)|might|could|possib(?:ly|le|ility)|perhaps|maybe|potential(?:ly)?|likely|likelihood|probabl[ey]"
    r"|alleg(?:es|ed|ing|edly|ations?)"
    r"|reportedly|suspected|suspicion|suspects?|rumou?r(?:s|ed)?|accus\w+|appears?|appeared|seem(?:s|ed)?"
    r"|expect\w*|anticipat\w+|due(?! to (?:an?|the|its|their|his|her|\w+ing)\b)|set to|poised"
    r"|scheduled|believed?|(?<!the )(?<!a )thought|supposed|plan(?:s|ned|ning)?|hop(?:es?|ed|ing)|want(?:s|ed|ing)?"
    r"|inten(?:ds?|ded|t|tion|ding)|threat\w*"
    r"|tr(?:y|ies|ied|ying)|attempt\w*|aim(?:s|ed|ing)?|seek(?:s|ing)?|sought|consider(?:s|ed|ing)?|propos\w+"
    r"|would|will|won[’']t|going to|if|unless"
    r"|whether|should|can|able to|claim(?:s|ed|ing)?|theor\w+|suggest\w*|predict\w*|forecast\w*|estimat\w*"
    r"|risks?|fear\w*|chance|sometimes|often"
    r"|usually|generally|tends?|must|ought|in order to|effort to|bid to|designed to|ll)\b|[’']ll\b",
    re.IGNORECASE,
)
# What makes an event certain, or a rule, beside "may": "will", but not "could".
CERTAIN = frozenset(
    "will won't won’t 'll ’ll ll must should claim claims claimed claiming often usually generally tend tends".split()
)
# The strong ones: of what a sentence says with them, a plain sentence says more.
DOUBTFUL = re.compile(
    r"\b(?:(?-i:may)|might|could|possibly|perhaps|maybe|allegedly|reportedly|suspected|rumou?red|likely to|probably"
    r"|(?:is|are|was|were|been) (?:expected|set|poised|scheduled|likely|believed|thought|supposed) to"
    r"|due to (?:be|begin|start|open|take|meet|return|go|hold|vote|play|face|appear|leave|arrive|end))\b",
    re.IGNORECASE,
)
# What was planned, wanted or tried; the same with "to" alone is no contradiction.
PLANNED = re.compile(
    r"\b(?:expect(?:s|ed)? to|plan(?:s|ned|ning)? to|hop(?:es|ed|ing)? to|want(?:s|ed|ing)? to|intend(?:s|ed)? to"
    r"|threaten(?:s|ed|ing)? to|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)? to|aim(?:s|ed|ing)? to|seek(?:s"
    r"|ing)? to|sought to"
    r"|considering|would|will|going to|should|(?:ask|call)(?:s|ed|ing)? for|demand(?:s|ed|ing)?|request(?:s|ed|ing)?"
    r"|(?:is|are|was|were) to(?! blame)|offer(?:s|ed|ing)? to|promis(?:es|ed|ing) to|vow(?:s|ed|ing)? to)\b",
    re.IGNORECASE,
)
# Words of which a true sentence never exchanges one for the other.
_OPPOSITES = tuple(
    tuple(tuple(side.split()) for side in line.split("|"))
    for line in """more greater larger bigger higher increase increased increases increasing rise rose risen rises \
rising grew grow grown grows growing gained gain gains climbed climb climbs jumped soared surged surge doubled \
raised raise raises up expanded widened|less fewer smaller lower decrease decreased decreases decreasing fall fell \
fallen falls falling shrank shrink dropped drop drops declined decline declines plunged slumped halved cut cuts \
reduced reduce reduces reduction down lowered narrowed
before|after following
first|last final latest
most majority|least minority fewest
best|worst
highest largest biggest greatest record|lowest smallest
longer longest|shorter shortest
older oldest elder eldest|younger youngest
earlier earliest|later
faster fastest quicker|slower slowest
better improved improve|worse worsened worsen
won win wins winning victory beat defeated|lost lose loses losing
above over exceeded exceeds|below under
north northern|south southern
east eastern|west western
opened reopened open opens opening|closed close closes shut closing
accepted approved approve approves backed supported support supports supporting|rejected refused opposed oppose \
opposes opposing vetoed
convicted guilty|acquitted
joined entered|left quit
bought acquired|sold
allowed permitted|banned forbade barred prohibited
hired appointed|fired sacked dismissed
arrested detained jailed|released freed
male man men|female woman women
husband father son brother|wife mother daughter sister
stronger strengthened|weaker weakened
cheaper|dearer costlier
always|rarely seldom
survived|died killed
inside|outside
agree agreed agrees|disagree disagreed disagrees
maximum|minimum
wealthy rich|poor
positive|negative
hot hotter warmer|cold colder cooler
ally allies|enemy enemies
import imports imported|export exports exported
north-east northeast|southwest
succeeded success|failed failure
north-west northwest northwestern|south-east southeast southwest south-west
old|new
public|private
common frequent|rare uncommon
major|minor
start starts started begin begins began launched|end ends ended finish finished ceased
elected|defeated
built constructed|destroyed demolished
brothers sons men husbands|sisters daughters women wives
easily easier easy|difficult harder hard
upper|lower
winner winners|loser losers
majority|minority
domestic|foreign
legal lawful|illegal unlawful
included includes|excluded excludes
deny denied denies|confirmed confirms admitted admits
hours|days
joined|left
morning|evening afternoon
leading|trailing""".splitlines()
)
OPPOSITES = tuple((frozenset(left), frozenset(right)) for left, right in _OPPOSITES)
# Words with an opposite that mostly say something else: "goes up to", "over the weekend".
_UNOPPOSED = frozenset(
    "up down over under above below inside outside record support supports included includes more less fewer least most"
    " minimum maximum".split()
)


def opposite_of(word: str, said: Container[str]) -> str | None:
    """Return the opposite of a word in small letters, one of those that are `said` if possible; None without one."""
    if word in _UNOPPOSED:
        return None
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if word in one:
                return next((each for each in other if each in said), other[min(one.index(word), len(other) - 1)])
    return None


SAY = (
    "said|says|say|saying|told|tells|added|adds|wrote|writes|tweeted|posted|insisted|insists|explained|explains|argued|argues"
    "|declared|stated|states|replied|responded|recalled|admitted|acknowledged|concluded|noted|notes|warned|warns|announced"
    "|claimed|claims|testified|believes|believed|reported|reports|confirmed|suggested|estimated"
)
# What shows that somebody said, wrote or thought something, in more words than those of `SAY`.
SPEECH = re.compile(
    rf"\b(?:{SAY}|accord\w+|statement\w*|remark\w*|spoke\w*|speak\w*|interview\w*|letter|speech|accus\w+|describ\w+"
    r"|call(?:s|ed|ing)|urg\w+|vow\w*|promis\w+|ask(?:s|ed|ing)?|blam\w+|critici\w+|prais\w+|predict\w+|demand\w*"
    r"|den(?:y|ies|ied|ying)|reject\w*|agree\w*|thinks?|thought|consider\w*|suggest\w*|propos\w+|express\w*"
    r"|indicat\w+|reveal\w*|disclos\w+|assert\w*|alleg\w+|complain\w*|appeal\w*|apolog\w+|thank\w*|hop(?:es|ed)"
    r"|fear\w*|doubt\w*|question\w*|ruled?|order\w*|publish\w*|comment\w*|discuss\w*|emphasi\w+|stress\w*"
    r"|point(?:s|ed) out|testimony|account|view|opinion|source)\b|[“”\"]",
    re.IGNORECASE,
)
AUXILIARY = frozenset("is are was were has have had will would can could may might must should did does do".split())
FUNCTION = frozenset(
    """\
the a an of at in for on to from with by against over into and or but his her its their it he she they him them we us
our you your i my me that this these those there who whom whose which what when while where why how as than so such if
is are was were be been being am has have had having do does did will would can could may might shall should must not
no nor also just then very too about around more most some any all each other another both during after before between
through under up down out off again because until since against per via yet still soon only own same s t said says say
according mr mrs ms dr""".split()
)
# Capitalised words that are no names: titles, days and months, and the first words of sentences.
NO_NAMES = frozenset(
    """\
president prime minister chancellor king queen prince princess pope sir lord lady mr mrs ms miss dr prof professor
senator sen rep representative governor gov mayor judge justice general gen colonel col captain capt major lieutenant
sergeant chief executive chairman chairwoman director secretary speaker spokesman spokeswoman minister officer ceo
coach manager former monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec the a an in on at by
for from to of and but or so yet if when while after before as since although though because during he she it they we
you i his her its their our your this that these those there here who what which where how why one two three four five
six seven eight nine ten some many most all both several each every other another others none no not according however
meanwhile also then later earlier now today yesterday tomorrow more less about around over under nearly with without
among between police officials people man woman men women government court company scientists researchers state
federal national international city county country army navy air force ministry department parliament congress earth
internet god english""".split()
)
# What many names of bodies end with: two that share it are two.
BODIES = frozenset(
    "agency association authority bank board club commission committee council federation fund group league office"
    " organisation organization party service society trade trust union university".split()
)
# Speakers that stand for one named elsewhere.
STANDS_FOR = frozenset(
    "company firm group organisation organization agency paper newspaper statement report study party team".split()
)
PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them)\b", re.IGNORECASE)
# A sentence that begins so says who or what it is about in another sentence.
REFERS = re.compile(
    r"(?:He|She|It|They|His|Her|Its|Their|This|These|Those|Both|The (?:former|latter))\b", re.IGNORECASE
)
PRONOUNS = frozenset("he she they it who i we".split())

"""Words by which a sentence affirms or denies what a question for yes or no asks."""

import re

BE = frozenset("is are was were be been being get gets got isn't aren't wasn't weren't".split())
AUXILIARIES = frozenset("has have had do does did will".split())
NEGATIONS = frozenset("not never no cannot neither nor without none nobody".split())
NONE = frozenset("no none nothing nobody neither".split())  # behind a verb
NEGATED = re.compile(r"n[’']t\Z|\Acannot\Z")
# Before a verb with "to": what was not done.
FAILED = frozenset("failed fails refused refuses declined declines unable unwilling".split())
FUTURE = frozenset("will would 'll won't wouldn't going".split())
# Words between a subject and its verb that change nothing.
BETWEEN = frozenset(
    """\
is are was were be been being has have had having did does do also just then later finally officially already now first
once again both all himself herself itself themselves since who s recently formally eventually today yesterday tonight
early late early on monday tuesday wednesday thursday friday saturday sunday
able still jr sr ii iii iv""".split()
)
# What a verb leans on: who did it, or whether it was done, is another matter.
BREAKS = frozenset(
    """\
who whom whose which that as when while before if whether unless because but although though until where why how than
or""".split()
)
UNREAL = re.compile(
    r"\b(?:if|whether|unless|claim(?:s|ed|ing)?|alleg(?:es|ed|ing|edly)|accus(?:es|ed|ing)|den(?:y|ies|ied|ying)|hop(?:es|ed|ing)"
    r"|plan(?:s|ned|ning)?|expect(?:s|ed)?|predict(?:s|ed)?|likely|could|(?-i:may)|might|would|should|reportedly|rumou?r(?:s|ed)?"
    r"|suspect(?:s|ed)?|attempt(?:s|ed|ing)?|tr(?:y|ies|ied|ying) to|almost|nearly|bid|seek(?:s|ing)?|sought"
    r"|want(?:s|ed)?"
    r"|ask(?:s|ed|ing)?|urg(?:es|ed|ing)|call(?:s|ed|ing)? (?:for|on)|potential(?:ly)?|possib(?:le|ly)|favou?rites?"
    r"|about to|(?:verge|brink) of|poised to|set to|close to|threaten(?:s|ed|ing)? to"
    r"|ploy|offer(?:s|ed|ing)?|proposal|intention|efforts? to)\b",
    re.IGNORECASE,
)
CONTRASTS = re.compile(r";\s+|, (?:while|whereas)\s+|, but (?=(?:the|an?|its|his|her|their|[A-ZÀ-Þ]\w+)\b)")
"""Between clauses that tell of two different things."""
OWNER = re.compile(r"[’']s?$")
CONTRARY = {
    "sell": re.compile(r"\b(?:bought|buys?|buying|acquir\w+|purchas\w+)\b", re.IGNORECASE),
    "buy": re.compile(r"\b(?:sold|sells?|selling)\b", re.IGNORECASE),
}
"""Of a verb: how a sentence says the contrary of the same one."""
RELEASED = re.compile(r"\b(?:released|freed|on bail|acquitted)\b", re.IGNORECASE)
SUBORDINATE = re.compile(r"\b(?:after|before|since|when|while)\b")
"""Behind a verb: where a clause begins that tells of something else."""
CLAIMED = re.compile(r"\b(?:claim(?:s|ed)|alleg\w+|accus\w+|den(?:y|ies|ied)|reportedly|rumou?r\w*)\b", re.IGNORECASE)
# What may deny, wherever it stands in its sentence.
DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|neither|nor|without|cannot|until|fail(?:s|ed)?|refus(?:es?|ed|ing)|declin(?:es?|ed|ing)"
    r"|den(?:y|ies|ied)|reject(?:s|ed)?)\b|n[’']t\b",
    re.IGNORECASE,
)
# Who was sentenced to prison is not there for that.
DENIED_BY = re.compile(r"\bden(?:y|ies|ied|ying)\b", re.IGNORECASE)
"""In a sentence: that somebody denies it, which proves nothing."""
REFUTED_BY = (
    r"^\W*(?:(?:[A-ZÀ-Þ][\w’'-]+|[Bb]ut) )*{name} (?:has )?(?:den(?:ies|ied)|disput(?:es|ed)|rejects|rejected) "
)
"""Behind a sentence: that the one of whom it tells denies it."""
CONDITIONAL = re.compile(r"\W*(?:If|Unless|Had|Should|Were) (?!not\b)")
"""At the beginning of a sentence: that it tells of a case, and neither affirms nor denies that it is so."""
IN_PRISON = re.compile(r"\b(?:in (?:prison|jail|custody)|behind bars|imprisoned|jailed)\b", re.IGNORECASE)
SENTENCED = re.compile(
    r"\b(?:sentenc\w+|convict\w+|charg\w+|guilty|(?:months?|years?) (?:in|of)|fac(?:es|ed|ing)|report to)\b",
    re.IGNORECASE,
)
# "Had she won before 2031?": what was so in 2031 does not tell.
BEFORE = re.compile(r"\bbefore\b(?! (?:he|she|they|it|the (?:court|judge|jury|committee))\b)", re.IGNORECASE)
EARLIER = re.compile(r"\b(?:before|previous(?:ly)?|earlier|already|prior)\b", re.IGNORECASE)
# What stands behind these is not what was done: "guilty of three, but of none of the others".
EXCLUDES = re.compile(r"\b(?:but (?:not|none|no|never)|except|rather than|instead of|acquitted)\b", re.IGNORECASE)
# Questions about what holds now, which an older sentence does not answer.
STILL = re.compile(r"\b(?:still|yet|any ?more|no longer|currently|now)\b", re.IGNORECASE)
# "They did not win alone" does not deny that they won.
RESTRICTS = frozenset("alone only just merely solely entirely fully immediately simply".split())
PRESENT = frozenset("is are".split())
_OF_OFFICE = r"(?= (?:his|her|their|its|the) (?:\w+ )?(?:seat|title|job|post|crown|majority|lead|licen[cs]e)\b)"
# Words that stand for one predicate: what is written left, matched in question and sentence, is read as what is right.
SAME = tuple(
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in (
        (r"\b(?:(?:been |being )?(?:found|declared)|convicted and found) guilty\b", "convicted"),
        (r"\bguilty(?= of| on)|\bguilty$", "convicted"),
        (r"\bstepped (?:down|aside)\b", "resigned"),
        (r"\bsteps (?:down|aside)\b", "resigns"),
        (r"\bstepping (?:down|aside)\b", "resigning"),
        (r"\bstep (?:down|aside)\b", "resign"),
        (r"\b(?:announced|announces|confirmed) (?:his|her|their) resignation\b", "resigned"),
        (r"\bquits?\b(?! smoking)", "resigned"),
        (r"\bdeclared ((?:the )?[A-Z][\w-]+) (?:liberated|freed|free)\b", r"liberated \1"),
        (r"\bpassed away\b|\bdead\b", "died"),
        (r"\b(?:shot|stabbed|beaten) (?:to death|dead)\b", "killed"),
        (r"\b(?:hike[ds]?|hiking|lift(?:ed|s)|increase[ds]?)(?= (?:\w+ ){0,3}rates?\b)", "raised"),
        (r"\b(?:lower(?:ed|s)?|reduce[ds]?|slash(?:ed|es)?)(?= (?:\w+ ){0,3}rates?\b)", "cut"),
        (r"\b(?:held|hung|kept hold) on to\b|\bheld onto\b", "retained"),
        (r"\b(?:hold|hang|keep hold) on to\b|\bhold onto\b", "retain"),
        (rf"\bkept{_OF_OFFICE}", "retained"),
        (rf"\bkeep{_OF_OFFICE}", "retain"),
        (r"\b(?:acquire[ds]?|purchase[ds]?)\b", "bought"),
        (r"\b(?:reopen(?:ed|s)?|open again)\b", "reopened"),
        (r"\bfreed\b(?! up\b)|\bfrees?\b(?= (?:from|by|after|in|on|as)\b)", "released"),
        (r"\bdefeating\b", "beating"),
        (r"\bdefeat(?:ed|s)?\b", "beat"),
        (r"\bU\.S\.(?:A\.)?", "US"),
        (r"\bU\.K\.", "UK"),
    )
)
# For a question with this verb: what says the same, or the contrary, in other words.
FOR_VERB = tuple(
    (verb, re.compile(pattern, re.IGNORECASE), said)
    for verb, pattern, said in (
        *(
            (
                verb,
                rf"[’']s? (?!(?:planned|possible|potential|proposed|cancell?ed|alleged) )(?:[a-z-]+ )?{noun}\b",
                said,
            )
            for verb, noun, said in (
                ("visit", "visit to", " visited"),
                ("die", "death", " died"),
                ("beat", "(?:victory|win|triumph) over", " beat"),
            )
        ),
        ("play", r"\b(?:competed|took part)\b", "played"),
        ("play", r"\b(?:compete|take part)\b", "play"),
        ("play", r"\bcompeting\b", "playing"),
        ("play", r"\b(?:failed to|did(?: not|n[’']t)) qualify for\b", "did not play in"),
        ("play", r"\b(?:is|was|are|were) out of (?=the [A-Z])", "did not play in "),
        ("go", r"\btravel(?:l?ed)\b", "went"),
        ("go", r"\btravel(?:l?ing)\b", "going"),
        ("go", r"\btravels?\b", "go"),
        *(
            (verb, r"\b(?:pull|drop|back)(?:ed|s|ing)? out of\b|\bwithdr(?:ew|aws?|awn|awing) from\b", "withdrew from")
            for verb in ("play", "run", "stand", "race", "compete")
        ),
        (
            "release",
            r"\b(?:remains?|remained|(?:is|are|was|were) still|(?:has|have) been) (?:(?:in|behind) (?:\w+ )?"
            r"(?:prison|jail|custody|detention|bars)|jailed|imprisoned|detained|held|incarcerated)\b",
            "was not released",
        ),
        ("convict", r"\bfound not to have\b", "not convicted of having"),
        ("accept", r"\bturn(?:ed|s|ing)? down\b", "refused"),
        ("resign", r"\b(?:stay(?:s|ed)? on|vow(?:s|ed)? to stay)\b", "did not resign"),
    )
)
# Stems of verbs that nothing is done by: "is dead" and "died" are one.
INTRANSITIVE = frozenset("die resign retir retire reopen".split())
NOBODY_NAMED = re.compile(r"\w+ (?:any|every|some|no)(?:one|body|thing)\b", re.IGNORECASE)
ANYONE = re.compile(
    r"(?:did|was|were|is|are|has|have|had|does|do|will|can) (?:anyone|anybody|someone|somebody) (?:been |be )?"
    r"(?P<verb>[a-z]{3,})",
    re.IGNORECASE,
)
PRONOUNS = frozenset("he she it they who".split())
# By which a sentence goes on about what the one before it names.
LEANING = PRONOUNS | frozenset("him his her hers them their its".split())
DID = frozenset("did does do has have had".split())
# Names of which the last word is not the one to find them by.
NO_SURNAMES = frozenset("jr sr ii iii iv".split())
# A noun behind a name that leaves it what it is: "the Australian Open title".
SAME_HEAD = frozenset(
    "title crown trophy championship championships final tournament race election vote bid deal".split()
)
# Kinds of place that a name follows: "the town of Kobane" is Kobane.
PLACES = frozenset("town city village country state island province region republic kingdom county district".split())
PREPOSITIONS = frozenset("of at in for on to from with by against over into under".split())
FUNCTION = frozenset(
    """\
the a an of at in for on to from with by against over into and his her its their it he she they again ever really
actually any anyone someone anybody more most than this that there yet still already going when who after before
during""".split()
)
# As the pages' scripts have them.
SAID = {"yes": "Yes.", "no": "No.", "unclear": "The articles neither clearly affirm nor clearly deny it."}
SUPPOSED = re.compile(
    r"\b(?:beliefs?|claims?|insistence|lies?|myths?|ideas?|theor(?:y|ies)|notions?|suggestions?|allegations?|assertions?"
    r"|falsehoods?|convictions?|illusions?) that\b|\b(?:insist(?:s|ed|ing)|believ(?:e|es|ed|ing)|pretend\w*|imagin\w+"
    r"|falsely|false (?:beliefs?|claims?|stor(?:y|ies)|narratives?|assertions?)|baseless|debunk\w*|conspiracy theor\w+"
    r"|wrongly|said to (?:be|have)|rumou?red|reported (?:\w+ )?on social media)\b",
    re.IGNORECASE,
)
"""In a sentence: that something is held to be so by somebody, perhaps wrongly."""
OF_MOST = re.compile(r"\b(?:most|all|every|each|everyone|everybody|majority)\b", re.IGNORECASE)
"""A question whether most did something, or all."""
MOST_SAID = re.compile(
    r"\b(?:most|all|every\w*|each|both|majority|whole|entire\w*|always|none|unanim\w+|per ?cent"
    r"|no one)\b|%",
    re.IGNORECASE,
)
"""In a sentence: that it was most of them, or all."""

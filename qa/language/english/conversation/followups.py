"""Words by which a message goes on from the one before it: pronouns, lead-ins, bare questions, times."""

import re

from qa.language.english.world import kinds

WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
AUXILIARY = (
    r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might|must|didn[’']t|doesn[’']t"
    r"|wasn[’']t|weren[’']t|isn[’']t|aren[’']t|hasn[’']t|won[’']t)"
)
# What may stand before a follow-up and means nothing by itself.
POLITE = re.compile(
    r"^(?:(?:ok|okay|k|thanks|thank you|thx|great|right|i see|well|so|hm+|oh|ah|wow|cool|sorry|no|yes|please|good|nice"
    r"|sure|hi|hello|hey|alright|interesting)\b[\s,.!–—-]+)+",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there| dateline| all)?\b[\s,.!–—-]+", re.IGNORECASE
)
# A follow-up that replaces a part of the last question, or adds one.
LEAD = re.compile(
    r"^(?:(?:and|but|or|so|also|then|now)\b[\s,]*)?(?:w[ha]{1,2}t+ a?b[ou]{1,2}t|waht about|how a?bout"
    r"|same (?:question )?(?:for|in)"
    r"|i mean(?:t)?|rather|instead)\s+|^(?:and|but|or|also|n)\b[\s,]+",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\s*(?:,?\s*(?:then|though|instead|please|too|as well))+\s*$", re.IGNORECASE)

# "When did they do it?" asks no more than "when?".
DOING = tuple(f"did {who} do {what}" for who in ("they", "he", "she", "it") for what in ("it", "that", "this", "so"))

TOO = re.compile(r",? (?:too|as well)[ ?!.]*$", re.IGNORECASE)

# Messages that are nothing but a question word, by what they ask; "and" and "then" around them are gone.
BARE = {
    "why": ("why", "y", "why so", "why not", "why is that", "why was that", "why that", "how come", "for what reason",
             "why did that happen", "why did this happen", "why did it happen", "but why", "what for",
             "what was the reason", "whats the reason", "what is the reason", "what is the reason for that",
             "what was the reason for that", "why is this", "why was this",
             "for which reason", "reason"),
    "when": ("when", "when exactly", "when was that", "when was this", "when did that happen", "when did this happen",
              "when did it happen", "when was it", "on what day", "on which day", "what day", "which day", "what date",
              "which date", "since when", "and when", "at what time", "what time", "in what year", "in which year",
              "what year", "which year"),
    "where": ("where", "where exactly", "where was that", "where was this", "where did that happen",
               "where did this happen", "where did it happen", "where was it", "in which city", "in what city",
               "in which country", "in what country", "which city", "which country", "what country", "what city"),
    "how": ("how", "how exactly", "how so", "how did that happen", "how did this happen", "how did it happen",
             "how was that", "in what way", "how was that possible"),
    "who": ("who", "who exactly", "by whom", "who did that", "who did it", "who did this", "who was it", "who was that",
             "who by", "by who", "who is it", "who is that"),
    "how many": ("how many", "how many exactly", "how many were there", "how many people", "how many was it",
                  "how many in total", "how many were they"),
    "how much": ("how much", "how much exactly", "how much was it", "how much money"),
    "how long": ("how long", "for how long", "how long exactly"),
    "again": ("are you sure", "really", "sure", "are you certain", "you sure", "how do you know",
               "how do you know that", "says who", "who says",
               "who says that", "who says so", "source", "sources", "prove it", "according to whom",
               "can you prove it", "what is your source", "whats your source", "whats the source",
               "what is the source", "where does it say that", "where does that come from", "seriously",
               "says which source", "what are your sources", "what are the sources",
               "which source", "which sources", "show me the source", "show me the sources", "your source",
               "your sources", "citation", "citations", "cite", "cite that", "evidence", "proof", "any proof",
               "any evidence", "any source", "any sources", "can you cite that", "where did you get that",
               "where did you get this", "where did you read that", "where is that from", "where is this from",
               "who told you that", "how sure are you", "how do you know this", "how certain are you",
               "how confident are you", "what makes you so sure", "are you really sure", "are you sure about that",
               "are you sure of that", "what is the source of that", "what is the source for that",
               "what is your source for that", "whats your source for that", "repeat", "again", "say that again",
               "come again", "pardon"),
    "said": ("who said that", "who said this", "who said it", "who said so", "who claimed that", "who claims that"),
    "true": ("is it true", "is that true", "is this true", "is that right", "is that correct", "is this correct"),
    "else": ("who else", "what else", "where else", "anyone else", "anything else", "any others", "any other",
              "which others", "who are the others", "others", "and others"),
    "more": ("more", "tell me more", "tell me more about it", "tell me more about that", "go on", "continue", "details",
              "more details", "what more", "elaborate", "please elaborate", "can you elaborate", "explain",
              "can you explain", "say more", "give me more details", "tell me more about this", "more please",
              "keep going", "what else do you know", "what else is known", "anything more", "more information",
              "more info", "can you tell me more", "could you tell me more",
              "what happened then", "what happened next",
              "what happened after that", "what then", "and then", "then", "then what", "what next",
              "what happened afterwards", "what came next", "what followed"),
}  # fmt: skip

# Typos too short to be told by their letters.
SLIPS = {"wy": "why", "whn": "when", "wen": "when", "whne": "when", "wehn": "when", "wher": "where", "whre": "where",
         "hwo": "who", "woh": "who", "hw": "how", "ho": "how",
         "hw many": "how many", "hwo many": "how many"}  # fmt: skip
OBJECT = frozenset(("him", "her", "them", "it"))
# What "which ..." asks for where "and Sweden?" asks whether that is one of them.
PLACES_ASKED = frozenset("country countries nation nations state states city cities".split())
PERSONAL = {
    "he": "person", "him": "person", "his": "person", "himself": "person",
    "she": "person", "her": "person", "hers": "person", "herself": "person",
    "they": "group", "them": "group", "their": "group", "theirs": "group",
    "it": "thing", "its": "thing",
}  # fmt: skip
# Participles and states of people that a follow-up names alone: "and injured?", "and missing?".
STATES = frozenset("missing homeless dead alive hurt free ill sick safe".split())
INTRANSITIVE = frozenset("died survived fled escaped drowned returned came went arrived voted".split())
# Verbs whose "it" is what was said to be so: "Who announced it?".
TELLING = frozenset("announced confirmed reported denied revealed predicted claimed admitted".split())
# Words by which a sentence does not say that something is so.
DOUBT = frozenset(
    """\
not no never nobody none neither nor without cannot deny denies denied denying refuse refuses refused reject rejects
rejected allegedly reportedly may might could would should if unless whether plan plans planned will wants wanted yet
almost nearly fail fails failed false unclear rumour rumours rumor rumors claim claims claimed accuse accuses accused
likely unlikely expected about ready threatened threatens trying tried hopes hoped""".split()
)
# The verb before "they" that agrees with one person instead: "were they" is "was the mayor".
SINGULAR = {"were": "was", "are": "is", "have": "has", "do": "does"}
BEFORE_THEY = re.compile(r"\b(were|are|have|do) \Z", re.IGNORECASE)
POSSESSIVE = frozenset(("his", "her", "its", "their"))
PRONOUN = re.compile(
    r"(?<![\w’'-])(he|him|his|she|her|hers|they|them|their|theirs|it|its)(?P<s>[’']s|[’']d|[’']ll|[’']re)?(?![\w’'-])",
    re.IGNORECASE,
)
# "her" and "his" own what follows; before these words, or at the end, "her" is an object.
NOT_OWNED = re.compile(
    r"^\s*(?:$|[?.!,;:]|(?:in|on|at|to|as|for|from|with|by|and|or|after|before|when|while|because|if|during|about|into"
    r"|over|out|off|up|down|of|that|there|then|was|is|were|so|again|back|yesterday|today|the|a|an|who|why)\b)",
    re.IGNORECASE,
)
# "it" that stands for nothing: "is it true that", "it is raining", "how long does it take", "it cost him to leave".
EMPTY_IT = re.compile(
    r"\bit(?:[’']s)?\s+(?:(?:is|was|be|been|become)\s+)?(?:true|possible|likely|safe|legal|illegal|clear|known|said"
    r"|thought"
    r"|believed|rain|raining|snow|snowing|necessary|important|take\b|takes\b|took\b|costs?(?=(?: \w+)? to\b)|seem|seems"
    r"|hard|easy|about time"
    r"|worth (?=\w+ing\b|the\b|it\b))\b"
    r"|\b(?:make|made|makes)\s+it\s+(?:to|possible|clear|easier|harder)\b|\bwhat time is it\b"
    r"|\bhow (?:is|was) it (?:possible|that)\b|\bit[’']?s? (?:is |was |has been )?(?:official|announced|reported"
    r"|revealed|confirmed|estimated|expected)\b"
    r"|\bhas it been since\b|\b(?:is|was) it since\b|\b(?:is|was) it (?:\w+ )?that\b|\bas it were\b|\bcall(?:ed"
    r"|s)? it (?:quits|a day)\b|\bmade it\b|\bit is (?:\w+ )?that\b",
    re.IGNORECASE,
)
THERE = re.compile(r"\b(?:(?P<prep>from|in|over|out|up|down|around|near|to)\s+)?there\b(?![’'])", re.IGNORECASE)
EXISTS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|will|would|could|can|may|might|[’']s)(?: not)?\s+there\b"
    r"|\bthere(?:[’']s|\s+(?:is|are|was|were|be|been"
    r"|will|would|has|have|had|to be|any|no|so|still|also|really|even|many|more|a|an)\b)|\bhow many [\w\s-]+ (?:are"
    r"|were) there\b",
    re.IGNORECASE,
)
THIS = re.compile(
    r"\b(?P<det>this|that|these|those)\s+(?P<noun>[a-z]+)\b",
    re.IGNORECASE,
)
THAT = re.compile(
    r"\b(?:(?P<about>about|of|after|before|since|by|until|for|on|with|from|like|than|against|behind|during|in)\s+)"
    r"(?P<that>that|this|these|those)(?=\s*(?:$|[?.!,]|(?:in|at|on|to|by)\b))|"
    r"\b(?P<verb>did|do|does|done|cause|caused|causes|said|say|says|mean|means|happen|happened|called|report"
    r"|reported|confirm"
    r"|confirmed|deny|denied|announce|announced|know|knew|is|was|prevent|stop|stopped|know about|made|make)\s+"
    r"(?P<thing>that|this)(?=\s*(?:$|[?.!,]|(?:in|at|on|to|by|the first|happen|true|about)\b))",
    re.IGNORECASE,
)
TIME_THEN = re.compile(
    r"\b(?:(?P<prep>since|before|after|until|till|by|from)\s+)?(?P<then>then|that time|that day"
    r"|that year)(?=\s*(?:$|[?.!,]))",
    re.IGNORECASE,
)
OF_THEM = re.compile(r"\b(?P<prep>of|among|between)\s+(?:them|those|these)\b(?!\s+[a-z])", re.IGNORECASE)
THE_NOUN = re.compile(
    r"\bthe\s+(?P<noun>[a-z]+)\b(?!\s+(?:of|in|for|to|at|on|who|that|which|from|with|behind|against)\b)"
)

# Nouns that, after "the" or "this", point at what was spoken of, by the kind of what they point at.
POINTING = {
    "person": frozenset(
        "man woman person president minister leader actor actress singer author judge mayor governor senator king queen"
        " pope suspect gunman attacker shooter winner chancellor premier director coach player boy girl founder"
        " ceo chairman spokesman spokeswoman commander prosecutor archbishop".split()
    ),
    "place": frozenset(
        "city town village country place island region province capital state area building museum church cathedral"
        " airport school camp hill prison hospital".split()
    ),
    "group": frozenset(
        "group company organisation organization party team army militia government agency band firm movement club"
        " force forces fighters rebels people men women victims survivors protesters countries bank".split()
    ),
    "thing": frozenset(
        "event strike blackout outage eruption invasion attack earthquake quake fire war battle"
        " agreement deal election vote trial law bill plan"
        " film book show game match"
        " prize award rocket mission telescope rover lander spacecraft disease virus outbreak epidemic crash storm"
        " hurricane flood bridge ship plane record siege theft robbery purchase takeover sentence verdict explosion"
        " bombing shooting crush protest summit conference treaty report study vaccine drug".split()
    ),
}  # fmt: skip
BUILDINGS = frozenset("building museum church cathedral airport school camp prison hospital".split())
# Messages made of these words and no name are about the last question's subject, though they do not say so.
GENERAL = frozenset(
    """\
how many much what who when where why which people person persons died dead die killed kill injured hurt wounded
arrested arrest were was did is are has have had been anyone anybody someone somebody responsible happened happen caused
cause the a an of any deaths death toll victims victim survivors survivor casualties casualty there survived survive
missing it blame blamed suspect suspects motive reason in total so far by now charged displaced homeless rescued
and latest current final new to number civilians children foreigners men women""".split()
)
NEEDED = frozenset(
    """\
died dead die killed kill injured hurt wounded arrested arrest happened happen caused cause deaths death toll victims
victim survivors survivor casualties casualty survived survive missing blame blamed suspect suspects motive responsible
charged displaced homeless rescued""".split()
)
FUNCTION = frozenset(
    """\
a an the this that these those and or but if of in on at by to for from with as about after before since until during
against between among over under into through near is are was were be been being am do does did done has have had can
could will would should shall may might must not no who whom whose what which when where why how i you he she it we they
me him her us them my your his its our their there then than so such also just very more most many much some any all
each every both either neither other another same own too only now yet still ever never again once here please tell me
know say says said""".split()
)
PREPOSITIONS = frozenset(
    "in on at by to for from with about after before since until during against between among over under into through"
    " near inside outside across around within without behind beyond than as per".split()
)
COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10}  # fmt: skip
SHIFT = re.compile(
    rf"^(?:(?P<count>{COUNT}) (?P<unit>day|week|month|year)s? (?P<way>later|after|afterwards|earlier|before|ago"
    rf"|on)(?: that| then)?"
    r"|(?:the|on the|in the) (?P<next>next|following|previous) (?P<one>day|week|month|year)"
    r"|the (?P<one_way>day|week|month|year) (?P<side>after|before)(?: that)?)$",
    re.IGNORECASE,
)
SINCE_THEN = re.compile(
    r"^(?P<prep>since|before|after|until|till|by|from)(?: (?:then|that|this|it|(?P<person>him|her|them)))"
    r"(?: on)?$|^(?P<alone>afterwards?"
    r"|before|later|beforehand|earlier)$",
    re.IGNORECASE,
)
# How one comes into an office, before its name: "Who was elected president of France?".
ELECTED = re.compile(
    r"^(?:re-?)?(?:elected|appointed|named|made|chosen|crowned|inaugurated|sworn in)\b(?: as)?\s+", re.IGNORECASE
)
SUCCEEDED = frozenset(("replaced", "succeeded", "followed"))
BECAME = frozenset(("became", "becomes"))
HOLDER = re.compile(r"\b(?:before|after) (?P<holder>[A-Z][^?]*)$")
RELATIVE_TIME = re.compile(
    r"^(?:(?:at |right |by )?(?:now|today|present)|currently|yesterday|tomorrow|tonight|recently|this (?:week|month"
    r"|year)"
    r"|last (?:week|month|year|night)|next (?:week|month|year)|these days|so far|in total|overall|altogether|worldwide"
    r"|per (?:day|week|month|year|person)|on average|at the time|as of .+)$",
    re.IGNORECASE,
)
SPOKEN_TIME = re.compile(
    r"\b(?:right now|now|today|currently|yesterday|tonight|this (?:week|month|year)|last (?:week|month|year|night)"
    r"|so far)\b",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"^(?:according to (?P<source>.+)|what (?:does|did|do) (?P<sayer>(?:the )?(?:reuters|ap|afp|bbc|cnn|nyt|dpa|npr"
    r"|guardian|\w+-\w[\w-]*"
    r"|(?:\w+ ){0,2}(?:times|post|wire|news|courier|chronicle|gazette|herald|telegraph|journal|tribune|press|daily"
    r"|dispatch)))"
    r" (?:say|report|write)(?: about (?:it|that|this))?"
    r"|(?:as reported |reported )?by (?:the )?(?P<by>(?!whom|who\b).+?) (?:newspaper|agency|website))$",
    re.IGNORECASE,
)
# The source that a question names, and a message that is the name of another one.
SOURCE_ASKED = re.compile(
    r"\baccording to (?P<source>[^,?]+?)(?=\s*(?:,|\?|$))|^what (?:does|did|do) (?P<named>.+?) (?:say|report|write)\b",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"(?:reuters|ap|afp|bbc|cnn|nyt|dpa|npr|\w+(?:-\w+)+|(?:the )?(?:\w+ ){0,3}(?:times|post|wire|news|courier"
    r"|chronicle|gazette|herald|telegraph|journal|tribune|press|daily|dispatch|guardian))",
    re.IGNORECASE,
)
ONLY = re.compile(r"^(?:only|just)\s+(?=(?:since|until|before|after|in|from|on|by|during)\b)", re.IGNORECASE)
ACCORDING = re.compile(r",? ?\baccording to [^,?]+", re.IGNORECASE)
ORDINALS = {"first": 0, "1": 0, "second": 1, "2": 1, "third": 2, "3": 2, "fourth": 3, "4": 3, "last": -1, "latter": -1,
             "former": 0}  # fmt: skip
WHAT_SLIP = re.compile(r"^(?:wat|wht|waht)(?= (?:is|was|are|were|did|does|about)\b)", re.IGNORECASE)
# A person by a noun, without a name behind it; of "one man, a fisherman" the second noun.
_BY_NOUN = "|".join(sorted(kinds.PERSON_NOUNS - frozenset("prime general chief justice star lord".split())))
_ADJECTIVES = r"(?:[\w’'-]+ ){0,2}?"
A_PERSON = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Oo]ne) {_ADJECTIVES}(?:(?:wo)?man, an? {_ADJECTIVES})?"
    rf"(?P<noun>[a-z]*(?:wo)?man|{_BY_NOUN})\b(?! [A-Z])"
)
SOMEONE = "someone"
CONTESTS = frozenset(("won", "lost"))
"""Verbs of a contest, of which who won it is asked, and how many seats, goals or votes he did."""
SCORED = frozenset(("goals", "points", "runs", "tries"))

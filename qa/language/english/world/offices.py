"""Offices, how questions ask who holds one, and how sentences say that somebody does, or does no longer."""

import re

from qa.language.english.bars.qualifiers import STATES

# By the words of a question; the forms in which articles write the same office.
OFFICES = {
    "prime minister": r"prime minister|PM|premier",
    "pm": r"prime minister|PM|premier",
    "premier": r"premier|prime minister",
    "president": r"president",
    "vice president": r"vice[ -]president",
    "chancellor of the exchequer": r"chancellor(?: of the exchequer)?|finance minister",
    "chancellor": r"chancellor",
    "ceo": r"CEO|chief executive(?: officer)?",
    "chief executive": r"chief executive(?: officer)?|CEO",
    "chief executive officer": r"chief executive(?: officer)?|CEO",
    "cfo": r"CFO|chief financial officer",
    "chairman": r"chairman|chairwoman|chair|chairperson",
    "chair": r"chair|chairman|chairwoman|chairperson",
    "monarch": r"monarch|king|queen|sovereign",
    "king": r"king",
    "queen": r"queen",
    "head of state": r"president|monarch|king|queen|head of state",
    "speaker": r"speaker",
    "secretary-general": r"secretary[ -]general",
    "secretary general": r"secretary[ -]general",
    "secretary of state": r"secretary of state",
    "foreign secretary": r"foreign secretary",
    "foreign minister": r"foreign minister",
    "home secretary": r"home secretary",
    "defense secretary": r"defen[sc]e secretary|secretary of defense",
    "defence minister": r"defen[sc]e minister",
    "finance minister": r"finance minister|chancellor(?: of the exchequer)?",
    "treasury secretary": r"treasury secretary",
    "attorney general": r"attorney general",
    "press secretary": r"press secretary",
    "governor": r"governor|gov\.",
    "mayor": r"mayor",
    "pope": r"pope",
    "director": r"director",
    "head": r"head|chief|director|president|chair",
    "leader": r"leader",
    "coach": r"(?:head )?coach|manager",
    "manager": r"manager|(?:head )?coach",
    "captain": r"captain",
    "editor": r"editor",
    "owner": r"owner|proprietor",
    "boss": r"boss|chief executive(?: officer)?|CEO|president|chairman|chairwoman|head",
}
_NAMES = "|".join(sorted(map(re.escape, OFFICES), key=len, reverse=True))
_AT_PRESENT = r" (?:(?:right )?now|currently|today|at the moment|these days|nowadays|at present|at this time)"
_NOW = r"(?:(?:current|present|new|sitting|incumbent|acting|reigning|now) )*"
# "Who is the (current) chancellor of Germany", "Who is Germany's chancellor", "Who is the German chancellor".
ASKED = (
    re.compile(rf"^who(?: is|[’']s)(?: currently| now)? (?:the )?{_NOW}(?P<office>{_NAMES})(?: (?:of|at|for"
               rf"|in) (?:the )?(?P<body>[^?]+?))?"
               rf"(?:{_AT_PRESENT})?\W*$", re.IGNORECASE),
    re.compile(rf"^who(?: is|[’']s)(?: currently| now)? (?:the )?(?P<body>.+?)(?:[’']s?)? {_NOW}(?P<office>{_NAMES})"
               rf"(?:{_AT_PRESENT})?\W*$", re.IGNORECASE),
)  # fmt: skip
RUNS = re.compile(
    r"^who(?: (?:currently |now )?(?:runs|leads|heads|governs|rules)|(?: is|[’']s) (?:now |currently )?(?:running"
    r"|leading|in charge of|at the (?:helm|head) of)) (?:the )?(?P<body>[^?]+?)"
    rf"(?:{_AT_PRESENT})?\W*$",
    re.IGNORECASE,
)
DEEDS = {"chairs": "chair", "coaches": "coach", "captains": "captain", "edits": "editor"}
"""What the holder of an office does, as questions ask for him, and the office."""
DOES = re.compile(
    rf"^who (?:currently |now )?(?P<verb>{'|'.join(DEEDS)}) (?:the )?(?P<body>[^?]+?)(?:{_AT_PRESENT})?\W*$",
    re.IGNORECASE,
)
# "Who replaced Ada Lorn as mayor of Holm?", "Who became mayor after Ada Lorn?"
_PERSON = r"(?P<name>[A-ZÀ-Þ][\w’'.-]*(?: (?:(?:de|van|von|da) )?[A-ZÀ-Þ][\w’'.-]*){0,3}?)"
_AS = rf"(?P<office>{_NAMES})(?: (?:of|for|at) (?:the )?(?P<body>[^?]+?))?"
# "Is Ada Lorn still the mayor of Holm?", "Is Lorn mayor?"
TENURE = re.compile(
    r"^(?:[Ii]s|[Ii]sn[’']t) (?:the )?(?P<name>[A-ZÀ-Þ][\w’'.-]*(?: (?:(?:de|van|von|da) )?[A-ZÀ-Þ][\w’'.-]*)*)"
    r"(?P<rest> [^?]+?)(?: (?:any ?more|still|at present|right now))?\W*$"
)
IN_TENURE = re.compile(r"^(?: (?:still|currently|now|really|actually|already|not|the|an?))*")
"""Between that name and the office."""
SUCCEEDS = (
    re.compile(rf"^(?i:who (?:has |had )?(?:replaced|succeeded|took over from|came after|followed)) {_PERSON}"
               rf"(?i: (?:as|to become) (?:the )?(?:new )?{_AS})?\W*$"),
    re.compile(rf"^(?i:who (?:became|becomes|was|is|took over as|takes over as) (?:the )?(?:new "
        rf"|next )?{_AS} after) {_PERSON}\W*$"),
    re.compile(rf"^(?i:who (?:is|was)) {_PERSON}(?:[’']s?) successor(?i: as (?:the )?{_AS})?\W*$"),
)  # fmt: skip
WAS = re.compile(
    r"[’']?s? (?:was|had been) (?!(?:\w+ly )?(?:named|appointed|elected|sworn|chosen|selected|confirmed"
    r"|crowned|installed|made)\b)"
)
"""Behind a name: that he held the office before."""
OWNS = re.compile(
    rf"^who (?:currently |now )?(?:owns|is the owner of) (?:the )?(?P<body>[^?]+?)(?:{_AT_PRESENT})?\W*$",
    re.IGNORECASE,
)
RUNNERS = r"CEO|chief executive(?: officer)?|president|prime minister|chancellor|head|director|leader|premier"
CHAIRS = r"chairman|chairwoman|chair"
"""Titles of those who run a body where nobody has one of `RUNNERS`."""
RUNNERS_AT_HOME = rf"{RUNNERS}|superintendent|commissioner|principal|boss|(?<=police )chief|(?<=fire )chief"
"""Of a body that is no country: a country's commissioners do not run it."""

OF_KIND = r"(?:National )?(?:Park|Museum)|University|Group"
"""What stands between the name of a body and an office of it: "Holm National Park superintendent"."""
_OF_WHOLE = "current|acting|interim|new|then|first|longtime|embattled|billionaire|executive|managing|general|outgoing"
BEFORE_TITLE = rf"(?:(?:{_OF_WHOLE}|[A-Z][a-z]+ (?:and|&)|{OF_KIND}) ){{0,2}}"
"""Between the name of a body and a title that is of the whole of it: "Lumo Chairman and" before "CEO"."""
BEFORE_TITLE_OF_LAND = r"(?:[a-z-]+ ){0,2}"
PART_BEFORE = re.compile(
    r"\b(?:police|fire|finance|operating|marketing|sporting|music|health|schools?|security) $", re.IGNORECASE
)
"""Before a title: that it is of a part of the body behind it, as in "police chief of Holm"."""
OF_WHOLE = re.compile(r"(?>great |republic of |inc|corp(?:oration)?|company|group|ltd|plc|[’']s|\W)*+", re.IGNORECASE)
"""What else the full name of a body may have."""
OF_BRITAIN = re.compile(r"chancellor\(\?: of the exchequer\)\?\|finance minister|home secretary|foreign secretary")
"""Offices, as patterns, that only Britain has: a sentence need not say whose they are."""
OF_FIRMS = re.compile(r"CEO|CFO|chair|president|executive")
NEXT_DOOR = re.compile(
    r"\b(?i:neighbou?ring|nearby|adjacent) (?:[a-z]+ )?(?P<place>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)[^.;]*$"
)
"""Before a title: that it is of a neighbour."""
DATELINE = re.compile(r"\s*(?P<city>[A-Z][A-Z .'-]{2,24}?)(?=[,(]| [-\u2013\u2014])")
NAME = (
    r"[A-ZÀ-Þ](?:[\w\u2019']|-(?=[A-ZÀ-Þ]))+(?<=\w)(?![\w-])"
    r"(?: (?:(?:de|des|du|di|la|van|von|bin|al|der|da|dos) )?[A-ZÀ-Þ](?:\.|[\w\u2019'-]*[\wÀ-ÿ])){0,3}"
)
ENDED_BEFORE = re.compile(r"\b(?:former|ex|then|late|outgoing|previous|predecessor|departing|ousted|disgraced"
                          r"|onetime|one-time)[ -]+(?:(?:[\w’'.-]+ ){0,3}|(?:[\w’'.-]+ ){1,4}and )$",
                          re.IGNORECASE)  # fmt: skip
OTHER_BEFORE = re.compile(
    r"\b(?:deputy|vice|shadow|next|future|potential|would-be|assistant|aspiring|first lady|co-|candidate for"
    r"|acting as) ?(?:[\w’'.-]+ ){0,1}$",
    re.IGNORECASE,
)
BECAME = (
    r"(?:,[^,;.]{1,60},)?(?: (?:has|had|is|was|will be|have|been|formally|officially|now|today|later|\d+|again"
    r"|currently))*"
    r" (?:became|becomes?|is|was|will be|named|appointed|elected|sworn[- ]in|chosen|installed|made"
    r"|replaced [^,;.]{2,40} as|succeeded [^,;.]{2,40} as"
    r"|selected|confirmed|crowned|proclaimed|takes? over|took over|taken over|returns?|returned)"
    r"(?: (?:as|the|a|an|its|their|to be|become|new|first|next|sole|interim|acting|country[’']s|nation[’']s"
    r"|[\w’'-]+[’']s|\d+\w\w|youngest|longest-serving"
    r"|third|second|sixth|[A-Z][\w.]+))*? "
)
# Behind a name: that he is still to leave it, and that he has won it from the one who holds it; before it, that he was
# given it.
TO_LEAVE = (
    r"[^.;:]{0,90}? (?:(?-i:will)|should|would|could|(?-i:may)|might|to|not) (?:he |she |soon )?(?:resign|step (?:down"
    r"|aside)|stand down"
    r"|quit|retire) as (?:the )?(?:[\w’'.-]+ ){0,3}?"
)
MADE = r"(?:made|elected|appointed|named|elevated|promoted|picked|chose|chosen|tapped)"
LEFT_AS = (
    r"(?:,[^,;.]{1,60},)?(?: (?:has|had|formally|abruptly|later))*? (?:resign(?:s|ed)|quits?"
    r"|(?:step(?:s|ped)|stood|stands) (?:down|aside)|retire[sd]|was (?:ousted|fired|sacked|removed|dismissed|replaced))"
    r" as (?:the )?(?:[\w’'.-]+ ){0,3}?"
)
"""Behind a name, before a title: that he has left it."""
DEFEATS = (
    r"(?:, [a-z][^;.]{1,60},[”\"]?)? (?:\w+ly )?(?:defeated|beat|ousted|unseated) (?:the )?(?:incumbent |sitting )?"
    r"(?:[\w’'.-]+ )?"
)
# Behind a name: that he holds it no more.
LEAVES = re.compile(
    r"^(?: [IVX]+\b)?(?:[’']s)?(?:,[^,;.]{1,60},)?(?: \w+(?:ly)?){0,6}? (?:resign(?:s|ed|ing|ation)|quits?"
    r"|(?:step(?:s|ped|ping)?|stood|stands?|standing)"
    r" (?:down|aside)|(?:was|were|been|is|be|being) (?:\w+ )?(?:ousted|fired|sacked|removed|dismissed|replaced"
    r"|succeeded|toppled|impeached"
    r"|forced out|voted out|assassinated|killed)|ousted|lost (?:the (?:election|vote|leadership)|power|office"
    r"|re-?election|to\b)|conceded"
    r"|died|dies|has died|leaves office|left office|fled"
    r"|(?:death|departure|ouster|final day|last day|downfall)(?! of\b)"
    r")\b",
)
REFUSES = re.compile(r"\b(?:refus\w+|not|never|n[’']t|declin\w+|reject\w+|call(?:s|ed|ing)? (?:for|on)|urg\w+"
                     r"|demand\w*|should|could|whether|if|(?-i:may)|might|would|(?-i:will)|after)\b"
                     r"[^.;]{0,40}$|(?<!forced )(?<!had )(?<!agreed )(?<!decided )\bto (?:resign|quit"
                     r"|(?:step|stand) (?:down|aside))$", re.IGNORECASE)  # fmt: skip
FOLLOWS = re.compile(
    rf"(?P<name>{NAME})(?:[’']s return\b[^.;]{{0,60}}?\b(?:ouster|departure|exit|resignation|firing)"
    r"|,?(?: who)?(?: has)? (?:replaces|replaced|succeeds|succeeded|takes over from|took over from)"
    r"|(?: (?:was|has been))? elected\b[^.;]{0,90}?, (?:defeating|beating|ousting|unseating))\b"
)
"""In a sentence that says that one has left: who took the place."""
SUCCEEDED_BY = re.compile(
    rf"\b(?:[Hh]er|[Hh]is) successor(?: is| will be| was named as|,)? (?P<name>{NAME})"
    rf"|\b(?:succeeded|replaced) by (?P<by>{NAME})"
    rf"|(?P<will>{NAME})(?:,[^,;.]{{1,80}},)?(?: will| is to| has been named to| was (?:named|appointed|chosen) to)?"
    r" (?:succeeds?|replaces?|takes? over from) (?:her|him)\b"
)
"""In that sentence, or the next one: the same."""
REPLACES = re.compile(r"\b(?:replac(?:es?|ed|ing)|succeed(?:s|ed|ing)?|tak(?:es?|ing) over from|took over from"
                      r"|(?:death|ouster|departure|resignation) of|ousting|defeat(?:s|ed|ing)?"
                      r"|successor to|firing|fired|sacked|ousted)\s+(?:[\w’'-]+ ){0,5}$", re.IGNORECASE)  # fmt: skip
YET_BEFORE = re.compile(
    r"\b(?:will|would|impending|upcoming|looming|planned"
    r"|plans? to|intends? to|if|whether|unless|until|against|calls? for|on) (?:[\w’'.-]+ ){0,6}$",
    re.IGNORECASE,
)
YET_AFTER = re.compile(r"^[^;]{0,30}? (?:(?-i:will)|would|could|(?-i:may)|might)\b")
"""Around a departure: that it is still to come."""
YET_TO = re.compile(
    r"\b(?:impending|upcoming|looming|to|(?-i:will)|would|could|can|(?-i:may)|might|should) (?:\w+ly )?$", re.IGNORECASE
)
CHOSEN = re.compile(r"\b(?:elected|chosen|named|appointed|selected|picked|chose|tapped)\b", re.IGNORECASE)
"""Before a replacement: that it is to come, and that the one who replaces has been chosen."""
_DAYS = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December"
)
NO_BODIES = re.compile(
    rf"Park|Museum|University|Group|The|New|Former|Acting|Its|His|Her|And|But|As|Then|When|{_DAYS}|[A-Z][\w]*ly"
)
NO_HOLDERS = re.compile(
    rf"(?:{_DAYS}|{'|'.join(sorted(word.title() for word in STATES))}|[A-Z]{{2,}}|Minister|President|Secretary|General"
    rf"|Elect|Consort|Regnant|Mother|Who|He|She|The|His|Her|In|On|At"
    r"|Additionally|Meanwhile|However|Finally|Previously|Recently|Earlier|Later|Instead|Initially|Originally"
    r"|Eventually|Currently|Subsequently|Formerly|Ultimately|Reportedly|Since|Although|While|As|If|With|By|From|This"
    r"|That|These|Those|There|Here|Now|Then|Today|It|They|We|You|Its|Their|Our|When|Where|Some|Many|Most|Several|Both"
    r"|And|But|For|Of|Officer|House|Speaker|Chairman|Democrat|Republican)(?: .*)?"
)
FORMS_GOVERNMENT = re.compile(rf"\b(?:asked|invited) (?P<name>{NAME}) to form a (?:new )?government\b")
"""How a head of government takes office where a monarch reigns."""
COUNTRIES = {
    "uk": "uk u.k britain british united kingdom",
    "britain": "uk u.k britain british united kingdom",
    "england": "england english",
    "us": "us u.s american america united states",
    "usa": "us u.s american america united states",
    "u.s": "us u.s american america united states",
    "u.k": "uk u.k britain british united kingdom",
    "united states": "us u.s american america united states",
    "america": "us u.s american america united states",
    "united kingdom": "uk u.k britain british united kingdom", "british": "uk u.k britain british united kingdom",
    "american": "us u.s american america united states",
}  # fmt: skip

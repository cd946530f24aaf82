"""Words of events: what happens to them, their nouns by the verbs of deeds, and what people do around them."""

import re

from qa.language.english.calendar import DAY_OF_MONTH, MONTH, WEEKDAY

MARKS = " ?!.…"
# Where what a sentence tells ends: at its time, at who says so, at what came of it.
TOLD_END = re.compile(
    rf",(?!\d)|;|:| –| —|[.!?]\Z| (?:after|as|when|while|because|who|which|that|and (?=[a-z]+ed\b))\b"
    rf"|(?: shortly| early| late)?(?: on| last| this)? (?:{WEEKDAY}|{DAY_OF_MONTH} {MONTH}|{MONTH} {DAY_OF_MONTH}"
    r"|yesterday|today)\b"
)
# With which a sentence begins of which no such question comes, and verbs that tell what others tell.
NOT_TOLD = frozenset("It He She They We There This That These Those Nobody None No Nothing Neither Many Some".split())
SAYING = frozenset("said told added announced reported confirmed claimed wrote warned".split())
# What happens to an event, and neither to a place nor to a buyer: "when did it start?", "was it completed?".
EVENT_IT = re.compile(
    r"\b(?:did|does|do|will|would)\s+it\s+(?:start|begin|end|finish|stop|happen|take place|last|conclude"
    r"|close|go through)\b"
    r"|\b(?:was|is|were|will|has|had)\s+it\s+(?:be |been |ever |finally )*(?:completed|concluded|finished|over"
    r"|announced|approved|blocked|called off|cancelled|postponed|delayed|held|agreed|signed)\b"
    r"|\b(?:caused?|block(?:ed)?|approved?|oppose[ds]?|organised|organized|led to|announced|stop|stopped|ended"
    r"|started)\s+it\b"
    r"|\bhow long did it (?:last|take)\b",
    re.IGNORECASE,
)
# The noun of a deed, by the forms of its verb.
DEEDS = {
    "bought": "purchase", "buy": "purchase", "pay for": "purchase", "paid for": "purchase", "acquired": "takeover",
    "acquire": "takeover", "liberated": "liberation", "liberate": "liberation", "freed": "liberation",
    "invaded": "invasion", "invade": "invasion", "besieged": "siege", "bombed": "bombing", "reopen": "reopening",
    "reopened": "reopening", "robbed": "robbery", "eruption": "eruption", "erupt": "eruption", "erupted": "eruption",
    "stolen from": "robbery", "blockaded": "blockade", "collapse": "collapse", "collapsed": "collapse",
}  # fmt: skip
OF_DOER = frozenset(("reopening", "eruption", "collapse", "robbery"))
DONE = re.compile(rf"\b({'|'.join(sorted(DEEDS, key=len, reverse=True))})\b", re.IGNORECASE)
# Nouns that are of something, which a question without a name leaves out: "who is the director?".
RELATIONAL = frozenset(
    """\
director owner mayor leader founder ceo boss chief captain coach manager chairman chairwoman president minister
governor spokesman spokeswoman head cause price cost magnitude size capacity height length width age population value
capital winner loser runner-up mvp scorer aim purpose budget result outcome""".split()
)
# Those of them that only places have.
OF_PLACES = frozenset("mayor president minister governor capital population".split())
OF_EVENTS = frozenset("magnitude cause winner loser runner-up mvp scorer result outcome".split())
OF_TEAMS = frozenset("captain coach manager goalkeeper striker".split())
# What happened in a place, so that the place of the last question tells which one is meant; some are of it.
OF_PLACE = frozenset("siege battle liberation invasion occupation bombing blockade capture fall".split())
PLACED = OF_PLACE | frozenset(
    "fighting attack shooting fire earthquake quake eruption crash flood storm explosion riots protests strike trial"
    " massacre raid ceasefire truce gunman gunmen attacker attackers shooter victims survivors".split()
)
# Verbs of people around an event, with the word before it: "Who attended?", "who paid?".
AROUND = {"attended": "", "organised": "", "organized": "", "paid": "for", "spoke": "at", "came": "to",
          "helped": "after",
          "objected": "to", "protested": "against", "reacted": "to", "complained": "about", "scored": "in",
          "apologised": "for", "apologized": "for"}  # fmt: skip
# Events that happen again and again, so that only the year tells which one is meant.
YEARLY = re.compile(
    r"\b(?:cups?|opens?|wimbledon|games|olympics|finals?|elections?|championships?|tournament|season|grand prix"
    r"|prizes?|awards?|oscars|budget|census|festival|race|marathon|super bowl|eurovision|summit"
    r"|referendum|primary|debate|ball)\b",
    re.IGNORECASE,
)
IN_YEAR = re.compile(r"\b(?:in|of|at) (?:the )?((?:19|20)\d\d)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What is said of those who did a deed, and who they are by the words of the deed.
OF_CULPRITS = re.compile(
    r"\b(?:caught|arrested|escaped?|flee|fled|charged|identified|jailed|get (?:in|into|out|away)"
    r"|got (?:in|away)|break in|broke in|hid|hide|plan|planned|drive|armed|wear|wore|use|used|sentenced|convicted)\b",
    re.IGNORECASE,
)
CULPRITS = {
    "thieves": re.compile(r"\b(?:stolen|stole|robbed|robbery|theft|heist|burgl\w+|thieves)\b", re.IGNORECASE),
    "kidnappers": re.compile(r"\b(?:kidnapp\w+|abducted|abduction)\b", re.IGNORECASE),
    "attackers": re.compile(r"\b(?:attack(?:ed)? on|was attacked|were attacked|stabbed|stabbing)\b", re.IGNORECASE),
}
OF_LOOT = re.compile(r"\b(?:worth|cost|valued|recovered|found|sold|insured|melted)\b", re.IGNORECASE)
# Contests, and what each of them has: messages made of these words and no name are about the last contest.
CONTEST = re.compile(
    r"\b(?:finals?|semi-?finals?|quarter-?finals?|game|match|race|cup|tournament|championships?|league|derby|play-?offs?"
    r"|run-?off|primary|primaries|fight|bout|marathon|contest|competition|prix|title|election|by-election|vote"
    r"|referendum|wimbledon|olympics|games|open|super bowl(?: [ivxl]+)?|world series|eurovision)\Z",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"\b(?:won|lost|beat|beaten|defeated|drew|thrashed|ousted|elected|re-elected|voted|passed|approved|rejected)\b",
    re.IGNORECASE,
)
OF_CONTESTS = frozenset(
    """\
score scoreline margin result results outcome turnout referee umpire attendance crowd prize loser winner runner-up
runners-up""".split()
)
OF_THE_END = frozenset(("score", "scoreline", "margin"))
CONTESTED = OF_CONTESTS | frozenset(
    "vote votes goals points runs tries sets seats penalties second third fourth last watched".split()
)
CONTEST_FILLER = frozenset(
    """\
who what how many much was were is are did there the a an people by and final official exact full-time half-time total
top big large high close low narrow came come finish finished scored given cast voters spectators fans""".split()
)
# Verbs of which a contest is the object: "who lost?".
CONTEST_OBJECT = re.compile(r"^(?:who|which \w+|how many(?: people)?) (?:lost|won|watched|saw)$", re.IGNORECASE)
PRESENT = re.compile(r"^(?P<asking>who(?: else)?|how many(?: people)?) (?:was|were) (?:there|present)$", re.IGNORECASE)
MEASURE_ALONE = re.compile(
    r"^(?:(?:and|but|so)[ ,]+)?(?:(?:what|how) about )?(?:the|its) (?P<noun>(?:final |full-time )?[a-z-]+)$",
    re.IGNORECASE,
)
# What stands before the body or the place that somebody heads, and which no "she" means.
OF_OFFICE = re.compile(
    r"\b(?:(?P<place>mayor|governor|president|premier|prime minister|chancellor|foreign minister|king|queen|monarch)"
    r"|executive|ceo|cfo|chairman|chairwoman|chair|director|head|boss|owner|editor|secretary-general)"
    r" (?:of|at|for)(?: the)? \Z"
    r"|\b(?:leads?|led|heads|headed|runs?|ran|chairs|chaired|owns?|owned|bought|buys?|acquired|founded)(?: the)? \Z",
    re.IGNORECASE,
)
MADE = re.compile(r"^(?:(?:re-?)?elected|appointed|named|made|chosen|sworn in|installed)(?: as)? ", re.IGNORECASE)
NOW = re.compile(r"\b(?:now|currently|presently) (?=the\b)|,? (?:now|currently|today|at the moment)\Z", re.IGNORECASE)
PERSONS_OF_CONTESTS = frozenset("referee umpire loser winner runner-up".split())

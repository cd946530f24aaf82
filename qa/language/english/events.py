"""Words of events: what happens to them, their nouns by the verbs of deeds, and what people do around them."""

import re

MARKS = " ?!.…"
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
capital winner loser runner-up aim purpose budget""".split()
)
# Those of them that only places have.
OF_PLACES = frozenset("mayor president minister governor capital population".split())
OF_EVENTS = frozenset("magnitude cause winner loser runner-up".split())
# Verbs of people around an event, with the word before it: "Who attended?", "who paid?".
AROUND = {"attended": "", "organised": "", "organized": "", "paid": "for", "spoke": "at", "came": "to",
          "helped": "after",
          "objected": "to", "protested": "against", "reacted": "to", "complained": "about", "scored": "in"}  # fmt: skip

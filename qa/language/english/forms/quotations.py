"""Words that join a quotation to its speaker."""

import re

_SAY = (
    "said|says|told|added|wrote|writes|tweeted|posted|shouted|asked|insisted|explained|argued|continued|declared|stated"
    "|replied|responded|recalled|admitted|acknowledged|concluded|noted|warned|announced|joked|claimed|called|described|testified"
)
SAID = re.compile(rf"\b(?:{_SAY})\b", re.IGNORECASE)
# Possessive: in a long run of capitals there would be too many ways to part it into words.
_CAPITALISED = r"(?:[A-Z]\.)*+[A-Z][\w’'-]*+\.?"
NAME = rf"{_CAPITALISED}(?: (?:de|von|van|bin|al|“\w+”|\"\w+\"|{_CAPITALISED}))*+ ?"
# Behind a quotation: 'said Col. X', 'X said', 'according to X'. The role before or after the name is left out.
BEHIND = (
    re.compile(rf"^[\s,]*(?:{_SAY})\s+(?:[a-z][\w-]*\s+){{0,4}}(?P<name>{NAME})"),
    re.compile(
        rf"^[\s,]*(?P<name>{NAME}|[Hh]e |[Ss]he )(?:, [^,]{{3,80}}, )?\s*(?:\w+ly |has |also |later "
        rf"|then )?(?:{_SAY})\b"
    ),
    re.compile(rf"^[\s,]*(?:(?:the|a|an) )?(?:[\w’'-]+ ){{1,5}}?(?P<name>{NAME})\s*(?:{_SAY})\b"),
    re.compile(rf"^[\s,]*according to (?:[a-z][\w-]*\s+){{0,4}}(?P<name>{NAME})"),
)
# Before a quotation: 'X said: "', 'X told reporters that "', 'X wrote on Twitter, "'.
BEFORE = re.compile(
    rf"(?P<name>{NAME}|\b[Hh]e |\b[Ss]he )(?:\(.*?\) )?(?:, [^,]{{3,90}}, ?)?\s*(?:\w+ly |has |had |also "
    rf"|later |then |even |and )?(?:{_SAY}|wishing|saying|calling)"
    r"[^.!?“”\"]{0,90}?[,:]?\s*(?:that )?$"
)
NO_NAMES = frozenset(
    "the a an in on at but and so as if when while after before it this that these those there he she they we i you"
    " monday tuesday wednesday thursday friday saturday sunday for from to of or his her their our".split()
)
MARKS = '"“”'
# What somebody does who says something, or reacts to it.
REACTS = (
    rf"\b(?:{_SAY}|saying|disagree[ds]|suggest(?:ed|s)|stress(?:ed|es)"
    r"|promis(?:ed|es)|vow(?:ed|s)|pledg(?:ed|es)"
    r"|took to (?:[A-Z]\w+|social media|the stage)|commemorat\w+|tweet\w*|wish(?:ed|es)"
    rf"|paid tribute|mourn\w*"
    rf"|outraged|reject\w*|react(?:ed|ion)|respond(?:ed)?|congratulat\w+|praised?|criticiz\w+|criticis\w+|condemn\w+|welcom\w+|thank\w*|hail(?:ed|s))\b"
)
CALLED = re.compile(r"\b(?:called|asked) (?!(?:him|her|them|it|for|on)\b)", re.IGNORECASE)
"""Somebody called an election: he did so, and said nothing that is told."""
# Before a name that is not the one who says it: "after Williams said", "who spoke with Truss".
BREAKS = frozenset("after when than as who whom with which while since before to of by about against because".split())
SIGNATURE = re.compile(r"[”\"\s]*[–—-]+ ?(?P<name>[A-ZÀ-Þ][^\n.,(]{2,60})[^\n]{0,80}")
"""Behind a quotation: a dash and who said it."""
BESIDE = 240  # characters of a sentence behind another that are read

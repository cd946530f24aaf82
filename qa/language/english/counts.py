"""What is counted: the noun behind "how many", and the one behind a number."""

import re

from qa.language.english.amounts import WORD

NUMBER = rf"(?:\d[\d,.]*|dozens|hundreds|thousands|(?:{WORD})(?:-(?:{WORD}))?)"
_PLURAL = r"[a-z]{2,}[^\W_sui]s|(?-i:[A-Z]{2,}s)|people|children|men|women|police"
ASKED = re.compile(rf"\bhow many (?:[\w’'-]+ ){{0,3}}?(?P<noun>{_PLURAL})\b", re.IGNORECASE)
BEHIND = re.compile(
    rf"^(?: (?:[A-Z][\w’'.-]+|[a-z]+(?:an|ed|al|ar|er|or|ic|ish|ese|st|ous|nt|y|t)))? (?P<noun>{_PLURAL})\b"
)
"""Right behind a number, with one word before it at most: "five African countries"."""
ALIKE = tuple(
    frozenset(line.split())
    for line in """\
houses buildings homes structures apartments dwellings properties
cars vehicles trucks
ships boats vessels ferries
companies firms businesses
towns cities villages municipalities communities
countries nations states
games matches fixtures
guns weapons firearms rifles
planes jets aircraft flights
counts charges
awards prizes medals trophies titles
attacks strikes raids
papers articles stories
shops stores outlets branches
dogs cats animals
""".splitlines()
)
"""Nouns of which one is counted by another."""
FIGURES = re.compile(r"^[\s-](?:figures?|digits?)\b", re.IGNORECASE)
"""Right behind a number: that it counts the digits of another, as in "in the four figures"."""
OWN = rf"\b{NUMBER}(?: (?:million|billion))?(?: [\w’'-]+){{0,2}}? "
"""Before a noun: a number of its own."""
PERSONS = re.compile(
    r"people|persons|children|men|women|boys|girls|students|pupils|teachers|workers|employees|passengers|residents"
    r"|soldiers|troops|civilians|victims|fans|members|guests|players|officers|police|adults|kids|others|patients"
    r"|migrants|refugees|voters|users|visitors|tourists|protesters|prisoners|inmates|hostages|survivors|foreigners"
    r"|customers|families|households|staff(?:ers)?|fighters|militants|suspects|astronauts|competitors|athletes"
    r"|sailors|drivers|riders|jobs|positions|deaths|fatalities|casualties|injuries|lives|americans|times|votes",
    re.IGNORECASE,
)
"""Nouns that stand for persons: each may be counted by another of them."""
PART = re.compile(rf"\b{NUMBER} (?:out )?of (?:(?:the|its|their|his|her|all|[\w.]+[’']s?) ){{1,2}}$", re.IGNORECASE)
"""Before a number: that another number is a part of it, as of "12 of the 30 members"."""
ASKS_WHOLE = re.compile(
    r"\b(?:in total|altogether|in all|are there|were there|total)\b|\bhow many [\w’' -]+ (?:does|do|did) [^?]+ have\b"
)

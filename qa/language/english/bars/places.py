"""Sentences that say of a place, a bridge or the like which one it is."""

import re

from qa.language.english.bars.counts import NUMBER as _NUMBER
from qa.language.english.calendar import MONTH
from qa.language.english.world.names import ROLE

_NAME = r"(?P<{}>[A-ZÀ-Þ][\w’'-]*\w)"
NEXT_DOOR = r"(?:neighbou?ring|nearby|adjacent|next-door)"
NEIGHBOUR = re.compile(rf"\b(?i:{NEXT_DOOR}) (?:[a-z]+ ){{0,2}}{_NAME.format('place')}")
"""A place that a text calls a neighbour of another."""
PLACE_ASKED = re.compile(rf"\b(?:in|of|at|from|near|hit|struck) (?:the )?{_NAME.format('place')}")
PLACE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t) (?:the )?(?!{MONTH}\b)(?P<place>[A-ZÀ-Þ][\w’'-]*\w(?: [A-ZÀ-Þ][\w’-]*\w)?)\b(?! [A-ZÀ-Þ])"
)
"""A place by a name of one word or two in which something is."""
TOLD_APART = re.compile(
    r"\b(?P<first>Morning|Evening|Upper|Lower|North|South|East|West|Northern|Southern|Eastern|Western|Central|Inner|Outer|New"
    r"|Old|Great|Little|Big|Red|Blue|Green|White|Black|Golden|Silver|Royal|Grand|Spring|Summer|Autumn|Winter)"
    r" (?P<last>[A-ZÀ-Þ][a-zà-ÿ-]+)\b(?! [A-ZÀ-Þ])"
)
"""A name whose first word tells it from another one of the same second word."""
NAME_GOES_BEFORE = re.compile(r"\b(?!(?:The|A|An|In|On|At|Of|And|But|Who|Did|Was|Is)\b)[A-ZÀ-Þ][\w’'-]* $")
OWN_NUMBER = rf"(?:, |and |: |; )(?P<number>{_NUMBER.replace('{', '{{').replace('}', '}}')}) in (?:the )?{{place}}\b"
"""A number that stands for a place alone, in a row of several: "nine in Holm and five in Tarn"."""
CLAUSE_END = re.compile(r",(?!\d)|;|\b(?:while|whereas|but)\b|\band (?=in\b)")
BEFORE_NOUN = re.compile(
    rf"\b(?!(?:The|A|An|Which|What|Who|When|Where|Did|Is|Was)\b){_NAME.format('place')} (?:[a-z]+ )?"
    r"(?:election|earthquake|quake|vote|governor|mayor|government|parliament)\b"
)
IN_TWO_WORDS = re.compile(
    rf"\b(?:in|at|near|from|of) (?:the )?(?!(?i:{ROLE})\b)(?P<first>[A-ZÀ-Þ][\w’'-]+) (?P<last>[A-ZÀ-Þ][a-zà-ÿ’-]+)"
    r"\b(?! [A-ZÀ-Þ])"
)
"""A place by a name of two words."""
_SIDE = r"East|West|North|South|Upper|Lower|Old|New|Inner|Outer"
SIDES = re.compile(rf"\b(?:(?P<side>{_SIDE}) (?P<of>[A-ZÀ-Þ][\w’-]+)|(?P<name>[A-ZÀ-Þ][\w’-]+) (?P<part>{_SIDE})\b)")
"""A name with the side that tells it from another one: "Upper Holm", "Holm East"."""
_BUILT = r"(?P<{}>bridge|dam|airport|stadium|tower|tunnel|ferry|volcano|mine|cathedral|lighthouse|reservoir)s?"
NAMED_BUILDING = (
    re.compile(rf"\b(?!(?:The|A|An|That|This|Which|What|When|Where|Did|Is|Was|New)\b){_NAME.format('name')} "
               rf"(?i:{_BUILT.format('what')})\b"),
    re.compile(rf"\b(?i:{_BUILT.format('what')}) (?:at|in|near|of) (?:the )?{_NAME.format('name')}"),
)  # fmt: skip
"""A bridge, a dam or the like by the name before it, or by the place behind it."""

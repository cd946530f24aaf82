"""Whose an age or a deed is, by the words beside it."""

import re

_NAME = r"[A-ZÀ-Þ][\w’'-]*(?: (?:de |van |von |bin |al-)?[A-ZÀ-Þ][\w’'.-]*)*"
# Behind a number: "-year-old suspect", "-year-old Ada Lorn".
AGED = re.compile(rf"^[\s-]?years?[\s-]olds? (?P<holder>(?:(?:former|then|retired) )?(?:{_NAME}|[a-z]+))")
# Before a number: "Ada Lorn, 41"; "Ada Lorn is 41"; "Ada Lorn died at 41".
NAMED_AGED = re.compile(
    rf"(?P<holder>{_NAME})(?:, (?:now |then |who (?:is|was) )?| (?:is|was|turned|turns|died at|dies at"
    rf"|dead at) (?:just |only )?)$"
)
# Before a number that is an age at a deed: "at 19 he moved", "when he was 19".
AGED_AT = re.compile(r"\b(?:at(?: (?:the )?age(?: of)?)?|aged|from (?:the )?age of) (?:just |only )?$", re.IGNORECASE)
WHEN_AGED = re.compile(
    r"\b(?:when|since|while|after|until) (?:[\w’'-]+ ){1,3}(?:was|turned) (?:just |only )?$", re.IGNORECASE
)
OF_NOW = re.compile(
    r"\b(?:today|yesterday|this (?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.IGNORECASE
)
"""In a sentence: that it tells of the days of its article, in which one is as old as it says."""
IS_NOW = re.compile(r"^,? (?:he|she|(?:[A-ZÀ-Þ][\w’'-]+ ){1,3})(?: ?is)\b")
"""Right behind an age at the beginning of a sentence: that it is one's age now, as in "At 17 she is"."""
WINS = re.compile(r"w[io]ns?|got|received?", re.IGNORECASE)
DIED_AT = re.compile(
    r"\b(?:dies|died|dead|passed away|killed)(?: [\w’'-]+){0,6} (?:at|aged)"
    r"(?: (?:the )?age(?: of)?)? (?:just |only )?$",
    re.IGNORECASE,
)
DIES = re.compile(r"die|dies|died|dead|death|killed", re.IGNORECASE)
CLAUSE = re.compile(r"[,;:—]|\b(?:and|but)\b")
# In a question: the deed whose time it names, behind "when" or in front of the question.
AT_DEED = re.compile(
    r"\bwhen (?:[\w’'.-]+ ){1,5}?(?P<verb>(?:die|dies|died)\b|\w{2,}ed\b|became|won|left|went|began|wrote|came"
    r"|took|got"
    r"|lost|made|quit|met|was (?:born|elected|killed|shot|arrested|crowned))",
    re.IGNORECASE,
)
DEED_FIRST = re.compile(
    r"^(?:at )?(?:what|which) age did .*?\b(?P<verb>[a-z]{3,})\b"
    r"(?=\W*$| (?:to|in|from|at|the|a|an|his|her)\b)",
    re.IGNORECASE,
)
# Right before a deed: "Ada Lorn has", "Ada Lorn of Holm", "Ada Lorn’s" (resignation).
SUBJECT = re.compile(
    rf"(?P<holder>{_NAME}(?: (?:of|at|in) (?:the )?{_NAME})?)(?:[’']s?)?(?:, [^,;.]{{1,40}},)?"
    rf"(?:, who)? (?:(?:been|being|had|has|have|was|were"
    rf"|is|also|then|later"
    rf"|formally|first|\w+ly) )*$"
)
TERM = re.compile(
    r"\bsentence[ds]?\b|\b(?:years?|long|time|months?)\b.*\b(?:prison|jail"
    r"|behind bars)\b",
    re.IGNORECASE,
)
IN_OFFICE = re.compile(
    r"\bhow (?:long|many (?:days|weeks|months|years))\b.*\b(?:prime minister|pm|president|premier|chancellor|minister"
    r"|mayor|governor|ceo|king|queen|pope|in (?:office|power)|reign\w*|serv(?:e|ed|ing))\b",
    re.IGNORECASE,
)
"""A question for how long one held an office."""
WAS_AGED = re.compile(r"(?:[A-Z][\w.’'-]+ ){1,3}was (?:just |only )?")
PERSON = re.compile(
    r"(?<![\w-])(?!(?:The|In|On|At|But|And|His|Her|US|U\.S|President|Judge|Justice|Prime|New|United|White"
    r"|Supreme|District|Federal) )"
    r"(?:[A-ZÀ-Þ][a-zà-ÿ]+(?=, whos?e?\b| (?:was|is|has|had)\b)"
    r"|[A-ZÀ-Þ][a-zà-ÿ]+ (?:[A-Z]\. )?[A-ZÀ-Þ][a-zà-ÿ]+(?! (?:Court|Prison|Jail|Times|Post|News|Department"
    r"|County))\b)"
)
"""A given name and a surname, or a surname with a clause of its own."""
HE = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)+")
PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|him|who is)\b", re.IGNORECASE)
OF_THINGS = frozenset(("collapse", "reopening"))
"""Events of things, which sentences call by other names than a question: "the bridge", "the lender"."""
BEFALLS = frozenset(("arrest", "guilt", "acquittal", "sentence", "resignation", "fine", "release"))
"""Events whose reason is asked of one person and stands with no other's."""
ASKS_PASSIVE = re.compile(
    r"\b(?:was|were|has been|have been) (?:[a-z]+ )?(?-i:[A-ZÀ-Þ])[\w’'. -]*? [a-z]+ed\b", re.IGNORECASE
)
"""A question for the time or place of what befell somebody."""
PASSIVE_BEFORE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got|and|or|who)(?: \w+ly)? $|, $|^$")
THING_BEHIND = re.compile(
    r"^ (?!(?:by|from|on|in|at|to|into|after|before|with|without|for|as|when|while|and|or|but|if|early|late|last|this"
    r"|that|today|yesterday|tomorrow|alive|back|again|home|safe|just|only|about|around|under|over|during|until|since|of"
    r"|him|them|un\w+|\w+ly|(?:an?|one|two|three|four|five|six|\d+|several|some|many|more|most) (?:[a-z]+ )?"
    r"(?:people|men|women|persons?|man|woman|prisoners?|hostages?|americans?|citizens?))\b|her\b(?! [a-z]))"
    r"(?:(?:the|an?|its|his|her|their|some|new|more) )?[a-z]{3,}\b"
)
"""Behind a verb in the active voice: its object, which is no person by name."""
OBJECT_ENDS = re.compile(r"[,;.]|\b(?:in|on|at|before|after|by|with|from|for)\b")
NO_HOLDERS = frozenset(
    """\
he she it they who which that his her their on in at after before when while monday tuesday wednesday thursday friday
saturday sunday january february march april may june july august september october november december the a an and but
former late both i we you two one people""".split()
)

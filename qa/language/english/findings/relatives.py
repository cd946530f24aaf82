"""Relatives: how questions ask for one, and how sentences name one, from either side."""

import re

from qa.language.english.world import offices

NAME = rf"{offices.NAME}(?: [A-ZÀ-Þ][a-zà-ÿ’'-]+)*"
"""As many words as have a capital: a title before a name as well."""

_ANY = (
    r"wife|husband|spouse|partner|fianc[ée]e?|girlfriend|boyfriend|father|dad|mother|mom|mum|parents?|sons?|daughters?"
    r"|child(?:ren)?|kids?|brothers?|sisters?|siblings?|grandfather|grandmother|grandsons?|granddaughters?|uncle|aunt"
    r"|nephews?|nieces?|cousins?"
)
_OWNER = r"(?P<owner>[A-ZÀ-Þ][^?]*?)"
_WHO = r"(?i:who(?: (?:is|was|are|were)|[’']s)|what(?: (?:is|was|are|were)|[’']s) the names? of)"
ASKED = (
    re.compile(rf"^(?i:whom? (?:is|was|were)) {_OWNER} (?P<relation>married to|engaged to|dating)\W*$"),
    re.compile(
        rf"^{_WHO} {_OWNER}(?:[’']s|s[’'])"
        rf" (?:[a-z-]+ )?(?P<relation>{_ANY})\W*$"
    ),
    re.compile(
        rf"^{_WHO} the (?:[a-z-]+ )?"
        rf"(?P<relation>{_ANY}) of {_OWNER}\W*$"
    ),
    re.compile(
        rf"^(?i:what(?: (?:is|was|are|were)|[’']s) (?:the )?){_OWNER}(?:[’']s|s[’']) (?:[a-z-]+ )?(?P<relation>{_ANY})"
        r"(?:[’']s|s[’']) names?\W*$"
    ),
)
_SPOUSE = (r"wife|husband|spouse|partner", r"wife|husband|spouse|partner")
_PARENT = r"sons?|daughters?|child(?:ren)?|kids?"
# By the relation asked for: the words that say it, and those that say it from the other side.
RELATIONS = {
    "wife": ("wife|spouse", "husband"),
    "husband": ("husband|spouse", "wife"),
    "spouse": _SPOUSE,
    "partner": ("partner|boyfriend|girlfriend|wife|husband", "partner|boyfriend|girlfriend|wife|husband"),
    "girlfriend": ("girlfriend", "boyfriend"),
    "boyfriend": ("boyfriend", "girlfriend"),
    "father": ("father|dad", _PARENT),
    "mother": ("mother|mom|mum", _PARENT),
    "parent": ("parents?|father|mother", _PARENT),
    "son": ("sons?", "father|mother|dad|mom|parents?"),
    "daughter": ("daughters?", "father|mother|dad|mom|parents?"),
    "child": (_PARENT, "father|mother|dad|mom|parents?"),
    "brother": ("brothers?", "brothers?|sisters?"),
    "sister": ("sisters?", "brothers?|sisters?"),
    "sibling": ("brothers?|sisters?|siblings?", "brothers?|sisters?"),
    "grandfather": ("grandfather", "grandsons?|granddaughters?|grandchild(?:ren)?"),
    "grandmother": ("grandmother", "grandsons?|granddaughters?|grandchild(?:ren)?"),
    "uncle": ("uncle", "nephews?|nieces?"),
    "aunt": ("aunt", "nephews?|nieces?"),
}
SAME = {
    "married to": "spouse", "engaged to": "partner", "dating": "partner",
    "dad": "father", "mom": "mother", "mum": "mother", "parents": "parent", "sons": "son", "daughters": "daughter",
    "children": "child", "kid": "child", "kids": "child", "brothers": "brother", "sisters": "sister",
    "siblings": "sibling",
}  # fmt: skip
PLURAL = frozenset("parents sons daughters children kids brothers sisters siblings".split())
_WORDS = r"(?:[\w-]+ ){0,3}?"
_BEHIND = r"(?:,? (?:named |called )?|: )"
_OF = r"(?:[’']s|s[’']|[’'])"
_APART = r",? (?:\d+, )?"
# Of the owner, with his name in place of OWNER: "Lorn’s late wife, Ada Roy", "Ada Roy, Lorn’s wife", "Roy, wife of".
DIRECT = (
    rf"OWNER{_OF} {_WORDS}(?:RELATION){_BEHIND}(?P<name>{NAME})",
    rf"(?P<name>{NAME}){_APART}(?:and |who is |who was )?(?:the )?OWNER{_OF} {_WORDS}(?:RELATION)\b",
    rf"(?P<name>{NAME}){_APART}(?:who )?(?:is |was )?(?:the |a )?{_WORDS}(?:RELATION) of (?:[A-Z]\w+ ){{0,2}}OWNER",
    rf"OWNER(?:,? [^,;.]{{1,30}},)? and (?:his|her|their) {_WORDS}(?:RELATION){_BEHIND}(?P<name>{NAME})",
)
INVERSE = (
    rf"(?P<name>{NAME}){_OF} {_WORDS}(?:RELATION){_BEHIND}OWNER",
    rf"OWNER{_APART}(?:the )?(?P<name>{NAME}){_OF} {_WORDS}(?:RELATION)\b",
    rf"OWNER{_APART}(?:the |a )?{_WORDS}(?:RELATION) of (?:the )?(?:[a-z]+ ){{0,3}}(?P<name>{NAME})",
    rf"(?P<name>{NAME})(?:,? [^,;.]{{1,30}},)? and (?:his|her|their) {_WORDS}(?:RELATION){_BEHIND}OWNER",
)
NO_NAMES = re.compile(
    r"(?:The|His|Her|Their|In|On|At|And|But|When|While|After|Before|Both|As|Former|President|Mr|Mrs|Ms|Dr|Sir|Rep|Sen"
    r"|Prime|Minister|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*"
)

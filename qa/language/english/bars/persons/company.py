"""Words that join one person to another, and questions that ask for somebody's company."""

import re

from qa.language.english.calendar import TYPED_MONTH

NAME = r"[A-ZÀ-Þ][\w’'-]*(?:\.? [A-ZÀ-Þ][\w’'-]*)*"
NAMES = re.compile(rf"(?<!^)(?<![.?!] )\b{NAME}")
NO_PERSONS = re.compile(rf"{TYPED_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|i", re.IGNORECASE)
POSSESSIVE = re.compile(r"[’']s?$")
ORDINAL = re.compile(r"(?<=\w) [IVX]+$")
"""Behind the name of a king: which one he is."""
ASKS_WHO = re.compile(r"^(?:(?:for|to|by|from|against|at) )?who(?:m|[’']s)?\b", re.IGNORECASE)
DEED_OF_PERSON = re.compile(
    r"^(?:(?:for|to|by|from|against) )?who(?:m)? (?:was|were|did|does|will) [A-ZÀ-Þ][\w’'. -]*? (?P<verb>[a-z]{3,})\b"
)
"""A question for the other party to what befell or was done by a person whom it names."""
COPULAR = re.compile(r"^who(?:[’']s| is| was| are| were)\b(?!.*\b\w{2,}ed\b)", re.IGNORECASE)
"""A question who somebody is, without a verb of what was done."""
COMPANY = re.compile(
    r"\b(?:with|besides?|alongside|together|between|among|both|else|others?|too|also|and|or|versus|vs|against|behind"
    r"|ahead|runner-up|marr(?:y|ied|ies)|wed|divorc\w+|me(?:e?t|ets|eting)|join\w*|shar(?:e|es|ed|ing)|fac(?:e|es|ed|ing)"
    r"|play(?:s|ed|ing)?|f(?:ight|ights|ighting|ought)|debat\w+|talk\w*|dat(?:e|es|ed|ing)|battl\w+|compet\w+|pair\w*"
    r"|partner\w*|team\w*|co-\w+|t(?:ied|ie|ying)|kiss\w*|hug\w*|embrac\w+|negotiat\w+|agree\w*|clash\w*|argu\w+"
    r"|accompan\w+|work\w*|rivals?|candidates?|parents?|children|brothers?|sisters?|siblings?|wife|husband|friends?)\b"
    r"|[’']s\b",
    re.IGNORECASE,
)
"""In a question: that two persons do the same, or do it to each other, so that one row may name both."""
LEFT = re.compile(
    rf"^who (?:\w+ )?(?:resigned|quit|left|stepped down|fled|defected|was (?:fired|sacked|dismissed)"
    rf"|were (?:fired|sacked|dismissed)) (?:from )?(?P<whose>(?-i:{NAME}))[’']s? (?-i:[a-z])"
    rf"|^who [^?]+ with (?P<beside>(?-i:{NAME}))\W*$",
    re.IGNORECASE,
)
"""A question who left what is somebody's, or did something with somebody: it is not he."""
_TITLE = r"(?:(?!(?:his|her|their|its|then|so|but|not) )[a-z’'-]+ ){0,2}?"
AND_BEHIND = re.compile(rf"^(?:, [^,;.]{{1,40}},)?,? (?:and|or|&) {_TITLE}(?P<name>{NAME})(?P<rest>.*)", re.DOTALL)
AND_BEFORE = re.compile(rf"(?P<name>{NAME}),? (?:and|or|&) {_TITLE}$")
COMMA_BEFORE = re.compile(rf"(?P<name>{NAME}), {_TITLE}$")
ROW_GOES_ON = re.compile(r"^(?:, [A-ZÀ-Þ][^,;.]*)*,? and [A-ZÀ-Þ]")
EACH_OTHER = re.compile(r"\b(?:between|both|each other|respectively)\b", re.IGNORECASE)
"""In a sentence: that two persons of one row have different parts."""
CLAUSE_STARTS = re.compile(r"(?:^|[,;:–—“”\"(]|\b(?:that|when|after|before|as|while|because|if))\s*$", re.IGNORECASE)
VERB = re.compile(
    r"^ (?:(?:also|then|later|both|[a-z]+ly) )?(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|does"
    r"|won|beat|took|said|told|became|made|got|went|[a-z]{2,}ed|[a-z]{3,}s)\b"
)
"""Behind a name: a finite verb, so that a clause may begin with the name."""
CROWNED = re.compile(r"\bthe (?P<title>king|queen|pope|emperor)\b(?![’'])", re.IGNORECASE)
FOLLOWS = re.compile(r"\b(?:succe\w+|replac\w+|follow\w*|bec[ao]me\w*|heir|next|new)\b", re.IGNORECASE)
FOUNDS = re.compile(
    r"^who(?:m|[’']s)? (?:[a-z]+ ){0,2}?(?:found(?:s|ed)?|own(?:s|ed)?|runs?|ran|start(?:s|ed)?|creat\w+|buil[dt]\w*"
    r"|design\w*|invent\w*|leads?|led|heads?|headed|bought|buys?|acquir\w+|makes?|made|named|chairs?)\b",
    re.IGNORECASE,
)
"""Verbs whose object may be a firm with the name of a person."""
AS_ROLE = re.compile(r"\bas (?:the |its |their |a |an )?(?:[a-z]+ )*?(?P<role>CEO|[a-z]+)(?: of\b|\W*$)", re.IGNORECASE)
UNNAMED = re.compile(r"(?:the|its|his|her|an?) (?:[\w’'&-]+ )*(?P<role>CEO|[a-z]+)", re.IGNORECASE)
"""A holder of a post without a name: "the Lumo boss"."""

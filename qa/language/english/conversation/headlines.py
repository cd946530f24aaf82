"""How the first sentences of articles tell what happened, so that a question can be made of them."""

import re

from qa.language.english.calendar import DAY_OF_MONTH, MONTH, WEEKDAY

# "KYIV, Ukraine (AP) — ", "(CNN) ", and a by-line of an agency on a line of its own.
DATELINE = re.compile(
    r"^(?:[A-ZÀ-Þ][^–—\n.!?]{2,70}? [–—-]{1,2}|(?:[A-Z][\w, ]{0,30})?\(?(?:CNN|AP|AFP"
    r"|Reuters)(?: Business)?\)?(?: [–—-]+)?)\s+"
)
_NAME = r"[A-ZÀ-Þ][\w’'.-]*"
_WORDS = rf"{_NAME}(?: (?:of (?:the )?|de |for (?:the )?)?{_NAME}){{0,6}}"
SUBJECT = rf"(?P<subject>(?:The )?{_WORDS})(?: \([A-Z][^)]*\))?"
DAY = (
    rf"(?: (?:late )?(?:on )?(?:{WEEKDAY}(?:,? {DAY_OF_MONTH} {MONTH})?|{DAY_OF_MONTH} {MONTH}|{MONTH} {DAY_OF_MONTH})"
    rf"(?:,? \d{{4}})?| (?:{WEEKDAY}) (?:night|evening|morning))(?=[\s,.])"
)
PASSIVE = re.compile(rf"^{SUBJECT} (?P<verb>was|were) (?P<past>[a-z]+)(?P<rest>(?: [\w’'-]+){{0,7}}?){DAY}")
ACTIVE = re.compile(rf"^{SUBJECT} (?P<past>[a-z]+)(?P<rest>(?: [\w’'.-]+){{0,8}}?){DAY}")
ENDS = r"(?=[,.;]| after | as | by | when | while )"
DONE = re.compile(
    rf"^{SUBJECT} (?:has |have |officially |also )?(?P<past>[a-z]+)(?P<rest>(?: [\w’'.-]+){{1,8}}?){ENDS}"
)
PERSON = re.compile(
    rf"(?:President|Prime Minister|Senator|Sen\.|Secretary|Chancellor|Speaker|CEO|Judge|Governor|Gov\.|founder"
    rf"|director)"
    rf" (?P<name>{_NAME} (?:[A-Z]\. )?[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)*)(?!-)\b(?! [A-Z])"
)
NUMBER = re.compile(
    r"(?:\b[\d,.]+(?: million)?|\b[A-Z]?[a-z]+) (?P<who>people|civilians|children|soldiers|fighters|passengers"
    r"|students) "
    r"(?P<verb>died|were killed|have died|have been killed|were injured)(?P<rest> (?:of|in) (?:[\w’'-]+ ){0,5}?"
    rf"(?:the )?{_NAME}(?: (?:and )?{_NAME}){{0,3}})(?=[,.;]| after| when| on| since| by| as)"
)
# After a count, the list of its places goes on: "have died in Guinea, Liberia and Sierra Leone".
GOES_ON = re.compile(rf",? and {_NAME}|, {_NAME}")
ROLE = re.compile(
    rf"{_NAME} (?:{_NAME} ?){{1,2}}, the (?P<role>(?:[a-z]+ )?(?:head|leader|president|chairman|chairwoman|director"
    rf"|minister"
    rf"|executive|archbishop|governor|mayor|prosecutor|spokesman)) of (?P<what>(?:the )?{_WORDS}),"
)
KNOWN = "What do we know about {}?"
# Words that point elsewhere: a question that holds one cannot be understood by itself.
POINTING = frozenset(
    "it its he she his her they their them this that these those there here him who which another other same"
    " first second third last also such one former and or said".split()
)
# Verbs of events; of others, such as "said" and "told", no good question comes.
EVENTS = frozenset(
    """\
adopt agree announce approve arrest attack ban beat become begin blow bomb break build buy capture charge close collapse
complete convict crash cross crown declare defeat die dismiss elect erupt fall find fine flee free give hit injure
invade jail join kill land launch lead leave liberate lose name open overthrow pass quit raise reach release reopen
replace resign retire return sack sell sentence shoot sign sink strike sue suspend take topple unveil win withdraw
acquit admit award blow crown cut drop end hold lift meet reject restore seize start stop visit vote""".split()
)
# Those that need no object.
ALONE = frozenset(
    """\
begin blow break close collapse crash die end erupt fall flee land launch lose open quit reopen resign retire return
sink start stop win withdraw""".split()
)
# Words with which a sentence begins that names nobody at its beginning.
STARTS = frozenset(
    """\
A About After Although An And As At Before But By Dozens For From He Her Here His How However Hundreds If In It Its Many
Meanwhile More Most Nearly Officials On Once Police She Since Some That Their There These They This Those Thousands
Three Two We What When While Who Why With Yet""".split()
)

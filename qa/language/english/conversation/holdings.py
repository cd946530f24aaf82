"""Questions about the archive itself: how much it holds, since when and from whom, and how often it names something."""

import re

_ARTICLES = (
    r"(?:news )?(?:articles?|stories|story|reports?|documents?|texts?|items?|entries|sources?|newspapers?|outlets?)"
)
_OWN = r"(?:your|this|the|its)"
_ARCHIVE = r"(?:archives?|index|database|collection|corpus|catalogue|catalog|library|data)"
_ALL = rf"(?:{_ARTICLES}|{_ARCHIVE}|news)"
_HELD = (
    r"(?:of yours|(?:do|have) you (?:have|hold|got|know|store|indexed|read|cover)"
    rf"|(?:are |is )?(?:there )?in {_OWN} {_ARCHIVE}|does {_OWN} {_ARCHIVE} (?:have|hold|contain)"
    r"|(?:(?:are there|do you have|have you got) )?(?:in )?here)"
)
_ABOUT = (
    r"(?:that |which |do )?(?:mention(?:s|ing)?|(?:are |is )?about|cover(?:s|ing)?|discuss(?:es|ing)?"
    r"|talk(?:s|ing)? about|deal(?:s|ing)? with|refer(?:s|ring)? to|speak(?:s|ing)? of|(?:are |is )?on|name"
    r"|contain(?:s|ing)?)"
)
_AN_END = r"(?:newest|latest|most recent|last|oldest|first|earliest)"


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


OPENING = re.compile(
    r"^(?:(?:hi|hello|hey|please|and|so|ok|okay)[,!]? )*(?:(?:can|could) you tell me )?", re.IGNORECASE
)
COUNTS = _compile(
    rf"(?:how many|which|what) (?:of your {_ARTICLES}|{_ARTICLES} {_HELD})(?: {_ABOUT})? .+",
    r"how many (?:(?:news )?articles|news (?:stories|reports)|sources|newspapers|outlets) (?:that |which )?(?:mention"
    r"|cover|discuss|talk about|refer to|report on|are (?:there )?about) (?!.*\b(?:did|was|were|had)\b).+",
    rf"how often (?:do|does|is|are) {_OWN} (?:{_ARTICLES}|{_ARCHIVE}) {_ABOUT} .+",
)
"""How many articles are about something: no article says so."""
SOURCES = re.compile(rf"(?:how many|which|what) (?:news )?(?:sources?|newspapers?|outlets?) {_HELD}", re.IGNORECASE)
HELD = _compile(
    rf"(?:how many|which|what) {_ARTICLES} {_HELD}",
    r"how (?:big|large|old|recent|new|fresh|current|up[ -]to[ -]date|complete) (?:is|are) (?:your|this) "
    rf"(?:{_ALL}|information|knowledge)",
    rf"how (?:recent|new|old|fresh|current)(?: {_ARTICLES})? (?:do|have) you (?:have|hold|got)",
    rf"how far back (?:do|does|is|are) (?:you|(?:your|this) {_ALL})(?: go| reach)?",
    rf"(?:since|from|until|up to) when (?:do|are|is|have) (?:you have |you hold |your |you got ){_ALL}(?: from)?",
    rf"(?:when|from when|(?:of|from) (?:what|which) (?:day|date|year)) (?:is|are|was|were) your {_AN_END} {_ARTICLES}"
    r"(?: (?:from|of|published|written))?",
    rf"(?:what|which) is (?:the date of )?your {_AN_END} {_ARTICLES}",
    r"(?:what|which) (?:period|time span|times?|dates|years|range)(?: of time)? (?:do|does|is|are)"
    rf" (?:you|(?:your|this) (?:{_ARTICLES}|{_ARCHIVE}))(?: cover| from| span)?(?: covered)?",
)
"""How much there is, and from when to when: the catalogue says so."""

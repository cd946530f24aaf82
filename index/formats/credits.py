"""Image credits, as scrapers leave them among the paragraphs: they say who took a picture, not what happened."""

import re

_IMAGE = (
    r"(?i:(?:featured |lead |top |file |cover |header )?"
    r"(?:images?|photos?|photographs?|pictures?|screenshots?|screengrabs?|illustrations?|videos?))"
)
_AGENCY = (
    r"(?i:getty(?: images)?|afp|ap|associated press|reuters|epa|corbis|alamy|shutterstock|istock(?:photo)?|flickr"
    r"|youtube|google images|wikimedia(?: commons)?|wikipedia|unsplash|pixabay)"
)
# Names, and the small words between them. A sentence has other small words, and so is no list of names.
_NAME = r"(?:[A-Z0-9@©][\w.'’@-]*+|©|and|of|the|for|via|on|by|from|courtesy|photos?|images?|&|-|–|—)"
_NAMES = rf"{_NAME}(?:[\s,/|:]++{_NAME}){{0,9}}\.?"
_PERSON = rf"{_NAME}(?:[\s,]++{_NAME}){{0,3}}"

_OWNED = rf"(?:{_IMAGE} (?i:credits?|sources?|courtesy)\b|(?i:credits?):).{{0,100}}"
_MADE_BY = rf"{_IMAGE}(?: (?i:by|via):?|:) ?"
_SHARED = (
    rf"{_PERSON}(?:\s?[/|]\s?{_AGENCY})+|{_AGENCY}(?: {_IMAGE})?\s?/\s?{_PERSON}|{_AGENCY} {_IMAGE}|(?i:getty images)"
)
_AGENCY_ALONE = rf"(?:©\s?(?:\d{{4}} )?)?{_AGENCY}"
_BRACKETED = rf"[\[(]\s*(?:{_OWNED}|{_MADE_BY}[^\])]{{1,100}}|{_SHARED})\s*[\])]\.?"

_CERTAIN = re.compile(
    rf"{_OWNED}|(?:{_IMAGE}: ?)?(?:{_SHARED})|{_IMAGE} (?i:by|via):? {_PERSON}\.?"
    rf"|{_AGENCY_ALONE}|[\[(]{_AGENCY_ALONE}[\])]|{_BRACKETED}"
)
_LIKELY = re.compile(rf"{_MADE_BY}{_NAMES}")
_AT_END = re.compile(rf"\s?(?:{_BRACKETED}|(?<=[.!?”\"’]\s)(?:{_OWNED}|{_LIKELY.pattern}))$")
_REACH = 200


def is_credit(line: str) -> bool:
    """Tell whether a line is an image credit beyond doubt, so that not even a headline would read like it."""
    return len(line) <= _REACH and _CERTAIN.fullmatch(line) is not None


def cut_credit(line: str) -> str:
    """Return a line of an article's body without the image credit it ends with or consists of; a caption stays."""
    if is_credit(line) or (len(line) <= _REACH and _LIKELY.fullmatch(line)):
        return ""
    return line[:-_REACH] + _AT_END.sub("", line[-_REACH:])

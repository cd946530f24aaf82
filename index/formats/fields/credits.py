"""Image credits, which scrapers leave between the paragraphs of an article; they are not part of its text."""

import re

_IMAGE = (
    r"(?i:(?:featured |lead |top |file |cover |header )?"
    r"(?:images?|photos?|photographs?|pictures?|screenshots?|screengrabs?|illustrations?|videos?))"
)
_AGENCY = (
    r"(?i:getty(?: images)?|afp|ap|associated press|reuters|epa|corbis|alamy|shutterstock|istock(?:photo)?|flickr"
    r"|youtube|google images|wikimedia(?: commons)?|wikipedia|unsplash|pixabay)"
)
# Names, and the words that connect them. A sentence has other words in lower case, and so is not a list of names.
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
    """Return whether a line certainly is an image credit; a headline never is."""
    return len(line) <= _REACH and _CERTAIN.fullmatch(line) is not None


def cut_credit(line: str) -> str:
    """Remove the image credit that a line of the body ends with or consists of; a caption before it is kept."""
    if is_credit(line) or (len(line) <= _REACH and _LIKELY.fullmatch(line)):
        return ""
    return line[:-_REACH] + _AT_END.sub("", line[-_REACH:])

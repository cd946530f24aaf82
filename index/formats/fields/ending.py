"""What stands below the mark by which press releases and agencies end their texts: contacts and notes to editors."""

import re

_MARK = re.compile(
    r"(?m)^[ \t]*(?:#[ \t]*#[ \t]*#|-[ \t]?30[ \t]?-|[-–—*~][ \t]*(?:ends|ende|end)[ \t]*[-–—*~]|ENDS?|ENDE)[ \t]*$",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:ends?|ende)", re.IGNORECASE)
_NOTES = re.compile(r"(?m)^[ \t]*#*[ \t]*Notizblock[ \t]*:?[ \t]*$")  # of dpa, which ends with its contacts
_MOST = 0.4  # of a text: more is another part of it


def part_end(text: str) -> tuple[str, str]:
    """Return a text up to the mark of its end, and what stands below; all of it where that is much."""
    if (notes := _NOTES.search(text)) and (above := text[: notes.start()].rstrip(" \n#*")):
        return above, text[notes.end() :].strip()
    found = [one for one in _MARK.finditer(text) if not _CAPITALS.fullmatch(one[0].strip()) or one[0].strip().isupper()]
    if len(found) != 1:
        return text, ""
    above, below = text[: found[0].start()].rstrip(), text[found[0].end() :].strip()
    return (above, below) if above and len(below) <= _MOST * len(text) else (text, "")

"""Bylines: the names in them, apart from the labels, roles, places and dates that stand beside names."""

import re

from index.formats.fields.cities import cut_place, is_place, may_be_place

_LABEL = re.compile(
    r"^(?:(?:written|posted|published|reported|compiled|edited|reporting|story|words|text|analysis|opinion|review"
    r"|interview|report|article)\s+)?by\b\s*:?\s+|^(?:authors?|autor(?:en)?|auteurs?|текст|автор)\s*:?\s+",
    re.IGNORECASE,
)
_FOREIGN_BY = re.compile(r"^(?:von|par|por|di|av|af|door)\s+(?=[A-ZÀ-Þ][^\s,]*\s+[A-ZÀ-Þ])", re.IGNORECASE)
_STRONG = re.compile(r"\s*[;|•·\n]\s*(?:and\s+|&\s+)?")
_WEAK = re.compile(r"\s*,(?!\s*(?:Jr|Sr|II|III|IV|PhD|MD)\b)\s*(?:and\s+|&\s+)?|\s+(?:and|&|und|et)\s+")
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|staff|contributors?|columnist|journalist|photographer|producer|critic"
    r"|analyst|bureau chief)\b|^follow\b|^@|^(?:[\w-]+\.)+(?:com|org|net|co\.uk)$|^[\w-]+ (?:com|org|net)$"
    r"|^(?:photos?|pictures?|images?) by\b|^(?:authors?|posts|articles|stories)$|\blogged in\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^((?!The\b)\S+\s+\S.*?)\s+(?:in|for)\s+(?:the\s+)?[A-ZÀ-Þ].*$")
_ROLE_IN_PLACE = re.compile(r"^((?:[\w-]+ )?(?:correspondent|reporter|staff))\s+in\s+[A-ZÀ-Þ].*$", re.IGNORECASE)
# What stands beside a name to be clicked, and the host of a site without its dot, as some programs write it.
_NO_NAME = re.compile(r"username|user name|e-?mail|password|comments?|log ?in|作者|记者|記者|编辑", re.IGNORECASE)
_BUTTON = re.compile(
    r"\s+(?:[\w-]+ (?:com|org|net) )?"
    r"(?:follow|(?:view|see|get|read|more|all) (?:author|all|more|posts?|articles?|stories|by|from|rss))\b.*$",
    re.IGNORECASE,
)
_REMARK = re.compile(r"(?<=\w)\s*\([^()]*\)$")
_GROUP = re.compile(r"\b(?:of|for)\b")
_SMALL = frozenset(
    ("al", "bin", "da", "de", "den", "der", "di", "dos", "du", "el", "for", "ibn", "in", "la", "le", "of", "the", "van",
     "von", "y", "zu")
)  # fmt: skip
_MOST_WORDS = 6
_LONGEST = 200

_MONTHS = (
    r"jan(?:uar[yi]?|vier)?|feb(?:ruar[yi]?)?|f[ée]vrier|mar(?:ch|s|zo)?|märz|apr(?:il[e]?)?|avril|abril|ma[iy]|mayo|maggio|mei"
    r"|june?|juni|juin|junio|giugno|july?|juli|juillet|julio|luglio|aug(?:ust(?:us)?)?|août|agosto|sept?(?:ember)?"
    r"|septi?embre|settembre|o[ck]t(?:ober)?|octobre|octubre|ottobre|nov(?:ember)?|noviembre|novembre|de[cz](?:ember)?"
    r"|d[ée]cembre|diciembre|dicembre|enero|febrero|gennaio|febbraio|marzo"
)
_WEEKDAYS = r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
# Words of a date that no name ends with, and those that some do: Theresa May, Don Juan, Ed Sun.
_SURE = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:septem|novem|decem|octo)ber|january|february|july"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:T\S+)?|\d{1,2}[:h]\d\d(?::\d\d)?(?:[ap]\.?m\.?)?"
    r"|published|updated|posted|modified",
    re.IGNORECASE,
)
_CALENDAR = re.compile(rf"(?:{_MONTHS}|{_WEEKDAYS})\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|\.)?", re.IGNORECASE)
_FILLING = re.compile(r"at|on|de|del|last|first|[ap]\.?m\.?|[A-Z]{1,3}T|GMT|UTC|Uhr|[-–—|•·/,;:]+", re.IGNORECASE)


def split_names(text: str, *, several: bool = True) -> list[str]:
    """Return the names in a byline, each once, without the roles and dates beside them; a role alone is a name.

    A text that is one of `several` authors is one name, "Ruiz, Ana" say, with what stands beside it.
    """
    named = _LABEL.match(text.strip()) is not None
    parts = [part for one in _STRONG.split(strip_label(text)) for part in _split_weakly(_cut_date(one), several)]
    names = [name for part in parts if (name := _clean(part, named))]
    return without_roles(distinct(names))


def distinct(names: list[str]) -> list[str]:
    """Return each name once, whatever its capitals and blanks; written as a name is, not all in capitals."""
    known: dict[str, str] = {}
    for name in names:
        key = " ".join(re.findall(r"\w+", name.casefold()))
        if key not in known or (known[key].isupper() or known[key].islower()) > (name.isupper() or name.islower()):
            known[key] = " ".join(name.split())
    return list(known.values())


def without_roles(names: list[str]) -> list[str]:
    """Return the names that are none of roles or places; where there are only roles, all of them."""
    persons = [name for name in names if not is_place(name)]
    known = [name for name in persons if not may_be_place(name)]
    if any(" " in name or _ROLE.search(name) for name in known):
        persons = known  # beside an author, "Sydney" is where they write
    return [name for name in persons if not _ROLE.search(name)] or persons


def strip_label(text: str) -> str:
    """Return a byline without the word for "by" that it begins with."""
    text = _cut_opening_date(text.strip())
    while (bare := _LABEL.sub("", text)) != text:
        text = bare  # "By By Kim Roe", as a template adds what its field has already
    return _FOREIGN_BY.sub("", text)


def is_byline(line: str, fewest: int = 2) -> bool:
    """Return whether a line says by whom an article is, and nothing else: "By Kim Roe, Staff Writer, March 2".

    A name of it has at least `fewest` words: "By Night" may be a headline.
    """
    if len(line) > _LONGEST:
        return False
    bare = strip_label(line)
    if bare == _cut_opening_date(line.strip()):
        return False
    names = split_names(line)
    return bool(names) and all(is_name(name, fewest) or _ROLE.fullmatch(name) for name in names)


def part_opening(text: str) -> tuple[str, list[str]]:
    """Return a text without the byline that is its first line, and the names in it."""
    line, _, rest = text.lstrip().partition("\n")
    return (rest.lstrip("\n"), split_names(line)) if rest.strip() and is_byline(line) else (text, [])


def is_name(text: str, fewest: int = 2) -> bool:
    """Return whether a text can be the name of a person or body: words with capitals, `fewest` or more."""
    words = text.split()
    chief = [word for word in words if word.casefold() not in _SMALL]
    return (
        len(words) <= _MOST_WORDS
        and len(chief) >= fewest
        and not text.endswith((".", "!", "?", ":"))
        and all(word[0].isupper() or word in _SMALL for word in (word.lstrip("“\"'(") or " " for word in words))
    )


def is_role(text: str) -> bool:
    """Return whether a text is the role of an author: "Staff Writer"."""
    return is_name(text) and _ROLE.search(text) is not None


def is_stamp(text: str) -> bool:
    """Return whether a text is the date of an article, with or without a label: "Updated March 2"."""
    return bool(text.strip()) and not _cut_date(text)


def _clean(part: str, named: bool) -> str:
    name = cut_place(_REMARK.sub("", _BUTTON.sub("", strip_label(_cut_date(part)).strip(" ,-–—"))))
    if named and (place := _PLACE.match(name) or _ROLE_IN_PLACE.match(name)):
        name = place[1]
    return "" if _NO_NAME.fullmatch(name) else name.strip(" (),-–—")


def _split_weakly(part: str, several: bool) -> list[str]:
    """Return the parts between commas and "and", unless these stand within a name: "Ruiz, Ana"."""
    pieces = [piece for piece in _WEAK.split(part) if piece]
    names = [piece for piece in pieces if not (_ROLE.search(piece) or is_stamp(piece) or is_place(piece))]
    if not several:
        return names if len(names) == 1 else [part]
    if len(names) > 1 and "," not in part and any(_GROUP.search(one) or one.split()[-1].islower() for one in names):
        return [part]
    is_inverted = len(pieces) == 2 and "," in part and not any(" " in one or one.isupper() for one in pieces)
    is_inverted = is_inverted and not any(_ROLE.search(one) for one in pieces) and not _is_in_place(pieces)
    return [part] if is_inverted else pieces


def _is_in_place(pieces: list[str]) -> bool:
    """Return whether the second of two words is a place: "Example, Paris"; "Paris, Ana" is a person."""
    return is_place(pieces[1]) and not is_place(pieces[0])


def _cut_date(text: str) -> str:
    """Return a text without the date that it ends with; some names end with the name of a month."""
    words = text.split()
    start = len(words)
    while start and _is_of_date(words[start - 1]):
        start -= 1
    return " ".join(words[:start]).rstrip(" ,;|-–—") if _is_date(words[start:]) else text.strip()


def _cut_opening_date(text: str) -> str:
    words = text.split()
    end = next((place for place, word in enumerate(words) if not _is_of_date(word)), len(words))
    rest = " ".join(words[end:]).lstrip(" ,;|-–—")
    return rest if 0 < end < len(words) and _is_date(words[:end]) and _LABEL.match(rest) else text


def _is_of_date(word: str) -> bool:
    word = word.strip(",;()") or ","
    return any(kind.fullmatch(word.rstrip(":")) for kind in (_SURE, _CALENDAR, _NUMBER, _FILLING)) or word == ":"


def _is_date(words: list[str]) -> bool:
    bare = [word.strip(",;:()") for word in words]
    if any(_SURE.fullmatch(word) for word in bare):
        return True
    return any(_CALENDAR.fullmatch(word) for word in bare) and any(map(_NUMBER.fullmatch, bare))

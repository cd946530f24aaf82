"""Names in a question that have others: "the UK" is Britain, and what is British is its own."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from index.search.alternatives import Alternatives
from index.search.spelling import FUNCTION_WORDS
from qa.language.english.world import aliases as english
from qa.language.english.world import demonyms

_INITIALS = re.compile(r" \(([A-Z](?:\.?[A-Z]){1,7}\.?)\)")
_LONGEST = 100  # characters of a name
_CAPITALS = re.compile(r"\b[A-Z]{3,5}\b")
_BEFORE = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*(?: of| and)? $")


def find_aliases(question: str) -> tuple[Alternatives, ...]:
    """Return the names in a question that have others, in order, each as the question has it.

    A name in small letters is found as well, unless it is another word so.
    """
    found: dict[str, Alternatives] = {}
    for match in _pattern().finditer(question):
        name, plain = match.group(), match.group().lower()
        if (plain in english.AMBIGUOUS and name not in _exact()) or name in found or _within_name(question, match):
            continue
        others = tuple(other for other in _groups().get(plain, ()) if other.lower() != plain)
        akin = tuple(other for other in _akin().get(plain, ()) if other.lower() != plain)
        if others or akin:
            found[name] = Alternatives(name, others, akin)
    return tuple(found.values())


def names_like(name: str) -> tuple[str, ...]:
    """Return all names of a thing, in lower case, by one of them."""
    return tuple(one.lower() for one in _groups().get(name.lower(), ()))


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.strip() for name in line.split("|")) for line in english.GROUPS.strip().splitlines())


@cache
def _exact() -> frozenset[str]:
    return frozenset(name for row in _rows() for name in row)


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Return the names of the group that each name, in lower case, is of."""
    return {name.lower(): row for row in _rows() for name in row}


@cache
def _akin() -> dict[str, tuple[str, ...]]:
    """Return the demonyms of each country by its names, in lower case.

    Not the other way: a British musician is in few articles that name Britain.
    """
    akin: dict[str, tuple[str, ...]] = {}
    for people, country in demonyms.COUNTRIES.items():
        names = _groups().get(country) or (_capitalise(country),)
        for name in names:
            akin[name.lower()] = (*akin.get(name.lower(), ()), _capitalise(people))
    return akin


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({*_groups(), *_akin()}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def _capitalise(words: str) -> str:
    return " ".join(word.capitalize() for word in words.split())


def _within_name(question: str, match: re.Match[str]) -> bool:
    """Return whether a single word is the end of a longer name: "Bank of America", "New England"."""
    before = _BEFORE.search(question, 0, match.start())
    return " " not in match.group() and before is not None and before.start() > 0 and match.group()[0].isupper()


def mine_aliases(question: str, texts: Iterable[str]) -> tuple[Alternatives, ...]:
    """Return the names in a question that the texts explain by initials, or its initials by names.

    "Harbour Safety Board (HSB)", either way; "Ada Orr-Lorn, known as AOL"; and "Ada Orr-Lorn" alone for "AOL".
    """
    found: dict[str, dict[str, None]] = {}
    initials = frozenset(_CAPITALS.findall(question))
    for text in texts:
        for own, other in (*_in_brackets(text), *_known_as(text, initials), *_made_of(text, initials)):
            if re.search(rf"\b{re.escape(own)}(?!\w)", question) and other not in question:
                found.setdefault(own, {})[other] = None
    return tuple(Alternatives(own, tuple(others)) for own, others in found.items())


def _in_brackets(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and their initials in brackets behind them, either way."""
    for behind in _INITIALS.finditer(text):
        short = behind[1].replace(".", "")
        if whole := _spelled_out(text[max(0, behind.start() - _LONGEST) : behind.start()], short):
            yield whole, behind[1]
            yield behind[1], whole


def _known_as(text: str, initials: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield some initials and the name that a text says is known as them."""
    if any(one in text for one in initials):
        for pattern in english.KNOWN_AS:
            yield from ((one["short"], one["name"]) for one in pattern.finditer(text) if one["short"] in initials)


def _made_of(text: str, initials: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield some initials and the names whose words, and parts of words, begin with them."""
    for match in english.FULL_NAME.finditer(text) if initials else ():
        made = "".join(part[0] for part in re.split(r"[ -]", match.group()))
        if made in initials:
            yield made, match.group()


def _spelled_out(before: str, short: str) -> str | None:
    """Return the words at the end of a text whose capitals are these initials; None where they are others."""
    words = before.split()
    for start in range(len(words) - 1, -1, -1):
        made = "".join(word[0] for word in words[start:] if word[0].isupper())
        if made == short and words[start][0].isupper():
            return " ".join(words[start:])
        if not short.endswith(made):
            return None
    return None


def name_as(text: str, question: str, names: Iterable[Alternatives]) -> str:
    """Return a question with each of its names as a text has it, where the text has another one and not its own."""
    for one in names:
        own = re.compile(rf"(?<![\w-]){re.escape(one.name)}(?!\w)(?! (?-i:[A-ZÀ-Þ]))", re.IGNORECASE)  # not "US Open"
        at = own.search(question)
        if at and (other := one.find(text)) and not own.search(text) and not _is_adjective(one, question[at.end() :]):
            before = question[: at.start()]
            if other in english.WITHOUT_THE | english.WITH_THE:
                before = re.sub(r"\bthe $", "", before) + ("the " if other in english.WITH_THE else "")
            question = before + other + question[at.end() :]
    return question


def _is_adjective(one: Alternatives, behind: str) -> bool:
    """Return whether the name of a country stands before a word that it may describe: "US president"."""
    following = re.match(r" (\w+)", behind)
    country = english.WITH_THE.intersection((one.name, *one.others))
    return bool(country) and following is not None and following[1].lower() not in FUNCTION_WORDS

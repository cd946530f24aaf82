"""Names as news writes them: "Biden" is "President Joe Biden", and "New York" is not the "New York Times"."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from qa.language.demonym import country_of
from qa.language.english.world import aliases, capitals, demonyms, kinds
from qa.language.english.world import names as english

_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_BRACKETS_BEHIND = re.compile(r" \(([^()\s]+)\)(?! ?[-–—])")  # not "KYIV, Ukraine (AP) —"
_WORD_BEFORE = re.compile(r"[\w’'-]+ $")
_PLACES = kinds.COUNTRIES | kinds.COUNTRY_SHORT | frozenset(demonyms.COUNTRIES.values()) | capitals.CAPITALS.keys()
_NO_COMPANIES = english.DIVIDES | english.COMMON | english.EITHER
_WORD = re.compile(r"[^\W_]+(?:[.&’'-][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without the words around it.

    `words` are those of the name, `within` those of the place around it ("Paris, France"), `initials` its short forms,
    given in brackets or made of its capitals. `titled` is whether a person's title came before it.
    """

    words: tuple[str, ...]
    within: tuple[str, ...] = ()
    initials: frozenset[str] = frozenset()
    titled: bool = False

    def equals(self, other: "Name") -> bool:
        """Return whether both are the same words, of the same place; "Jong-un" is "Jong Un", and "UK" is "Britain"."""
        return _are_one(self.words, other.words) and self.within == other.within

    def is_people_of(self, other: "Name") -> bool:
        """Return whether this is the demonym of the country that the other names: "Mexican" and "Mexico"."""
        country = country_of(self.words)
        return country is not None and _are_one(country, other.words)

    def part_of(self, other: "Name", *, person: bool) -> bool:
        """Return whether the other is a fuller form of this name.

        A surname is part of the whole name where a `person` is meant, or either has a title, and so is a name without
        those in its middle; initials are part of what they stand for; a place is part of the same with the country
        behind it; and "Skerry", which is no place, is part of "Skerry Shipping".
        """
        if len(self.words) == 1 and self.words[0] in other.initials and self.words != other.words:
            return True
        if self.equals(other):
            return False
        if self.words == other.words:
            return not self.within
        if self._names_company(other.words):
            return True
        return (person or self.titled or other.titled) and (self._ends(other.words) or self._spans(other.words))

    def shares_words(self, other: "Name") -> bool:
        """Return whether one name contains the other, or they share initials, so that they may be the same."""
        left, right = f" {' '.join((*self.words, *self.within))} ", f" {' '.join((*other.words, *other.within))} "
        return left in right or right in left or bool(self.initials & other.initials)

    def _names_company(self, longer: tuple[str, ...]) -> bool:
        """Return whether the longer name has only words behind this one that say what a company does or is."""
        own, behind = self.words, set(longer[len(self.words) :])
        if not behind or longer[: len(own)] != own or self.titled or own[0] in _NO_COMPANIES:
            return False
        if country_of(own) or " ".join(own) in _PLACES:
            return False  # "London" is no bank of London
        return behind <= english.OF_COMPANIES and not english.OF_COMPANIES.issuperset(own)

    def _ends(self, longer: tuple[str, ...]) -> bool:
        own = self.words
        if longer[-1] in english.ENDINGS and own[-1] not in english.ENDINGS:
            longer = longer[:-1]
            if own == longer:
                return True
        if len(own) >= len(longer) or longer[-len(own) :] != own or longer[-len(own) - 1] in english.DIVIDES:
            return False
        return len(own) > 1 or own[0] not in english.COMMON

    def _spans(self, longer: tuple[str, ...]) -> bool:
        """Return whether a first name and a surname are those of a longer name: "George Bush", "George W. Bush"."""
        own = self.words
        if len(own) != 2 or len(longer) <= 2 or own[1] in english.COMMON:
            return False
        return own == (longer[0], longer[-1]) and english.DIVIDES.isdisjoint(longer)


def read_name(text: str) -> Name | None:
    """Return the name that a text is; None where it is not a name, or several."""
    bare = english.GROUP.sub("", text.strip(" \n\t,.;:“”\"‘’'"))
    if whole := _BRACKETS.fullmatch(bare):
        bare = whole[1]
    short = {match for match in _BRACKETS.findall(bare) if _is_short_form(match)}
    bare = _BRACKETS.sub("", bare)
    bare, _, rest = bare.partition(", ")
    bare, titled = _strip(bare)
    words = _WORD.findall(bare)
    if not words or bare in english.PRONOUNS or not _is_capital(words[-1]):
        return None
    if not all(_is_capital(word) or word in english.PARTICLES for word in words):
        return None
    if rest and not rest[0].isupper():
        rest = ""  # ", the mayor of the town", ", 78": a description, not part of the name
    if " and " in f" {rest} " or ", " in rest:
        return None  # a list of names
    made = "".join(word[0] for word in words if _is_capital(word))
    if len(made) > 1:
        short.add(made)
    return Name(tuple(map(_fold, words)), tuple(map(_fold, _WORD.findall(rest))), frozenset(map(_fold, short)), titled)


def end_with_short_form(text: str, start: int, end: int) -> int:
    """Return the end of the name `text[start:end]` together with its short form in brackets after it.

    That is `end` where there is no short form, or the name begins before `start` or is a single word.
    """
    behind, before = _BRACKETS_BEHIND.match(text, end), _WORD_BEFORE.search(text, max(0, start - 40), start)
    name = text[start:end]
    if not behind or not _is_short_form(behind[1]) or (before and before[0][0].isupper()):
        return end
    whole = "," not in name and " " in name and read_name(name) is not None
    return behind.end() if whole else end


def _are_one(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether two names are the same words, or names of one thing by `qa.language.english.world.aliases`."""
    if "".join(words) == "".join(others):
        return True
    group = _groups().get(words)
    return group is not None and group == _groups().get(others)


@cache
def _groups() -> dict[tuple[str, ...], int]:
    """Return the number of the group that each name is of, by its words as they are compared."""
    rows = enumerate(aliases.GROUPS.strip().splitlines())
    return {tuple(map(_fold, _WORD.findall(name))): row for row, line in rows for name in line.split("|")}


def _strip(text: str) -> tuple[str, bool]:
    """Return a name without the words before it, and whether these were a person's title."""
    titled, before = False, ""
    while before != text:
        before = text
        for leading in (english.BEFORE, english.KIND_OF_PLACE, english.DESCRIBING):
            text = leading.sub("", text, count=1) if leading.match(text) else text
        if (title := english.TITLE.match(text)) and _is_title(title, text[title.end() :]):
            text, titled = text[title.end() :], True
    return text, titled


def _is_title(title: re.Match[str], name: str) -> bool:
    """Return whether a role before a name is its title, and not part of the name itself."""
    words = [_fold(word) for word in _WORD.findall(name)]
    if not words or not _is_capital(name[:1]) or words[0] in english.ENDINGS:
        return False
    role = title["role"].strip(". ").lower()
    if role not in english.EITHER:
        return True
    alone = len(words) == 1 and (role not in english.CROWNED or title.start("role") > 0)
    return not alone and english.COMMON.isdisjoint(words)


def _is_short_form(text: str) -> bool:
    bare = text.replace(".", "")
    return 1 < len(bare) <= 8 and sum(map(str.isupper, bare)) > len(bare) / 2


def _is_capital(word: str) -> bool:
    return bool(word) and (word[0].isupper() or word[0].isdigit() or (len(word) > 2 and any(map(str.isupper, word))))


def _fold(word: str) -> str:
    """Return a word in the form that is compared: without case, accents, full stops and possessive ending."""
    word = re.sub(r"[’']s?$", "", word)
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return re.sub(r"[.’'-]", "", plain).casefold()

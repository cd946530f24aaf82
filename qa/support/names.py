"""Names of a sentence, in what it cites, in this form or another: "YPG" for "People's Protection Units"."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from qa.language.demonym import country_of
from qa.language.english import contrasts as english
from qa.language.english.world import aliases, capitals, demonyms
from qa.language.verb import is_past

_NAME = re.compile(r"(?<!\w)[^\W\d_][\w’']*(?:[.&-][^\W_][\w’']*)*\.?")
_PEOPLE = re.compile(r"(?:a?ians?|ia|ans?|a|ish|ic|ists?|ism|ese|ns?|s)$")
_LETTERS = str.maketrans("łŁøØđĐıßæÆœŒþÞðÐ", "lLoOdDisaAoOtTdD")  # letters that are not taken apart by NFD
_SHORTEST = 4
_OPENS = re.compile(r"(?:^|[.!?:;“\"]\s*)$")
_RUN = re.compile(r"(?:[A-ZÀ-Þ][\w’'.&-]*\s+)(?:(?:of|the|and|for|de|’s)\s+|[A-ZÀ-Þ][\w’'.&-]*\s*)+")


def find_unknown_name(claim: str, near: str, whole: str) -> str | None:
    """Return the first proper name of a claim that the text near its support has in no form; None where it has all.

    `near` are the best sentences with those before them, `whole` the passages, in which short forms are explained.
    """
    unknown = (name for name in names_of(claim, whole) if not is_named(name, near, whole))
    return next((name for name in unknown if not _is_fuller(name, claim, near, whole)), None)


def _is_fuller(name: str, claim: str, near: str, whole: str) -> bool:
    """Return whether a first name belongs to a surname nearby, by a whole name elsewhere in the passages."""
    behind = re.search(rf"\b{re.escape(name)} ([A-ZÀ-Þ][\w-]+)", claim)
    return behind is not None and behind[1] in near and f"{name} {behind[1]}" in whole


def names_of(claim: str, whole: str) -> Iterator[str]:
    """Yield the capitalised words of a claim that are proper names; `whole` tells which first words are none."""
    for match in _NAME.finditer(claim):
        word = match.group()
        bare = _fold(word)
        if not (word[0].isupper() or any(map(str.isupper, word))) or bare in english.NO_NAMES or len(bare) < 2:
            continue
        if _OPENS.search(claim[: match.start()]) and _is_common(word, claim[match.end() :], whole):
            continue
        yield word


def _is_common(word: str, behind: str, whole: str) -> bool:
    """Return whether the first word of a sentence is no name.

    The passages have it in small letters, or no verb follows:
    "Ankara denied" begins with a name, "Shares in" and "Instead," do not, unless the passages have that name.
    """
    bare, after = word.lower().rstrip("."), behind.split()
    if re.search(rf"\b{re.escape(bare)}\b", whole) or bare.rstrip("s") in english.FUNCTION:
        return True
    if re.search(rf"(?<![.!?] )\b{re.escape(word)}\b", whole) or re.search(r"[’']s?$", word) or not after:
        return False
    follows = after[0].lower()
    return not (behind[:1] == " " and (after[0][0].isupper() or is_past(follows) or follows in english.AUXILIARY))


def is_named(name: str, near: str, whole: str) -> bool:
    """Return whether a text has a proper name in one form or another; `whole` explains its short forms."""
    bare = _fold(name)
    tokens = tokens_of(near)
    if bare in tokens or bare.rstrip("s") in tokens or f"{bare}s" in tokens or re.sub(r"ies$", "y", bare) in tokens:
        return True
    others = _others(bare)
    if any(_has(one, tokens) for one in others) or any(_is_of_people(one[0], tokens) for one in ((bare,), *others)):
        return True
    if "-" in name:
        return all(is_named(part, near, whole) for part in name.split("-") if part[:1].isupper() and len(part) > 1)
    return _is_short_form(name, near) or _spells_out(bare, near, whole)


def _has(words: tuple[str, ...], tokens: frozenset[str]) -> bool:
    return all(word in tokens for word in words)


@lru_cache(maxsize=256)
def tokens_of(text: str) -> frozenset[str]:
    """Return the words of a text as they are compared, those with hyphens also in their parts."""
    words = re.findall(r"[^\W_][\w’'.&-]*", text)
    parts = [part for word in words for part in (word, *re.split(r"[-–.]", word))]
    return frozenset(_fold(part) for part in parts if part)


def _is_of_people(bare: str, tokens: frozenset[str]) -> bool:
    """Return whether a text has the word with another ending: "African" for "Africa", "Buddhist" for "Buddhism"."""
    stem = _PEOPLE.sub("", bare)
    return len(stem) >= _SHORTEST and any(token.startswith(stem) and _PEOPLE.sub("", token) == stem for token in tokens)


def _is_short_form(name: str, near: str) -> bool:
    """Return whether capitals are the initials of a name nearby."""
    letters = re.sub(r"[^A-Z]", "", name)
    if len(letters) < 2 or len(letters) < len(name.replace(".", "")) - 1:
        return False
    runs = [re.sub(r"[^A-Z]", "", match.group()) for match in _RUN.finditer(near)]
    return any(letters in run for run in runs)


def _spells_out(bare: str, near: str, whole: str) -> bool:
    """Return whether a word belongs to a name whose initials are nearby and which the passages explain."""
    for match in re.finditer(r"((?:[A-ZÀ-Þ][\w’'-]*\s+(?:(?:of|for|the|and)\s+)?){2,8})\(([A-Z.]{2,8})\)", whole):
        if bare in tokens_of(match[1]) and _fold(match[2]) in tokens_of(near):
            return True
    return False


@lru_cache(maxsize=2_048)
def _others(bare: str) -> tuple[tuple[str, ...], ...]:
    """Return the other forms of a word: names of its group, its country, its people."""
    found = [tuple(map(_fold, other.split())) for row in _groups() if (bare,) in _folded(row) for other in row]
    found += [
        tuple(map(_fold, other.split()))
        for row in _groups()
        if any(bare in one for one in _folded(row))
        for other in row
    ]
    if country := country_of((bare,)):
        found += [country, *(other for row in _groups() if country in _folded(row) for other in _folded(row))]
    found += [tuple(people.split()) for people, country in demonyms.COUNTRIES.items() if bare in country.split()]
    named = {one for row in _groups() for one in _folded(row) if (bare,) in _folded(row) or bare in one}
    found += [
        tuple(people.split()) for people, country in demonyms.COUNTRIES.items() if tuple(country.split()) in named
    ]
    found += [(other,) for other in _same_people(bare)]
    held = {" ".join(one) for one in named} | {
        country for country in capitals.CAPITALS.values() if bare in country.split()
    }
    found += [tuple(city.split()) for city, country in capitals.CAPITALS.items() if country in held]
    return tuple(found)


def _same_people(bare: str) -> list[str]:
    country = demonyms.COUNTRIES.get(bare)
    return [people for people, other in demonyms.COUNTRIES.items() if country and other == country]


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.strip() for name in line.split("|")) for line in aliases.GROUPS.strip().splitlines())


@cache
def _folded(row: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(map(_fold, name.split())) for name in row)


def _fold(word: str) -> str:
    word = re.sub(r"[’']s?$", "", word.rstrip(".")).translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return re.sub(r"[.’'&-]", "", plain).casefold()

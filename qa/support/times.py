"""Dates of a sentence, in what it cites: a weekday is resolved against the day of publication."""

import re
from collections.abc import Sequence
from datetime import UTC

from qa.language.english.times import TIME
from qa.language.when import Resolved, resolve
from qa.support.evidence import Cited

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_AFTER = re.compile(r"\b(?:after|since|later than) ", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|until|prior to|earlier than) ", re.IGNORECASE)
_DECADE = 10
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?![\d,]{2,})")


def find_unknown_time(claim: str, near: str, cited: Sequence[Cited]) -> str | None:
    """Return the first time that a claim names and nothing that it cites does; None where there is none.

    The day of publication counts where the sentences `near` the support name no other time.
    """
    matches = list(TIME.finditer(claim))
    if not matches:
        return None
    dated = any(not match["spoken"] for match in TIME.finditer(near))
    said = [
        (one, match, _read(match, one.text, one))
        for one in cited
        for match in TIME.finditer(one.text)
        if not dated or one.text[slice(*_sentence_at(match, one.text))].strip() in near
    ]
    for match in matches:
        if match["spoken"]:
            continue  # "today" of an article is another day than today
        kept = _keeps_limit(match, claim, near)
        if kept:
            continue
        if kept is False or not any(_holds(match, claim, one, said, dated=dated) for one in cited):
            return match.group()
    return None


def _keeps_limit(match: re.Match[str], claim: str, near: str) -> bool | None:
    """Return whether a year near the support keeps a limit of a claim: 1966 for "after 1960"; None without a limit."""
    if not _YEAR.fullmatch(match.group()):
        return None
    year, years = int(match.group()), [int(other) for other in _YEAR.findall(near)]
    limits = re.compile(rf"(?:{_AFTER.pattern}|{_BEFORE.pattern})(?:an? |the )?{year}", re.IGNORECASE)
    if _ends(_AFTER, claim, match):
        return bool(limits.search(near)) or any(year < other <= year + _DECADE for other in years)
    if _ends(_BEFORE, claim, match):
        return bool(limits.search(near)) or any(year - _DECADE <= other < year for other in years)
    return None


def _ends(words: re.Pattern[str], claim: str, match: re.Match[str]) -> bool:
    return any(found.end() == match.start() for found in words.finditer(claim, 0, match.start()))


Said = tuple[Cited, re.Match[str], Resolved | None]


def _read(match: re.Match[str], text: str, cited: Cited) -> Resolved | None:
    start, end = _sentence_at(match, text)
    return _resolve(match, text[start:end], cited, match.start() - start)


def _sentence_at(match: re.Match[str], text: str) -> tuple[int, int]:
    start = max(text.rfind("\n", 0, match.start()) + 1, text.rfind(". ", 0, match.start()) + 1)
    end = min((at for at in (text.find("\n", match.end()), text.find(". ", match.end())) if at >= 0), default=len(text))
    return start, end


def _resolve(match: re.Match[str], text: str, cited: Cited, at: int) -> Resolved | None:
    """Return the time that a match in a text is; None where it depends on a day that is only assumed."""
    found = resolve(match.group(), cited.published, text, at=at)
    return None if found and found.relative and cited.assumed else found


def _holds(match: re.Match[str], claim: str, cited: Cited, said: Sequence[Said], *, dated: bool) -> bool:
    """Return whether a passage names this time, in these words or others, or was published then."""
    words = match.group().casefold()
    if any(words in other.group().casefold() and one is cited for one, other, _ in said):
        return True
    meant = _resolve(match, claim, cited, match.start())
    own = cited.published.astimezone(UTC).date()
    if meant is not None:
        if not dated and not cited.assumed and meant.day <= own <= meant.last:
            return True
        return any(time is not None and one is cited and meant.covers(time) for one, _, time in said) or _by_parts(
            match, cited, said, dated=dated
        )
    return _by_parts(match, cited, said, dated=dated)


def _by_parts(match: re.Match[str], cited: Cited, said: Sequence[Said], *, dated: bool) -> bool:
    """Return whether a passage has the same day and month, and the year is its own or that of publication."""
    wanted = parts_of(match.group())
    if not wanted:
        return False
    years = set(_YEAR.findall(cited.text)) | (set() if cited.assumed else {str(cited.published.year)})
    year = wanted & {part for part in wanted if _YEAR.fullmatch(part)}
    rest = wanted - year
    if not rest:
        return bool(year & (set(_YEAR.findall(cited.text)) if dated else years))
    alike = [parts for one, other, _ in said if one is cited and rest <= (parts := parts_of(other.group()))]
    return year <= years and any(year <= parts or not any(map(_YEAR.fullmatch, parts)) for parts in alike)


def parts_of(text: str) -> frozenset[str]:
    """Return year, month and day of a time, or its weekday, in one spelling."""
    lower = text.lower()
    words = {word[:3] for word in re.findall(r"[a-z]{3,}", lower)}
    return frozenset(words | set(_YEAR.findall(lower)) | set(_DAY.findall(lower)))

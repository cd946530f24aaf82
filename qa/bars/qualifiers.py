"""Answers from a sentence whose qualifier, year or place is another one than the question's."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars import qualifiers as english
from qa.language.english.world import demonyms, kinds
from qa.question import Kind

_PLACE = re.compile(
    r"\b(?:"
    + "|".join(
        re.escape(place) + (r"\.?" if "." in place else "")
        for place in sorted(
            kinds.COUNTRIES
            | english.STATES
            | english.SAME.keys()
            | {"us", "uk", "cuba", "mexico", "canada", "spain", "italy", "poland"}
            | frozenset(demonyms.COUNTRIES.values()),
            key=len,
            reverse=True,
        )
    )
    + r")(?!\w)",
    re.IGNORECASE,
)


def contradicts(one: Proposal) -> bool:
    """Return whether the sentence has a qualifier of the same group as the question, and not that of the question."""
    return (
        any(_excludes(forms, one) for forms in english.EXCLUSIVE)
        or _excludes(english.PRIZES, one, leaning=True)
        or any(_pairs_differ(patterns, one) for patterns in ((english.COUNTED,), (english.COMPASS,), _YEARLY))
        or _is_of_another_year(one)
        or _is_of_another_contest(one)
        or (one.kind is Kind.NUMBER and _is_of_another_month(one))
        or (one.kind is Kind.NUMBER and (_is_elsewhere(one) or _goes_the_other_way(one)))
        or (one.kind is Kind.DATE and (_lies_beyond(one) or _is_past(one) or _is_of_other_phase(one)))
        or _is_of_another_scene(one)
        or (one.kind is not Kind.PLACE and _happened_elsewhere(one))
    )


_BESIDE = 40
"""Characters between an answer and the words that qualify it."""
_SHORT = 4
"""Letters of a name that another spelling may not differ from."""
_AFTERWARDS = 3
"""Months of the next year in which articles still tell of a year without naming it."""
_AFTER_MONTH = 10
"""Days of the next month in which articles still tell of a month without naming it."""
_YEARLY = (english.YEARLY, english.YEARLY_AFTER)


def _is_of_another_year(one: Proposal) -> bool:
    """Return whether the question names a year that neither the sentence nor the day of its article has."""
    years = {int(year) for year in english.YEAR.findall(one.asked)}
    if len(years) != 1 or one.published is None or one.kind is Kind.DATE or english.OPEN_YEAR.search(one.asked):
        return False
    (year,) = years
    told = english.YEAR.findall(f"{one.lead} {one.sentence}")
    if english.YEAR.search(one.text) or str(year) in f"{one.before} {one.sentence}" or told[-1:] == [str(year)]:
        return False
    if str(year) in one.title and not english.DAY_OF_YEAR.search(one.sentence):
        return False
    if english.OPENING_YEAR.match(one.sentence):
        return True
    return not (one.published.year == year or (one.published.year == year + 1 and one.published.month <= _AFTERWARDS))


def _is_of_another_contest(one: Proposal) -> bool:
    """Return whether the sentence tells of the contest of another year, or of one won under another name."""
    asked = {which for _, which, _ in _pairs(_YEARLY, one.asked)}
    said = {found["which"] for found in english.IN_CONTEST.finditer(one.sentence)}
    if asked and said and not asked & set(english.YEAR.findall(one.sentence)):
        return True
    sentence = _spell_alike(one.sentence)
    won, others = _won(_spell_alike(one.asked)), _won(sentence)
    return bool(won and others) and not any(name in sentence for name in won)


def _won(text: str) -> frozenset[str]:
    """Return the contests that a text says somebody won, each as its noun with the word before it."""
    return frozenset(f"{found['name'].split()[-1]} {found['what']}" for found in english.WON.finditer(text))


def _spell_alike(text: str) -> str:
    return text.replace("U.S.", "US").replace("’", "'")


def _is_of_another_month(one: Proposal) -> bool:
    """Return whether the question names one month, without a day, that neither the sentence nor its article's day has.

    An article of the first days of the next month still tells of it without naming it.
    """
    months = {match["month"].lower()[:3] for match in english.OF_MONTH.finditer(one.asked)}
    if len(months) != 1 or one.published is None:
        return False
    (month,) = months
    if re.search(rf"\b{month}", f"{one.title} {one.before} {one.sentence}", re.IGNORECASE):
        return False
    days = (one.published, one.published - timedelta(days=_AFTER_MONTH))
    return all(f"{day:%b}".lower() != month for day in days)


def _excludes(forms: dict[str, re.Pattern[str]], one: Proposal, *, leaning: bool = False) -> bool:
    """Return whether the sentence, or if `leaning` the one that it leans on, has another form than the question."""
    asked = _forms_in(one.asked, forms)
    if len(asked) != 1:
        return False
    if one.kind is Kind.REASON and forms is english.ROUNDS:
        return False  # what happened in the quarterfinal may be the reason
    said = _forms_in(english.RELATIVE.sub(",", one.sentence), forms) or (
        _forms_in(one.before, forms) if leaning else frozenset()
    )
    return bool(said) and not said & asked


def _is_of_other_phase(one: Proposal) -> bool:
    """Return whether it is asked when something began, or ended, and the sentence tells of the other."""
    return english.FIRST_DONE.search(one.asked) is None and _excludes(english.PHASES, one)


def _forms_in(text: str, forms: dict[str, re.Pattern[str]]) -> frozenset[str]:
    return frozenset(name for name, form in forms.items() if form.search(text))


def _is_of_another_scene(one: Proposal) -> bool:
    """Return whether the question names a town or another scene of which the article around the answer says nothing.

    Countries, states and cities of the world have other names and lie in one another, so they do not count.
    """
    if not one.passage or one.kind in (Kind.PLACE, Kind.YES_NO):
        return False
    around = words_of(f"{one.title} {one.passage}")
    scenes = [found["name"] for found in english.SCENE.finditer(one.asked)]
    if one.kind is Kind.NUMBER and english.TOLL.search(one.asked):
        scenes += english.BEFORE_EVENT.findall(one.asked)
    return any(_is_scene(name) and not any(_is_told(word, around) for word in words_of(name)) for name in scenes)


def _is_told(word: str, around: frozenset[str]) -> bool:
    """Return whether a word is among others, or one that differs from it in the last letters: "Kobani"."""
    return word in around or (len(word) > _SHORT and any(other.startswith(word[:-1]) for other in around))


def _is_scene(name: str) -> bool:
    return not (english.NO_SCENE.match(name) or name.lower() in english.CITIES or _PLACE.search(name))


def _goes_the_other_way(one: Proposal) -> bool:
    """Return whether it is asked how much something rose and the sentence says of the number that it fell by it."""
    for (asked, _), (other, contrary) in ((english.UP, english.DOWN), (english.DOWN, english.UP)):
        if asked.search(one.asked) and not other.search(one.asked) and contrary.search(one.head):
            return True
    return False


def _lies_beyond(one: Proposal) -> bool:
    """Return whether a day in, before or after a year is asked for, and the answer lies elsewhere."""
    limit = english.LIMIT.search(one.asked)
    named = english.YEAR.search(one.text)
    behind = english.YEAR_BEHIND.match(one.tail)
    if (within := english.DAY_IN_YEAR.match(one.asked)) and (named or behind):
        return within["year"] not in (named.group() if named else "", behind["year"] if behind else "")
    if limit is None or not (named or behind or one.published):
        return False
    year = (
        int(named.group()) if named else int(behind["year"]) if behind else one.published.year if one.published else 0
    )
    before = limit["side"].lower() in ("before", "prior to", "earlier than")
    return year >= int(limit["year"]) if before else year < int(limit["year"])


def _is_past(one: Proposal) -> bool:
    """Return whether it is asked when something will be, and the answer is of a year before that of its article."""
    named = english.YEAR.search(one.text)
    if named is None or one.published is None or not english.TO_COME.search(one.asked):
        return False
    return int(named.group()) < one.published.year


def _pairs_differ(patterns: tuple[re.Pattern[str], ...], one: Proposal) -> bool:
    """Return whether the sentence names the same thing by another number, direction or year than the question."""
    asked = {what: which for what, which, _ in _pairs(patterns, _write_quarters(one.asked))}
    said = list(_pairs(patterns, english.RUN_OFF.sub("second round", one.sentence)))
    for what, which in asked.items():
        others = [(other, place) for thing, other, place in said if thing == what and not _answers_when(one, other)]
        if others and which not in {other for other, _ in others}:
            return True
        beside = [other for other, place in others if _is_beside(one, place)]
        if beside and which not in beside:
            return True
    return False


def _answers_when(one: Proposal, year: str) -> bool:
    """Return whether a year is the day that is proposed: of "awarded the Cup in 2010" it is not which Cup."""
    return one.kind is Kind.DATE and year in one.text


def _is_beside(one: Proposal, place: int) -> bool:
    """Return whether a place of the sentence is near the answer, with no comma between them."""
    first, last = (one.end, place) if place >= one.end else (place, one.start)
    return last - first <= _BESIDE and not re.search(r"[,;]", one.sentence[first:last])


def _write_quarters(text: str) -> str:
    return english.QUARTER.sub(lambda one: f"{english.ORDINALS[int(one[1]) - 1]} quarter", text)


def _pairs(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[tuple[str, str, int]]:
    """Yield what is counted in a text, which one it is, and where that stands."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match["what"].split()[-1].lower().rstrip("s"), match["which"].lower(), match.start()


def _is_elsewhere(one: Proposal) -> bool:
    """Return whether a number is of another country or state than the question asks about: Cuba for Florida."""
    asked = frozenset(place for place, _ in _places(one.asked))
    said = list(_places(one.sentence))
    if not asked or not said:
        return False
    within = [place for place, at in said if _same_clause(one, at)]
    if not within and asked & {place for place, _ in said}:
        return False
    nearest = within or [min(said, key=lambda found: abs(found[1] - one.start))[0]]
    if len(asked) > 1:
        return (
            bool(within)
            and len(asked & frozenset(within)) == 1
            and not _country_of(asked) & (frozenset(within) - asked)
        )
    (place,) = asked
    return not any(_lies_in(near, place) for near in nearest)


def _happened_elsewhere(one: Proposal) -> bool:
    """Return whether the sentence says of the verb asked with that it was in another country: "arrested in Kenya"."""
    asked = _deeds(one.asked)
    for verb, place in _deeds(one.sentence):
        places = {where for deed, where in asked if deed == verb}
        if places and not any(_lies_in(place, where) or _lies_in(where, place) for where in places):
            return True
    return False


def _deeds(text: str) -> frozenset[tuple[str, str]]:
    places = {at: place for place, at in _places(text)}
    return frozenset(
        (deed["verb"].lower(), places[deed.end()]) for deed in english.DONE_IN.finditer(text) if deed.end() in places
    )


def _country_of(places: frozenset[str]) -> frozenset[str]:
    return frozenset(english.NATION for place in places if place in english.STATES)


def _lies_in(near: str, place: str) -> bool:
    return near == place or (place == english.NATION and near in english.STATES)


def _same_clause(one: Proposal, at: int) -> bool:
    first, last = sorted((at, one.start))
    return all(not first <= end.start() < last for end in english.CLAUSE_END.finditer(one.sentence))


@lru_cache(maxsize=512)
def _places(text: str) -> tuple[tuple[str, int], ...]:
    """Return the countries and states that a text names, each with its place; "us" alone is no country."""
    found = []
    for match in _PLACE.finditer(text):
        word = match.group()
        lower = word.lower().rstrip(".")
        if english.ATTRIBUTE_BEHIND.match(text[match.end() :]):
            continue
        if word[0].islower() or (lower in ("us", "uk") and not word.isupper()) or lower in english.CITIES:
            continue
        found.append((english.SAME.get(lower, lower), match.start()))
    return tuple(found)

"""Answers that are not of the kind, or not in the unit, that a question asks for."""

import re

from qa.bars.proposal import Proposal, names_in, words_of
from qa.language.amount import read_amount
from qa.language.english.bars import measures as english
from qa.language.plural import asks_for_several
from qa.language.role import is_akin
from qa.question import Kind

_WHOLE = 100
"""Percent that nothing has a greater share than."""
_MILLION = 1_000_000


def is_of_other_kind(one: Proposal) -> bool:
    """Return whether the answer names no time, no number or no colour, and the question asks for one."""
    if one.kind is not Kind.REASON and english.NEXT_SENTENCE.search(one.text):
        return True
    if one.kind is Kind.PERSON:
        forms = (english.TITLE, english.NUMBER_ALONE, english.ORDINAL_ALONE)
        return any(form.fullmatch(one.text.strip()) for form in forms)
    if _counts_those_asked(one):
        return True
    if one.kind is Kind.DATE:
        shouts = one.text.isupper() and one.text.isalpha()  # the TODAY of "USA TODAY"
        return (
            shouts
            or not english.TEMPORAL.search(one.text)
            or _is_part_of_day(one)
            or _names_no_hour(one)
            or _is_day_of_report(one)
        )
    if english.ASKS_OF_SCORE.search(one.asked):
        return english.SCORE.match(one.text) is None or _is_of_shootout(one)
    if one.kind is Kind.NUMBER:
        return (
            not english.QUANTITY.search(_without_dates(one.text))
            or english.TELEPHONE.search(one.text) is not None
            or _is_date(one)
            or not _fits_unit(one)
            or _counts_nobody(one)
            or _is_no_share(one)
            or _is_price_of_firm(one)
            or _is_ordinal(one)
            or _is_rate(one)
            or _is_span_of_years(one)
        )
    if english.ASKS_OF_DEED.search(one.asked):
        return english.NOUN_PHRASE.match(one.text) is not None
    if one.kind is Kind.THING and english.ASKS_OF_COLOUR.search(one.asked):
        return not english.COLOUR.search(one.text)
    return False


def is_who_died(one: Proposal) -> bool:
    """Return whether it is asked what somebody died of, and the answer is who died: "the death of her father"."""
    return english.ASKS_WHAT_KILLED.search(one.asked) is not None and english.DEATH_OF.search(one.head) is not None


def describes_the_one_asked(one: Proposal) -> bool:
    """Return whether a place is asked for, and the answer is a noun before the name asked about: "ferry Solveig"."""
    name = english.NAME_BEHIND.match(one.tail)
    if one.kind is not Kind.PLACE or name is None or one.text != one.text.lower():
        return False
    return words_of(name["name"]) <= words_of(one.asked)


def _is_of_shootout(one: Proposal) -> bool:
    """Return whether a score is that of the penalties after a match, and the question names none."""
    said = english.OF_SHOOTOUT.search(one.text + one.tail[:40])
    return said is not None and not english.SHOOTOUT.search(one.asked)


def _counts_those_asked(one: Proposal) -> bool:
    """Return whether several are to be named and the answer is how many there are: "16" of "the 16 cities"."""
    if one.kind not in (Kind.PERSON, Kind.PLACE, Kind.THING) or english.ASKS_OF_NUMBERS.search(one.asked):
        return False
    return english.NUMBER_ALONE.fullmatch(one.text.strip()) is not None and asks_for_several(one.asked)


def _without_dates(text: str) -> str:
    return english.DAY.sub(" ", text)


def _is_part_of_day(one: Proposal) -> bool:
    """Return whether a day is asked for and the answer is only the evening or another part of some day."""
    return bool(english.PART_OF_DAY.fullmatch(one.text.strip())) and not english.ASKS_OF_HOUR.search(one.asked)


def _names_no_hour(one: Proposal) -> bool:
    """Return whether it is asked at what time of the day, and the answer names a day."""
    return english.ASKS_OF_TIME.search(one.asked) is not None and not english.HOUR.search(one.text + one.tail[:12])


def _is_day_of_report(one: Proposal) -> bool:
    """Return whether the answer is the day on which somebody said so: the "Sunday" of "the league announced Sunday"."""
    said = english.REPORTED.search(one.head)
    return said is not None and not any(is_akin(word, said["verb"].lower()) for word in words_of(one.asked))


def _counts_nobody(one: Proposal) -> bool:
    """Return whether people are counted and the answer is a fraction, or the magnitude of an earthquake."""
    if not english.COUNTS_PEOPLE.search(one.asked):
        return False
    if english.FRACTION.fullmatch(one.text.strip()) and not english.SCALE_BEHIND.match(one.tail):
        return True
    return bool(english.MAGNITUDE_BEFORE.search(one.head) or english.MAGNITUDE_BEHIND.match(one.tail))


def _is_no_share(one: Proposal) -> bool:
    """Return whether a share is asked for and the answer is a whole number above a hundred: "148" of the lawmakers."""
    if not english.ASKS_OF_SHARE.search(one.asked) or (amount := read_amount(one.text)) is None:
        return False
    return amount.unit is None and amount.value > _WHOLE


def _is_price_of_firm(one: Proposal) -> bool:
    """Return whether the price of a share is asked for and the answer is in millions, as that of a whole firm."""
    if not english.ASKS_OF_SHARE_PRICE.search(one.asked) or (amount := read_amount(one.text)) is None:
        return False
    return amount.value >= _MILLION


def _is_ordinal(one: Proposal) -> bool:
    """Return whether it is asked how many there are and the answer tells which one it is of somebody else's.

    Of "Lorn scored her 24th goal" it is an answer: how many goals Lorn has scored.
    """
    if not (english.COUNT.search(one.asked) and english.ORDINAL.fullmatch(one.text.strip())):
        return False
    return not names_in(one.asked) <= words_of(f"{one.title} {one.before} {one.sentence}")


def _is_rate(one: Proposal) -> bool:
    """Return whether a sum is asked for and the answer is what each one counts: "1 dollar for every reader"."""
    per_one = english.RATE_BEHIND.match(one.tail) or english.RATE.search(one.text)
    return bool(per_one) and not english.ASKS_OF_RATE.search(one.asked)


def _is_span_of_years(one: Proposal) -> bool:
    """Return whether an age is asked for and the answer is how long something lasts: "a 10-year reign"."""
    spans = english.YEARS_LONG.fullmatch(one.text.strip()) and not re.match(r"[\s-]olds?\b", one.tail)
    return bool(spans) and english.AGE.search(one.asked) is not None


def _is_date(one: Proposal) -> bool:
    """Return whether a number is part of a date or a time: "2018" behind "since", "30" behind "Sept."."""
    if english.CLOCK.fullmatch(one.text.strip()) or english.CLOCK_BEHIND.match(one.tail):
        return not re.search(r"\btime\b|\bscore\b", one.asked)
    if not re.fullmatch(r"\d{1,4}(?:st|nd|rd|th)?", one.text.strip()):
        return False
    if english.YEAR.fullmatch(one.text) and english.BEFORE_YEAR.search(one.head):
        return True
    return any(day.start() <= one.start and one.end <= day.end() for day in english.DAY.finditer(one.sentence))


def _fits_unit(one: Proposal) -> bool:
    """Return whether a number may be in the unit asked for; one without unit may, unless the question needs one."""
    asked = next((units for pattern, units in english.UNITS_ASKED if pattern.search(one.asked)), None)
    unit = _unit_of(one)
    if asked is None:
        counts = english.COUNT.search(one.asked) and not english.MEASURED.search(one.asked)
        return not (counts and unit in english.NO_COUNTS)
    return unit in asked if unit else None in asked


def _unit_of(one: Proposal) -> str | None:
    """Return the unit of a number: within the answer, or in the words that follow it."""
    behind = english.APART.split(one.tail[:20])[0]  # the "%" of "60, or 57%" is not of the 60
    if english.UNIT_WORDS["speed"].search(one.text + behind):
        return "speed"
    for text in (one.text, one.text + behind):
        amount = read_amount(text)
        if amount and amount.unit:
            return amount.unit
    return next((name for name, pattern in english.UNIT_WORDS.items() if pattern.search(one.text + behind[:16])), None)

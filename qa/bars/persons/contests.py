"""Answers from a sentence about another match or another season of the contest asked about."""

from qa.bars.proposal import Proposal
from qa.language.english.bars.persons import contests as english
from qa.question import Kind


def is_of_another_season(one: Proposal) -> bool:
    """Return whether it is asked who won or lost a contest, and the sentence tells of another match or season of it."""
    if one.kind is Kind.NUMBER:
        return english.IN_FINAL.search(one.asked) is not None and not english.LAST_MATCH.search(_told(one))
    if one.kind is Kind.DATE:
        return _is_day_of_another_year(one)
    if one.kind is not Kind.PERSON:
        return False
    return _was_not_first_then(one) or _lost_earlier(one) or _won_at_other_times(one) or _is_of_next_year(one)


def _lost_earlier(one: Proposal) -> bool:
    """Return whether it is asked who lost the final, and nothing around the answer is about a final or a title."""
    return english.ASKS_LOSER.search(one.asked) is not None and not english.LAST_MATCH.search(_told(one))


def _told(one: Proposal) -> str:
    return f"{one.before} {one.sentence}"


def _is_day_of_another_year(one: Proposal) -> bool:
    """Return whether it is asked when somebody won the contest of a year, and the answer is of another year."""
    year, named = _year_of(one.asked), english.FOUR_DIGITS.search(one.text)
    return bool(year and named) and english.ASKS_DAY_OF_WIN.search(one.asked) is not None and year not in one.text


def _won_at_other_times(one: Proposal) -> bool:
    """Return whether it is asked who won in a year, and the answer is "a two-time champion", which is of no year."""
    if not (english.ASKS_WINNER.search(one.asked) and _year_of(one.asked)):
        return False
    return english.TIMES.match(one.tail) is not None and _year_of(one.asked) not in one.sentence


def _was_not_first_then(one: Proposal) -> bool:
    """Return whether it is asked who won in a year, and the answer, "who was second in 2031,", did not."""
    if not english.ASKS_WINNER.search(one.asked) or (second := english.NOT_FIRST.match(one.tail)) is None:
        return False
    return second["year"] in one.asked


def _is_of_next_year(one: Proposal) -> bool:
    """Return whether a contest of a year is asked about, and the sentence, of an article of the next year, has no year.

    In January it tells of this year's Open, where a war or a law of last year may still be meant.
    """
    year = _year_of(one.asked)
    if one.published is None or not year or one.published.year != int(year) + 1:
        return False
    return year not in f"{one.title} {one.before} {one.sentence}"


def _year_of(question: str) -> str:
    """Return the year of the contest that a question names; nothing where it names none."""
    found = (form.search(question) for form in english.YEAR_OF)
    return next((one["which"] for one in found if one and english.CONTEST.search(one["what"])), "")

"""Answers of another year, by the clause that they stand in or the words right behind them."""

from qa.bars.proposal import Proposal
from qa.language.english.bars import years as english
from qa.language.english.bars.qualifiers import YEAR
from qa.question import Kind


def is_of_year_of_other_clause(one: Proposal) -> bool:
    """Return whether the answer is in a clause of another year: "9 ran; in 2030 there were 7", asked of 2030.

    A number in a clause without a year is one of the year in which the article was published.
    """
    if one.kind is Kind.DATE or one.published is None:
        return False
    own = one.clause(english.CLAUSE_END)
    asked = {year for year in YEAR.findall(one.asked) if int(year) != one.published.year}
    elsewhere = any(year in one.sentence and year not in own for year in asked)
    return elsewhere and (one.kind is Kind.NUMBER or YEAR.search(own) is not None)


def is_of_year_behind(one: Proposal) -> bool:
    """Return whether a year right behind the answer is another one than the question's: "won the cup in 1991"."""
    behind = english.YEAR_BEHIND.match(one.tail)
    asked = YEAR.findall(one.asked)
    if one.kind is Kind.DATE or behind is None or len(asked) != 1:
        return False
    return behind["year"] != asked[0] and asked[0] not in one.sentence

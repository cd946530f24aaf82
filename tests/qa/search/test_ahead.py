"""A time to come is no time of publication: articles tell of it beforehand."""

import pytest

from index.library import Library
from qa.answer import ask
from qa.search.retrieve import understand_in
from qa.types import Question, Reason
from tests.conftest import NOW, fill, write_article

GAMES = write_article("Holm to host the games", "Holm will host the winter games in 2020, the board said.", id="games")
FERRY = write_article("Ferry sold", "The ferry was sold to a yard in Lorne in 2014, the board said.", id="ferry")


def test_a_year_after_all_articles_is_no_filter_where_one_names_it(library: Library) -> None:
    """What will be in 2020 is told by an article of 2015, and the answer says that no time was filtered."""
    fill(library, GAMES, FERRY)
    answer = ask("Which town will host the winter games in 2020?", library)
    assert answer.reason is not Reason.OUT_OF_RANGE
    assert (answer.filters.since, answer.citations[0].article) == (None, "games")


@pytest.mark.parametrize(
    "question",
    ["Which town will host the winter games in 2021?", "Which town hosted the winter games in 2020?"],
)
def test_a_year_after_all_articles_is_out_of_range_otherwise(library: Library, question: str) -> None:
    """No passage names the year, or the question is about what was done in it."""
    fill(library, GAMES, FERRY)
    assert ask(question, library).reason is Reason.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Will the ferry be sold in May 2014?", False),
        ("When is the ferry due to sail in 2014?", False),
        ("Was the ferry sold in May 2014?", True),
    ],
)
def test_what_was_to_come_was_told_before(library: Library, question: str, kept: bool) -> None:
    """A time ahead keeps no articles out, though there are some of that time; what was done then is told since."""
    fill(library, GAMES, FERRY)
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(Question(question, NOW), library, snapshot)
    assert (asked.filters.since is not None) == kept

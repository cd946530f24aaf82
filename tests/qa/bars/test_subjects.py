"""An answer stands in a passage about what the question names in full."""

import pytest

from qa.bars.persons.subjects import is_of_another
from qa.bars.proposal import Proposal
from qa.question import Kind

PASSAGE = "Two people drowned in Lorne after the sea rose."


@pytest.mark.parametrize(
    ("question", "title", "other"),
    [
        ("How many people did the Mount Tarn eruption kill?", "The sea rises", True),
        ("How many people did the Mount Tarn eruption kill?", "Tarn erupts again", False),
        ("How many people did the Tarn eruption kill?", "The sea rises", False),
        ("How many North Lorners drowned?", "The sea rises", False),
        ("How many did the Holm Ferry Board count?", "HFB counts again", False),
        ("How many people drowned in the United Kingdom?", "Britain under water", False),
        ("HOW MANY PEOPLE DROWNED IN THE OLD MILL", "The sea rises", False),
    ],
)
def test_a_name_of_several_words_is_somewhere_in_the_passage(question: str, title: str, other: bool) -> None:
    """One of its words, its initials or its people are enough, and names that have others are left alone."""
    one = Proposal(question, Kind.NUMBER, PASSAGE, 0, 3, title=title, passage=PASSAGE)
    assert is_of_another(one) is other

"""What is unknown, not there, or more than all others answers the questions that ask just that."""

from collections.abc import Sequence

import pytest

from qa.forms.affirmation.absence import find_absence
from qa.forms.statement import read_statements
from qa.language.polarity import Polarity
from tests.qa.pieces import write_hit


def terms(text: str) -> tuple[str, ...]:
    return tuple(word.strip(".,?").lower() for word in text.split())


def find(question: str, *sentences: str, title: str = "Title") -> Sequence[Polarity]:
    hits = [write_hit(sentence, str(place), title=title) for place, sentence in enumerate(sentences)]
    found = find_absence(question, list(read_statements(hits)), lambda text: dict.fromkeys(terms(text), 1.0), terms)
    return [polarity for _, polarity in found]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Do they know what caused the mill fire?", "The cause of the mill fire has not been established."),
        ("Is it known why the ferry sank?", "It is unclear why the ferry sank off Lorne on Monday."),
        ("Have the police identified who robbed the mill?", "Whoever robbed the mill got away in the old ferry."),
        (
            "Do the police know who robbed the mill?",
            "The police have not identified a suspect in the mill the men robbed.",
        ),
        ("Did the mill name a new head?", "There is no successor yet at the mill, the owner said."),
        ("Has the mill found a successor?", "The mill said that a successor has not been found by May."),
    ],
)
def test_what_is_unknown_or_not_there_is_no(question: str, sentence: str) -> None:
    """A cause, a person or a successor that is said to be lacking is a no; whoever is no such word."""
    expected = [] if "Whoever" in sentence else [Polarity.NO]
    assert find(question, sentence, title="The head of the mill") == expected


def test_more_than_anywhere_else_is_yes() -> None:
    """More than in any other town affirms more than in other towns; it affirms nothing about fewer."""
    said = "Ten people drowned in Holm, more than in any other town."
    assert find("Did more people drown in Holm than in other towns?", said) == [Polarity.YES]
    assert find("Did fewer people drown in Holm than in other towns?", said) == []


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Do they know what caused the mill fire?", "The cause of the ferry crash has not been established."),
        ("Do they know what caused the mill fire?", "The mill fire was caused by a lamp, the police said."),
        ("Did the fire cause harm?", "The cause of the fire has not been established."),
        ("Did the mill name a new head?", "The ferry line said that there is no successor to its captain."),
    ],
)
def test_another_thing_that_is_lacking_says_nothing(question: str, sentence: str) -> None:
    """The sentence has to be about what the question asks, and to say that it is lacking."""
    assert find(question, sentence) == []


def test_what_was_not_done_since_a_year_was_done_before() -> None:
    """A sentence on what was never done says nothing, and neither does one that is asked about the time since."""
    said = "The ferry and the mill have not burned at once since 1984."
    assert find("Had the ferry and the mill ever burned at once before 2022?", said) == [Polarity.YES]
    assert find("Had the ferry and the mill ever burned at once?", said.replace(" since 1984", "")) == []
    assert find("Have the ferry and the mill ever burned at once since 1984?", said) == []


@pytest.mark.parametrize("question", ["Was anyone hurt in the mill fire?", "Was anybody injured in the mill fire?"])
def test_nobody_was_hurt_is_no(question: str) -> None:
    """A short sentence that nobody was denies it, unless its article tells of somebody who was."""
    assert find(question, "The mill burned. No one was hurt.", title="Mill fire in Holm") == [Polarity.NO]
    assert find(question, "The mill burned. No one was hurt. Two men were injured later.", title="Mill fire") == []
    assert find(question, "The ferry sank. No one was hurt.", title="Ferry sinks") == []


def test_nobody_died_says_nothing_of_who_was_hurt() -> None:
    """Each harm is denied by its own word."""
    assert find("Was anyone hurt in the fire?", "The mill burned. Nobody died.", title="Mill fire") == []
    assert find("Did anyone die in the fire?", "The mill burned. Nobody died.", title="Mill fire") == [Polarity.NO]

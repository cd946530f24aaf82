"""Answers of another type than the noun that a question asks for."""

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of


def propose(question: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in a sentence that says nothing else."""
    sentence = f"They said it was in {answer}."
    start = sentence.index(answer)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer), passage=sentence)


@pytest.mark.parametrize(
    ("bar", "question", "answer"),
    [
        (Bar.KIND, "Which city will host the games?", "Peru and Chile"),
        (Bar.KIND, "Which city will host the final?", "Holm, Tarn, Oslo and Bergen"),
        (Bar.KIND, "Which City will host the games?", "Peru and Chile"),
        (Bar.KIND, "Which eastern city will host the games?", "Peru and Chile"),
        (Bar.KIND, "In which town did Lorn grow up?", "Texas"),
        (Bar.KIND, "Which country did Lorn visit first?", "Oslo"),
        (Bar.KIND, "Which state did Lorn move to?", "Paris"),
        (Bar.KIND, "Which prison was Ada Lorn sent to?", "Holm, Ohio"),
        (Bar.KIND, "Which hospital was Ada Lorn taken to?", "Madrid"),
        (Bar.KIND, "Which tournament will be the last of Lorn?", "Holm City, Utah"),
        (Bar.KIND, "Which justices dissented?", "Supreme Court"),
        (Bar.KIND, "Which actors came to the show?", "Oslo"),
        (Bar.KIND, "Who is the Norwegian foreign minister?", "Oslo"),
        (Bar.KIND, "Who was Ada Lorn swapped for?", "Russia"),
        (Bar.KIND, "Who is likely to replace Ada Lorn as leader of the Senate?", "Republicans"),
        (Bar.KIND, "Who were the astronauts on board?", "four"),
        (Bar.NAMELESS, "Which Lumo executives did Lorn fire?", "employees"),
        (Bar.NAMELESS, "Who was Ada Lorn swapped for?", "Prisoner"),
        (Bar.NAMELESS, "Who replaced Ada Lorn as CEO of Lumo?", "carmaker"),
        (Bar.NAMELESS, "Which company bought Lumo?", "a rival"),
    ],
)
def test_another_type_is_barred(bar: Bar, question: str, answer: str) -> None:
    """What is of another type than the noun asked for is no answer, whatever the sentence says of it."""
    assert bar_of(propose(question, answer)) is bar


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who won the cup?", "Argentina"),
        ("What did Queen Ada see there?", "a court"),
        ("Which team won the cup?", "Boston"),
        ("Which city will host the games?", "Doha, Qatar"),
        ("Which city will host the games?", "Singapore"),
        ("Which cities will host the games?", "Holm, Tarn, Oslo and Bergen"),
        ("Which city team won?", "England"),
        ("What continent is the Pope visiting?", "Africa"),
        ("What does New Holm City include?", "houses"),
        ("What rule states that it is so?", "the rule of three"),
        ("Which country did Lorn visit first?", "Paris, France"),
        ("Which country did Lorn visit first?", "Georgia"),
        ("Which school won the title?", "Kansas"),
        ("Which prison was Ada Lorn sent to?", "Tarn Federal Prison, Ohio"),
        ("Which tournament did Lorn win?", "Rome"),
        ("Which justices dissented?", "Ada Lorn and Ben Roy"),
        ("Which workers went on strike?", "nurses"),
        ("Who is the Norwegian foreign minister?", "Ada Lorn"),
        ("Who was the first president?", "Washington"),
        ("Which players union objected?", "the trade board"),
        ("Who replaced Ada Lorn as leader?", "Chris Evans"),
        ("Who is likely to vote against it?", "Republicans"),
        ("Who replaced Ada Lorn as leader?", "Mac Jones"),
    ],
)
def test_the_type_asked_for_is_not_barred(question: str, answer: str) -> None:
    """A name that may be of the type asked for, or of which the type is not known, is not barred."""
    assert bar_of(propose(question, answer)) not in (Bar.KIND, Bar.NAMELESS)

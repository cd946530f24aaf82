"""Answers that are the person of whom a question asks, or stand beside that person in one row."""

from datetime import UTC, datetime

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of


def propose(question: str, sentence: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in a sentence that is the whole passage."""
    start = sentence.index(answer)
    day = datetime(2022, 7, 8, tzinfo=UTC)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer), published=day, passage=sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who was Paul Wold swapped for?", "Norway offered a swap for Berg and Paul Wold, a Dane.", "Berg"),
        ("Who was Paul Wold swapped for?", "Norway offered a swap for Paul Wold and Ada Berg.", "Ada Berg"),
        ("Who was Paul Wold traded for?", "They traded Paul Wold, Ada Berg and Carl Dunn.", "Ada Berg"),
        ("Who did Paul Wold beat?", "Paul Wold and Ada Berg won their first games.", "Ada Berg"),
        ("Who praised Paul Wold?", "The mayor praised Ada Berg and Paul Wold for it.", "Ada Berg"),
    ],
)
def test_a_twin_of_the_person_asked_about_is_barred(question: str, sentence: str, answer: str) -> None:
    """Neither of two persons in one row is the answer to what is asked about the other."""
    assert bar_of(propose(question, sentence, answer)) is Bar.ROLE


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who was swapped with Paul Wold?", "Norway offered a swap for Berg and Paul Wold.", "Berg"),
        ("Who did Paul Wold marry?", "Paul Wold and Ada Berg were wed in Holm.", "Ada Berg"),
        ("Who did Paul Wold meet in Holm?", "Paul Wold and Ada Berg spoke in Holm.", "Ada Berg"),
        ("Who praised Paul Wold?", "Dunn thanked Paul Wold and Ada Berg praised him.", "Ada Berg"),
        ("Who praised Paul Wold?", "Ada Berg praised Carl Dunn and Paul Wold.", "Ada Berg"),
        ("Who was Paul Wold swapped for?", "Paul Wold was swapped for Berg and a spy.", "Berg"),
        ("Who did Paul Wold trust?", "The bond between Paul Wold and Ada Berg grew.", "Ada Berg"),
    ],
)
def test_company_that_is_asked_for_is_not_barred(question: str, sentence: str, answer: str) -> None:
    """Where the question asks for company, or no row joins the two, a name beside the one asked about may answer."""
    assert bar_of(propose(question, sentence, answer)) is None


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who took over as chair after Wold quit?", "Chair Paul Wold and Ada Berg quit.", "Paul Wold and Ada Berg"),
        ("Who did Paul Wold hire?", "The board, led by Mr Paul Wold, met.", "Mr Paul Wold"),
        ("Who will crown the king?", "King Olaf III will be crowned in May.", "Olaf III"),
        ("Who will crown the king?", "King Olaf III will be crowned in May.", "King Olaf III"),
        ("Who replaced Paul Wold as CEO of Holm Air?", "The Lumo CEO is looking for a successor.", "The Lumo CEO"),
    ],
)  # fmt: skip
def test_the_person_asked_about_is_barred(question: str, sentence: str, answer: str) -> None:
    """Who did something to a person is not this person, by whatever name he is called."""
    assert bar_of(propose(question, sentence, answer)) is Bar.ECHO


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who is Wold?", "Paul Wold is a singer.", "Paul Wold"),
        ("Who did Serena Wold beat?", "She beat Venus Wold in Holm.", "Venus Wold"),
        ("Who founded Wold?", "Paul Wold founded the firm in 1990.", "Paul Wold"),
        ("Who bought Lumo?", "Lumo CEO Paul Wold bought it.", "Lumo CEO Paul Wold"),
        ("Who will crown the king?", "King Olaf will be crowned by Bishop Ada Berg.", "Bishop Ada Berg"),
        ("Who succeeded the king?", "King Carl died; King Olaf succeeded him.", "King Olaf"),
        ("Who replaced Paul Wold as CEO?", "Paul Wold was replaced by the former CEO of Lumo, Berg.", "Berg"),
    ],
)
def test_another_of_that_name_is_not_barred(question: str, sentence: str, answer: str) -> None:
    """A relative, the founder of a firm, a successor, and the one whose name is asked for may answer."""
    assert bar_of(propose(question, sentence, answer)) is None

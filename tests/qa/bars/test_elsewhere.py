"""Answers of another contest, year or punishment than the one asked about, and whose a wife or a number is."""

from datetime import UTC, datetime

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

SWAP = "The pilots Obi and Jan Roy, another Lornish citizen held in Tarn, who was sentenced to 16 years, may be freed."
TOLLS = "Officials counted 8,574 dead in Turkey and 2,662 in Syria."
RUNOFF = "Ada Lorn will face Eva Tarn in the second round, as in 2017."
PUBLISHED = datetime(2022, 4, 10, tzinfo=UTC)


def propose(question: str, sentence: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in a sentence of an article of April 2022."""
    start = sentence.index(answer)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer), published=PUBLISHED)


@pytest.mark.parametrize(
    ("bar", "question", "sentence", "answer"),
    [
        (Bar.HOLDER, "How many years did Obi get?", SWAP, "16 years"),
        (Bar.QUALIFIER, "How many people died in Turkey and Syria?", TOLLS, "2,662"),
        (Bar.QUALIFIER, "When is the second round of the election in 2022?", RUNOFF, "2017"),
        (
            Bar.QUALIFIER,
            "Who beat Ada Lorn at the Holm Open 2022?",
            "Eva Tarn defeated Ada Lorn in the 2008 Tarn final.",
            "Eva Tarn",
        ),
        (
            Bar.QUALIFIER,
            "Who won the World Cup?",
            "Holm United won the Lorn Cup in their second season.",
            "Holm United",
        ),
        (
            Bar.KIND,
            "How many homes were destroyed in Tonga?",
            "A wave destroyed homes 01:37 - Source: Holm TV",
            "01:37",
        ),
        (Bar.KIND, "Which prison was Ada Lorn sent to?", "Ada Lorn faces 20 years in prison.", "20 years"),
        (
            Bar.KIND,
            "What sentence did Lorn get?",
            "Lorn is fighting for his life in hospital.",
            "fighting for his life",
        ),
        (
            Bar.MODALITY,
            "When did the rocket launch?",
            "The crew scrubbed the first launch attempt on August 29 after a leak.",
            "August 29",
        ),
        (
            Bar.QUALIFIER,
            "Who is the mayor of Holm?",
            "On May 2, 1953, the council made Ada Lorn mayor of Holm.",
            "Ada Lorn",
        ),
        (Bar.PREDICATE, "Who is Ben Roy’s wife?", "Roy's lawyer met Ada Lorn's wife in Holm.", "Ada Lorn"),
    ],
)
def test_what_is_said_of_another_is_barred(bar: Bar, question: str, sentence: str, answer: str) -> None:
    """Neither another's term, toll, year, contest or wife is the answer, nor what is no punishment and no house."""
    assert bar_of(propose(question, sentence, answer)) is bar


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How many years did Roy get?", SWAP, "16 years"),
        ("How many people died in Syria?", TOLLS, "2,662"),
        (
            "When is the second round of the election in 2022?",
            "The second round of the election is on 24 April.",
            "24 April",
        ),
        ("When did the firm that was founded in 1999 close?", "The firm closed in 2017.", "2017"),
        ("When was the 2022 World Cup awarded to Holm?", "Holm was awarded the World Cup in 2010.", "2010"),
        ("Who beat Ada Lorn at the Holm Open 2022?", "Eva Tarn beat Ada Lorn in the final.", "Eva Tarn"),
        ("Who won the US Open?", "Eva Tarn won the U.S. Open on Sunday.", "Eva Tarn"),
        ("Who won the 2022 US Women’s Open?", "Eva Tarn has won the US Women's Open by four strokes.", "Eva Tarn"),
        ("Who won the World Cup?", "Holm, who won the Lorn Cup in May, took the World Cup, too.", "Holm"),
        ("Which prison was Ada Lorn sent to?", "Ada Lorn was sent to Holm prison for 20 years.", "Holm prison"),
        ("What sentence did Lorn get?", "Lorn was given life in prison.", "life in prison"),
        ("Who is Ben Roy’s wife?", "Ben Roy's wife, Ada Lorn, was in Holm.", "Ada Lorn"),
    ],
)
def test_what_is_said_of_the_one_asked_about_is_not(question: str, sentence: str, answer: str) -> None:
    """His own term, the very contest, a day of the year asked about and a prison's name may be the answer."""
    assert bar_of(propose(question, sentence, answer)) is None

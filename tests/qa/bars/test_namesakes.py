"""Answers about another of the same surname, the place next door, another bridge, or another season of a contest."""

from datetime import UTC, datetime

import pytest

from qa.bars.persons.namesakes import names_namesake
from qa.bars.persons.sides import says_other_vote
from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

JAILED = "A court in Holm jailed the banker Tomas Tarn for eight years."
BROTHERS = f"{JAILED} His brother Felix Tarn was acquitted."
BORDER = "Ada Lorn was elected in Holm. In neighbouring Lornia, Governor Eva Obi got 61 per cent."
BRIDGES = "The bridge at Holm was opened on 4 May by Ada Lorn. The Tarn bridge will open next year."
OPEN = "Eva Obi clinched her third title after beating Ada Roy in the Tarn Open final."
PUBLISHED = datetime(2022, 1, 30, tzinfo=UTC)


def propose(question: str, passage: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in the sentence of a passage of January 2022 that has it."""
    sentence = next(one for one in passage.split(". ") if answer in one)
    start = sentence.index(answer)
    end = start + len(answer)
    return Proposal(question, kind_of(question), sentence, start, end, published=PUBLISHED, passage=passage)


@pytest.mark.parametrize(
    ("bar", "question", "passage", "answer"),
    [
        (Bar.SUBJECT, "How long was Felix Tarn jailed for?", BROTHERS, "eight years"),
        (Bar.QUALIFIER, "Who is the governor of Holm?", BORDER, "Eva Obi"),
        (Bar.QUALIFIER, "What share of the vote did the winner of the Holm election get?", BORDER, "61 per cent"),
        (Bar.QUALIFIER, "Who opened the Tarn bridge?", BRIDGES, "Ada Lorn"),
        (Bar.QUALIFIER, "When was the bridge in Tarn opened?", BRIDGES, "4 May"),
        (Bar.QUALIFIER, "Who won the 2021 Tarn Open?", OPEN, "Eva Obi"),
        (Bar.QUALIFIER, "Who lost the World Cup final?", "Tarn was eliminated with the loss.", "Tarn"),
        (Bar.QUALIFIER, "Who won the 2022 Tarn Open?", "Fans met Eva Obi, a two-time champion of the Open.", "Eva Obi"),
        (Bar.MODALITY, "Who opened the bridge?", "The bridge was due to be opened on Monday by Ada Lorn.", "Ada Lorn"),
        (Bar.ROLE, "Who did Lumo buy?", "Tarn Corp completed its purchase of Lumo Games.", "Lumo Games"),
        (Bar.KIND, "How long was the call?", "He spoke there two years after the vote.", "two years"),
        (Bar.KIND, "What is Lumo's stock price?", "Lumo is well below the price of $54 apiece.", "$54"),
        (Bar.KIND, "By how much did the bank raise its rate?", "The bank raised it to 1.75% in May.", "1.75%"),
        (Bar.QUALIFIER, "When did Lorn win the 2022 Tarn Open?", "Lorn won her last title in 2018.", "2018"),
        (Bar.QUALIFIER, "How many goals did Lorn score in the final?", "Lorn scored five goals this summer.", "five"),
        (Bar.HOLDER, "What is the name of Lorn's lawyer?", "Eva Obi, a lawyer, said that Lorn may win.", "Eva Obi"),
        (Bar.KIND, "How many people were killed?", "Some 21,000 people have been displaced.", "21,000"),
    ],
)
def test_what_is_said_of_another_is_barred(bar: Bar, question: str, passage: str, answer: str) -> None:
    """Neither the namesake's term, the neighbour's governor, another bridge's day nor another season's winner is."""
    assert bar_of(propose(question, passage, answer)) is bar


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("How long was Tomas Tarn jailed for?", BROTHERS, "eight years"),
        ("How long was Thomas Tarn jailed for?", JAILED, "eight years"),
        ("Which brother of Felix Tarn was jailed?", BROTHERS, "Tomas Tarn"),
        ("Who is the governor of Lornia?", BORDER, "Eva Obi"),
        ("When was the Holm bridge opened?", BRIDGES, "4 May"),
        ("Who opened the Holm bridge?", BRIDGES, "Ada Lorn"),
        ("Who won the 2022 Tarn Open?", OPEN, "Eva Obi"),
        ("Who won the 2021 Tarn Open?", "Eva Obi won the Tarn Open in 2021.", "Eva Obi"),
        ("Who lost the World Cup final?", "Tarn lost the World Cup final 4-2.", "Tarn"),
        ("Who was to open the bridge?", "The bridge was opened on Monday by Ada Lorn.", "Ada Lorn"),
        ("Who is Lorn's lawyer?", "Eva Obi, a lawyer for Lorn, said that she may win.", "Eva Obi"),
        ("By how much did the bank raise its rate?", "The bank raised it by 0.5% to 1.75% in May.", "0.5%"),
        ("How many goals did Lorn score in the final?", "Lorn scored two goals in the final.", "two"),
        ("How long after the war did he speak?", "He spoke there two years after the war.", "two years"),
    ],
)
def test_what_is_said_of_the_one_asked_about_is_not(question: str, passage: str, answer: str) -> None:
    """An article that names nobody else of the surname may spell it in another way; its own place and year are his."""
    assert bar_of(propose(question, passage, answer)) is None


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Was Felix Tarn jailed?", JAILED, True),
        ("Was Felix Tarn jailed?", "Tomas Tarn was jailed, and Felix was freed.", False),
        ("Was Felix Tarn jailed?", "President Tarn was jailed.", False),
        ("Was Felix Tarn jailed?", "Tarn was jailed.", False),
    ],
)
def test_a_namesake_is_told_by_the_given_name(question: str, text: str, other: bool) -> None:
    """A title before a surname, or nothing, makes it nobody else's."""
    assert names_namesake(question, text, BROTHERS) is other


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Did Eva Obi vote for the ban?", True),
        ("Did Eva Obi vote against the ban?", False),
        ("Did Ada Lorn vote against the ban?", True),
        ("Did Ada Lorn vote for the ban?", False),
        ("Did Ada Lorn propose the ban?", False),
    ],
)
def test_a_vote_is_that_of_the_one_in_the_same_clause(question: str, other: bool) -> None:
    """Of two deputies in one sentence, what the other voted affirms nothing."""
    assert says_other_vote(question, "Ada Lorn voted for the ban; Eva Obi voted against it.") is other

"""Numbers and days of another person, side or event than the question's, and sides that lost."""

from datetime import UTC, datetime

import pytest

from qa.bars.persons.owners import subject_of
from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

VOTES = "Lorn won 80 votes to Roy's 60, or 57% to 43%."
HELD = "Officials work to free Ben Roy, who has been held in Tarn since 2018 on a charge."
ATTACKS = "They mourn after the killings on May 2 in Holm and the May 9 massacre of 10 people at a Tarn shop."
TAKEN = "Roy, a former sailor, was detained in Tarn in December 2018."


def propose(question: str, sentence: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in a sentence that is the whole passage."""
    start = sentence.index(answer)
    day = datetime(2022, 7, 8, tzinfo=UTC)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer), published=day, passage=sentence)


@pytest.mark.parametrize(
    ("bar", "question", "sentence", "answer"),
    [
        (Bar.HOLDER, "How many votes did Roy get against Lorn?", VOTES, "80"),
        (Bar.HOLDER, "How many votes did Ada Lorn get?", VOTES, "60"),
        (Bar.HOLDER, "When was Ada Lorn freed?", HELD, "2018"),
        (Bar.HOLDER, "When was Lorn honoured in Tarn?", TAKEN, "December 2018"),
        (Bar.HOLDER, "How many people were killed in Holm?", ATTACKS, "10"),
        (Bar.QUALIFIER, "How many boats did Lumo sell?", "Two of its most popular boats go on sale.", "Two"),
        (Bar.QUALIFIER, "How many people were in the stadium?", "The stadium has a 70,000-person capacity.", "70,000"),
        (Bar.QUALIFIER, "How many fans were at the final?", "The arena, which can hold up to 9,000, is new.", "9,000"),
        (Bar.MODALITY, "How many people were killed?", "If it goes on, there will be 200 more deaths.", "200"),
        (
            Bar.QUALIFIER,
            "How many people came to the 2022 Amber Cup final?",
            "The 1999 women's Amber Cup final drew 90,000 people.",
            "90,000",
        ),
        (Bar.HOLDER, "When was Lorn freed?", "“What I shared in April holds: Lorn is free,” he said.", "April"),
        (Bar.MODALITY, "How many seats did Holm win?", "The poll puts Holm on 410 seats.", "410"),
        (Bar.MODALITY, "How many seats did Holm win?", "Holm is forecast to fall to 131 seats.", "131"),
        (Bar.ECHO, "Who resigned from Roy's government?", "Ben Roy resigned in July.", "Ben Roy"),
        (Bar.ECHO, "Who shared the prize with Ada?", "Ada Lorn shares it with Ben Roy.", "Ada Lorn"),
        (Bar.ECHO, "Who shared the prize with Lorn?", "Ada Lorn shares it with Ben Roy.", "Ada Lorn"),
        (Bar.KIND, "How many foreigners died in Holm?", "Among the 154 dead were 26 foreign nationals.", "154"),
        (Bar.HOLDER, "When was Lorn released?", "Friends of Lorn released parts of a letter on July 4.", "July 4"),
        (Bar.ROLE, "Who won the match between Holm and Tarn?", "Ada Lorn won a medal there.", "Ada Lorn"),
        (Bar.ROLE, "Who won the match between Holm and Tarn?", "Holm beat Tarn 7-1.", "Tarn"),
        (Bar.ROLE, "Who won the match between Holm and Tarn?", "The winner meets Berg and Lorne.", "Berg and Lorne"),
        (Bar.ROLE, "Who won the cup?", "Holm won the cup, beating Tarn 4-2.", "Tarn"),
        (Bar.ROLE, "Who knocked Ada Lorn out of the cup?", "Ada Lorn upset No. 2 seed Eva Obi on Friday.", "Eva Obi"),
        (Bar.ROLE, "Who did Ada Lorn lose to?", "Ada Lorn saw off the world champion Eva Obi.", "Eva Obi"),
        (Bar.ROLE, "Who scored the decisive penalty?", "Holm won it, beating France on penalties.", "France"),
        (Bar.ROLE, "Who scored the winning goal?", "Spain scored a late goal.", "Spain"),
    ],
)
def test_what_is_of_another_is_barred(bar: Bar, question: str, sentence: str, answer: str) -> None:
    """The words of the sentence give it another owner, or say that it was beaten."""
    assert bar_of(propose(question, sentence, answer)) is bar


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How many votes did Roy get against Lorn?", VOTES, "60"),
        ("How many votes did Ada Lorn get?", VOTES, "80"),
        ("Since when has Ben Roy been held?", HELD, "2018"),
        ("When was Roy detained?", TAKEN, "December 2018"),
        ("When was Lorn honoured?", "Roy, her friend, was there when Lorn was honoured in May 2018.", "May 2018"),
        ("How many people were killed in Tarn?", ATTACKS, "10"),
        ("How many of its most popular boats did Lumo sell?", "Two of its most popular boats were sold.", "Two"),
        ("How many people can the stadium hold?", "The stadium has a 70,000-person capacity.", "70,000"),
        ("When was Lorn freed?", "Lorn, whom he released in April, is home.", "April"),
        ("How many seats did the poll give Holm?", "The poll puts Holm on 410 seats.", "410"),
        ("Who resigned from Roy's government?", "Ada Lorn resigned from it in July.", "Ada Lorn"),
        ("Who shared the prize with Lorn?", "Ada Lorn shares it with Ben Roy.", "Ben Roy"),
        ("How many people died?", "Among the 154 dead were 26 foreign nationals.", "154"),
        ("When was Lorn released?", "Tarn released Lorn on July 4.", "July 4"),
        ("When was Lorn released?", "Lorn was released unharmed on July 4.", "July 4"),
        ("When was the album released?", "Lorn released the album on July 4.", "July 4"),
        ("Who won the match between Holm and Tarn?", "Holm beat Tarn 7-1.", "Holm"),
        ("Who won the cup?", "Holm won the cup, beating Tarn 4-2.", "Holm"),
        ("Who won the election?", "In an upset Ada Lorn won the election.", "Ada Lorn"),
        ("Who lost to Holm in the final?", "Holm beat Tarn 4-2.", "Tarn"),
        ("Who did Ada Lorn lose to?", "Eva Obi upset No. 2 seed Ada Lorn on Friday.", "Eva Obi"),
        ("Who lost the final?", "Holm won the cup, beating Tarn 4-2.", "Tarn"),
        ("Who scored more goals, Spain or Peru?", "Spain scored more goals.", "Spain"),
    ],
)
def test_what_is_of_the_one_asked_about_is_not(question: str, sentence: str, answer: str) -> None:
    """The owner may be the one asked about, and what is chosen, held or lost may be asked for."""
    assert bar_of(propose(question, sentence, answer)) is None


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("How many votes did Ada Lorn get against Roy?", "Ada Lorn"),
        ("When was Lorn freed?", "Lorn"),
        ("How many people died in Holm?", ""),
        ("Who is Lorn?", ""),
    ],
)
def test_the_one_asked_about_stands_behind_the_auxiliary(question: str, subject: str) -> None:
    assert subject_of(question) == subject

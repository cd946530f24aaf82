"""Numbers of the other side, of other times and of other cases, greetings, and what a sentence has to say."""

from datetime import UTC, datetime

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

VOTE = "It ended with 57.5% voting yes, 42.5% voting no."
PARTY = "Some 60% of them backed the tax, while 40% voted “No” against it."
SUIT = "Berg sued Lorn for $5 million; Lorn filed a $9 million countersuit against Berg."
TERM = "Previously, the term was 14 days in a camp, but now it is seven days at home."


def propose(question: str, sentence: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in a sentence that is the whole passage."""
    start = sentence.index(answer)
    day = datetime(2022, 7, 8, tzinfo=UTC)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer), published=day, passage=sentence)


@pytest.mark.parametrize(
    ("bar", "question", "sentence", "answer"),
    [
        (Bar.QUALIFIER, "What percentage voted for the tax?", VOTE, "42.5%"),
        (Bar.QUALIFIER, "What percentage voted to keep the tax?", PARTY, "40%"),
        (Bar.QUALIFIER, "What percentage voted against the tax?", VOTE, "57.5%"),
        (Bar.QUALIFIER, "What percentage opposed the tax?", PARTY, "60%"),
        (Bar.QUALIFIER, "How much is Berg suing Lorn for?", SUIT, "$9 million"),
        (Bar.QUALIFIER, "How long is the term in the camp now?", TERM, "14 days"),
        (Bar.QUALIFIER, "How long is the term?", TERM, "14 days"),
        (Bar.KIND, "How many prizes did Lorn win?", "Lorn came to the prizes with 11 nominations.", "11"),
        (Bar.KIND, "How many prizes did Lorn win?", "Lorn was nominated for eight prizes.", "eight"),
        (Bar.KIND, "How many goals has Lorn scored?", "Lorn started the first three group-stage games.", "three"),
        (Bar.KIND, "How many games did Lorn win?", "I have a few left, or that one game at Holm.", "one"),
        (Bar.KIND, "By how much did profit fall?", "Profit fell to $2 million from $3 million.", "$3 million"),
        (Bar.KIND, "How many readers did Lumo have in May?", "Lumo shed 200 readers.", "200"),
        (Bar.KIND, "What did Lorn pay for her ticket?", "Lorn found a $3 million lottery prize.", "$3 million"),
        (Bar.KIND, "What did Queen Ada die of?", "Queen Ada died on Monday at Holm Castle.", "Holm Castle"),
        (Bar.HOLDER, "Who is the mayor of Holm?", "“It is late,” Tarn Mayor Ben Roy said in Holm.", "Tarn"),
        (Bar.MODALITY, "How much did the bank raise rates?", "It errs if it thinks raising rates by 4% helps.", "4%"),
        (Bar.FURNITURE, "Who was the man of the cave?", "👋 It's Ada Lorn.", "Ada Lorn"),
        (Bar.FURNITURE, "Who was the man of the cave?", "I’m Ada Lorn, and this is the news.", "Ada Lorn"),
        (Bar.FURNITURE, "Who was the man of the cave?", "Good day, it's Ada Lorn here with the news.", "Ada Lorn"),
        (Bar.QUALIFIER, "When must Lorn go to prison?", "Lorn arrives for her trial on May 7, 2021.", "May 7, 2021"),
        (Bar.PREDICATE, "Which prison was Lorn sent to?", "The judge spoke to Lorn in Holm.", "Holm"),
        (Bar.PREDICATE, "Which justices dissented?", "The majority opinion was by Ben Roy.", "Ben Roy"),
        (
            Bar.PREDICATE,
            "What are exempted men required to do?",
            "It exempts actors and dancers.",
            "actors and dancers",
        ),
        (Bar.PREDICATE, "Which teams are in the same group as Peru?", "Chile beat Peru late.", "Chile"),
        (Bar.KIND, "Which northern and southern cities were hit?", "The storm hit 16 cities.", "16"),
        (Bar.KIND, "What was the score?", "It ended 3-3, and Holm won 4-2 on penalties.", "4-2"),
        (Bar.KIND, "What was the score?", "It ended 3-3, and Holm won 4-2 on penalties.", "4-2 on penalties"),
        (Bar.KIND, "Which northern and southern cities were hit?", "The storm hit Canada.", "Canada"),
    ],
)
def test_numbers_and_names_of_something_else_are_barred(bar: Bar, question: str, sentence: str, answer: str) -> None:
    """What counts the other side, another time or another case, and who greets readers, is no answer."""
    assert bar_of(propose(question, sentence, answer)) is bar


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("What percentage voted for the tax?", VOTE, "57.5%"),
        ("What percentage voted against the tax?", VOTE, "42.5%"),
        ("What percentage voted to keep the tax?", PARTY, "60%"),
        ("What percentage of people voted?", VOTE, "57.5%"),
        ("How much is Berg suing Lorn for?", SUIT, "$5 million"),
        ("How much is Lorn suing Berg for?", SUIT, "$9 million"),
        ("How much is the countersuit of Lorn for?", SUIT, "$9 million"),
        ("How long is the term now?", TERM, "seven days"),
        ("How long was the term before?", TERM, "14 days"),
        ("How long is the term?", "The term, previously split, is now 14 days.", "14 days"),
        ("What is in the hall?", "The hall is used to house old prints.", "old prints"),
        ("How many people are at risk?", "If the dam breaks, 300 people are at risk.", "300"),
        ("How many nominations did Lorn get?", "Lorn came to the prizes with 11 nominations.", "11"),
        ("How many prizes did Lorn win?", "Lorn won five prizes after 11 nominations.", "five"),
        ("How many games did Lorn win?", "Lorn won one game.", "one"),
        ("By how much did profit fall?", "Profit fell by $1 million from $3 million.", "$1 million"),
        ("Who beat Lorn?", "Lorn played one match, a first round defeat to Ben Roy.", "Ben Roy"),
        ("How many readers did Lumo lose?", "Lumo shed 200 readers.", "200"),
        ("How much did Lorn pay for the ticket?", "Lorn paid $3 for a ticket.", "$3"),
        ("What did Queen Ada die of?", "Queen Ada died of a fever.", "a fever"),
        ("How much did the bank raise rates?", "Asked if it was late, he said rates rose by 1%.", "1%"),
        ("Who is the new mayor?", "“I’m Ada Lorn, and I am the new mayor,” she said.", "Ada Lorn"),
        ("Who is the new mayor?", "It's Ada Lorn, the new mayor.", "Ada Lorn"),
        ("When must Lorn go to prison?", "Lorn must go to prison on May 7, 2023.", "May 7, 2023"),
        ("Which prison was Lorn sent to?", "Lorn serves her term in Tarn Federal Camp.", "Tarn Federal Camp"),
        ("Which justices dissented?", "Ada Lorn dissented.", "Ada Lorn"),
        ("What are exempted men required to do?", "They must serve 500 hours.", "serve 500 hours"),
    ],
)
def test_numbers_and_names_asked_for_are_not_barred(question: str, sentence: str, answer: str) -> None:
    """The side, the time and the thing that the question asks for are not barred."""
    assert bar_of(propose(question, sentence, answer)) is None

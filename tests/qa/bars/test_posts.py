"""Those who only speak for a body, who gave a post up, who bear the name of the one asked about, or won elsewhere."""

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

SPEAKER = "Holm Ferries spokesman Ben Roy said that the port was shut."
RESIGNED = "Ada Lorn became the shortest-serving mayor of Holm after she resigned on Thursday."
WON = "Tarn lost out after a long lead over Ben Roy."


def propose(question: str, sentence: str, answer: str, title: str = "") -> Proposal:
    """Return an answer as proposed for a question, in a sentence that is the whole passage."""
    start = sentence.index(answer)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer), title=title, passage=sentence)


@pytest.mark.parametrize(
    ("bar", "question", "sentence", "answer"),
    [
        (Bar.HOLDER, "Who was the head of Holm Ferries when the dam broke?", SPEAKER, "Ben Roy"),
        (Bar.ROLE, "Who runs Holm Ferries?", SPEAKER, "Ben Roy"),
        (Bar.HOLDER, "Who is Holm Ferries’ boss?", "“No,” said Ben Roy, a Holm Ferries spokesman.", "Ben Roy"),
        (Bar.HOLDER, "Who became mayor of Holm in May?", RESIGNED, "Ada Lorn"),
        (Bar.ECHO, "Who did Ada beat?", "Ada Lorn beat Ben Roy in two sets.", "Lorn"),
        (Bar.ECHO, "Whose record did Ada beat?", "Ada Lorn beat the record in two sets.", "Lorn"),
        (Bar.ROLE, "Who did Ada Lorn lose to?", WON, "Ben Roy"),
        (Bar.ROLE, "Who beat Ada Lorn?", WON, "Ben Roy"),
    ],
)
def test_who_holds_no_post_or_is_of_another_match_is_barred(
    bar: Bar, question: str, sentence: str, answer: str
) -> None:
    """Neither a spokesman heads a body, nor does one who resigned come in, nor is a winner elsewhere the winner."""
    assert bar_of(propose(question, sentence, answer)) is bar


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who spoke for Holm Ferries?", SPEAKER, "Ben Roy"),
        ("Who is the spokesman of Holm Ferries?", SPEAKER, "Ben Roy"),
        ("Who runs Holm Ferries?", "Ben Roy has run Holm Ferries since May.", "Ben Roy"),
        ("Who became mayor of Holm?", "Ada Lorn became mayor of Holm after Ben Roy resigned.", "Ada Lorn"),
        ("Who became mayor of Holm in May?", "Ada Lorn, elected mayor of Holm in May, resigned in June.", "Ada Lorn"),
        ("What is the surname of Ada?", "Ada Lorn beat Ben Roy in two sets.", "Lorn"),
        ("Who is the king of Holm?", "King Haakon of Holm arrived.", "Haakon"),
        ("Who did Ada Lorn lose to?", "Lorn won; in May she lost to Ben Roy.", "Ben Roy"),
        ("Who beat Ada Lorn?", "Lorn lost to Ben Roy in two sets.", "Ben Roy"),
    ],
)
def test_who_holds_it_or_won_is_not_barred(question: str, sentence: str, answer: str) -> None:
    """The spokesman speaks, the new mayor came in, a title is no first name, and a pronoun stands for the beaten."""
    assert bar_of(propose(question, sentence, answer)) is None


def test_what_the_beaten_is_stands_for_her_in_an_article_about_her() -> None:
    """In an article about Lorn "the champion" is Lorn; elsewhere it may be anybody."""
    asked, sentence = "Who beat Ada Lorn?", "The champion lost to Ben Roy in two sets."
    assert bar_of(propose(asked, sentence, "Ben Roy", title="Lorn leaves Holm")) is None
    assert bar_of(propose(asked, sentence, "Ben Roy", title="Tarn rejoices")) is Bar.ROLE


CROWD = (
    "The average crowd was 60. The cup final drew 80 people, a record. The record was broken this year. In May, 95 came"
)


@pytest.mark.parametrize(
    ("question", "answer", "bar"),
    [
        ("What is the largest crowd ever at a cup final?", "80", Bar.QUALIFIER),
        ("What is the largest crowd ever at a cup final?", "60", Bar.QUALIFIER),
        ("What was the average crowd?", "60", None),
        ("What is the largest crowd ever at a cup final?", "95", None),
        ("What was the previous record crowd at a cup final?", "80", None),
        ("How many people came to the cup final?", "80", None),
    ],
)
def test_a_record_that_was_broken_is_no_longer_the_most(question: str, answer: str, bar: Bar | None) -> None:
    """An average is not the most, nor is a record that the words behind it call broken; the former one it is."""
    sentence = next(one for one in CROWD.split(". ") if answer in one)
    start = sentence.index(answer)
    end = start + len(answer)
    assert bar_of(Proposal(question, kind_of(question), sentence, start, end, passage=CROWD)) is bar

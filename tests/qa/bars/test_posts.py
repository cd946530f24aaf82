"""Those who only speak for a body, who gave a post up, who bear the name of the one asked about, or won elsewhere."""

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

SPEAKER = "Holm Ferries spokesman Ben Roy said that the port was shut."
RESIGNED = "Ada Lorn became the shortest-serving mayor of Holm after she resigned on Thursday."
WON = "Eva Tarn lost out after a long lead over Ben Roy."
OVER = "Ada Lorn never found a rhythm. Ben Roy won 6-3 6-2 in two hours."


def propose(question: str, passage: str, answer: str, title: str = "") -> Proposal:
    """Return an answer as proposed for a question, in the sentence of a passage that has it."""
    sentence = next(one for one in passage.split(". ") if answer in one)
    start = sentence.index(answer)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer), title=title, passage=passage)


@pytest.mark.parametrize(
    ("bar", "question", "passage", "answer"),
    [
        (Bar.HOLDER, "Who was the head of Holm Ferries when the dam broke?", SPEAKER, "Ben Roy"),
        (Bar.HOLDER, "Who is Holm Ferries’ boss?", "“No,” said Ben Roy, a Holm Ferries spokesman.", "Ben Roy"),
        (Bar.HOLDER, "Who became mayor of Holm in May?", RESIGNED, "Ada Lorn"),
        (Bar.HOLDER, "Who became mayor of Holm?", "Ada Lorn, 61, resigned as mayor of Holm.", "Ada Lorn"),
        (Bar.ECHO, "Who did Ada beat?", "Ada Lorn beat Ben Roy in two sets.", "Lorn"),
        (Bar.ROLE, "Who did Ada Lorn lose to?", WON, "Ben Roy"),
        (Bar.ROLE, "Who beat Ada Lorn?", WON, "Ben Roy"),
        (Bar.ROLE, "Who beat Ada Lorn?", "Ben Roy won 6-3 6-2 in two hours.", "Ben Roy"),
    ],
)
def test_who_holds_no_post_or_won_elsewhere_is_barred(bar: Bar, question: str, passage: str, answer: str) -> None:
    """Neither a spokesman heads a body, nor does one who resigned come in, nor is a winner elsewhere the winner."""
    assert bar_of(propose(question, passage, answer)) is bar


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("Who spoke for Holm Ferries?", SPEAKER, "Ben Roy"),
        ("Who is the spokesman of Holm Ferries?", SPEAKER, "Ben Roy"),
        ("Who runs Holm Ferries?", "Ben Roy has run Holm Ferries since May.", "Ben Roy"),
        ("Who leads Holm Ferries?", "Holm Ferries is led by Ben Roy, a spokesman said.", "Ben Roy"),
        ("Who leads the inquiry?", "The inquiry’s leader is Ben Roy, police spokesman Jim Poe said.", "Ben Roy"),
        ("Who is the president of Holm?", "Ben Roy, a former spokesman, is the president of Holm.", "Ben Roy"),
        ("Who became mayor of Holm?", "Ada Lorn became mayor of Holm after Ben Roy resigned.", "Ada Lorn"),
        ("Who became captain of Holm?", "Ada Lorn became Holm captain after Ben Roy was sacked.", "Ada Lorn"),
        ("Who became captain of Holm?", "Ada Lorn is Holm’s new captain after Ben Roy quit.", "Ada Lorn"),
        ("Who became the first mayor to resign?", "Ada Lorn resigned, the first mayor to do so.", "Ada Lorn"),
        ("Who became mayor of Holm in May?", "Ada Lorn, elected mayor of Holm in May, resigned in June.", "Ada Lorn"),
        ("What is the surname of Ada?", "Ada Lorn beat Ben Roy in two sets.", "Lorn"),
        ("Who died on Friday?", "On Friday Lorn died at home.", "Lorn"),
        ("Who is the king of Holm?", "King Haakon of Holm arrived.", "Haakon"),
        ("Who did Ada Lorn lose to?", "Lorn won; in May she lost to Ben Roy.", "Ben Roy"),
        ("Who beat Ada Lorn?", "Lorn lost to Ben Roy in two sets.", "Ben Roy"),
        ("Who beat Ada Lorn?", OVER, "Ben Roy"),
        ("Who is the woman who lost her dog in Holm?", "Ada Lorn lost her dog in Holm.", "Ada Lorn"),
    ],
)
def test_who_holds_it_or_won_is_not_barred(question: str, passage: str, answer: str) -> None:
    """The spokesman speaks, the new mayor came in, a day is no first name, and the article names the beaten."""
    assert bar_of(propose(question, passage, answer)) is None


def test_a_winner_is_that_of_the_article_whose_title_names_the_beaten() -> None:
    """The title says whom he beat, where the sentence names no other loser."""
    asked, sentence = "Who beat Ada Lorn?", "Ben Roy won 6-3 6-2 in two hours."
    assert bar_of(propose(asked, sentence, "Ben Roy", title="Lorn leaves Holm in tears")) is None
    assert bar_of(propose(asked, WON, "Ben Roy", title="Lorn leaves Holm in tears")) is Bar.ROLE


@pytest.mark.parametrize(
    ("question", "bar"),
    [("How long did Ada Lorn need?", Bar.KIND), ("How long ago was Ada Lorn in Holm?", None)],
)
def test_a_time_ago_is_not_how_long_something_took(question: str, bar: Bar | None) -> None:
    """Six months ago something was; that tells nothing of how long the match took."""
    assert bar_of(propose(question, "Ada Lorn was in Holm six months ago.", "six months")) is bar


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
        ("When was the record crowd at a cup final broken?", "May", None),
        ("What was the highest number at a cup final?", "80", Bar.QUALIFIER),
    ],
)
def test_a_record_that_was_broken_is_no_longer_the_most(question: str, answer: str, bar: Bar | None) -> None:
    """An average is not the most, nor is a record that the words behind it call broken; the former one it is."""
    assert bar_of(propose(question, CROWD, answer)) is bar

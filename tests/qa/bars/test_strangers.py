"""Bars that strangers' questions asked for: each span is barred, or no longer barred, for a kind of its own."""

from datetime import UTC, datetime

import pytest

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

PUBLISHED = datetime(2022, 7, 8, tzinfo=UTC)


def propose(question: str, passage: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in the sentence of a passage that `|` begins."""
    lead, _, rest = passage.rpartition("|")
    sentence = rest.split(" / ")[0]
    start = sentence.index(answer)
    whole = f"{lead}{rest.replace(' / ', ' ')}"
    end = start + len(answer)
    return Proposal(question, kind_of(question), sentence, start, end, published=PUBLISHED, passage=whole)


@pytest.mark.parametrize(
    ("bar", "question", "passage", "answer"),
    [
        (Bar.KIND, "What did Ada Lorn do?", "Ada Lorn, a singer, left the choir.", "a singer"),
        (Bar.KIND, "What time did the ferry sink?", "The ferry sank on July 4.", "July 4"),
        (Bar.KIND, "When will the cup be played?", "The cup will be in Holm, the league announced Sunday.", "Sunday"),
        (Bar.KIND, "How many goals did Roy score?", "A crowd of 58,141 whistled.", "58,141"),
        (Bar.KIND, "How many were injured?", "The quake hit, killing four people and injuring 100 others.", "four"),
        (Bar.KIND, "How fast was the lava?", "The lava came within 3.6 miles.", "3.6 miles"),
        (Bar.KIND, "By how much did Lumo shares fall?", "Lumo lost 200,000 readers.", "200,000"),
        (Bar.KIND, "How many readers voted?", "Some 57.5% of them voted yes.", "57.5%"),
        (Bar.ROLE, "Who seized the Tarn hill?", "The Roys seized large quantities of wine.", "The Roys"),
        (Bar.QUALIFIER, "Who won the Nobel Peace Prize?", "Ada Lorn won the Nobel Prize in Physics.", "Ada Lorn"),
        (Bar.HOLDER, "Who is the mayor of Holm?", "Tarn City Mayor Ben Roy spoke.", "Ben Roy"),
        (Bar.HOLDER, "Who is the mayor of Holm?", "The mayor met people of Jackson, Mississippi, there.", "Jackson"),
        (Bar.HOLDER, "How old is Ada Lorn?", "Roy and his 30-year-old son left.", "30"),
        (Bar.KIND, "Where were the sailors from?", "The board helped the sailors to reach Holm.", "Holm"),
        (Bar.KIND, "Where were the sailors from?", "The sailors met at the Polish border.", "Polish"),
        (Bar.KIND, "Where were the sailors from?", "The storm drove the sailors from Holm.", "Holm"),
        (Bar.KIND, "Which country is Ada Lorn from?", "Ada Lorn sailed to Norway.", "Norway"),
        (Bar.KIND, "Where did the sailors come from?", "The sailors met in Holm.", "Holm"),
        (Bar.KIND, "What was the score?", "A crowd of 8,966 saw it.", "8,966"),
        (Bar.KIND, "What was the final score?", "Holm won on Sunday.", "Sunday"),
        (Bar.KIND, "What was the turnout?", "The Greens won 411 seats.", "411"),
        (Bar.KIND, "What was the attendance?", "Holm won 3-1 in 90 minutes.", "90"),
    ],
)
def test_what_cannot_answer_is_barred(bar: Bar, question: str, passage: str, answer: str) -> None:
    """Each span is barred for its own reason."""
    assert bar_of(propose(question, passage, answer)) is bar


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("What did Ada Lorn do?", "Ada Lorn, a singer, left the choir.", "left the choir"),
        ("What time did the ferry sink?", "The ferry sank at 4:10 a.m.", "4:10 a.m."),
        ("When did the league announce the cup?", "The league announced Sunday that it goes on.", "Sunday"),
        ("How many were injured?", "The quake hit, killing four people and injuring 100 others.", "100"),
        ("How many died?", "The quake hit, killing four people and injuring 100 others.", "four"),
        ("How fast was the lava?", "The lava flows at 40 feet per hour.", "40 feet per hour"),
        ("How long does the virus stay?", "It stays for about a week.", "about a week"),
        ("By how much did Lumo shares fall?", "Lumo shares fell 35 percent.", "35 percent"),
        ("Who seized the Tarn hill?", "Ben Roy seized the height at dawn.", "Ben Roy"),
        ("Who chairs the port?", "“It is late,” port chair Ada Lorn said.", "Ada Lorn"),
        ("Who coaches Holm?", "“We fight,” Ada Lorn, the coach of Holm, said.", "Ada Lorn"),
        ("How many Peruvians drowned?", "In Peru, two people were swept away.", "two"),
        ("How many supporters came?", "As many as 40,000 fans came.", "40,000"),
        ("How many fans went to Qatar?", "As many as 40,000 Argentina fans flew to Qatar.", "40,000"),
        ("How much of Russia's gold was frozen?", "The US hit Russia over Ukraine, freezing $6 billion.", "$6 billion"),
        ("How many people drowned in 1952?", "In 1952 it flooded. |By its end, 58 people had drowned.", "58"),
        ("How many guns do civilians own?", "Guns held by civilians were 310,400.", "310,400"),
        ("Who did Holm beat?", "Holm clinched the cup over Tarn.", "Tarn"),
        ("Who developed the vaccine of killed virus?", "Ada Lorn made a vaccine.", "Ada Lorn"),
        ("Who was tried but not convicted?", "Ben Roy, tried with him, was found not to have meant it.", "Ben Roy"),
        ("How old was Ada Lorn when Roy came to the funeral?", "Ada Lorn is 73, Roy is 79.", "73"),
        ("Who hugged Will Roy?", "Ada Lorn gave Will Roy a hug.", "Ada Lorn"),
        ("How long must Roy stay in prison?", "Roy, held in Russia, who was given 16 years, wept.", "16 years"),
        ("How old is Lorn?", "At age 25, Ada Lorn made history on Tuesday.", "25"),
        ("Who was killed in Holm?", "Ada Lorn was in Holm. / She was killed by a tree.", "Ada Lorn"),
        ("Who is the mayor of Holm?", "Holm Mayor Ada Lorn spoke.", "Ada Lorn"),
        ("Where were the sailors from?", "Most sailors came from Tarn, Holm and Lorne.", "Holm"),
        ("Where were the sailors from?", "They named Holm and Tarn, where they came from.", "Holm and Tarn"),
        ("Where is Ada Lorn from?", "The referee is Ada Lorn of Poland.", "Poland"),
        ("Where is Ada Lorn from?", "The Polish referee Ada Lorn spoke.", "Polish"),
        ("Where is Ada Lorn from?", "Norway’s Ada Lorn spoke.", "Norway"),
        ("Where was the painting stolen from?", "Thieves took the painting in the Holm Museum.", "the Holm Museum"),
        ("What was the score?", "Holm beat Tarn 3-1.", "3-1"),
        ("What was the turnout?", "Only 61 per cent turned out.", "61 per cent"),
        ("Who is the mayor of Holm?", "Democratic Mayor Ada Lorn spoke.", "Ada Lorn"),
    ],
)  # fmt: skip
def test_what_answers_is_not_barred(question: str, passage: str, answer: str) -> None:
    """A sentence that says what the question asks, in its own words, bars nothing."""
    assert bar_of(propose(question, passage, answer)) is None

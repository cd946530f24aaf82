"""Who did it to whom: what a sentence says of the one who is asked about."""

import pytest

from qa.bars.persons.reversal import says_reverse
from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.question import kind_of

BEATEN = "Holm won the cup on Sunday, beating Tarn 4-2 in the final."
SLAPPED = "Ada Lorn slapped Ben Roy at the awards after a joke."


def propose(question: str, sentence: str, answer: str) -> Proposal:
    """Return an answer as proposed for a question, in a sentence that has it."""
    start = sentence.index(answer)
    return Proposal(question, kind_of(question), sentence, start, start + len(answer))


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who did Tarn beat in the final?", BEATEN, "Holm"),
        ("Who did Eva Tarn beat?", "Eva Tarn was in the final, losing out after a two-set lead over Roy.", "Roy"),
        ("Who did Ben Roy slap?", SLAPPED, "Ada Lorn"),
        ("Who did Ben Roy slap?", "Roy was slapped by Ada Lorn at the awards.", "Ada Lorn"),
        ("Who did Ben Roy punch?", SLAPPED, "Ada Lorn"),
        ("Who did Ben Roy succeed?", "Ada Lorn, 54, replaced Ben Roy as mayor.", "Ada Lorn"),
        ("Who did Holm lose to?", "Holm beat Tarn 7-1 on Tuesday.", "Tarn"),
        ("Who did Eva Tarn beat in May?", "Eva Tarn is not the candidate who lost to Roy in May.", "Roy"),
        ("Who did Eva Tarn beat?", "Ben Roy celebrates victory in the final against Eva Tarn.", "Ben Roy"),
    ],
)
def test_one_to_whom_it_was_done_is_not_asked_what_he_did(question: str, sentence: str, answer: str) -> None:
    """The winner is not whom the beaten one beat, nor she who slapped somebody whom he slapped."""
    assert bar_of(propose(question, sentence, answer)) is Bar.ROLE


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who did Holm beat in the final?", BEATEN, "Tarn"),
        ("Who did Ada Lorn slap?", SLAPPED, "Ben Roy"),
        ("Who did Ada Lorn slap?", "Roy was slapped by Ada Lorn at the awards.", "Roy"),
        ("Who did Ada Lorn succeed?", "Ada Lorn, 54, replaced Ben Roy as mayor.", "Ben Roy"),
        ("Who did Tarn lose to?", "Holm beat Tarn 7-1 on Tuesday.", "Holm"),
        ("Who did Holm lose to?", "Holm lost to Tarn on Tuesday.", "Tarn"),
        ("Who did Eva Tarn beat?", "Eva Tarn beat Ben Roy, who won in May.", "Ben Roy"),
    ],
)
def test_one_who_did_it_is_asked_to_whom(question: str, sentence: str, answer: str) -> None:
    """In the active and in the passive voice, and where another verb says the same."""
    assert bar_of(propose(question, sentence, answer)) is None


@pytest.mark.parametrize(
    ("question", "sentence", "reverse"),
    [
        ("Did Tarn beat Holm?", "Holm beat Tarn 7-1 on Tuesday.", True),
        ("Did Tarn beat Holm?", "She defeated Tarn in the contest of her party.", True),
        ("Did Holm lose to Tarn?", "Holm beat Tarn 7-1 on Tuesday.", True),
        ("Did Tarn win against Holm?", "Holm beat Tarn 7-1 on Tuesday.", True),
        ("Did Tarn win the Lorn Cup?", "At the Lorn Cup Holm beat Tarn in a group.", False),
        ("Did Ben Roy fire Ada Lorn?", "Lorn fired Ben Roy, her minister, in May.", True),
        ("Did Holm beat Tarn?", "Holm beat Tarn 7-1 on Tuesday.", False),
        ("Did Ada Lorn fire Ben Roy?", "Roy was fired by Ada Lorn in May.", False),
        ("Did Ada Lorn resign?", "Ben Roy beat Ada Lorn in May.", False),
    ],
)
def test_a_sentence_may_say_it_the_other_way_round(question: str, sentence: str, reverse: bool) -> None:
    """Then it does not say yes to whether one did it to the other."""
    assert says_reverse(question, sentence) is reverse

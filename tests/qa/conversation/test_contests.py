"""Follow-ups that need a contest or a decision, and do not say which."""

import pytest

from qa.conversation.followup import complete
from qa.types import Turn

FINAL = Turn("Who won the final?", "Brackwater United won the final 3-1 on Sunday.", "Brackwater United")
CUP = Turn("Who won the 2023 Halden Cup?", "Mara Voss won the Halden Cup.", "Mara Voss")
SEMIFINAL = Turn("Who did Norrland beat in the semifinal?", "Norrland beat Osterby.", "Osterby")
ELECTION = Turn("Who won the election in Saltmere?", "Ines Calder won it.", "Ines Calder")
BUDGET = Turn("Did parliament pass the budget?", "Yes. Parliament passed the budget on Monday.")
STRIKE = Turn("When did the strike at the port begin?", "It began on 4 May 2023.", "4 May 2023")
SUMMIT = Turn("Where was the summit on fisheries?", declined=True)
MAYOR = Turn("Who resigned as mayor of Saltmere?", "Ines Calder resigned.", "Ines Calder")


@pytest.mark.parametrize(
    ("turns", "message", "whole"),
    [
        ((FINAL,), "What was the score?", "What was the score when Brackwater United won the final?"),
        ((FINAL,), "and the score?", "What was the score when Brackwater United won the final?"),
        ((FINAL,), "What about the final score?", "What was the final score when Brackwater United won the final?"),
        ((FINAL,), "How big was the crowd?", "How big was the crowd when Brackwater United won the final?"),
        ((FINAL,), "who came second?", "Who came second when Brackwater United won the final?"),
        ((FINAL,), "Who lost?", "Who lost the final?"),
        ((FINAL,), "how many people watched?", "How many people watched the final?"),
        ((FINAL,), "By how much?", "By how much did Brackwater United win the final?"),
        ((FINAL, Turn("How old is Mara Voss?", "She is 31.", "31")), "What was the score?",
         "What was the score when Brackwater United won the final?"),
        ((CUP,), "What was the margin?", "What was the margin when Mara Voss won the 2023 Halden Cup?"),
        ((CUP,), "Who was the referee?", "Who was the referee of the 2023 Halden Cup?"),
        ((SEMIFINAL,), "How many goals?", "How many goals were there when Norrland beat Osterby in the semifinal?"),
        ((SEMIFINAL,), "where was it held?", "Where was the semifinal held?"),
        ((ELECTION,), "And the result?", "What was the result of the election in Saltmere?"),
        ((ELECTION,), "What was the turnout?", "What was the turnout of the election in Saltmere?"),
        ((BUDGET,), "How many votes?", "How many votes were there when Parliament passed the budget?"),
        ((STRIKE,), "and the outcome?", "What was the outcome of the strike?"),
    ],
)  # fmt: skip
def test_what_only_a_contest_has_is_asked_of_the_last_one(turns: tuple[Turn, ...], message: str, whole: str) -> None:
    """It is told by who won it, or by its name; a contest that a turn in between does not speak of is still meant."""
    assert complete(message, turns).text == whole


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (FINAL, "Who else was there?", "Who else was there when Brackwater United won the final?"),
        (SUMMIT, "who else was there?", "Who else was at the summit?"),
        (Turn("Where was Ines Calder shot?", "In Tarn.", "Tarn"), "Who was there?",
         "Who was there when Ines Calder was shot?"),
    ],
)  # fmt: skip
def test_who_was_there_is_asked_of_what_happened(turn: Turn, message: str, whole: str) -> None:
    """By "there", what the last turn says that happened is meant, else the event that it asks about."""
    assert complete(message, (turn,)).text == whole


def test_an_unsure_or_missing_winner_is_not_taken_for_granted() -> None:
    """Then the contest alone tells which one is meant."""
    whole = "What was the score of the final?"
    for turn in (Turn(FINAL.question, declined=True), Turn(FINAL.question, "", "Norrland", unsure=True)):
        assert complete("What was the score?", (turn,)).text == whole


@pytest.mark.parametrize("message", ["What was the score?", "Who was the referee?", "what was the turnout"])
def test_without_a_contest_it_is_asked_back(message: str) -> None:
    """After a turn about something else, nobody knows of what that is the score."""
    made = complete(message, (MAYOR,))
    assert made.unknown
    assert made.text == message
    assert complete(message, ()).asked


@pytest.mark.parametrize(
    "message",
    [
        "What was the score of the final?",
        "What was the score in the match between Norrland and Osterby?",
        "Who won the marathon?",
        "Who lost the election in Tarn?",
        "How many goals did Norrland score?",
        "What was the result of the talks?",
        "Who else was at the summit?",
        "How many people watched the opening?",
    ],
)
def test_a_complete_question_is_not_changed(message: str) -> None:
    """What says of which contest it asks is asked as it is."""
    for turn in (FINAL, CUP, BUDGET):
        assert complete(message, (turn,)).text == message

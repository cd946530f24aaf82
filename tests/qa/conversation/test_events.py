"""Follow-ups about the event of a question, and about whoever it asked for where the answer is unsure."""

import pytest

from qa.conversation.followup import complete
from qa.types import Turn

BOUGHT = Turn("Who bought Halden Foods?", "Brightwater bought Halden Foods in May.", "Brightwater")
PAID = Turn("How much did Brightwater pay for Halden Foods?", "It paid 3 million crowns.", "3 million crowns")
STRIKE = Turn("How long did the strike at the Norbana last?", "It lasted nine days.", "nine days")
FREED = Turn("Who liberated Ostrava?", "The Hill Rangers did.", "the Hill Rangers")
MAYOR = Turn("Who resigned as mayor of Saltmere?", "Dana Okafor was named.", "Dana Okafor", unsure=True)
CHIEF = Turn("Who is the chief executive of Skerry Lines?", "Skerry Lines has a new one.", unsure=True)


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (BOUGHT, "when was it completed?", "When was the purchase of Halden Foods completed?"),
        (PAID, "who tried to block it?", "Who tried to block the purchase of Halden Foods?"),
        (PAID, "did it go through?", "Did the purchase of Halden Foods go through?"),
        (FREED, "when did it start?", "When did the liberation of Ostrava start?"),
        (FREED, "when did it end?", "When did the liberation of Ostrava end?"),
        (
            Turn("When was Ostrava liberated?", "In May.", "May"),
            "when did it start?",
            "When did the liberation of Ostrava start?",
        ),
        (STRIKE, "why did it start?", "Why did the strike at the Norbana start?"),
        (STRIKE, "who called it?", "Who called the strike at the Norbana?"),
        (Turn("When did the abbey reopen?", "In May.", "in May"), "why?", "Why did the abbey reopen?"),
        (
            Turn("Who won the Norland election?", "Labour won.", "Labour"),
            "how many seats?",
            "How many seats did Labour win in the Norland election?",
        ),
        (
            Turn("Who won the final in 2014?", "Holm won.", "Holm"),
            "how many goals?",
            "How many goals did Holm score in the final in 2014?",
        ),
        (BOUGHT, "where is it based?", "Where is Halden Foods based?"),
    ],
)
def test_what_starts_or_is_completed_is_the_event(turn: Turn, message: str, whole: str) -> None:
    """By "it", the event of the question is meant where its verb is one of events, and neither a place nor a buyer."""
    assert complete(message, (turn,)).text == whole


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (MAYOR, "who replaced her?", "Who replaced the mayor of Saltmere?"),
        (MAYOR, "when?", "When did someone resign as mayor of Saltmere?"),
        (CHIEF, "how old is she?", "How old is the chief executive of Skerry Lines?"),
        (Turn(BOUGHT.question, BOUGHT.reply, "Brightwater", unsure=True), "how much did they pay?",
         "How much did Brightwater pay?"),
    ],
)  # fmt: skip
def test_an_unsure_answer_is_no_subject(turn: Turn, message: str, whole: str) -> None:
    """An office is named by the question; a company that was shown as the answer is what "they" means."""
    assert complete(message, (turn,)).text == whole


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (Turn("What did the bank give up?", "It gave up the cap."), "when?", "When did the bank give it up?"),
        (Turn("What did the regulator block?", "The merger."), "why?", "Why did the regulator block it?"),
        (Turn("Who won the Lunian election?", "Reyes beat Mast."), "by how much?",
         "By how much was the Lunian election won?"),
    ],
)  # fmt: skip
def test_a_bare_question_word_needs_no_short_answer(turn: Turn, message: str, whole: str) -> None:
    """After any answer, the question is asked with the other word."""
    assert complete(message, (turn,)).text == whole


SPIRE = Turn("When did the Abbey of Orr reopen?", "It reopened in May.", "May")
MUSEUM = Turn("What was stolen from the Halden Museum?", "Jewels were.", "jewels")
HEAT = Turn("What was the highest temperature in Lunia?", "It was 41C.", "41C")
SEATS = Turn("How many seats did the Liberals win in 2024?", "121.", "121")
FIGHTER = Turn("Who is Maria Sand?", "Maria Sand is a fighter.", "a fighter")


@pytest.mark.parametrize(
    ("turns", "message", "whole"),
    [
        ((MUSEUM,), "who is the director?", "Who is the director of the Halden Museum?"),
        ((HEAT,), "What was the previous record?", "What was the previous record in Lunia?"),
        ((SPIRE,), "Who attended?", "Who attended the reopening of the Abbey of Orr?"),
        ((SPIRE,), "who paid?", "Who paid for the reopening of the Abbey of Orr?"),
        ((SEATS,), "who was their leader?", "Who was the Liberals’ leader?"),
        ((SEATS,), "why did they lose?", "Why did the Liberals lose?"),
        ((Turn("When was the country declared free of cholera?", "In May.", "May"),), "and Guinea?",
         "When was Guinea declared free of cholera?"),
        ((Turn("How long is Maria Sand's sentence?", "Nine years.", "nine years"),), "What about her partner?",
         "How long is Maria Sand's partner's sentence?"),
        ((MUSEUM,), "wat was the capacity?", "What was the capacity of the Halden Museum?"),
    ],
)  # fmt: skip
def test_what_has_no_subject_gets_that_of_the_last_turn(turns: tuple[Turn, ...], message: str, whole: str) -> None:
    """A question that names nothing is about the event or the thing of the turn before it, of the fitting kind."""
    assert complete(message, turns).text == whole


def test_a_pronoun_that_fits_nobody_is_asked_back_about() -> None:
    """After "she", "he" is not the same woman, nor what she is said to be; both questions may be meant."""
    made = complete("when did he die?", (FIGHTER, Turn("How did she die?", "In battle.")))
    assert made.unknown
    assert made.choices == ("When did Maria Sand die?",)

"""A bare "when?" after "What happened …?" asks of what the reply told."""

import pytest

from qa.conversation.followup import complete
from qa.types import Turn

ASKED = "What happened at Holm school?"


@pytest.mark.parametrize(
    ("reply", "whole"),
    [
        ("A fire destroyed the gym of Holm school in Orme early on Wednesday morning.",
         "When did the fire destroy the gym of Holm school in Orme?"),
        ("The storm cut power to 20,000 homes on Tuesday night, the grid operator said.",
         "When did the storm cut power to 20,000 homes?"),
        ("A man wanted for murder was arrested in Orme late on Friday.",
         "When was the man wanted for murder arrested in Orme?"),
        ("An armed man robbed the till and fled on a bicycle.", "When did the armed man rob the till?"),
    ],
)  # fmt: skip
def test_what_the_first_sentence_tells_is_asked_for(reply: str, whole: str) -> None:
    """It is without its time and without who says so."""
    assert complete("when?", [Turn(ASKED, reply)]).text == whole


@pytest.mark.parametrize(
    "reply", ["Nobody was hurt.", "It was closed on Monday.", "Police said the quay had been closed.", "A fire."]
)
def test_a_reply_that_tells_no_event_by_itself_is_not_asked_for(reply: str) -> None:
    """Then the question is repeated with "when"."""
    assert complete("when?", [Turn(ASKED, reply)]).text == "When did it happen at Holm school?"


def test_what_is_asked_next_is_of_the_first_question() -> None:
    """Not of the time of what was told: "Who was arrested when the fire …?"."""
    told = Turn(ASKED, "A fire destroyed the gym on Wednesday morning.")
    when = Turn("when?", "A fire destroyed the gym on Wednesday morning.", "Wednesday morning")
    assert complete("who was arrested?", [told, when]).text == "Who was arrested at Holm school?"

"""Earlier turns as clients send them."""

from datetime import date

import pytest

from api.wire.refusals import EMPTY, NEAREST, REASONS
from api.wire.turns import TurnBody, read_turns, strip_markers
from index.errors import InvalidInput
from qa.conversation.followup import UNKNOWN
from qa.types import Reason, Turn


def test_markers_are_removed() -> None:
    """Neither the markers of plain text nor those of Markdown are part of a reply."""
    assert strip_markers("They won. [1] [2]") == "They won."
    assert strip_markers("They won. [[1]](https://example.org/a#:~:text=They)") == "They won."


def test_the_nearest_articles_of_a_refusal_are_not_part_of_the_reply() -> None:
    """A follow-up cannot refer to articles that did not answer."""
    reply = f"Nothing in the archive answers this.\n\n{NEAREST}\n- Shinzo Abe in Nara (example-times, 2022-07-08)"
    assert strip_markers(reply) == "Nothing in the archive answers this."
    (turn,) = read_turns([TurnBody.model_validate({"question": " Who  won? ", "text": reply})], {})
    assert (turn.question, turn.reply) == ("Who won?", "Nothing in the archive answers this.")


def test_the_answer_of_a_turn_need_not_be_kept() -> None:
    """The id of a reply to small talk, or of an answer that is gone, leaves the question of its turn."""
    (turn,) = read_turns([TurnBody.model_validate({"question": "hi", "answer_id": "ans_gone"})], {})
    assert turn == Turn("hi")


@pytest.mark.parametrize("text", [REASONS[Reason.WEAK_EVIDENCE], EMPTY, f"{UNKNOWN}whom “he” means."])
def test_a_turn_tells_that_it_was_declined(text: str) -> None:
    """A client that keeps the text alone sends the sentence with which we declined."""
    (turn,) = read_turns([TurnBody.model_validate({"question": "Who?", "text": text})], {})
    assert turn.declined


def test_the_day_of_a_source_is_a_date() -> None:
    """It is read as ISO 8601; anything else is refused with the name of the field."""
    (turn,) = read_turns([TurnBody.model_validate({"question": "Who?", "published": "2023-02-10T08:00:00Z"})], {})
    assert turn.published == date(2023, 2, 10)
    with pytest.raises(InvalidInput) as raised:
        read_turns([TurnBody.model_validate({"question": "Who?", "published": "yesterday"})], {})
    assert raised.value.field == "conversation.0.published"

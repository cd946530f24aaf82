"""Earlier turns as clients send them."""

import time
from datetime import date

import pytest
from pydantic import ValidationError

from api.wire.refusals import EMPTY, NEAREST, REASONS
from api.wire.turns import TurnBody, read_turns, strip_markers
from index.errors import InvalidInput
from qa.conversation.unclear import UNKNOWN
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


def test_half_of_an_emoji_is_dropped() -> None:
    """JavaScript clients that cut a text to a length leave halves of surrogate pairs."""
    given = {"question": "Who won\ud83d?", "text": "Ada \ude00won.", "short": "\ud83dAda"}
    assert read_turns([TurnBody.model_validate(given)], {}) == (Turn("Who won?", "Ada won.", "Ada"),)


@pytest.mark.parametrize("filler", [" ", "\n", "[[1]](", "[[1]](http://", "[1", f"\n\n{NEAREST}", "1"])
def test_a_long_reply_is_read_in_linear_time(filler: str) -> None:
    """What took minutes takes no time, however often a marker or the list of the nearest articles seems to begin."""
    reply = "x" + filler * (400_000 // len(filler)) + "x"
    started = time.process_time()
    strip_markers(reply)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("given", "short", "unsure"),
    [
        ({"short": "Ada", "confidence": 0.9, "agreement": "single"}, "Ada", False),
        ({"short": "Ada", "confidence": 0.3, "agreement": "single"}, "Ada", True),
        ({"short": "Ada", "confidence": 0.9, "agreement": "disagree"}, None, True),
        ({"short": None, "confidence": 0.3, "agreement": "list"}, None, True),
        ({"short": None, "confidence": 0.4}, None, False),
        ({"short": "Ada"}, "Ada", False),
    ],
)
def test_a_turn_tells_how_sure_its_short_answer_is(given: dict[str, object], short: str | None, unsure: bool) -> None:
    """A doubtful short answer may be meant, but is not stated; of answers that contradict each other, none is meant."""
    (turn,) = read_turns([TurnBody.model_validate({"question": "Who won?", "text": "Ada won."} | given)], {})
    assert (turn.short, turn.unsure) == (short, unsure)


@pytest.mark.parametrize("wrong", [{"confidence": 1.5}, {"confidence": "sure"}, {"agreement": "maybe"}])
def test_what_no_answer_has_is_refused(wrong: dict[str, object]) -> None:
    """A confidence is from 0 to 1, and an agreement one of those that an answer may have."""
    with pytest.raises(ValidationError):
        TurnBody.model_validate({"question": "Who won?"} | wrong)

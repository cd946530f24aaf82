"""Earlier turns as clients send them."""

import time

import pytest

from api.wire.refusals import NEAREST
from api.wire.turns import TurnBody, read_turns, strip_markers
from qa.types import Turn


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

"""Earlier turns as clients send them."""

from api.wire.refusals import NEAREST
from api.wire.turns import TurnBody, read_turn, strip_markers


def test_markers_are_removed() -> None:
    """Neither the markers of plain text nor those of Markdown are part of a reply."""
    assert strip_markers("They won. [1] [2]") == "They won."
    assert strip_markers("They won. [[1]](https://example.org/a#:~:text=They)") == "They won."


def test_the_nearest_articles_of_a_refusal_are_not_part_of_the_reply() -> None:
    """A follow-up cannot refer to articles that did not answer."""
    reply = f"Nothing in the archive answers this.\n\n{NEAREST}\n- Shinzo Abe in Nara (example-times, 2022-07-08)"
    assert strip_markers(reply) == "Nothing in the archive answers this."
    assert read_turn(TurnBody(question=" Who  won? ", text=reply, short=None)).question == "Who won?"

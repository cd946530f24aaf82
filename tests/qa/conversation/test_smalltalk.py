"""Small talk by what it is about."""

import pytest

from qa.conversation.smalltalk import find_talk
from qa.types import Talk


@pytest.mark.parametrize(
    ("message", "talk"),
    [
        ("hi", Talk.GREETING),
        ("How are you?", Talk.GREETING),
        ("thanks a lot!", Talk.THANKS),
        ("ok", Talk.OK),
        ("no", Talk.OK),
        ("ok, thanks, bye", Talk.BYE),
        ("help", Talk.ABOUT),
        ("who are you?", Talk.ABOUT),
        ("hello, what can you do?", Talk.ABOUT),
        ("what sources do you have?", Talk.SOURCES),
        ("What is new?", Talk.LATEST),
        ("What’s the latest news?", Talk.LATEST),
        ("what's in the news", Talk.LATEST),
        ("What is new in Kobane?", None),
        ("the latest death toll", None),
    ],
)
def test_each_kind_is_told(message: str, talk: Talk | None) -> None:
    """A message that names nothing has a kind; any other is a question."""
    assert find_talk(message) is talk

"""The earlier turns of a conversation, as a client sends them."""

import re

from pydantic import BaseModel, ConfigDict, Field

from api.wire.refusals import NEAREST
from index.text import normalise_line
from qa.types import Turn

TURNS = 10
"""How many of the latest turns a follow-up may refer to."""

_LINKED_MARKER = re.compile(r" ?\[\[\d+\]\]\([^)\s]*\)")
_MARKER = re.compile(r" ?\[\d+\]")
_NEAREST = re.compile(rf"\s*{re.escape(NEAREST)}\n.*\Z", re.DOTALL)


class TurnBody(BaseModel):
    """An earlier exchange of the conversation, as the client kept it: the question and what was answered."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(max_length=1_000, description="as it was typed")
    text: str | None = Field(None, max_length=20_000, description="the text of the answer")
    short: str | None = Field(None, max_length=1_000, description="its short answer")


def read_turn(turn: TurnBody) -> Turn:
    """Return an earlier turn; the markers in its reply are removed."""
    return Turn(normalise_line(turn.question), strip_markers(turn.text or ""), turn.short)


def strip_markers(reply: str) -> str:
    """Return a reply without the markers of its citations, and without the articles nearest to a declined question.

    A follow-up does not refer to those: they answer nothing.
    """
    return _MARKER.sub("", _LINKED_MARKER.sub("", _NEAREST.sub("", reply)))

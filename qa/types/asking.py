"""What is asked: a question with its options, and the turns of its conversation."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from index.types import Filters


class Generator(StrEnum):
    """What writes the answer: the model server where one is configured, never one, or nothing else."""

    AUTO = "auto"
    NONE = "none"
    REQUIRED = "required"


class Style(StrEnum):
    """How long a written answer is, and how it is ordered."""

    BRIEF = "brief"
    FULL = "full"
    TIMELINE = "timeline"


QUOTED = 3
"""Sentences of a quoted answer, at most, where the question does not say."""
WRITTEN = {Style.BRIEF: 3, Style.FULL: 8, Style.TIMELINE: 10}
"""Likewise of a written one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange of a conversation: the question as it was typed, and the reply, without its markers.

    `short` is the short answer, None if there was none or the client did not keep it; `unsure` is whether it was given
    as no more than possible. `declined` is whether the question is known to have been declined. `published` is the day
    of the first cited article, None where that is not known.
    """

    question: str
    reply: str = ""
    short: str | None = None
    declined: bool = False
    published: date | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked; `asked` is the time of asking, `filters` are those given besides the text.

    `turns` are the earlier exchanges of its conversation, the oldest first. Without `max_sentences` a quoted answer has
    `QUOTED` at most, a written one as many as its style has.
    """

    text: str
    asked: datetime
    filters: Filters = Filters()
    max_sentences: int | None = None
    generator: Generator = Generator.AUTO
    turns: tuple[Turn, ...] = ()
    style: Style = Style.BRIEF

    @property
    def most_quoted(self) -> int:
        """Return how many sentences a quoted answer has at most."""
        return self.max_sentences or QUOTED

    @property
    def most_written(self) -> int:
        """Return how many sentences a written answer has at most."""
        return self.max_sentences or WRITTEN[self.style]

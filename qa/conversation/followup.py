"""Follow-up questions: "and in Syria?" becomes the whole question that it stands for, by rule and without a model."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.types import Turn


@dataclass(frozen=True, slots=True)
class Completed:
    """A message as a whole question: `text`; where it may mean several, `choices` are all of them.

    `chat` is whether it asks nothing that an archive could answer, as "hi" and "thanks" do.
    """

    text: str
    choices: tuple[str, ...] = ()
    chat: bool = False


def complete(text: str, turns: Sequence[Turn]) -> Completed:  # noqa: ARG001 - no rule uses them yet
    """Return a message as a whole question, given the earlier turns of its conversation, the oldest first."""
    return Completed(text)

"""What the replies of both of OpenAI's formats share: the text as it grows, its tokens, and the answer itself."""

from collections.abc import Callable, Sequence

from pydantic import Field

from api.dialects.rendering import Annotation, MessageWriter, Piece
from api.wire.answers import AnswerBody, show_answer
from qa.types import Answer, Proved, Question, Step

Count = Callable[[Sequence[str]], list[int]]
"""Counts the tokens of some texts."""


class DatelineBody(AnswerBody):
    """The answer as `POST /ask` gives it, and what of the request was ignored."""

    ignored: list[str] = Field(description="fields, roles and parts of the request that have no effect")


class Reply:
    """The text of a reply as it grows, within a limit of tokens; these are the embedding model's.

    A limit leaves out whole sentences, never the first, as a part of a quotation proves nothing; the short answers that
    follow them are left out with them.
    """

    def __init__(self, writer: MessageWriter, count: Count, limit: int | None = None) -> None:
        self.text, self.annotations = "", list[Annotation]()
        self.tokens, self.cut = 0, False
        self._writer, self._count, self._limit = writer, count, limit

    def add(self, step: Step) -> Piece:
        """Return what a step adds to the text."""
        can_be_left_out = isinstance(step, Proved) or (isinstance(step, Answer) and step.reason is None)
        if self.cut and can_be_left_out:
            return Piece()
        piece = self._writer.write(step)
        tokens = self._count([piece.text])[0] if piece.text else 0
        if tokens and can_be_left_out and self.annotations and self._limit and self.tokens + tokens > self._limit:
            self.cut = True
            return Piece()
        self.text += piece.text
        self.annotations += piece.annotations
        self.tokens += tokens
        return piece


def count_prompt(question: Question, count: Count) -> int:
    """Return the tokens of a question and of the earlier turns that are used."""
    return sum(count([question.text, *(text for turn in question.turns for text in (turn.question, turn.reply))]))


def show_dateline(answer: Answer, ignored: list[str]) -> DatelineBody:
    """Return an answer for the field `dateline` of a reply."""
    return DatelineBody(**dict(show_answer(answer)), ignored=ignored)

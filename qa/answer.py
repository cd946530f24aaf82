"""One question out, on one page."""

from collections.abc import Iterator

from index.library import Library
from qa.types import Answer, Question, Step


def answer(question: Question, library: Library) -> Answer:
    """Answer a question, or decline to: the last step of `answer_in_steps`."""
    *_, last = answer_in_steps(question, library)
    assert isinstance(last, Answer)  # noqa: S101 - the protocol of the generator below
    return last


def answer_in_steps(question: Question, library: Library) -> Iterator[Step]:
    """Answer a question step by step: what was found, each sentence once it is proved, last the whole answer."""
    raise NotImplementedError

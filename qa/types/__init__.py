"""The values of questions and answers: frozen, with times in UTC and offsets in code points."""

from qa.types.answer import Agreement, Answer, Found, Proved, Reason, SearchResult, Step, Talk
from qa.types.asking import QUOTED, WRITTEN, Generator, Question, Style, Turn
from qa.types.proof import Citation, Dropped, Family, Perhaps, Sentence, ShortAnswer
from qa.types.state import Holdings, IndexState, Models, ReadCount, Timings

__all__ = [
    "QUOTED",
    "WRITTEN",
    "Agreement",
    "Answer",
    "Citation",
    "Dropped",
    "Family",
    "Found",
    "Generator",
    "Holdings",
    "IndexState",
    "Models",
    "Perhaps",
    "Proved",
    "Question",
    "ReadCount",
    "Reason",
    "SearchResult",
    "Sentence",
    "ShortAnswer",
    "Step",
    "Style",
    "Talk",
    "Timings",
    "Turn",
]

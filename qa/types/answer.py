"""What is answered: an answer or a refusal, the steps to it, and the result of a search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.search.spelling import Correction
from index.types import Filters, Hit
from qa.language.polarity import Polarity
from qa.types.proof import Citation, Dropped, Perhaps, Sentence, ShortAnswer
from qa.types.state import Holdings, IndexState, Models, ReadCount, Timings


class Reason(StrEnum):
    """Why a question is declined."""

    NOTHING_FOUND = "nothing_found"
    WEAK_EVIDENCE = "weak_evidence"
    OUT_OF_RANGE = "out_of_range"
    MODEL_DECLINED = "model_declined"
    NOTHING_VERIFIED = "nothing_verified"
    MODEL_UNAVAILABLE = "model_unavailable"
    AMBIGUOUS = "ambiguous"
    NOT_A_QUESTION = "not_a_question"
    PREMISE_NOT_FOUND = "premise_not_found"


class Talk(StrEnum):
    """What a message is about that asks nothing of the articles."""

    GREETING = "greeting"
    BLANK = "blank"
    THANKS = "thanks"
    OK = "ok"
    BYE = "bye"
    ABOUT = "about"
    SOURCES = "sources"
    LATEST = "latest"
    HOLDINGS = "holdings"
    COUNT = "count"
    DISPUTE = "dispute"


class Agreement(StrEnum):
    """How the short answers of one question relate: there is one at most, all are right, or only one can be.

    It is unknown where reading was cut short and found one at most: the unread passages may say something else.
    """

    SINGLE = "single"
    LIST = "list"
    DISAGREE = "disagree"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer or a refusal: with a `reason` it is declined, and has `near` and no sentences.

    `short` is the span that answers, a substring of a cited quote, where the answer is one span. `confidence` is the
    probability that it is right, `evidence` that the corpus contains an answer at all; below a threshold of the latter
    a question is declined. `filters` are those understood, with the dates and sources named in the question. `findings`
    are all the short answers, the best first; `agreement` is how they relate. Where they disagree, `short` is the first
    of them; where they are a list, it is None. `agreement` of a declined answer is None. `read` is how many passages
    were read. `corrected` are the words of the question that were searched for in another spelling. `hint` says which
    filter keeps nothing, where that is why it was declined, what a follow-up leaves open, or what an article says
    instead of what the question takes for granted. `asked` is the whole
    question that a follow-up became, None where the question was asked as it stands. `suggestions` are whole questions
    to ask next: the choices where a follow-up is ambiguous, what the archive can answer where the user asked nothing;
    then `holdings` is what it holds, None of an empty archive, and `talk` what the message was about. `polarity` is
    what the articles say to a question for yes or no, None of any other question. `unanswered` are the parts of a
    question of several that no sentence answers. `perhaps` is a sentence that may answer a declined question.
    `fallback` is why the sentences are quoted though a model was to write them, None where none was.
    """

    id: str
    question: str
    reason: Reason | None
    short: str | None
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    confidence: float
    near: tuple[Hit, ...]
    dropped: tuple[Dropped, ...]
    filters: Filters
    index: IndexState
    model: Models
    timings: Timings
    findings: tuple[ShortAnswer, ...] = ()
    agreement: Agreement | None = None
    evidence: float = 0.0
    read: ReadCount = ReadCount()
    asked: str | None = None
    suggestions: tuple[str, ...] = ()
    corrected: tuple[Correction, ...] = ()
    hint: str | None = None
    holdings: Holdings | None = None
    talk: Talk | None = None
    polarity: Polarity | None = None
    unanswered: tuple[str, ...] = ()
    perhaps: Perhaps | None = None
    fallback: Reason | None = None

    @property
    def status(self) -> str:
        """Return `answered` or `declined`."""
        return "declined" if self.reason else "answered"

    @property
    def text(self) -> str:
        """Return the sentences as one text, each followed by its markers, after a yes or no: `Yes. They won. [1]`."""
        said = [
            " ".join([sentence.text, *(f"[{number}]" for number in sentence.citations)]) for sentence in self.sentences
        ]
        return " ".join([self.polarity.words, *said] if self.polarity and said else said)


@dataclass(frozen=True, slots=True)
class Found:
    """The first step of an answer: the passages that were retrieved; `asked` and `corrected` as in `Answer`."""

    hits: tuple[Hit, ...]
    asked: str | None = None
    corrected: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Proved:
    """A step of an answer: one verified sentence, with its citations in full.

    `polarity` is what it says to a question for yes or no, of the first sentence alone. `words` are those of the
    citations that answer, by their numbers, where they are known.
    """

    sentence: Sentence
    citations: tuple[Citation, ...]
    polarity: Polarity | None = None
    words: Mapping[int, str] = field(default_factory=dict)


Step = Found | Proved | Answer


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of a search, with the filters as they were understood and the generation that was searched.

    `corrected` are the words that were searched for in another spelling, `hint` says which filter keeps nothing.
    """

    hits: tuple[Hit, ...]
    filters: Filters
    index: IndexState
    corrected: tuple[Correction, ...] = ()
    hint: str | None = None

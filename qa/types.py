"""What is asked and what is said: frozen values, times in UTC, offsets in code points."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.types import Filters, Hit
from qa.language.when import Resolved


class Reason(StrEnum):
    """Why a question is declined."""

    NOTHING_FOUND = "nothing_found"
    WEAK_EVIDENCE = "weak_evidence"
    OUT_OF_RANGE = "out_of_range"
    MODEL_DECLINED = "model_declined"
    NOTHING_VERIFIED = "nothing_verified"
    MODEL_UNAVAILABLE = "model_unavailable"


class Generator(StrEnum):
    """Who writes the answer: the model server if there is one, or never one."""

    AUTO = "auto"
    NONE = "none"


class Agreement(StrEnum):
    """How the short answers of one question stand to each other: there is one at most, all hold, or only one can.

    Where reading was cut short and found one at most, it is not known: what was left unread may say something else.
    """

    SINGLE = "single"
    LIST = "list"
    DISAGREE = "disagree"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked; `asked` is the time of asking, `filters` what was given beside the words."""

    text: str
    asked: datetime
    filters: Filters = Filters()
    max_sentences: int = 3
    generator: Generator = Generator.AUTO


@dataclass(frozen=True, slots=True)
class Family:
    """How many independent articles say the same, and how many are mere copies of one.

    `verbatim` counts the copies that carry the quote word for word, which a copy need not.
    """

    independent: int = 1
    copies: int = 0
    verbatim: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """One proof: `version.text[start:end] == quote`, checked right before it was sent. `n` counts from 1."""

    n: int
    article: str
    version: int
    title: str
    source: str
    authors: tuple[str, ...]
    published: datetime
    modified: datetime | None
    url: str | None
    link: str | None
    quote: str
    start: int
    end: int
    family: Family = Family()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """What answers, in the words of its first citation's quote, and the numbers of the citations that say so.

    `resolved` is the date that these words mean where they name it only by the day the article was published.
    """

    text: str
    citations: tuple[int, ...]
    confidence: float | None = None
    resolved: Resolved | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not said, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """The generation that answered, how many articles it held, and the newest one's time."""

    generation: int
    articles: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Models:
    """Which models took part; None where there was none."""

    embedder: str
    reader: str | None = None
    generator: str | None = None


@dataclass(frozen=True, slots=True)
class ReadCount:
    """How many passages were read to their end, of how many that were to be read.

    Reading that ended because enough was known had no more to read: only the time limit makes `passages` less than
    `of`. Both are 0 where there is no reader, or nothing was found.
    """

    passages: int = 0
    of: int = 0

    @property
    def cut(self) -> bool:
        """Whether the time limit cut reading short."""
        return self.passages < self.of

    @property
    def share(self) -> float:
        """The share of what was to be read that was read; 1 where there was nothing to read."""
        return self.passages / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each part."""

    embed: float = 0.0
    search: float = 0.0
    read: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back, answered or declined: a `reason` makes it declined, with `near` and without sentences.

    `short` is the span that answers, a substring of a cited quote, where the answer is one span. `confidence` is the
    probability that it is right, `evidence` that the collection holds an answer at all; below the threshold of the
    latter a question is declined. `filters` is what was understood, dates and sources found in the question included.
    `findings` are all the short answers that are shown, the first one first; `agreement` says how they stand to each
    other. Where they disagree, `short` is the first of them; where they are a list, it is None. `read` says how much of
    what was found was read.
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
    agreement: Agreement = Agreement.SINGLE
    evidence: float = 0.0
    read: ReadCount = ReadCount()

    @property
    def status(self) -> str:
        """`answered` or `declined`."""
        return "declined" if self.reason else "answered"

    @property
    def text(self) -> str:
        """The sentences in a row, each followed by its markers: `They won. [1]`."""
        return " ".join(
            " ".join([sentence.text, *(f"[{number}]" for number in sentence.citations)]) for sentence in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Found:
    """The first step of an answer: what was found, before any of it is said."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """A step of an answer: one sentence that has been verified, with its citations whole."""

    sentence: Sentence
    citations: tuple[Citation, ...]


Step = Found | Proved | Answer


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found, with the filters as they were understood and the generation that was searched."""

    hits: tuple[Hit, ...]
    filters: Filters
    index: IndexState

"""The values of questions and answers: frozen, with times in UTC and offsets in code points."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from index.search.spelling import Correction
from index.types import Assumed, Filters, Hit
from qa.language.polarity import Polarity
from qa.language.when import Resolved


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
    THANKS = "thanks"
    OK = "ok"
    BYE = "bye"
    ABOUT = "about"
    SOURCES = "sources"
    LATEST = "latest"
    HOLDINGS = "holdings"
    COUNT = "count"
    DISPUTE = "dispute"


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


class Agreement(StrEnum):
    """How the short answers of one question relate: there is one at most, all are right, or only one can be.

    It is unknown where reading was cut short and found one at most: the unread passages may say something else.
    """

    SINGLE = "single"
    LIST = "list"
    DISAGREE = "disagree"
    UNKNOWN = "unknown"


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


@dataclass(frozen=True, slots=True)
class Family:
    """How many independent articles say the same, and how many are copies of the cited one.

    `verbatim` counts the copies that contain the quote word for word.
    """

    independent: int = 1
    copies: int = 0
    verbatim: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """A proof: `version.text[start:end] == quote`, checked right before it was sent. `n` counts from 1."""

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
    rights: str | None = None
    published_assumed: Assumed | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A sentence that may answer a question that was declined, and the citation that shows it."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """A short answer in the words of its first citation's quote, and the numbers of the citations that prove it.

    `resolved` is the date that the words mean where that depends on the day of publication, as for "Monday".
    """

    text: str
    citations: tuple[int, ...]
    confidence: float | None = None
    resolved: Resolved | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was left out, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """The generation that answered, its number of articles, and the time of the newest one.

    `words_only` is whether passages were searched by their words alone, because the engine's server gave no answer.
    """

    generation: int
    articles: int
    newest: datetime | None
    words_only: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive holds: articles of so many sources, the first and the last time of publication.

    `largest` are the sources with most articles, `headlines` those of the newest articles under the filters of the
    question; `latest` is when the first of these was published, None where there are none.
    """

    articles: int
    sources: int
    oldest: datetime
    newest: datetime
    largest: tuple[tuple[str, int], ...] = ()
    headlines: tuple[str, ...] = ()
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Models:
    """The models that were used; None where there was none."""

    embedder: str
    reader: str | None = None
    generator: str | None = None


@dataclass(frozen=True, slots=True)
class ReadCount:
    """How many passages were read to the end, of how many that had to be read.

    Passages left out by the stopping rule did not have to be read: only the time limit makes `passages` less than `of`.
    Both are 0 where there is no reader, or nothing was found.
    """

    passages: int = 0
    of: int = 0

    @property
    def cut(self) -> bool:
        """Return whether the time limit cut reading short."""
        return self.passages < self.of

    @property
    def share(self) -> float:
        """Return the share of passages that were read, of those that had to be; 1 where there were none."""
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

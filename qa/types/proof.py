"""What proves an answer: sentences, short answers and their citations."""

from dataclasses import dataclass
from datetime import datetime

from index.types import Assumed
from qa.language.when import Resolved


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

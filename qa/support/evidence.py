"""What a sentence cites, and the result of its verification."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.types import Span


class Fault(StrEnum):
    """Why a sentence does not follow from what it cites."""

    NOTHING_CITED = "nothing_cited"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    COMPARISON = "comparison"
    ROLE = "role"
    SPEAKER = "speaker"
    QUOTATION = "quotation"
    FOREIGN = "foreign"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a sentence cites: its text, who published it, and when (UTC).

    Where that day is only `assumed`, it supports no date of the sentence.
    """

    text: str
    published: datetime
    source: str = ""
    language: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """The sentences of one cited passage that support best: `cited[passage].text[span.start:span.end]`.

    Offsets count code points. `span` covers one sentence, or two with what lies between them where they are adjacent.
    """

    passage: int
    span: Span


@dataclass(frozen=True, slots=True)
class Support:
    """The result for one sentence: it is supported where `fault` is None.

    `detail` names what was not found, such as a number. `extracts` are one or two, the best first; there are none where
    nothing is cited. `odds` are the log odds of the checker, None where a rule decided or there is no checker;
    `doubt` is in what the sentence may contradict its extracts, so that more odds are asked of it;
    `sentences` is how many sentences support it together;
    `share` is the weight of the sentence's words that the extracts have, between 0 and 1.
    """

    fault: Fault | None
    detail: str = ""
    extracts: tuple[Extract, ...] = ()
    odds: float | None = None
    share: float = 0.0
    doubt: Fault | None = None
    sentences: int = 1

    @property
    def supported(self) -> bool:
        """Return whether the sentence follows."""
        return self.fault is None

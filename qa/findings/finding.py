"""What a reader took from passages, and what several of them say together."""

from dataclasses import dataclass

from index.types import Hit, Span


@dataclass(frozen=True, slots=True)
class Extract:
    """A span that may answer: `text` stands at `span` of the version that `hit` is a passage of.

    `score` is its log odds, comparable across passages.
    """

    hit: Hit
    span: Span
    text: str
    score: float

    def overlaps(self, other: "Extract") -> bool:
        """Tell whether both have a character of one version in common."""
        here, there = self.hit.passage, other.hit.passage
        if (here.article, here.version) != (there.article, there.version):
            return False
        return self.span.start < other.span.end and other.span.start < self.span.end


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer and every extract that gives it: names in full first, else the best; `text` is the first's.

    `score` is the log odds of all of them together; `confidence` is that as a probability, once it has been calibrated.
    """

    text: str
    extracts: tuple[Extract, ...]
    score: float
    confidence: float | None = None

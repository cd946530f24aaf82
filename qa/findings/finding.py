"""Extracts, which a reader takes from passages, and findings, which group those that give one answer."""

from dataclasses import dataclass

from index.types import Hit, Span


@dataclass(frozen=True, slots=True)
class Extract:
    """A span that may answer: `text` is at `span` of the version that `hit` is a passage of.

    `score` is its log odds, comparable across passages.
    """

    hit: Hit
    span: Span
    text: str
    score: float

    def overlaps(self, other: "Extract") -> bool:
        """Return whether both share a character of one version."""
        here, there = self.hit.passage, other.hit.passage
        if (here.article, here.version) != (there.article, there.version):
            return False
        return self.span.start < other.span.end and other.span.start < self.span.end


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer and every extract that gives it: full names first, then by score; `text` is that of the first.

    `score` is the log odds of all of them together, `confidence` the calibrated probability that the finding is right.
    """

    text: str
    extracts: tuple[Extract, ...]
    score: float
    confidence: float | None = None

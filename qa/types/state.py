"""What an answer says of itself: the index, the models, what was read, the time it took."""

from dataclasses import dataclass
from datetime import datetime


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

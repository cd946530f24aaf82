"""The values that the packages exchange, as frozen dataclasses.

All times are aware and in UTC, to the second. All offsets count Unicode code points, end exclusive.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from index.codes import codes_alike

FOREVER = 2**62
"""The end, in epoch seconds, of a version that is still valid: later than any time."""

SHOWN_REJECTIONS = 1_000
"""How many rejections a report lists; all are counted."""


@dataclass(frozen=True, slots=True)
class CacheUse:
    """How often a cache held what was looked up since the process started, and how often it did not."""

    hits: int
    misses: int


class Assumed(StrEnum):
    """How the date of an article was assumed whose source states none, the weakest first."""

    FIRST_SEEN = "first-seen"
    FILE_TIME = "file-time"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its source gives it now; `index.article.make_article` builds it from loose fields.

    Until `not_before` it is under an embargo. `revision` is its source's own number of this version, `correction` tells
    that the source calls it a correction, `twin` that it was read from a page made for AMP. `slug`, `place` (of the
    dateline), `urgency` (1 to 9) and `subjects` are as news agencies give them. `assumed` says how `published` was
    assumed, None where the source states it.
    """

    id: str
    title: str
    text: str
    published: datetime
    source: str
    modified: datetime | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    rights: str | None = None
    external_id: str | None = None
    not_before: datetime | None = None
    revision: int | None = None
    correction: bool = False
    twin: bool = False
    slug: str | None = None
    place: str | None = None
    urgency: int | None = None
    subjects: tuple[str, ...] = ()
    assumed: Assumed | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was refused: the file, the line or record number counted from 1, and the reason."""

    origin: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A notice by which a source withdraws one of its articles.

    The article is named as it names itself: by `id`, else `external_id`, else `url`; where `source` is given, the
    article has to be of that source. `at` is the time of the notice, None where it gives none. `origin` and `line` say
    where the notice was read, as in `Rejected`.
    """

    id: str | None = None
    external_id: str | None = None
    url: str | None = None
    source: str | None = None
    reason: str = ""
    at: datetime | None = None
    origin: str = ""
    line: int | None = None


Record: TypeAlias = Article | Withdrawal | Rejected
"""What a format yields for each record that it reads."""


@dataclass(frozen=True, slots=True)
class Retraction:
    """A retraction: all that an article had said up to `at` is withdrawn; `generation` is that of the transaction."""

    article: str
    at: datetime
    reason: str
    generation: int


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said from `valid_from` until `valid_to`, None while it is active.

    Numbers count from 1 in the order of arrival, and never change; only the times give the order of versions.
    `retraction` is the one that covers this version, None where none does.
    """

    article: Article
    number: int
    digest: str
    valid_from: datetime
    valid_to: datetime | None
    retraction: Retraction | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters `[start, end)` of some text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one version: `version.text[start:end]`."""

    id: int
    article: str
    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata of a passage's article, in the version that the passage is of.

    `family` names the articles it is a copy of, or that are copies of it, and `copies` counts them without itself.
    `assumed` says how `published` was assumed, None where the source states it.
    """

    title: str
    source: str
    published: datetime
    modified: datetime | None
    url: str | None
    language: str | None
    authors: tuple[str, ...]
    valid_from: datetime
    valid_to: datetime | None
    family: str | None = None
    copies: int = 0
    rights: str | None = None
    assumed: Assumed | None = None

    @property
    def setting(self) -> str:
        """The context of a passage besides its text: title, source and date."""
        return f"{self.title} {self.source} {self.published.day} {self.published:%B %Y}"


@dataclass(frozen=True, slots=True)
class Kin:
    """Articles that are copies of one another, by their ids: the head, and all others, the earliest first."""

    id: str
    head: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages a search may return. Both ends are inclusive; an empty tuple keeps everything.

    `as_of` selects what had been published by then, in the versions active then; None for what is active now.
    """

    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages to keep, under all of their codes."""
        return codes_alike(self.languages)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage returned by a search, with its text; ranks count from 1, None where that index did not return it.

    `score` orders hits of one search and means nothing across searches. `similarity` is the cosine of question and
    passage, `bm25` the lexical score; each is None where that index did not score the passage.
    """

    passage: Passage
    head: Head
    text: str
    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None
    similarity: float | None = None
    bm25: float | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalogue contains at one generation; `oldest` and `newest` are publication times.

    `unembedded` passages have no vector yet: only the lexical index finds them.
    """

    generation: int
    articles: int
    versions: int
    passages: int
    unembedded: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the records of one ingest; of its `rejections` the first are listed as `rejected`.

    `withdrawn` counts withdrawals of articles that are known, repeated ones included, `held` articles that wait for
    the end of an embargo.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    passages: int = 0
    embedded: int = 0
    rejected: tuple[Rejected, ...] = field(default=())
    rejections: int = 0
    held: int = 0

    def plus(self, other: "IngestReport") -> "IngestReport":
        """Return the sum of two reports, with the first `SHOWN_REJECTIONS` rejections."""
        return IngestReport(
            added=self.added + other.added,
            updated=self.updated + other.updated,
            unchanged=self.unchanged + other.unchanged,
            withdrawn=self.withdrawn + other.withdrawn,
            passages=self.passages + other.passages,
            embedded=self.embedded + other.embedded,
            rejected=(self.rejected + other.rejected)[:SHOWN_REJECTIONS],
            rejections=self.rejections + other.rejections,
            held=self.held + other.held,
        )

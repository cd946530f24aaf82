"""What the archive holds, for a page that nothing has been asked on yet."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from index.catalogue.holdings import Share
from index.types import Counts

MOST_SOURCES = 200


class SourceBody(BaseModel):
    """A source and how many articles it has."""

    name: str
    articles: int


class LanguageBody(BaseModel):
    """A language and how many articles are in it; the code is null for articles that name none."""

    code: str | None
    articles: int


class ArchiveBody(BaseModel):
    """What the archive holds, and questions that it can answer.

    `oldest` and `newest` are times of publication; `stored` is when an article was last stored or changed.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ARCHIVE]})

    generation: int
    articles: int
    passages: int
    oldest: datetime | None
    newest: datetime | None
    stored: datetime | None = Field(description="when an article was last stored or changed; null if that is not known")
    sources: list[SourceBody] = Field(description=f"most articles first, at most {MOST_SOURCES}")
    sources_total: int
    languages: list[LanguageBody] = Field(description="most articles first")
    questions: list[str] = Field(description="questions to begin with")
    feedback: bool = Field(description="whether answers can be rated")
    generator: str | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="the language model that writes answers; absent without one",
    )


def show_archive(
    counts: Counts,
    sources: Sequence[Share],
    languages: Sequence[Share],
    stored: datetime | None,
    questions: Sequence[str],
    *,
    feedback: bool,
    generator: str | None = None,
) -> ArchiveBody:
    """Return what the archive holds in its wire format."""
    return ArchiveBody(
        generation=counts.generation,
        articles=counts.articles,
        passages=counts.passages,
        oldest=counts.oldest,
        newest=counts.newest,
        stored=stored,
        sources=[SourceBody(name=one.name or "", articles=one.articles) for one in sources[:MOST_SOURCES]],
        sources_total=len(sources),
        languages=[LanguageBody(code=one.name, articles=one.articles) for one in languages],
        questions=list(questions),
        feedback=feedback,
        generator=generator,
    )

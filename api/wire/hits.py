"""What a search finds, and the filters and the index that it was found by."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from api.wire.words import ASSUMED
from index.search.spelling import Correction
from index.types import Assumed, Filters, Hit
from qa.types import SearchResult


class HitBody(BaseModel):
    """A passage that was found; ranks count from 1, null where that search did not find it."""

    article: str
    version: int
    title: str
    source: str
    published: datetime
    url: str | None
    text: str
    start: int
    end: int
    score: float
    lexical_rank: int | None
    dense_rank: int | None
    rights: str | None = None
    published_assumed: Assumed | None = Field(None, description=ASSUMED)


class FiltersBody(BaseModel):
    """The filters as the server understood them, those found in the question included."""

    as_of: datetime | None
    since: datetime | None
    until: datetime | None
    sources: list[str]
    languages: list[str]


class IndexStateBody(BaseModel):
    """The state of the index that was searched."""

    generation: int
    articles: int
    newest: datetime | None
    words_only: bool = Field(
        default=False,
        exclude_if=lambda value: not value,
        description="true if passages were searched by their words alone, because the engine's server gave no answer;"
        " absent otherwise",
    )


class CorrectionBody(BaseModel):
    """A word of the question, and the word of the articles that was searched for instead."""

    model_config = ConfigDict(serialize_by_alias=True)

    typed: str = Field(alias="from", examples=["erthquake"])
    meant: str = Field(alias="to", examples=["earthquake"])


Corrected = Annotated[
    list[CorrectionBody], Field(description="words of the question that were searched for in another spelling")
]
Hint = Annotated[
    str | None,
    Field(
        description="which filter keeps no article, and the known names nearest to it, or what an article says instead"
        " of what the question takes for granted; null if neither is the reason. `message` ends with it."
    ),
]


class SearchBody(BaseModel):
    """The passages that were found, best first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SEARCH]})

    hits: list[HitBody]
    corrected: Corrected = []
    hint: Hint = None
    filters: FiltersBody
    index: IndexStateBody


def show_search(result: SearchResult) -> SearchBody:
    """Return the result of a search in its wire format."""
    return SearchBody(
        hits=[show_hit(hit) for hit in result.hits],
        corrected=show_corrections(result.corrected),
        hint=result.hint,
        filters=show_filters(result.filters),
        index=IndexStateBody.model_validate(result.index, from_attributes=True),
    )


def show_hit(hit: Hit) -> HitBody:
    """Return a hit in its wire format."""
    return HitBody(
        article=hit.passage.article,
        version=hit.passage.version,
        title=hit.head.title,
        source=hit.head.source,
        published=hit.head.published,
        url=hit.head.url,
        text=hit.text,
        start=hit.passage.start,
        end=hit.passage.end,
        score=round(hit.score, 6),
        lexical_rank=hit.lexical_rank,
        dense_rank=hit.dense_rank,
        rights=hit.head.rights,
        published_assumed=hit.head.assumed,
    )


def show_corrections(corrections: Iterable[Correction]) -> list[CorrectionBody]:
    """Return corrections of spelling in their wire format."""
    return [CorrectionBody.model_validate({"from": one.typed, "to": one.meant}) for one in corrections]


def show_filters(filters: Filters) -> FiltersBody:
    """Return filters in their wire format."""
    return FiltersBody.model_validate(filters, from_attributes=True)

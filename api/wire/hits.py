"""What a search finds, and the filters and the index that it was found by."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from api.wire import examples
from index.types import Filters, Hit
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


class SearchBody(BaseModel):
    """The passages that were found, best first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SEARCH]})

    hits: list[HitBody]
    filters: FiltersBody
    index: IndexStateBody


def show_search(result: SearchResult) -> SearchBody:
    """Return the result of a search in its wire format."""
    return SearchBody(
        hits=[show_hit(hit) for hit in result.hits],
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
    )


def show_filters(filters: Filters) -> FiltersBody:
    """Return filters in their wire format."""
    return FiltersBody.model_validate(filters, from_attributes=True)

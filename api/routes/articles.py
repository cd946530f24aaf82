"""Reading, retracting and deleting articles."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.errors import ERRORS_OF_BODIES, document
from api.guard.body import refuse_parameters, refuse_repeats, require_json
from api.processes.excerpts import read_excerpt
from api.routes.dependencies import LibraryDep, ServiceDep
from api.service import Service
from api.wire.articles import (
    ArticleBody,
    ArticlesBody,
    ArticlesQuery,
    DeletedBody,
    VersionQuery,
    VersionsBody,
    show_head,
    show_reading,
    show_versions,
)
from api.wire.cursor import read_cursor, write_cursor
from api.wire.filters import make_filters
from api.wire.retractions import RetractedBody, RetractRequest, show_retraction
from index.errors import DatelineError, InvalidFilter, NotFound
from index.intake.retraction import retract
from index.library import Library
from index.text import shorten
from index.types import Version
from qa.language.source import match_sources

router = APIRouter(tags=["articles"], dependencies=[Depends(refuse_repeats)])

log = logging.getLogger(__name__)


@router.get("/articles", summary="List articles, newest first", responses=document(422))
async def list_articles(
    library: LibraryDep, service: ServiceDep, query: Annotated[ArticlesQuery, Query()]
) -> ArticlesBody:
    """Return a page of articles, without their text, in their current version or that of `as_of`.

    Retracted articles are listed only if `external_id` is given.
    """
    filters = make_filters(
        since=query.since, until=query.until, as_of=query.as_of, sources=query.source, languages=query.language
    )
    after = read_cursor(query.cursor) if query.cursor is not None else None

    def read_page() -> list[Version]:
        with library.catalogue.snapshot() as snapshot:
            limit = query.limit + 1  # one more tells whether there is a next page
            named = query.external_id
            sources = match_sources(filters.sources, snapshot.sources()) if filters.sources else ()
            kept = replace(filters, sources=sources)
            return snapshot.articles(kept, external_id=named, retracted=bool(named), after=after, limit=limit)

    found = await service.read(read_page)
    page = found[: query.limit]
    cursor = write_cursor(page[-1].article.published, page[-1].article.id) if len(found) > len(page) else None
    return ArticlesBody(articles=[show_head(version) for version in page], next_cursor=cursor)


@router.get("/articles/{article}", summary="Read an article", responses=document(404, 422))
async def get_article(
    article: str, library: LibraryDep, service: ServiceDep, query: Annotated[VersionQuery, Query()]
) -> ArticleBody:
    """Return one version of an article with its text: by its number, as of a time, or the current one.

    For a retracted article that is the last version, with `retracted_at`. As of a time before its publication or after
    its retraction, there is none: 404. `family` lists its copies as of that time.
    """
    if query.version is not None and query.as_of is not None:
        raise InvalidFilter("version and as_of exclude each other: give one of them", field="as_of")
    moment = make_filters(as_of=query.as_of).as_of
    number = query.version
    read = partial(read_excerpt, article, library.catalogue, service.quoting, number=number, moment=moment)
    return show_reading(await service.read(read))


@router.get(
    "/articles/{article}/versions",
    summary="List the versions of an article",
    responses=document(404, 422),
    dependencies=[Depends(refuse_parameters)],
)
async def list_versions(article: str, library: LibraryDep, service: ServiceDep) -> VersionsBody:
    """Return the title of each version and when it was valid, in order of arrival."""

    def read() -> VersionsBody:
        with library.catalogue.snapshot() as snapshot:
            return show_versions(snapshot.versions(article))

    return await service.read(read)


@router.post(
    "/articles/{article}/retract",
    summary="Retract an article",
    responses=document(404, *ERRORS_OF_BODIES),
    dependencies=[Depends(require_json), Depends(refuse_parameters)],
)
async def retract_article(
    article: str, request: RetractRequest, library: LibraryDep, service: ServiceDep
) -> RetractedBody:
    """Retract an article: it can still be read, but is found and cited only as of an earlier time.

    Retracting it again changes nothing. Sending the same text again does not restore it; a changed text makes a new
    version.
    """

    def withdraw() -> RetractedBody:
        retraction = retract(article, request.reason, library.catalogue, datetime.now(UTC))
        _follow(service, library, f"{article} is retracted")
        return show_retraction(retraction)

    return await service.read(withdraw)


@router.delete(
    "/articles/{article}",
    summary="Delete an article",
    responses=document(403, 404, 422),
    dependencies=[Depends(refuse_parameters)],
)
async def delete_article(article: str, library: LibraryDep, service: ServiceDep) -> DeletedBody:
    """Delete every version of an article, its passages and vectors; kept answers no longer quote it."""
    return await service.read(lambda: _delete(service, library, article, datetime.now(UTC).replace(microsecond=0)))


def _delete(service: Service, library: Library, article: str, now: datetime) -> DeletedBody:
    with library.catalogue.write() as transaction:
        # Delete it from the inbox too, or the worker would store it again.
        pending, stored = transaction.inbox.delete(article), transaction.delete_article(article, now)
        if not (pending or stored):
            raise NotFound(f"there is no article {shorten(article)!r}")
        generation = transaction.generation
    _follow(service, library, f"{article} is deleted")
    return DeletedBody(id=article, deleted_at=now, generation=generation)


def _follow(service: Service, library: Library, done: str) -> None:
    """Let the indexes follow a write; a search would otherwise wait until the worker polls for it."""
    service.wake_worker()
    try:
        library.engine.follow()
    except DatelineError:
        log.exception("%s, but the indexes cannot follow now; every search tries again", done)

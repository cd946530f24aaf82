"""The state of the index, rebuilding it, and jobs."""

from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter, Depends, Response

from api.errors import ERRORS_OF_BODIES, RETRY_LATER, Refusal, document
from api.guard.body import refuse_parameters, require_json_if_any
from api.routes.dependencies import LibraryDep, ServiceDep
from api.wire.jobs import JobBody, show_job
from api.wire.storage import IndexBody, RebuildRequest, show_counts, show_dense
from index.care.rebuild import RebuildRunning, claim_rebuild
from index.care.size import size_of
from index.errors import ModelError
from index.library import Library

_NOT_ALLOWED = (
    "this embedder is not allowed: add it to the setting embedders,"
    " or run `dateline rebuild --embedder` on the server's machine"
)

router = APIRouter(tags=["index"], dependencies=[Depends(refuse_parameters)], responses=document(422))


@router.get("/index", summary="Show the state of the index")
async def get_index(library: LibraryDep, service: ServiceDep) -> IndexBody:
    """Return the generation, counts, and how many accepted articles are not searchable yet."""
    return await service.read(partial(_describe, library, service.author.name if service.author else None))


@router.post(
    "/index/rebuild",
    status_code=202,
    summary="Rebuild the index",
    responses=document(409, *ERRORS_OF_BODIES),
    dependencies=[Depends(require_json_if_any)],
)
async def rebuild_index(
    library: LibraryDep, service: ServiceDep, response: Response, request: RebuildRequest | None = None
) -> JobBody:
    """Rebuild the search indexes from the catalogue, as a job; questions are answered meanwhile.

    With `embedder`, passages that have no vector of that model are embedded first, and searches use it from then on. It
    must be the packaged model, or one that the settings `embedder` or `embedders` name.
    """
    model = request.embedder if request else None
    if model and model not in service.settings.allowed_embedders:  # nothing is opened, looked for or fetched
        raise Refusal(422, _NOT_ALLOWED, field="embedder")
    try:
        embedder = await service.work(partial(service.open_embedder, model)) if model else None
        claim = await service.read(partial(claim_rebuild, library.catalogue, datetime.now(UTC), model))
    except ModelError as error:
        raise Refusal(422, error.message, field="embedder") from None
    except RebuildRunning as error:
        raise Refusal(409, error.message, retry_after=RETRY_LATER) from None
    service.rebuild(claim, embedder)
    response.headers["Location"] = f"/jobs/{claim.job}"
    return await service.read(partial(_read_job, library, claim.job))


@router.get("/jobs/{job}", summary="Show the progress of a job", responses=document(404))
async def get_job(job: str, library: LibraryDep, service: ServiceDep) -> JobBody:
    """Return a job, with its report."""
    return await service.read(partial(_read_job, library, job))


def _read_job(library: Library, job: str) -> JobBody:
    with library.catalogue.snapshot() as snapshot:
        return show_job(snapshot.jobs.get(job))


def _describe(library: Library, generator: str | None) -> IndexBody:
    with library.catalogue.snapshot() as snapshot:
        counts, lag = snapshot.counts(), snapshot.inbox.count_waiting()
    described = library.engine.describe()
    return IndexBody(
        generation=counts.generation,
        counts=show_counts(counts),
        oldest=counts.oldest,
        newest=counts.newest,
        embedder=library.embedder.name,
        generator=generator,
        engine=described.summary,
        dense=show_dense(described.dense),
        bytes=size_of(library.folder),
        lag=lag,
    )

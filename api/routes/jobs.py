"""The state of the index, rebuilding it, and jobs."""

from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter, Depends, Response

from api.errors import ERRORS_OF_BODIES, RETRY_LATER, Refusal, document
from api.guard.body import refuse_parameters, require_json_if_any
from api.service import LibraryDep, ServiceDep
from api.wire.jobs import JobBody, show_job
from api.wire.storage import IndexBody, RebuildRequest, show_counts, show_dense
from index.care.rebuild import RebuildRunning, claim_rebuild
from index.care.size import size_of
from index.errors import ModelError
from index.library import Library

_NOT_ALLOWED = (
    "the settings allow no such embedder here: run `dateline rebuild --embedder` on the server's machine,"
    " or add it to the setting embedders"
)

router = APIRouter(tags=["index"], dependencies=[Depends(refuse_parameters)], responses=document(422))


@router.get("/index", summary="What the index holds")
async def get_index(library: LibraryDep, service: ServiceDep) -> IndexBody:
    """Return generation, counts, and how far the index lags behind what was accepted."""
    return await service.read(partial(_describe, library))


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
    """Build the derived indexes anew from the catalogue, as a job; asking goes on meanwhile.

    With an embedder, every passage that it has not embedded yet is embedded first, and then all questions go by it. It
    must be the packaged one, or one that the settings `embedder` or `embedders` name.
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


@router.get("/jobs/{job}", summary="How far a job has come", responses=document(404))
async def get_job(job: str, library: LibraryDep, service: ServiceDep) -> JobBody:
    """Return a job, with its report."""
    return await service.read(partial(_read_job, library, job))


def _read_job(library: Library, job: str) -> JobBody:
    with library.catalogue.snapshot() as snapshot:
        return show_job(snapshot.jobs.get(job))


def _describe(library: Library) -> IndexBody:
    with library.catalogue.snapshot() as snapshot:
        counts, lag = snapshot.counts(), snapshot.jobs.backlog()
    return IndexBody(
        generation=counts.generation,
        counts=show_counts(counts),
        oldest=counts.oldest,
        newest=counts.newest,
        embedder=library.embedder.name,
        engine=library.engine.describe(),
        dense=show_dense(library.engine.shape),
        bytes=size_of(library.folder),
        lag=lag,
    )

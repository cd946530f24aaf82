"""What the archive holds."""

from fastapi import APIRouter, Depends

from api.errors import document
from api.guard.body import refuse_parameters
from api.routes.dependencies import LibraryDep, ServiceDep
from api.service import Service
from api.wire.archive import ArchiveBody, show_archive
from index.library import Library

router = APIRouter(tags=["index"], dependencies=[Depends(refuse_parameters)], responses=document(422))


@router.get("/archive", summary="Show what the archive holds")
async def get_archive(library: LibraryDep, service: ServiceDep) -> ArchiveBody:
    """Return the number of articles by source and language, their span of time, and questions to begin with."""
    return await service.read(lambda: _describe(library, service))


def _describe(library: Library, service: Service) -> ArchiveBody:
    questions = service.suggester.suggest(library)
    with library.catalogue.snapshot() as snapshot:
        held = snapshot.holdings
        shares = held.sources(), held.languages()
        return show_archive(
            snapshot.counts(),
            *shares,
            held.last_stored(),
            questions,
            feedback=service.settings.feedback,
            generator=service.author.name if service.author else None,
        )

"""`GET /metrics`: the metrics of the server, for Prometheus."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from api.errors import Refusal, document
from api.guard.body import refuse_parameters
from api.routes.dependencies import ServiceDep
from api.service import Service
from api.telemetry.metrics import Metrics
from api.telemetry.state import ArchiveState, State
from api.wire import examples
from index.errors import DatelineError
from index.library import Library
from index.passages.local import LocalEmbedder
from index.types import CacheUse

router = APIRouter(tags=["health"], dependencies=[Depends(refuse_parameters)])

_EXPOSED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The metrics", "content": {"text/plain": {"example": examples.METRICS}}},
    **document(422),
}


@router.get("/metrics", summary="Read the metrics of the server", response_class=Response, responses=_EXPOSED)
async def expose(request: Request, service: ServiceDep) -> Response:
    """Return metrics in the text format of Prometheus, or OpenMetrics if `Accept` prefers it."""
    metrics = request.app.state.metrics
    assert isinstance(metrics, Metrics)  # noqa: S101 - `create_app` adds this route only with them
    body, content_type = await service.read(partial(metrics.expose, request.headers.get("accept", "")))
    return Response(body, headers={"Content-Type": content_type})


def read_state(service: Service) -> State:
    """Return the state of the server now. What the worker has stored is read from the catalogue that both share."""
    settings, slots, found = service.settings, service.slots, service.find_obstacles()
    try:
        library: Library | None = service.library
    except Refusal:
        library = None
    return State(
        can_ask=found.ask is None,
        can_store=found.store is None,
        slots=settings.concurrency,
        slots_in_use=settings.concurrency - slots.free,
        queue=settings.queue,
        waiting=slots.waiting,
        queue_refusals=slots.refused,
        caches=_read_caches(service, library) if library else {},
        archive=_read_archive(library) if library else None,
    )


def _read_caches(service: Service, library: Library) -> Mapping[str, CacheUse]:
    found = {"questions": library.embedder.cache_use} if isinstance(library.embedder, LocalEmbedder) else {}
    return found | ({"readings": service.reader.cache_use} if service.reader else {})


def _read_archive(library: Library) -> ArchiveState | None:
    """Return what the catalogue holds; None if it cannot be read now."""
    try:
        followed = library.engine.generation  # before the catalogue's, or a write in between would look like a lead
        with library.catalogue.snapshot() as snapshot:
            waiting = snapshot.inbox.waiting(1)
            return ArchiveState(
                articles=snapshot.count_articles(),
                generation=snapshot.generation(),
                engine=library.engine.describe().summary.partition(":")[0],
                engine_generation=followed,
                inbox=snapshot.inbox.count_waiting(),
                inbox_seconds=(datetime.now(UTC) - waiting[0].accepted).total_seconds() if waiting else 0.0,
                set_aside=snapshot.inbox.count_set_aside(),
            )
    except DatelineError:
        return None

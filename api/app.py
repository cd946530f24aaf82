"""The server: the app with every endpoint, and the process that runs it."""

import contextlib
import errno
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

import uvicorn
from anyio import to_thread
from fastapi import FastAPI
from starlette.routing import BaseRoute

from api.errors import ERRORS_OF_ALL, CatchBugs, add_error_handlers, document
from api.guard.access import CheckHost, CheckOrigin
from api.guard.clients import BehindProxies
from api.guard.compression import CompressFiles
from api.guard.connection import connections_of
from api.guard.headers import SecureHeaders
from api.guard.keyring import Keyring
from api.guard.keys import CheckKey, free_rights
from api.guard.limits import BoundBody, BoundPauses, RefuseCompressed
from api.guard.logs import configure_logs
from api.guard.logs import server as server_log
from api.guard.origins import is_loopback, make_host_names
from api.guard.rates import LimitRate
from api.processes.opening import (
    LibraryOpener,
    ReaderOpener,
    WorkerOpener,
    open_reader_from_settings,
    open_served_library,
    open_worker_process,
)
from api.routes import (
    ai_sdk,
    answers,
    archive,
    articles,
    ask,
    health,
    intake,
    jobs,
    mcp,
    metrics,
    openai,
    pages,
    search,
    widget,
)
from api.server import StoppingServer
from api.service import Service
from api.settings import Settings
from api.telemetry.metrics import Metrics
from api.telemetry.requests import ObserveRequests
from api.wire.methods import ServeHead
from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import has_index
from index.errors import InvalidInput

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig

    from api.telemetry.tracing import Tracing

# FastAPI traces by itself where there is a global provider; its spans and logs would hold questions.
_NO_TELEMETRY: "TelemetryConfig" = {
    "tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False,
}  # fmt: skip

NEW_ARCHIVE = "%s held no archive: a new one was made there, which is empty; `dateline ingest PATH` adds articles"
_ROUTES = (ask, ai_sdk, mcp, openai, search, archive, answers, intake, articles, jobs, health, metrics, pages, widget)


def create_app(
    settings: Settings,
    opener: LibraryOpener = open_served_library,
    reader_opener: ReaderOpener = open_reader_from_settings,
    worker_opener: WorkerOpener = open_worker_process,
) -> FastAPI:
    """Return the app.

    When it starts, it opens the library and the reader in a thread, so it responds at once; then it starts the worker,
    which stores accepted articles.
    """
    app = FastAPI(
        title="Dateline",
        version=version("dateline"),
        summary="Cited question answering over news",
        description="Where the server needs a key, send it as the header `Authorization: Bearer KEY`.",
        lifespan=_live,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=document(*ERRORS_OF_ALL),
        telemetry=_NO_TELEMETRY,
    )
    app.state.service = Service(settings, opener, reader_opener, worker_opener)
    app.state.metrics, app.state.tracing = Metrics() if settings.metrics else None, _open_tracing(settings.trace_url)
    routes = _add_routes(app)
    add_error_handlers(app)
    _add_guards(app, settings, app.state.service.keyring)
    app.add_middleware(
        ObserveRequests,
        routes=routes,
        metrics=app.state.metrics,
        tracing=app.state.tracing,
        logged=settings.log_requests,
    )
    return app


def _add_routes(app: FastAPI) -> list[BaseRoute]:
    """Add every endpoint; return their routes, which FastAPI keeps within the routers that it includes."""
    routers = [module.router for module in _ROUTES if app.state.metrics or module is not metrics]
    for router in routers:
        app.include_router(router)
    app.mount("/static", pages.CheckedFiles(directory=pages.STATIC), name="static")
    if app.state.metrics:
        app.state.metrics.watch(partial(metrics.read_state, app.state.service))
    return [route for router in routers for route in router.routes] + app.routes


def _add_guards(app: FastAPI, settings: Settings, keyring: Keyring) -> None:
    """Add what every request passes; the last one added comes first."""
    app.add_middleware(CompressFiles)
    app.add_middleware(ServeHead)
    app.add_middleware(RefuseCompressed)
    app.add_middleware(BoundBody, limit=settings.max_body)
    app.add_middleware(BoundPauses, seconds=settings.request_timeout)
    app.add_middleware(LimitRate, ask=settings.ask_limit, write=settings.write_limit)
    free = free_rights(settings.open_access, on_loopback=is_loopback(settings.host))
    app.add_middleware(CheckKey, keyring=keyring, free=free)
    app.add_middleware(CatchBugs)  # inside CheckOrigin, so that a page that may ask can read these errors, too
    app.add_middleware(CheckOrigin, allowed=settings.allowed_origins, keyring=keyring)
    app.add_middleware(CheckHost, names=make_host_names(settings.host, settings.allowed_hosts))
    app.add_middleware(CatchBugs)
    app.add_middleware(BehindProxies, trusted_hosts=list(settings.trusted_proxies))
    app.add_middleware(SecureHeaders)


def _open_tracing(url: str | None) -> "Tracing | None":
    """Return what traces requests; None, and nothing imported, where the settings name no collector.

    Raises:
        InvalidInput: the extra is not installed.
    """
    if url is None:
        return None
    try:
        from api.telemetry.tracing import Tracing
    except ImportError:
        raise InvalidInput("trace_url needs the extra tracing: pip install 'dateline[tracing]'") from None
    return Tracing(url)


def serve(settings: Settings) -> int:
    """Serve until stopped; return the exit code: 1 if the server cannot start, or is stopped a second time.

    Raises:
        InvalidInput: everyone in the network could use the server, and the settings do not say that they may.
    """
    configure_logs(settings.log_format, log_requests=settings.log_requests, log_questions=settings.log_questions)
    _require_access(settings)
    try:
        listener = listen(settings)
    except OSError as error:
        sys.stderr.write(f"dateline: cannot listen on {settings.host}, port {settings.port}: {_explain(error)}\n")
        return 1
    begun = settings.shared is not None or has_index(settings.data)
    app = create_app(settings)
    service: Service = app.state.service
    server = StoppingServer(configure(app, settings), service.stopping.set, settings.stop_delay)
    for number in uvicorn.server.HANDLED_SIGNALS:  # uvicorn raises them again after a clean shutdown
        signal.signal(number, partial(_request_exit, server))
    threading.Thread(target=_announce, args=(service, server, listener, begun), daemon=True).start()
    with listener:
        server.run(sockets=[listener])
    return 1 if service.failure or server.force_exit else 0


def _explain(error: OSError) -> str:
    """Return why an address cannot be listened on, and what to do."""
    reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror)
    if error.errno == errno.EADDRINUSE:
        return f"{reason}; choose another port with --port"
    if error.errno == errno.EACCES:
        return f"{reason}; choose a port above 1023 with --port"
    return f"{reason}; correct --host"


def _require_access(settings: Settings) -> None:
    if settings.open_access != "auto" or is_loopback(settings.host) or _has_keys(settings):
        return
    raise InvalidInput(
        f"others can reach {settings.host}, and there is no key: make one with"
        " `dateline key add NAME --rights ask,write,admin`, or let everyone in with --open-access all"
    )


def _has_keys(settings: Settings) -> bool:
    if not has_index(settings.data, settings.shared):
        return False
    with closing(Catalogue(settings.data, address=settings.shared)) as catalogue, catalogue.snapshot() as snapshot:
        return snapshot.keys.exist()


def configure(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """Return the configuration with which uvicorn serves the app."""
    counting: Metrics | None = getattr(app.state, "metrics", None)
    note = counting.refuse_connection if counting else lambda _: None
    return uvicorn.Config(
        app,
        http=connections_of(settings.request_timeout, settings.connections, note),
        ws="none",
        proxy_headers=False,  # the app believes those of `trusted_proxies`, uvicorn would those of 127.0.0.1
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=30,
    )


def _request_exit(server: uvicorn.Server, *_: object) -> None:
    server.should_exit = True


@contextlib.asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    service.start()
    try:
        yield
    finally:
        await to_thread.run_sync(service.stop)
        if app.state.tracing:
            await to_thread.run_sync(app.state.tracing.close)


def listen(settings: Settings) -> socket.socket:
    """Return the socket to serve on, with TCP_NODELAY set.

    asyncio sets it on the sockets that it opens, not on one that it is given. A response is written in two parts;
    without it, the second part waits 40 ms for the client to acknowledge the first.

    Raises:
        OSError: the address cannot be bound.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _announce(service: Service, server: uvicorn.Server, listener: socket.socket, begun: bool) -> None:
    """Print the address once questions can be asked, or stop the server if the library cannot be opened.

    Unless the archive has `begun` before, the folder may be a slip: a warning names it.
    """
    service.settled.wait()
    if service.failure or server.should_exit:  # stopped while it was starting: the socket is closed already
        server.should_exit = True
        return
    host, port = listener.getsockname()[:2]
    ready = f"Dateline is ready on http://{f'[{host}]' if ':' in host else host}:{port}"
    if service.settings.log_format == "json":
        server_log.info(ready)
    else:
        sys.stdout.write(f"{ready}\n{describe_archive(service)}\n" if sys.stdout.isatty() else f"{ready}\n")
        sys.stdout.flush()
    if not begun:
        server_log.warning(NEW_ARCHIVE, service.settings.data)


def describe_archive(service: Service) -> str:
    """Return from what is answered, for whoever started the server by hand."""
    catalogue = service.library.catalogue
    with catalogue.snapshot() as snapshot:
        number = snapshot.count_articles()
    more = "" if number else "; `dateline ingest PATH` adds some"
    return f"It answers from {catalogue.name}: {number:,} article{'' if number == 1 else 's'}{more}"

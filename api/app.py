"""The server: every endpoint on one app, and the process that runs it."""

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from functools import partial
from importlib.metadata import version

import uvicorn
from anyio import to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api.errors import ERRORS_OF_ALL, CatchBugs, add_error_handlers, document
from api.guard.access import CheckHost, CheckOrigin
from api.guard.connection import connections_of
from api.guard.headers import SecureHeaders
from api.guard.limits import BoundBody, BoundPauses
from api.guard.origins import make_host_names
from api.processes.opening import (
    LibraryOpener,
    ReaderOpener,
    WorkerOpener,
    open_reader_from_settings,
    open_served_library,
    open_worker_process,
)
from api.routes import answers, articles, ask, health, intake, jobs, pages, search
from api.service import Service
from api.settings import Settings
from api.wire.methods import ServeHead


def create_app(
    settings: Settings,
    opener: LibraryOpener = open_served_library,
    reader_opener: ReaderOpener = open_reader_from_settings,
    worker_opener: WorkerOpener = open_worker_process,
) -> FastAPI:
    """Return the app; its library and reader are opened when it starts, in a thread, so that it answers at once.

    Then its worker begins, which stores what is accepted.
    """
    app = FastAPI(
        title="Dateline",
        version=version("dateline"),
        summary="Cited question answering over news",
        lifespan=_live,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=document(*ERRORS_OF_ALL),
    )
    app.state.service = Service(settings, opener, reader_opener, worker_opener)
    for module in (ask, search, answers, intake, articles, jobs, health, pages):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    add_error_handlers(app)
    # The last one added is the outermost.
    app.add_middleware(ServeHead)
    app.add_middleware(BoundBody, limit=settings.max_body)
    app.add_middleware(BoundPauses, seconds=settings.request_timeout)
    app.add_middleware(CheckOrigin, allowed=settings.allowed_origins)
    app.add_middleware(CheckHost, names=make_host_names(settings.host, settings.allowed_hosts))
    app.add_middleware(CatchBugs)
    app.add_middleware(SecureHeaders)
    return app


def serve(settings: Settings) -> int:
    """Serve until told to stop; return the exit code: 1 where the server cannot start, or is told to stop at once."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        listener = listen(settings)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        sys.stderr.write(f"cannot listen on {settings.host}, port {settings.port}: {reason}\n")
        return 1
    app = create_app(settings)
    service: Service = app.state.service
    server = uvicorn.Server(configure(app, settings))
    for number in uvicorn.server.HANDLED_SIGNALS:  # uvicorn raises them again once it has ended in good order
        signal.signal(number, partial(_ask_to_exit, server))
    threading.Thread(target=_announce, args=(service, server, listener), daemon=True).start()
    with listener:
        server.run(sockets=[listener])
    return 1 if service.failure or server.force_exit else 0


def configure(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """Return how uvicorn serves the app."""
    return uvicorn.Config(
        app,
        http=connections_of(settings.request_timeout, settings.connections),
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=30,
    )


def _ask_to_exit(server: uvicorn.Server, *_: object) -> None:
    server.should_exit = True


@contextlib.asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    service.start()
    try:
        yield
    finally:
        await to_thread.run_sync(service.stop)


def listen(settings: Settings) -> socket.socket:
    """Return the socket that is served, whose connections send at once what is written to them.

    asyncio sees to that for sockets that it makes itself, not for one that it is given. An answer is written in two
    parts, so the second of each waited 40 ms for the client to acknowledge the first.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _announce(service: Service, server: uvicorn.Server, listener: socket.socket) -> None:
    """Say where the server is once it can answer, or end it where it never will."""
    service.settled.wait()
    if service.failure:
        server.should_exit = True
        return
    host, port = listener.getsockname()[:2]
    sys.stdout.write(f"Dateline is ready on http://{f'[{host}]' if ':' in host else host}:{port}\n")
    sys.stdout.flush()

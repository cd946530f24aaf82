"""`mcp`: the tools for agents on standard input and output."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import typer

from api.commands.context.flags import with_settings
from api.commands.context.questions import Server
from api.commands.context.sources import exiting_cleanly
from index.errors import DatelineError
from index.passages.memory import require_address_space

if TYPE_CHECKING:
    from api.service import Service
    from api.settings import Settings
    from index.library import Library

_DUE_SECONDS = 1.0


@with_settings("data", "embedder", "embedding", "reading", "generator", "quoting")
def mcp(settings: "Settings", *, server: Server = None) -> None:
    """Give desktop clients the tools of the Model Context Protocol.

    It speaks on standard input and output until the client ends; everything else goes to standard error. Clients start
    it themselves: docs/agents.md has what to write into their settings.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with exiting_cleanly():
        if server is not None:
            from api.commands.context.bridge import bridge

            _run_aside(partial(bridge, server, settings.secret_key))
        else:
            _serve(settings)


def _serve(settings: "Settings") -> None:
    """Serve the data folder; the library is opened meanwhile."""
    from index.catalogue.presence import require_index

    require_index(settings.data, settings.shared)
    require_address_space(settings.jobs)
    from api.dialects.mcp.server import serve_standard_streams
    from api.service import Service

    if sys.stdin.isatty():
        typer.echo("dateline: speaking MCP on standard input and output; a client starts this command", err=True)
    service = Service(settings, _open, worker_opener=None)
    service.start()
    threading.Thread(target=_store_due, args=(service,), name="dateline-due", daemon=True).start()
    try:
        _run_aside(partial(serve_standard_streams, service))
    except BaseException:
        service.stop()
        raise
    if service.settled.is_set():  # else nobody waits for what is being opened
        service.stop()
    _leave()


def _store_due(service: "Service") -> None:
    """Store articles whose embargo ends while an agent is served: there is no worker that would."""
    from index.intake.drain import store_due

    service.settled.wait()
    while True:
        with suppress(DatelineError):  # the next turn may do
            store_due(service.library)
        time.sleep(_DUE_SECONDS)


def _open(settings: "Settings") -> "Library":
    from index.library import open_for_service

    model, jobs, engine = settings.chosen_embedder, settings.jobs, settings.chosen_engine
    return open_for_service(
        settings.data, model=model, threads=jobs, device=settings.device, engine=engine, shared=settings.shared
    )


def _run_aside(conversation: Callable[[], object]) -> None:
    """Run a conversation in a thread, so that a signal can end the process although standard input is being read."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            conversation()
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread of the command
            failed.append(error)

    thread = threading.Thread(target=run, name="dateline-mcp", daemon=True)
    thread.start()
    try:
        thread.join()
    except KeyboardInterrupt:
        _leave()
    if failed:
        raise failed[0]


def _leave() -> None:
    """End the process with 0 at once: threads that read standard input, or open models, cannot be interrupted.

    Clients kill a process that takes seconds to end, as one does that has loaded models.
    """
    sys.stderr.flush()
    os._exit(0)

"""Servers that start quickly, with the connections of `dateline serve`."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.app import configure, create_app
from api.service import Service
from api.settings import Settings
from index.library import open_library
from tests.api.conftest import WorkerThread
from tests.index.history import HashEmbedder


@contextlib.contextmanager
def serving_quickly(data: Path, **more: object) -> Iterator[str]:
    """Serve a folder, with a fake embedder and further settings; yield the address."""
    settings = Settings.model_validate({"data": data, "reader": "none", **more})
    app = create_app(
        settings,
        lambda settings: open_library(settings.data, embedder=HashEmbedder()),
        worker_opener=WorkerThread,
    )
    with connecting(app, settings) as url:
        service: Service = app.state.service
        service.settled.wait()
        yield url


@contextlib.contextmanager
def connecting(app: FastAPI, settings: Settings) -> Iterator[str]:
    """Run an app behind uvicorn as `dateline serve` does, on a free port; yield its address."""
    server = uvicorn.Server(configure(app, settings))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started:
                thread.join(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

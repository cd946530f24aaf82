"""Servers whose access is tested: keys for them, and the calls that they offer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount, Route

from api.app import create_app
from api.settings import Settings
from index.catalogue.catalogue import Catalogue
from index.catalogue.keys import Right, make_key
from index.library import open_library
from tests.api.conftest import WorkerThread
from tests.index.history import HashEmbedder

PAGE = "https://news.example.org"


def make_server(data: Path, **settings: object) -> FastAPI:
    """Build an app that opens at once, with further settings."""
    chosen = Settings.model_validate({"data": data, "reader": "none", **settings})
    embedder = HashEmbedder()
    return create_app(chosen, lambda chosen: open_library(chosen.data, embedder=embedder), worker_opener=WorkerThread)


def add_key(
    data: Path, name: str, *rights: Right, origins: tuple[str, ...] = (), expires: datetime | None = None
) -> str:
    """Add a key to a data folder, as another process would; return its secret."""
    made, secret = make_key(name, frozenset(rights), datetime.now(UTC), origins=origins, expires=expires)
    catalogue = Catalogue(data)
    with catalogue.write() as transaction:
        transaction.keys.add(made, secret)
    catalogue.close()
    return secret


def revoke_key(data: Path, name: str) -> None:
    """Revoke a key of a data folder, as another process would."""
    catalogue = Catalogue(data)
    with catalogue.write() as transaction:
        transaction.keys.revoke(name, datetime.now(UTC))
    catalogue.close()


def bearer(secret: str) -> dict[str, str]:
    """Return the header that carries a key."""
    return {"Authorization": f"Bearer {secret}"}


def calls_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route of an app, with `x` for each parameter; a mount is a GET below it."""
    yield from _calls(app.routes)


def _calls(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if isinstance(route, Mount):
            yield "GET", f"{route.path}/x"
            continue
        included = getattr(route, "original_router", None)  # FastAPI keeps a router that is included whole
        if included is not None:
            yield from _calls(included.routes)
            continue
        assert isinstance(route, Route), f"{route!r} is of a kind that this walk does not know"
        path = "/".join("x" if part.startswith("{") else part for part in route.path.split("/"))
        for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
            yield method, path

"""What the routes get from the app: its service, and the library once it is open."""

from typing import Annotated

from fastapi import Depends, Request

from api.service import Service
from index.library import Library


async def get_service(request: Request) -> Service:
    """Return the service of the app."""
    service = request.app.state.service
    assert isinstance(service, Service)  # noqa: S101 - `create_app` sets it
    return service


async def get_library(service: Annotated[Service, Depends(get_service)]) -> Library:
    """Return the library.

    Raises:
        Refusal: 503, it is not open.
    """
    return service.library


ServiceDep = Annotated[Service, Depends(get_service)]
LibraryDep = Annotated[Library, Depends(get_library)]

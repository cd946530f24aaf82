"""`serve`: the HTTP server."""

from typing import TYPE_CHECKING

import typer

from api.commands.flags import with_settings
from api.commands.sources import ending_well

if TYPE_CHECKING:
    from api.settings import Settings


@with_settings("data", "embedder", "embedding", "reading", "serving")
def serve(settings: "Settings") -> None:
    """Serve HTTP and the pages until stopped.

    Each flag is also a variable, as --port is DATELINE_PORT, and a key of dateline.toml in the current folder.
    """
    with ending_well():  # while it starts; from then on uvicorn does
        from api.app import serve as serve_http

        raise typer.Exit(serve_http(settings))

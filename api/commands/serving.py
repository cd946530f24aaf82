"""`serve`: the HTTP server."""

from typing import TYPE_CHECKING

import typer

from api.commands.context.flags import with_settings
from api.commands.context.sources import exiting_cleanly
from index.passages.memory import require_address_space

if TYPE_CHECKING:
    from api.settings import Settings


@with_settings("data", "embedder", "embedding", "reading", "generator", "quoting", "serving")
def serve(settings: "Settings") -> None:
    """Serve the HTTP API and the web pages.

    Each flag can also be set by a variable, such as DATELINE_PORT, or by a key of dateline.toml in the current folder.
    """
    require_address_space(settings.jobs)
    with exiting_cleanly():  # until uvicorn handles signals
        from api.app import serve as serve_http

        raise typer.Exit(serve_http(settings))

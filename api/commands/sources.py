"""What the commands that watch sources share: how they begin, go on, end, and say what they did."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from api.processes.drain import Drain
    from api.settings import Settings
    from index.catalogue.catalogue import Catalogue


@contextmanager
def opened(settings: "Settings") -> "Iterator[tuple[Catalogue, Drain]]":
    """Open the catalogue, making it where there is none, and what empties its inbox where no server does.

    Raises:
        ModelError: there is no catalogue yet, nor is there the embedder that is set.
    """
    from api.commands.library import require_models
    from api.processes.drain import Drain
    from index.catalogue.catalogue import FILE_NAME, Catalogue

    if not (settings.data / FILE_NAME).is_file():  # else it says itself which embedder it is for
        require_models(settings)
    catalogue = Catalogue(settings.data)
    catalogue.require_writable()
    drain = Drain(settings, catalogue)
    try:
        yield catalogue, drain
    finally:
        drain.close()
        catalogue.close()


@contextmanager
def ending_well() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C, and both for a good end: whatever was accepted is on disk."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def go_on(step: Callable[[], None]) -> None:
    """Take a step of a long run; where the disk is full or held by another process, say so and let the run go on."""
    from index.errors import Busy, StorageFailed

    try:
        step()
    except (Busy, StorageFailed) as error:
        typer.echo(f"dateline: {error.message}", err=True)


def require_any(given: Sequence[object], argument: str, key: str) -> None:
    """Refuse to run for nothing.

    Raises:
        InvalidInput: nothing is given.
    """
    from index.errors import InvalidInput

    if not given:
        raise InvalidInput(f"there is nothing to watch: give a {argument}, or put {key} = […] into dateline.toml")


def print_line(fields: dict[str, object]) -> None:
    """Print an object on a line, at once."""
    import json

    typer.echo(json.dumps(fields, ensure_ascii=False, default=_to_json))


def _to_json(value: object) -> str:
    from index.dates import format_moment

    return format_moment(value) if isinstance(value, datetime) else str(value)

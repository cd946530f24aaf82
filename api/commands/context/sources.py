"""What `feed` and `watch` share: opening, continuing after errors, exiting and printing."""

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
    """Open the catalogue, creating it if necessary, and a `Drain` that empties its inbox if no server does.

    Raises:
        ModelError: a catalogue must be created, and the embedder that is set does not exist.
    """
    from api.commands.context.library import require_models
    from index.passages.memory import require_address_space

    require_address_space(settings.jobs)
    from api.processes.drain import Drain
    from index.catalogue.catalogue import Catalogue
    from index.catalogue.presence import has_index

    if not has_index(settings.data, settings.shared):  # an existing one names its embedder
        require_models(settings)
    catalogue = Catalogue(settings.data, address=settings.shared)
    catalogue.require_writable()
    drain = Drain(settings, catalogue)
    try:
        yield catalogue, drain
    finally:
        drain.close()
        catalogue.close()


@contextmanager
def exiting_cleanly() -> Iterator[None]:
    """Exit with 0 on SIGTERM or Ctrl-C: whatever was accepted is durable."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def try_step(step: Callable[[], None]) -> None:
    """Run a step of a long run; if the disk is full or the catalogue locked, print that and continue."""
    from index.errors import Busy, StorageFailed

    try:
        step()
    except (Busy, StorageFailed) as error:
        typer.echo(f"dateline: {error.message}", err=True)


def require_any(given: Sequence[object], argument: str, key: str) -> None:
    """Check that there is something to watch.

    Raises:
        InvalidInput: there is nothing.
    """
    from index.errors import InvalidInput

    if not given:
        raise InvalidInput(f'give at least one {argument}, or add {key} = ["{argument}"] to dateline.toml')


def print_line(fields: dict[str, object]) -> None:
    """Print a JSON object on a line."""
    import json

    typer.echo(json.dumps(fields, ensure_ascii=False, default=_to_json))


def _to_json(value: object) -> str:
    from index.dates import format_moment

    return format_moment(value) if isinstance(value, datetime) else str(value)

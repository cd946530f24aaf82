"""Output of commands: in colour on a terminal, plain in a pipe."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.progress import Progress, ProgressColumn


def open_console(*, stderr: bool = False) -> Console:
    """Return a console that prints text without markup; it wraps and colours lines on a terminal only."""
    found = Console(stderr=stderr)
    return Console(
        stderr=stderr,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=not found.is_terminal,
        color_system="auto" if found.is_terminal and not found.no_color else None,
    )


def print_json(body: "BaseModel", *, indent: int | None = 2) -> None:
    """Print a body as the HTTP API sends it, indented; with `indent` None, on one line."""
    sys.stdout.write(body.model_dump_json(indent=indent) + "\n")


def print_json_list(bodies: "Sequence[BaseModel]") -> None:
    """Print bodies as one array."""
    values = [body.model_dump(mode="json") for body in bodies]
    sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")


_PERIOD = 600.0  # seconds from which a rate is estimated: a batch of long articles takes half a minute


@contextmanager
def show_bytes(total: int | None) -> Iterator["Meter"]:
    """Show progress in bytes, with rate and time left, on standard error if it is a terminal."""
    from rich.progress import TimeRemainingColumn, TransferSpeedColumn  # here and below: an answer shows no bar

    with _show(total, TransferSpeedColumn(), TimeRemainingColumn(compact=True)) as meter:
        yield meter


@contextmanager
def show_share(total: int | None) -> Iterator["Meter"]:
    """Show how much of `total` is done, with the time left, on standard error if it is a terminal."""
    from rich.progress import TaskProgressColumn, TimeRemainingColumn

    with _show(total, TaskProgressColumn(), TimeRemainingColumn(compact=True)) as meter:
        yield meter


@contextmanager
def show_count(total: int) -> Iterator["Meter"]:
    """Show progress as a count, with the time left, on standard error if it is a terminal."""
    from rich.progress import MofNCompleteColumn, TimeRemainingColumn

    with _show(total, MofNCompleteColumn(), TimeRemainingColumn(compact=True)) as meter:
        yield meter


class Meter:
    """A progress bar."""

    def __init__(self, progress: "Progress", total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total)
        progress.advance(self._task, 0)  # the rate is counted from here, not from the first step

    def advance(self, step: int = 1) -> None:
        """Add to what is done."""
        self._progress.advance(self._task, step)

    def move(self, done: int, total: int) -> None:
        """Set what is done, and the total."""
        self._progress.update(self._task, completed=done, total=total)

    def describe(self, text: str) -> None:
        """Set the text beside the bar."""
        self._progress.update(self._task, description=text)


@contextmanager
def _show(total: int | None, *columns: "ProgressColumn") -> Iterator[Meter]:
    from rich.progress import BarColumn, Progress, TextColumn

    console = open_console(stderr=True)
    described = TextColumn("{task.description}")
    with Progress(
        BarColumn(),
        *columns,
        described,
        console=console,
        disable=not console.is_terminal,
        speed_estimate_period=_PERIOD,
    ) as progress:
        yield Meter(progress, total)

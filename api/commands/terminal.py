"""What commands write to: a terminal in colour, or a pipe in plain text."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

if TYPE_CHECKING:
    from pydantic import BaseModel


def open_console(*, stderr: bool = False) -> Console:
    """Return a console that takes text as it stands; lines are wrapped, and coloured, on a terminal only."""
    found = Console(stderr=stderr)
    return Console(
        stderr=stderr,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=not found.is_terminal,
        color_system="auto" if found.is_terminal and not found.no_color else None,
    )


def print_json(body: "BaseModel") -> None:
    """Print a wire object as HTTP would send it, indented."""
    sys.stdout.write(body.model_dump_json(indent=2) + "\n")


def print_json_list(bodies: "Sequence[BaseModel]") -> None:
    """Print wire objects as one array."""
    values = [body.model_dump(mode="json") for body in bodies]
    sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def show_bytes(total: int | None) -> Iterator["Meter"]:
    """Show how many bytes are done, at which rate, and the time left; on a terminal only, and on standard error."""
    with _show(total, TransferSpeedColumn(), TimeRemainingColumn(compact=True)) as meter:
        yield meter


@contextmanager
def show_count(total: int) -> Iterator["Meter"]:
    """Show how many of a number are done, and the time left; on a terminal only, and on standard error."""
    with _show(total, MofNCompleteColumn(), TimeRemainingColumn(compact=True)) as meter:
        yield meter


class Meter:
    """A progress bar that is told how far the work has come."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total)

    def advance(self, step: int = 1) -> None:
        """Note that so much more is done."""
        self._progress.advance(self._task, step)

    def move(self, done: int, total: int) -> None:
        """Note that so many of so many are done."""
        self._progress.update(self._task, completed=done, total=total)

    def describe(self, text: str) -> None:
        """Say beside the bar what has been done."""
        self._progress.update(self._task, description=text)


@contextmanager
def _show(total: int | None, *columns: ProgressColumn) -> Iterator[Meter]:
    console = open_console(stderr=True)
    described = TextColumn("{task.description}")
    with Progress(BarColumn(), *columns, described, console=console, disable=not console.is_terminal) as progress:
        yield Meter(progress, total)

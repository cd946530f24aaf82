"""Saying what a command waits for, once it has waited for a second."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer

AFTER = 1.0  # seconds


@contextmanager
def waiting_for(other: str) -> Iterator[None]:
    """Say on standard error what else is waited for, another process or a server, if the block takes over a second."""
    with _told(f"waiting for {other}"):
        yield


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on a terminal what the command itself is doing if the block takes over a second.

    Nobody waits in front of a pipe or a log, and there it would look like an error.
    """
    if not sys.stderr.isatty():
        yield
        return
    with _told(what):
        yield


@contextmanager
def _told(text: str) -> Iterator[None]:
    timer = threading.Timer(AFTER, _tell, [text])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _tell(text: str) -> None:
    typer.echo(f"dateline: {text}", err=True)

"""The standard input of a command that reads it in a thread."""

import sys
from typing import BinaryIO


def open_stdin() -> BinaryIO:
    """Open the standard input anew: Python cannot exit while a thread waits for it through `sys.stdin`."""
    try:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    except (OSError, ValueError):  # it is no file of the system
        return sys.stdin.buffer

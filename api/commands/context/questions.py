"""The flags of commands that ask: what may be asked about, and how it is answered."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Callable


def between(lowest: int, highest: int) -> "Callable[[int | None], int | None]":
    """Return a check of a flag's number, where it is given."""

    def check(number: int | None) -> int | None:
        if number is not None and not lowest <= number <= highest:
            raise typer.BadParameter(f"it must be a number from {lowest} to {highest}")
        return number

    return check


AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Use only what was published by then, in its version of that time."),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles published from then on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles published by then.")]
Sources = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="Only articles of this source; repeatable.")
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="Only articles in this language; repeatable.")
]
MaxSentences = Annotated[
    int | None,
    typer.Option(
        callback=between(1, 10),
        metavar="NUMBER",
        help="Show at most this many sentences, by default 3, or more in a longer --style; one that refers back to the"
        " sentence before it brings that along.",
    ),
]
Writes = Annotated[
    Literal["auto", "none", "required"],
    typer.Option(
        "--generator", help="Whether a language model writes the answer: if one is configured, never, or nothing else."
    ),
]
Length = Annotated[
    Literal["brief", "full", "timeline"],
    typer.Option("--style", help="Length and order of an answer that a language model writes."),
]
Server = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Ask a running server instead, such as http://127.0.0.1:8000; DATELINE_KEY is sent as its API key.",
    ),
]

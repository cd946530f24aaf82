"""The articles that a command names."""

from collections.abc import Sequence
from typing import Annotated

import typer

Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="Ids, URLs or external ids of articles; `dateline search` shows the ids.",
        show_default=False,
    ),
]


def fail_for_missing(names: Sequence[str]) -> None:
    """Print the names that no article has, and exit with 1 if there are any."""
    for name in names:
        typer.echo(f"dateline: there is no article {name!r}", err=True)
    if names:
        raise typer.Exit(1)

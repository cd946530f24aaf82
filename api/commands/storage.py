"""`verify`, `backup` and `compact`: what looks after the files of an index."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.flags import Data, Json, read_settings

_SHOWN = 100


def verify(*, data: Data = None, json: Json = False) -> None:
    """Look for faults in the index, and change nothing.

    Every passage must be a slice of its text and have its vector, and what searches use must agree with what is stored.
    A server may go on running.
    """
    from api.commands.library import catalogue_of
    from index.faults import find_faults

    settings = read_settings(data=data)
    with catalogue_of(settings) as catalogue:
        with catalogue.snapshot() as snapshot:
            counts = snapshot.counts()
        faults = find_faults(catalogue, settings.data)
    if json:
        from api.article_schemas import FaultBody
        from api.commands.terminal import print_json_list

        print_json_list([FaultBody(where=fault.where, what=fault.what) for fault in faults])
    else:
        for fault in faults[:_SHOWN]:
            typer.echo(f"{fault.where}: {fault.what}")
        if len(faults) > _SHOWN:
            typer.echo(f"and {len(faults) - _SHOWN:,} more, which --json lists")
        if not faults:
            typer.echo(f"no fault in {counts.articles:,} articles, {counts.passages:,} passages")
    if faults:
        raise typer.Exit(1)

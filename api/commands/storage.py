"""`verify`, `backup` and `compact`: what looks after the files of an index."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.flags import Json, with_settings

if TYPE_CHECKING:
    from api.settings import Settings

_SHOWN = 100


@with_settings("data")
def verify(settings: "Settings", *, json: Json = False) -> None:
    """Look for faults in the index, and change nothing.

    Every passage must be a slice of its text and have its vector, and what searches use must agree with what is stored.
    A server may go on running.
    """
    from api.commands.library import catalogue_of
    from api.commands.show import show_unembedded
    from index.care.faults import find_faults

    with catalogue_of(settings) as catalogue:
        with catalogue.snapshot() as snapshot:
            counts = snapshot.counts()
        faults = find_faults(catalogue, settings.data)
    if json:
        from api.commands.terminal import print_json_list
        from api.wire.storage import FaultBody

        print_json_list([FaultBody(where=fault.where, what=fault.what) for fault in faults])
    else:
        for fault in faults[:_SHOWN]:
            typer.echo(f"{fault.where}: {fault.what}")
        if len(faults) > _SHOWN:
            typer.echo(f"and {len(faults) - _SHOWN:,} more, which --json lists")
        if not faults:
            lacking = show_unembedded(counts.unembedded)
            typer.echo(f"no fault in {counts.articles:,} articles, {counts.passages:,} passages{lacking}")
    if faults:
        raise typer.Exit(1)


@with_settings("data")
def backup(
    settings: "Settings",
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="An empty folder, or a new one.", show_default=False)
    ],
    *,
    json: Json = False,
) -> None:
    """Copy the index into a folder, while others may write.

    The copy is of one moment, and --data can point at it: what searches use is made from it when it is first opened.
    """
    from api.commands.library import catalogue_of
    from api.commands.terminal import show_count
    from index.care.backup import back_up

    with catalogue_of(settings) as catalogue, show_count(0) as meter:
        done = back_up(catalogue, target.expanduser(), meter.move)
    if json:
        from api.commands.terminal import print_json
        from api.wire.storage import BackupBody

        body = BackupBody(folder=str(target), generation=done.generation, articles=done.articles, bytes=done.bytes)
        print_json(body)
    else:
        typer.echo(f"{target}: {done.articles:,} articles, generation {done.generation}, {done.bytes / 1e6:,.1f} MB")


@with_settings("data")
def compact(settings: "Settings", *, json: Json = False) -> None:
    """Write the files of the index anew, without what was deleted.

    No byte of a deleted article stays behind. A server may go on running; what it is sent meanwhile waits.
    """
    from api.commands.library import catalogue_of
    from index.care.compaction import compact as write_anew

    with catalogue_of(settings, writing=True) as catalogue:
        done = write_anew(catalogue, settings.data)
    if json:
        from api.commands.terminal import print_json
        from api.wire.storage import CompactionBody

        print_json(CompactionBody.model_validate(done, from_attributes=True))
    else:
        typer.echo(
            f"compacted: {done.before / 1e6:,.1f} MB before, {done.after / 1e6:,.1f} MB now;"
            f" {done.vectors:,} vectors and {done.tombstones:,} tombstones dropped"
        )

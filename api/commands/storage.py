"""`verify`, `backup` and `compact`: care for the files of an index."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings
from index.passages.memory import require_address_space

if TYPE_CHECKING:
    from api.settings import Settings

_SHOWN = 100


@with_settings("data")
def verify(settings: "Settings", *, json: Json = False) -> None:
    """Check the data folder for faults.

    Every passage must match its text and have a vector, and the search indexes must agree with the catalogue. Nothing
    is changed, and a server may keep running.
    """
    from api.commands.context.library import catalogue_of
    from api.commands.output.waiting import working

    with catalogue_of(settings) as catalogue:
        require_address_space(threads=1)
        from index.care.faults import find_faults

        with catalogue.snapshot() as snapshot:
            counts = snapshot.counts()
        with working("checking every passage and both indexes"):
            faults = find_faults(catalogue, catalogue.folder)
    if json:
        from api.commands.output.terminal import print_json_list
        from api.wire.storage import FaultBody

        print_json_list([FaultBody(where=fault.where, what=fault.what) for fault in faults])
    else:
        for fault in faults[:_SHOWN]:
            typer.echo(f"{fault.where}: {fault.what}")
        if len(faults) > _SHOWN:
            typer.echo(f"and {len(faults) - _SHOWN:,} more, which --json lists")
        if not faults:
            from api.commands.output.show import show_unembedded

            lacking = show_unembedded(counts.unembedded)
            typer.echo(f"no faults found ({counts.articles:,} articles, {counts.passages:,} passages{lacking})")
    if faults:
        raise typer.Exit(1)


@with_settings("data")
def backup(
    settings: "Settings",
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A new or empty folder.", show_default=False)],
    *,
    json: Json = False,
) -> None:
    """Copy the index into another folder.

    The copy is a consistent snapshot, even if others write meanwhile. --data can point at it; its search indexes are
    built when it is first opened.
    """
    from api.commands.context.library import catalogue_of

    with catalogue_of(settings) as catalogue:
        from api.commands.output.terminal import show_count
        from index.care.backup import back_up

        with show_count(0) as meter:
            meter.describe("copying the pages of the catalogue")
            done = back_up(catalogue, target.expanduser(), meter.move)
    if json:
        from api.commands.output.terminal import print_json
        from api.wire.storage import BackupBody

        body = BackupBody(folder=str(target), generation=done.generation, articles=done.articles, bytes=done.bytes)
        print_json(body)
    else:
        typer.echo(f"{target}: {done.articles:,} articles, generation {done.generation}, {done.bytes / 1e6:,.1f} MB")


@with_settings("data")
def move(
    settings: "Settings",
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="The address of a shared catalogue, without a password, or a new folder.",
            show_default=False,
        ),
    ],
    *,
    json: Json = False,
) -> None:
    """Copy the archive into a shared catalogue, or from there into a folder.

    Everything is copied in one transaction and compared with what was sent; the search indexes are built when it is
    first opened. What it was copied from stays as it is, and cannot be changed meanwhile. Stop its servers first: what
    they stored later would be missing.
    """
    from api.commands.context.library import catalogue_at, catalogue_of

    with catalogue_of(settings) as source, catalogue_at(target, settings.data) as other:
        from api.commands.output.terminal import show_count
        from index.care.moving import move as copy

        with show_count(0) as meter:
            meter.describe("copying and comparing rows")
            done, name = copy(source, other, meter.move), other.name
    if json:
        from api.commands.output.terminal import print_json
        from api.wire.storage import MoveBody

        print_json(MoveBody(target=name, generation=done.generation, articles=done.articles, rows=done.rows))
    else:
        typer.echo(f"{name}: {done.articles:,} articles, generation {done.generation}, {done.rows:,} rows compared")


@with_settings("data")
def compact(settings: "Settings", *, json: Json = False) -> None:
    """Rewrite the files without deleted data.

    No byte of a deleted article remains. A server may keep running; articles sent meanwhile wait in its inbox.
    """
    from api.commands.context.library import catalogue_of
    from api.commands.output.waiting import working

    with catalogue_of(settings, writing=True) as catalogue, working("rewriting the files"):
        require_address_space(threads=1)
        from index.care.compaction import compact as rewrite

        done = rewrite(catalogue, catalogue.folder, settings.chosen_engine)
    if json:
        from api.commands.output.terminal import print_json
        from api.wire.storage import CompactionBody

        print_json(CompactionBody.model_validate(done, from_attributes=True))
    else:
        typer.echo(
            f"compacted: {done.before / 1e6:,.1f} MB before, {done.after / 1e6:,.1f} MB now;"
            f" {done.vectors:,} vectors and {done.tombstones:,} tombstones dropped"
        )

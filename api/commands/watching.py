"""`watch`: folders that are looked at, once or again and again."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.flags import FieldMap, Json, Source, Zone, with_settings
from api.commands.intake import print_rejected, read_options, tell_withdrawals
from api.commands.sources import ending_well, go_on, opened, print_line, require_any

if TYPE_CHECKING:
    from pathlib import Path

    from api.settings import Settings
    from index.catalogue.catalogue import Catalogue
    from index.formats import Options
    from index.intake.folders import Delivered, Folders
    from index.types import Rejected


@with_settings("data", "embedder", "embedding", "folders")
def watch(
    settings: "Settings",
    *,
    once: Annotated[bool, typer.Option("--once", help="Read what is there and at rest, and end.")] = False,
    every: Annotated[
        float, typer.Option("--every", min=0.1, metavar="SECONDS", help="Seconds from one look to the next.")
    ] = 5,
    settle: Annotated[
        float, typer.Option("--settle", min=0, metavar="SECONDS", help="Seconds a file must rest before it is read.")
    ] = 2,
    field_map: FieldMap = None,
    source: Source = None,
    zone: Zone = "UTC",
    json: Json = False,
) -> None:
    """Put the new and changed files of folders into the index, now and from now on.

    It may run beside a server, which then stores what comes. With --json, each look with news is an object on a line.
    """
    options = read_options(field_map or [], source, zone)
    require_any(settings.watch, "DIR", "watch")
    if once and (missing := _missing(settings.watch)):
        for folder in missing:
            typer.echo(f"dateline: {folder}: it cannot be opened: No such file or directory", err=True)
        raise typer.Exit(1)
    from index.intake.folders import Folders

    folders = Folders(settings.watch, settle)
    with ending_well(), opened(settings) as (catalogue, drain):
        looks = _Looks(folders, catalogue, options, as_json=json)
        while not once:
            go_on(looks.look)
            go_on(partial(drain.run, wait=False))
            time.sleep(every)
        looks.look()
        if looks.moving:
            time.sleep(settle)
            looks.look()
        drain.run(wait=True)
        if looks.moving:
            typer.echo(f"dateline: {looks.moving:,} files still change, and are left for the next time", err=True)
        if len(looks.trouble) >= len(settings.watch):
            raise typer.Exit(1)


def _missing(folders: "Sequence[Path]") -> "Sequence[Path]":
    """Return the folders where none of them is there: then there is nothing to make an index for."""
    return () if any(folder.exists() for folder in folders) else folders


class _Looks:
    """Looks at folders, each told of as it goes; trouble is told of when it comes and when it is over."""

    def __init__(self, folders: "Folders", catalogue: "Catalogue", options: "Options", *, as_json: bool) -> None:
        self._folders, self._catalogue, self._options, self._as_json = folders, catalogue, options, as_json
        self.trouble: tuple[Rejected, ...] = ()
        self.moving = 0

    def look(self) -> None:
        """Look once, and put what is found into the inbox."""
        from index.intake.folders import deliver

        with self._catalogue.snapshot() as snapshot:
            known = snapshot.watched.files()
        look = self._folders.look(known, time.monotonic())
        self._tell(look.trouble)
        self.trouble, self.moving = look.trouble, look.moving
        if look.ready:
            self._print(deliver(look.ready, self._catalogue, self._options, datetime.now(UTC)))

    def _tell(self, trouble: "Sequence[Rejected]") -> None:
        for rejected in trouble:
            if rejected not in self.trouble:
                typer.echo(f"dateline: {rejected.origin}: {rejected.reason}", err=True)
        for origin in {past.origin for past in self.trouble} - {present.origin for present in trouble}:
            typer.echo(f"dateline: {origin}: it is there again", err=True)

    def _print(self, delivered: "Delivered") -> None:
        if self._as_json:
            print_line(asdict(delivered))
            return
        typer.echo(
            f"{delivered.files:,} files read: {delivered.accepted:,} accepted{tell_withdrawals(delivered.withdrawals)}"
        )
        print_rejected(delivered.rejected, delivered.rejections)

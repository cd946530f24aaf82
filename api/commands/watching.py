"""`watch`: reads new and changed files of folders, once or until stopped."""

import errno
import os
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Dates, FieldMap, Json, Source, Undated, Zone, with_settings
from api.commands.context.sources import exiting_cleanly, opened, print_line, require_any, try_step
from api.commands.intake import count, print_passed_parts, print_rejected, read_options, tell_withdrawals
from api.commands.output.waiting import waiting_for, working

if TYPE_CHECKING:
    from pathlib import Path

    from api.settings import Settings
    from index.catalogue.catalogue import Catalogue
    from index.formats import Options
    from index.intake.folders import Delivered, Folders
    from index.types import Rejected


Once = Annotated[bool, typer.Option("--once", help="Read the files that are there, then exit.")]
Every = Annotated[float, typer.Option("--every", min=0.1, metavar="SECONDS", help="Interval between scans.")]
Settle = Annotated[
    float,
    typer.Option("--settle", min=0, metavar="SECONDS", help="Time a file must be unchanged before it is read."),
]


@with_settings("data", "embedder", "embedding", "folders")
def watch(
    settings: "Settings",
    *,
    once: Once = False,
    every: Every = 5,
    settle: Settle = 2,
    field_map: FieldMap = None,
    source: Source = None,
    zone: Zone = "UTC",
    dates: Dates = None,
    undated: Undated = "reject",
    json: Json = False,
) -> None:
    """Add new and changed files in folders.

    It runs until it is stopped. Beside a running server, the server stores the articles. With --json, each scan that
    finds files is printed as a JSON object on a line.
    """
    options = read_options(field_map or [], source, zone, dates, undated)
    require_any(settings.watch, "DIR", "watch")
    if once and (missing := _missing(settings.watch)):
        for folder in missing:
            typer.echo(f"dateline: {folder}: it cannot be opened: No such file or directory", err=True)
        raise typer.Exit(1)
    from index.intake.folders import Folders

    folders = Folders(settings.watch, settle)
    with exiting_cleanly(), opened(settings) as (catalogue, drain):
        looks = _Looks(folders, catalogue, options, as_json=json, waits=not once)
        while not once:
            try_step(looks.look)
            try_step(partial(drain.run, wait=False))
            time.sleep(every)
        looks.look()
        if looks.moving:
            with waiting_for(f"{count(looks.moving, 'file')} to stay unchanged"):
                time.sleep(settle)
            looks.look()
        with working("storing what was accepted"):
            drain.run(wait=True)
        if looks.moving:
            typer.echo(f"dateline: not read, still changing: {count(looks.moving, 'file')}", err=True)
        if len(looks.trouble) >= len(settings.watch):
            raise typer.Exit(1)


def _missing(folders: "Sequence[Path]") -> "Sequence[Path]":
    """Return the folders if none of them exists: then no index is created."""
    return () if any(folder.exists() for folder in folders) else folders


class _Looks:
    """Scans of folders; prints the results, and each problem when it begins and when it ends."""

    def __init__(
        self, folders: "Folders", catalogue: "Catalogue", options: "Options", *, as_json: bool, waits: bool
    ) -> None:
        self._folders, self._catalogue, self._options, self._as_json = folders, catalogue, options, as_json
        self._waits = waits
        self.trouble: tuple[Rejected, ...] = ()
        self.moving = 0

    def look(self) -> None:
        """Scan once, and deliver new files to the inbox."""
        from index.intake.folders import deliver

        with self._catalogue.snapshot() as snapshot:
            known = snapshot.watched.files()
        look = self._folders.look(known, time.monotonic())
        self._report(look.trouble)
        self.trouble, self.moving = look.trouble, look.moving
        if look.ready:
            self._print(deliver(look.ready, self._catalogue, self._options, datetime.now(UTC)))
            print_passed_parts(self._options)

    def _report(self, trouble: "Sequence[Rejected]") -> None:
        for rejected in trouble:
            if rejected not in self.trouble:
                waits = self._waits and rejected.reason.endswith(os.strerror(errno.ENOENT))
                more = "; dateline waits until it is there" if waits else ""
                typer.echo(f"dateline: {rejected.origin}: {rejected.reason}{more}", err=True)
        for origin in {past.origin for past in self.trouble} - {present.origin for present in trouble}:
            typer.echo(f"dateline: {origin}: it can be read again", err=True)

    def _print(self, delivered: "Delivered") -> None:
        if self._as_json:
            print_line(asdict(delivered))
            return
        typer.echo(
            f"{count(delivered.files, 'file')} read:"
            f" {delivered.accepted:,} accepted{tell_withdrawals(delivered.withdrawals)}"
        )
        print_rejected(delivered.rejected, delivered.rejections)

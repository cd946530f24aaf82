"""`ingest --dry-run`: what an ingest would do, told without doing it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from api.settings import Settings
    from index.formats import Options
    from index.intake.refusals import Refusals
    from index.intake.rehearsal import DryRun


def rehearse_paths(paths: Sequence[str], options: "Options", settings: "Settings", *, resume: bool) -> "DryRun":
    """Read files with a progress bar; return what would become of their records beside the index of the settings."""
    from api.commands.context.streams import open_stdin
    from api.commands.output.terminal import show_bytes
    from index.catalogue.catalogue import Catalogue
    from index.catalogue.presence import has_index
    from index.formats import read_paths, total_bytes
    from index.formats.parallel import Pool
    from index.intake.places import Places
    from index.intake.rehearsal import rehearse

    if resume and has_index(settings.data, settings.shared):
        stored = Catalogue(settings.data, read_only=True, address=settings.shared)
        Places(stored, paths, options).resume()
        stored.close()
    stdin = open_stdin()
    with show_bytes(total_bytes(paths, stdin)) as meter, Pool(settings.jobs) as pool:
        options = replace(options, pool=pool)
        records = read_paths(paths, options=options, stdin=stdin, on_bytes=meter.advance)
        return rehearse(
            records,
            settings.data,
            shared=settings.shared,
            on_batch=lambda report: meter.describe(f"{report.added:,} articles would be added"),
        )


def print_dry_run(run: "DryRun", *, as_json: bool) -> None:
    """Print what an ingest would do, with the refusals by kind."""
    from api.commands.intake import count

    report = run.report
    if as_json:
        refusals = [{"number": kind.number, "first": asdict(kind.first)} for kind in run.refusals]
        typer.echo(json.dumps(asdict(report) | {"refusals": refusals}, ensure_ascii=False, indent=2))
        return
    typer.echo(
        f"{count(report.added, 'article')} would be added, {report.updated:,} updated, {report.unchanged:,} unchanged"
        f"{f', {report.withdrawn:,} withdrawn' if report.withdrawn else ''}"
        f"{f', {report.held:,} held under embargo' if report.held else ''}; nothing was written"
    )
    if report.rejections:
        typer.echo(f"{report.rejections:,} would be rejected:", err=True)
    for kind in run.refusals:
        typer.echo(f"  {tell_refusals(kind)}", err=True)


def tell_refusals(kind: "Refusals") -> str:
    """Return the place and reason of the first rejection of a kind, and how many others there are."""
    first = kind.first
    place = first.origin if first.line is None else f"{first.origin}:{first.line}"
    others = f" and {kind.number - 1:,} more" if kind.number > 1 else ""
    return f"{place}{others}: {first.reason}"

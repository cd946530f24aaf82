"""`ingest`: adds files to the index, with a progress bar."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Dates, FieldMap, Json, Source, Undated, Zone, with_settings
from api.commands.rehearsing import print_dry_run, rehearse_paths, tell_refusals

if TYPE_CHECKING:
    from filelock import FileLock

    from api.settings import Settings
    from index.formats import Options
    from index.intake.places import Places
    from index.library import Library
    from index.types import IngestReport, Rejected

_SHOWN_KINDS = 20


@with_settings("data", "embedder", "embedding")
def ingest(
    settings: "Settings",
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.", show_default=False),
    ],
    *,
    field_map: FieldMap = None,
    source: Source = None,
    zone: Zone = "UTC",
    dates: Dates = None,
    undated: Undated = "reject",
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Read web archives on from where an ingest was interrupted.")
    ] = True,
    embed: Annotated[
        bool, typer.Option("--embed/--no-embed", help="Embed now, or leave that to `dateline embed` or a worker.")
    ] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read everything and print what would be stored, but store nothing.")
    ] = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait while another process ingests.")] = True,
    json: Json = False,
) -> None:
    """Add articles to the index.

    Files may be JSON, JSON Lines, CSV, plain text, Markdown, HTML pages, feeds, mail, web archives (WARC), zip files,
    Word or PDF files, compressed or not. Articles that have not changed are skipped.
    """
    options = read_options(field_map or [], source, zone, dates, undated)
    if dry_run:
        run = rehearse_paths(paths, options, settings, resume=resume)
        print_dry_run(run, as_json=json)
        report = run.report
    else:
        report = _refuse(paths) or _ingest(paths, options, settings, resume=resume, wait=wait, embedding=embed)
        _print_report(report, as_json=json)
    print_passed_over(paths, options)
    if not _stored(report) and not options.progress.starts:
        if not report.rejections:
            typer.echo(f"dateline: there is nothing to read in {', '.join(paths)}", err=True)
        raise typer.Exit(1)


def _refuse(paths: Sequence[str]) -> "IngestReport | None":
    """Return the report if no path can be read; None if one can."""
    from index.formats import find_unreadable
    from index.types import IngestReport

    rejected = find_unreadable(paths)
    return None if rejected is None else IngestReport(rejected=tuple(rejected), rejections=len(rejected))


def _ingest(
    paths: Sequence[str], options: "Options", settings: "Settings", *, resume: bool, wait: bool, embedding: bool
) -> "IngestReport":
    from api.commands.context.library import library_of, require_models

    require_models(settings)
    alone = nullcontext() if settings.shared else ingesting_into(settings.data, wait=wait)
    with alone, library_of(settings, create=True) as library, ingesting_together(library):
        return ingest_paths(library, paths, options, resume=resume, jobs=settings.jobs, embedding=embedding)


def ingest_paths(
    library: "Library",
    paths: Sequence[str],
    options: "Options",
    *,
    resume: bool = False,
    jobs: int = 1,
    embedding: bool = True,
) -> "IngestReport":
    """Ingest files with a progress bar, and update the indexes; `resume` archives where reading them stopped.

    Pages are parsed by `jobs` processes, 0 for one of each core. An interrupt says how much is stored.
    """
    from index.intake.places import Places
    from index.types import IngestReport

    places = Places(library.catalogue, paths, options)
    for origin, place in places.resume().items() if resume else ():
        typer.echo(f"dateline: {origin} is read on from record {place.number:,}; --no-resume reads it anew", err=True)
    last = IngestReport()

    def note(report: IngestReport) -> None:
        nonlocal last
        last = report

    try:
        return _read_and_store(library, paths, options, jobs, places, note, embedding=embedding)
    except KeyboardInterrupt:
        stored = count(_stored(last), "article")
        typer.echo(f"dateline: interrupted with {stored} stored; run the same command again to add the rest", err=True)
        raise


def _read_and_store(
    library: "Library",
    paths: Sequence[str],
    options: "Options",
    jobs: int,
    places: "Places",
    on_batch: Callable[["IngestReport"], None],
    *,
    embedding: bool,
) -> "IngestReport":
    from api.commands.context.streams import open_stdin
    from api.commands.output.pace import Pace
    from api.commands.output.terminal import show_share
    from index.formats import read_paths, total_bytes
    from index.formats.parallel import Pool
    from index.intake.ingest import ingest as ingest_records

    stdin = open_stdin()
    with show_share(total_bytes(paths, stdin)) as meter, Pool(jobs) as pool:
        pace = Pace(meter)
        records = read_paths(paths, options=replace(options, pool=pool), stdin=stdin, on_bytes=pace.count)

        def keep(stored: int) -> None:
            places.keep(stored)
            pace.reach(stored)

        def tell(report: "IngestReport") -> None:
            on_batch(report)
            pace.tell(_stored(report))

        report = ingest_records(
            pace.follow(places.follow(records)),
            library.catalogue,
            library.embedder,
            embedding=embedding,
            on_stored=keep,
            on_batch=tell,
        )
        pace.finish()
        meter.describe(f"{_stored(report):,} stored, updating the indexes")
        places.finish()
        library.engine.follow()
        library.engine.merge()
    return report


def print_passed_over(paths: Sequence[str], options: "Options") -> None:
    """Print, in a line each, how many files of folders and parts of archives were not read, by their kind."""
    from index.formats import count_passed_over

    _print_kinds("file", "of other types", count_passed_over(paths))
    print_passed_parts(options)


def print_passed_parts(options: "Options") -> None:
    """Print, in one line, how many parts of archives and mail have not been read since the last call, by their kind."""
    _print_kinds("part", "of archives and mail", dict(options.progress.passed.most_common()))
    options.progress.passed.clear()


def _print_kinds(noun: str, where: str, passed: dict[str, int]) -> None:
    if passed:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in list(passed.items())[:_SHOWN_KINDS])
        more = f" and {len(passed) - _SHOWN_KINDS:,} more kinds" if len(passed) > _SHOWN_KINDS else ""
        typer.echo(f"{count(sum(passed.values()), noun)} {where} passed over: {kinds}{more}", err=True)


def read_options(
    field_map: Sequence[str], source: str | None, zone: str, dates: str | None = None, undated: str = "reject"
) -> "Options":
    """Return the options for parsing files from the flags of a command.

    Raises:
        InvalidInput: a flag has an invalid value.
    """
    from datetime import UTC, datetime
    from functools import partial
    from zoneinfo import ZoneInfo

    from index.datewords import Order
    from index.errors import InvalidInput
    from index.formats import Options
    from index.formats.undated import parse_undated

    fields = [entry.partition("=") for entry in field_map]
    for theirs, sign, ours in fields:
        if not (theirs and sign and ours):
            raise InvalidInput(f"--map takes two names, as in date=published, not {theirs + sign + ours!r}")
    try:
        place = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise InvalidInput(f"--zone takes the name of a time zone, as in Europe/London, not {zone!r}") from None
    order: Order | None = "dmy" if dates == "dmy" else "mdy" if dates == "mdy" else None
    if dates and order is None:
        raise InvalidInput(f"--dates takes dmy or mdy, not {dates!r}")
    mapped = tuple((theirs, ours) for theirs, _, ours in fields)
    rule = parse_undated(undated, place)
    return Options(
        fields=mapped, source=source, zone=place, dates=order, undated=rule, clock=partial(datetime.now, UTC)
    )


@contextmanager
def ingesting_into(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock for ingesting during a block; print a message before waiting for another process.

    Raises:
        Busy: another process holds the lock, and not `wait`.
    """
    lock = _lock(folder, wait=wait)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def ingesting_together(library: "Library") -> Iterator[None]:
    """Hold the lock of whoever stores in a shared catalogue, where several processes may; of a file, hold nothing."""
    with library.catalogue.ingesting() if library.catalogue.is_shared else nullcontext():
        yield


def _lock(folder: Path, *, wait: bool) -> "FileLock":
    from index.catalogue.locks import lock_ingest
    from index.errors import Busy

    try:
        return lock_ingest(folder, 0)
    except Busy:
        if not wait:
            raise
    typer.echo(f"dateline: another process is ingesting into {folder}; waiting for it", err=True)
    return lock_ingest(folder)


def _stored(report: "IngestReport") -> int:
    return report.added + report.updated + report.unchanged + report.withdrawn + report.held


def _print_report(report: "IngestReport", *, as_json: bool) -> None:
    if as_json:
        import json

        typer.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    typer.echo(
        f"{count(report.added, 'article')} added, {report.updated:,} updated, {report.unchanged:,} unchanged"
        f"{f', {report.withdrawn:,} withdrawn' if report.withdrawn else ''}"
        f"{f', {report.held:,} held under embargo' if report.held else ''};"
        f" {count(report.passages, 'passage')}, {report.embedded:,} embedded"
    )
    print_rejected(report.rejected, report.rejections)


def print_rejected(rejected: "Sequence[Rejected]", number: int) -> None:
    """Print how many records were rejected, and the place and reason of the first of each kind."""
    if not number:
        return
    from index.intake.refusals import group

    typer.echo(f"{number:,} rejected:", err=True)
    kinds = group(rejected)[:_SHOWN_KINDS]
    for kind in kinds:
        typer.echo(f"  {tell_refusals(kind)}", err=True)
    if others := number - sum(kind.number for kind in kinds):
        typer.echo(f"  and {others:,} more, which --json lists", err=True)


def tell_withdrawals(number: int) -> str:
    """Return how many withdrawals were accepted, to follow the number of articles; nothing where there were none."""
    return f", and {count(number, 'withdrawal')}" if number else ""


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the singular for 1."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")

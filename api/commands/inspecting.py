"""`inspect`: shows what the readers make of files and addresses; it opens no index and writes nothing."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Dates, FieldMap, Json, Source, Undated, Zone
from api.commands.intake import print_passed_over, read_options

if TYPE_CHECKING:
    from index.formats import Options
    from index.formats.inspection import Answered
    from index.formats.provenance import Reading

_ADDRESSES = ("http://", "https://")


def inspect(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|URL...", help="Files, folders, addresses, or - for standard input.", show_default=False
        ),
    ],
    *,
    field_map: FieldMap = None,
    source: Source = None,
    zone: Zone = "UTC",
    dates: Dates = None,
    undated: Undated = "reject",
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="Articles of each file that are shown in full.")] = 3,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses that are not public, too.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what Dateline makes of files, without adding them.

    Each field is shown with where it comes from, and what is left out with its kind. Nothing is written, and no index
    or model is opened. With --json, each record is a JSON object on a line. The exit code is 1 if one of the paths
    gives no article.
    """
    from api.commands.output.readings import Report, print_json_line
    from index.types import Rejected

    options = read_options(field_map or [], source, zone, dates, undated)
    fruitless = 0
    for path in paths:
        report, found = Report(path, limit), 0
        for reading in _read(path, options, allow_private=allow_private):
            if json:
                print_json_line(reading)
            else:
                report.show(reading)
            found += not isinstance(reading.record, Rejected)
        if not json:
            report.finish()
        print_passed_over([] if path.startswith(_ADDRESSES) else [path], options)
        fruitless += not found
    if fruitless:
        raise typer.Exit(1)


def _read(path: str, options: "Options", *, allow_private: bool) -> "Iterator[Reading]":
    from index.errors import DatelineError
    from index.formats.inspection import inspect_answer, inspect_paths
    from index.formats.provenance import Reading
    from index.types import Rejected

    if not path.startswith(_ADDRESSES):
        yield from inspect_paths([path], options, sys.stdin.buffer)
        return
    try:
        answered = _fetch(path, allow_private=allow_private)
    except DatelineError as error:
        yield Reading(Rejected(path, None, error.message), path, "address")
        return
    yield from inspect_answer(answered, options)


def _fetch(url: str, *, allow_private: bool) -> "Answered":
    """Fetch an address, as feeds and their pages are fetched.

    Raises:
        FetchFailed: it cannot be fetched.
    """
    import anyio

    from api.feeds.fetch import ANY, Fetched, Fetcher
    from index.formats.inspection import Answered

    async def fetch() -> Fetched:
        async with Fetcher(allow_private=allow_private) as fetcher:
            return await fetcher.fetch(url, ANY)

    fetched = anyio.run(fetch)
    return Answered(fetched.url, fetched.data, fetched.content_type)

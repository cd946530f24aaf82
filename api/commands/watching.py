"""`feed` and `watch`: sources that are asked, or looked at, again and again."""

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.flags import Data, Embedder, Json, Threads, read_settings
from api.commands.intake import read_options

if TYPE_CHECKING:
    from api.drain import Drain
    from api.feeds import Poll, Polling
    from api.settings import Settings
    from index.catalogue import Catalogue
    from index.folders import Delivered, Folders
    from index.readers import Options
    from index.types import Rejected

_SHOWN = 5

Source = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who published the articles; of a feed, in place of its title.")
]
Zone = Annotated[str, typer.Option(metavar="NAME", help="Where dates without a zone were written.")]


def feed(
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="[URL]...", help="Feeds; without any, those of dateline.toml.")
    ] = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="Poll each feed once, and end.")] = False,
    every: Annotated[
        str | None, typer.Option("--every", metavar="TIME", help="How often, as in 90s, 15m or 2h. [default: 15m]")
    ] = None,
    pages: Annotated[
        bool | None, typer.Option("--pages/--no-pages", help="Fetch the page where an entry holds only a teaser.")
    ] = None,
    allow_private: Annotated[
        bool | None,
        typer.Option("--allow-private/--no-allow-private", help="Fetch from addresses that are not public, too."),
    ] = None,
    source: Source = None,
    zone: Zone = "UTC",
    data: Data = None,
    embedder: Embedder = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Put what is new in RSS and Atom feeds into the index, now and from now on.

    It may run beside a server, which then stores what comes. With --json, each poll is an object on a line.
    """
    settings = read_settings(
        data=data,
        embedder=embedder,
        threads=threads,
        feeds=urls or None,
        feed_every=every,
        feed_pages=pages,
        allow_private=allow_private,
    )
    options = read_options([], source, zone)
    _require(settings.feeds, "URL", "feeds")
    from api.feeds import Outcome, Polling

    polling = Polling(settings.feed_every, settings.feed_pages, settings.allow_private, options)
    with _ending_well(), _opened(settings) as (catalogue, drain):
        if not once:
            _keep_polling(settings, catalogue, polling, drain, as_json=json)
        polls = _poll(settings.feeds, catalogue, polling, as_json=json, talkative=True)
        drain.run(wait=True)
        if all(poll.outcome in (Outcome.FAILED, Outcome.WAITING) for poll in polls):
            raise typer.Exit(1)


def watch(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[DIR]...", help="Folders; without any, those of dateline.toml.")
    ] = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="Read what is there and at rest, and end.")] = False,
    every: Annotated[
        float, typer.Option("--every", min=0.1, metavar="SECONDS", help="Seconds from one look to the next.")
    ] = 5,
    settle: Annotated[
        float, typer.Option("--settle", min=0, metavar="SECONDS", help="Seconds a file must rest before it is read.")
    ] = 2,
    field_map: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="THEIRS=OURS", help="Read a field of another name, as in date=published; repeatable."
        ),
    ] = None,
    source: Source = None,
    zone: Zone = "UTC",
    data: Data = None,
    embedder: Embedder = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Put the new and changed files of folders into the index, now and from now on.

    It may run beside a server, which then stores what comes. With --json, each look with news is an object on a line.
    """
    settings = read_settings(data=data, embedder=embedder, threads=threads, watch=paths or None)
    options = read_options(field_map or [], source, zone)
    _require(settings.watch, "DIR", "watch")
    from index.folders import Folders

    folders = Folders(settings.watch, settle)
    with _ending_well(), _opened(settings) as (catalogue, drain):
        looks = _Looks(folders, catalogue, options, as_json=json)
        looks.look()
        while not once:
            drain.run(wait=False)
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


class _Looks:
    """Looks at folders, each told of as it goes; trouble is told of when it comes and when it is over."""

    def __init__(self, folders: "Folders", catalogue: "Catalogue", options: "Options", *, as_json: bool) -> None:
        self._folders, self._catalogue, self._options, self._as_json = folders, catalogue, options, as_json
        self.trouble: tuple[Rejected, ...] = ()
        self.moving = 0

    def look(self) -> None:
        """Look once, and put what is found into the inbox."""
        from index.folders import deliver

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
            _print_line(asdict(delivered))
            return
        typer.echo(f"{delivered.files:,} files read: {delivered.accepted:,} accepted")
        _print_rejected(delivered.rejected, delivered.rejections)


def _keep_polling(
    settings: "Settings", catalogue: "Catalogue", polling: "Polling", drain: "Drain", *, as_json: bool
) -> None:
    """Poll each feed when its turn comes, until somebody ends it."""
    due = dict.fromkeys(settings.feeds, datetime.now(UTC))
    while True:
        now = datetime.now(UTC)
        for poll in _poll([url for url in due if due[url] <= now], catalogue, polling, as_json=as_json):
            due[poll.url] = max(now + polling.every, poll.not_before or now)
        drain.run(wait=False)
        time.sleep(max(0.0, (min(due.values()) - datetime.now(UTC)).total_seconds()))


def _poll(
    urls: "Sequence[str]", catalogue: "Catalogue", polling: "Polling", *, as_json: bool, talkative: bool = False
) -> "list[Poll]":
    """Poll feeds and say what came of it; that nothing did only where it is `talkative`."""
    import anyio

    from api.feeds import poll_feeds

    polls = anyio.run(poll_feeds, urls, catalogue, polling, datetime.now(UTC))
    for poll in polls:
        if as_json:
            _print_line(asdict(poll))
        else:
            _print_poll(poll, talkative=talkative)
    return polls


def _print_poll(poll: "Poll", *, talkative: bool) -> None:
    from api.feeds import Outcome

    again = f"; not before {poll.not_before:%Y-%m-%d %H:%M} UTC" if poll.not_before else ""
    if poll.outcome in (Outcome.FAILED, Outcome.WAITING):
        state = "failed" if poll.outcome is Outcome.FAILED else "not asked, for it failed before"
        typer.echo(f"dateline: {poll.url}: {state}: {poll.reason}{again}", err=True)
    elif poll.accepted or poll.rejected:
        typer.echo(f"{poll.url}: {poll.accepted:,} accepted")
    elif talkative:
        typer.echo(f"{poll.url}: nothing new")
    _print_rejected(poll.rejected, len(poll.rejected))
    sys.stdout.flush()


def _print_rejected(rejected: "Sequence[Rejected]", number: int) -> None:
    if number:
        typer.echo(f"{number:,} rejected:", err=True)
    for one in rejected[:_SHOWN]:
        place = one.origin if one.line is None else f"{one.origin}:{one.line}"
        typer.echo(f"  {place}: {one.reason}", err=True)
    if number > _SHOWN:
        typer.echo(f"  and {number - _SHOWN:,} more, which --json lists", err=True)


def _print_line(fields: dict[str, object]) -> None:
    import json

    typer.echo(json.dumps(fields, ensure_ascii=False, default=_to_json))
    sys.stdout.flush()


def _to_json(value: object) -> str:
    from index.dates import format_moment

    return format_moment(value) if isinstance(value, datetime) else str(value)


def _require(given: Sequence[object], argument: str, key: str) -> None:
    from index.errors import InvalidInput

    if not given:
        raise InvalidInput(f"there is nothing to watch: give a {argument}, or put {key} = […] into dateline.toml")


@contextmanager
def _opened(settings: "Settings") -> "Iterator[tuple[Catalogue, Drain]]":
    """Open the catalogue, making it where there is none, and what empties its inbox where no server does."""
    from api.drain import Drain
    from index.catalogue import Catalogue

    catalogue = Catalogue(settings.data)
    drain = Drain(settings, catalogue)
    try:
        yield catalogue, drain
    finally:
        drain.close()
        catalogue.close()


@contextmanager
def _ending_well() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C, and both for a good end: whatever was accepted is on disk."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    finally:
        signal.signal(signal.SIGTERM, before)

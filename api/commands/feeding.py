"""`feed`: polls feeds, once or until stopped."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from api.commands.context.flags import Json, Source, Zone, with_settings
from api.commands.context.sources import exiting_cleanly, opened, print_line, require_any, try_step
from api.commands.intake import print_rejected, read_options, tell_withdrawals
from api.commands.output.waiting import working

if TYPE_CHECKING:
    from api.feeds.polling import Poll, Polling
    from api.processes.drain import Drain
    from api.settings import Settings
    from index.catalogue.catalogue import Catalogue


@with_settings("data", "embedder", "embedding", "feeds")
def feed(
    settings: "Settings",
    *,
    once: Annotated[bool, typer.Option("--once", help="Poll each feed once, then exit.")] = False,
    source: Source = None,
    zone: Zone = "UTC",
    json: Json = False,
) -> None:
    """Poll RSS and Atom feeds for new articles.

    It runs until it is stopped. Beside a running server, the server stores the articles. With --json, each poll is
    printed as a JSON object on a line.
    """
    options = read_options([], source, zone)
    require_any(settings.feeds, "URL", "feeds")
    from api.feeds.polling import Outcome, Polling

    polling = Polling(
        every=settings.feed_every, pages=settings.feed_pages, allow_private=settings.allow_private, options=options
    )
    with exiting_cleanly(), opened(settings) as (catalogue, drain):
        if not once:
            _keep_polling(settings.feeds, catalogue, polling, drain, as_json=json)
        with working("fetching the feeds"):
            polls = _poll(settings.feeds, catalogue, polling, as_json=json, verbose=True)
        with working("storing what was accepted"):
            drain.run(wait=True)
        if all(poll.outcome in (Outcome.FAILED, Outcome.WAITING) for poll in polls):
            raise typer.Exit(1)


def _keep_polling(
    urls: "Sequence[str]", catalogue: "Catalogue", polling: "Polling", drain: "Drain", *, as_json: bool
) -> NoReturn:
    """Poll each feed when it is due, by the monotonic clock, until interrupted."""
    due = dict.fromkeys(urls, time.monotonic())
    while True:
        clock, now = time.monotonic(), datetime.now(UTC)
        for poll in _poll([url for url in due if due[url] <= clock], catalogue, polling, as_json=as_json):
            wait = max(polling.every, poll.not_before - now) if poll.not_before else polling.every
            due[poll.url] = clock + wait.total_seconds()
        try_step(partial(drain.run, wait=False))
        time.sleep(max(0.0, min(due.values()) - time.monotonic()))


def _poll(
    urls: "Sequence[str]", catalogue: "Catalogue", polling: "Polling", *, as_json: bool, verbose: bool = False
) -> "list[Poll]":
    """Poll feeds and print the results; if `verbose`, also of feeds without news."""
    import anyio

    from api.feeds.polling import poll_feeds

    polls = anyio.run(poll_feeds, urls, catalogue, polling, datetime.now(UTC))
    for poll in polls:
        if as_json:
            print_line(asdict(poll))
        else:
            _print_poll(poll, verbose=verbose)
    return polls


def _print_poll(poll: "Poll", *, verbose: bool) -> None:
    from api.feeds.polling import Outcome

    again = f"; next poll after {poll.not_before:%Y-%m-%d %H:%M} UTC" if poll.not_before else ""
    if poll.outcome in (Outcome.FAILED, Outcome.WAITING):
        state = "failed" if poll.outcome is Outcome.FAILED else "not polled after an earlier failure"
        typer.echo(f"dateline: {poll.url}: {state}: {poll.reason}{again}", err=True)
    elif poll.accepted or poll.withdrawals or poll.rejected:
        typer.echo(f"{poll.url}: {poll.accepted:,} accepted{tell_withdrawals(poll.withdrawals)}")
    elif verbose:
        typer.echo(f"{poll.url}: nothing new")
    print_rejected(poll.rejected, len(poll.rejected))

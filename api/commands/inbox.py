"""`inbox`: accepted articles that are not stored, and those that were set aside."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings

if TYPE_CHECKING:
    from api.settings import Settings
    from api.wire.inbox import InboxBody, InboxEntryBody
    from index.catalogue.catalogue import Catalogue


@with_settings("data")
def inbox(
    settings: "Settings",
    *,
    retry: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Retry an article that was set aside; repeatable."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, max=10_000, metavar="NUMBER", help="List at most this many articles of each kind.")
    ] = 20,
    json: Json = False,
) -> None:
    """Show accepted articles that are not stored yet.

    A server stores them in turn. One that cannot be stored is set aside, with the reason, until it is retried or
    deleted.
    """
    from api.commands.context.library import catalogue_of

    with catalogue_of(settings) as catalogue:
        missing = _retry(retry or [], catalogue)
        body = _read(catalogue, limit)
    if json:
        from api.commands.output.terminal import print_json

        print_json(body)
    else:
        _print(body)
    for name in missing:
        typer.echo(f"dateline: no article {name!r} was set aside", err=True)
    if missing:
        raise typer.Exit(1)


def _retry(articles: Sequence[str], catalogue: "Catalogue") -> list[str]:
    """Return articles to the queue; return the ids of those that were not set aside."""
    if not articles:
        return []
    with catalogue.write() as transaction:
        return [article for article in articles if not transaction.inbox.retry(article)]


def _read(catalogue: "Catalogue", limit: int) -> "InboxBody":
    from api.wire.inbox import InboxBody, show_entry

    with catalogue.snapshot() as snapshot:
        return InboxBody(
            waiting=snapshot.inbox.count_waiting(),
            held=snapshot.embargoes.count(),
            next_end=snapshot.embargoes.next_end(),
            set_aside=snapshot.inbox.count_set_aside(),
            next=[show_entry(entry) for entry in snapshot.inbox.waiting(limit)],
            latest_set_aside=[show_entry(entry) for entry in snapshot.inbox.set_aside(limit)],
        )


def _print(body: "InboxBody") -> None:
    _print_part("waiting", body.waiting, body.next)
    _print_part("set aside", body.set_aside, body.latest_set_aside)
    if body.held and body.next_end:
        typer.echo(f"held under embargo: {body.held:,}, the first until {body.next_end:%Y-%m-%d %H:%M:%S} UTC")


def _tell_attempts(entry: "InboxEntryBody") -> str:
    return f", attempts that ended the process: {entry.attempts}" if entry.attempts else ""


def _print_part(name: str, number: int, entries: "Sequence[InboxEntryBody]") -> None:
    typer.echo(f"{name}: {number:,}")
    for entry in entries:
        since = f"accepted {entry.accepted:%Y-%m-%d %H:%M:%S} UTC"
        typer.echo(
            f"  {entry.article or 'an article that cannot be read'}, {since}, {entry.job}{_tell_attempts(entry)}"
        )
        if entry.reason:
            typer.echo(f"    {' '.join(entry.reason.split())}")
    if len(entries) < number:
        typer.echo(f"  and {number - len(entries):,} more")

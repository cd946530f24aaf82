"""`key add`, `key list` and `key revoke`: the API keys of a data folder."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings

if TYPE_CHECKING:
    from api.settings import Settings
    from api.wire.keys import KeyBody
    from index.catalogue.keys import Right


@with_settings("data")
def add(
    settings: "Settings",
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who uses the key.", show_default=False)],
    *,
    rights: Annotated[
        str,
        typer.Option(
            metavar="RIGHTS",
            help="ask (ask and read), write (add, retract, delete), admin (rebuild), metrics (GET /metrics).",
        ),
    ] = "ask",
    expires: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When it ends: a date, or a time from now such as 90d.", show_default=False),
    ] = None,
    origins: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGINS",
            help="Origins whose pages may use it, such as https://news.example.org; it is then a public key.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Make a key and print it, once.

    Servers of the data folder accept it at once. Clients send it as the header `Authorization: Bearer KEY`. A key with
    origins may stand in a public page and can only ask.
    """
    from api.commands.context.library import catalogue_of
    from api.guard.origins import check_origins
    from api.wire.keys import NewKeyBody, show_key
    from index.catalogue.keys import make_key
    from index.errors import InvalidInput

    now = datetime.now(UTC).replace(microsecond=0)
    bound = tuple(origin for given in origins or () for origin in given.replace(",", " ").split())
    try:
        check_origins(bound)
    except ValueError as error:
        raise InvalidInput(f"--origins: {error}") from None
    until = _read_end(expires, now) if expires is not None else None
    made, secret = make_key(name, _read_rights(rights), now, origins=bound, expires=until)
    with catalogue_of(settings, writing=True, create=True) as catalogue, catalogue.write() as transaction:
        transaction.keys.add(made, secret)
    shown = show_key(made, now)
    if json:
        from api.commands.output.terminal import print_json

        print_json(NewKeyBody(key=secret, **dict(shown)))
        return
    typer.echo(f"{_describe(shown)}; the key, which is not shown again:", err=True)
    typer.echo(secret)


@with_settings("data")
def list_(settings: "Settings", *, json: Json = False) -> None:
    """List all keys, revoked and expired ones included, by their first characters."""
    from api.commands.context.library import catalogue_of
    from api.wire.keys import show_key

    now = datetime.now(UTC)
    with catalogue_of(settings) as catalogue, catalogue.snapshot() as snapshot:
        bodies = [show_key(key, now) for key in snapshot.keys.all()]
    if json:
        from api.commands.output.terminal import print_json_list

        print_json_list(bodies)
        return
    for body in bodies:
        used = f"last used {body.used}" if body.used else "never used"
        typer.echo(f"{body.prefix}…  {body.state}  {_describe(body)}; made {body.created:%Y-%m-%d}, {used}")
    if not bodies:
        typer.echo("no keys")


@with_settings("data")
def revoke(
    settings: "Settings",
    key: Annotated[
        str, typer.Argument(metavar="KEY", help="The name or the first characters of a key.", show_default=False)
    ],
    *,
    json: Json = False,
) -> None:
    """Revoke a key, from the next request on.

    An answer that is being sent is completed.
    """
    from api.commands.context.library import catalogue_of
    from api.wire.keys import show_key

    now = datetime.now(UTC)
    with catalogue_of(settings, writing=True) as catalogue, catalogue.write() as transaction:
        revoked = transaction.keys.revoke(key, now)
    if json:
        from api.commands.output.terminal import print_json

        print_json(show_key(revoked, now))
    else:
        typer.echo(f"revoked {revoked.name} ({revoked.prefix}…)")


def _read_rights(text: str) -> "frozenset[Right]":
    from index.catalogue.keys import Right
    from index.errors import InvalidInput

    words = text.replace(",", " ").split()
    for word in words:
        if word not in set(Right):
            raise InvalidInput(f"--rights: {word!r} is not a right: choose from ask, write, admin and metrics")
    return frozenset(map(Right, words))


def _read_end(text: str, now: datetime) -> datetime:
    """Return when a key ends: at a time, at the end of a date, or some time from now."""
    from api.values import read_duration
    from index.dates import parse_moment
    from index.errors import InvalidInput

    try:
        span = read_duration(text)
    except ValueError:
        return parse_moment(text, end_of_day=True, field="expires")
    assert isinstance(span, timedelta)  # noqa: S101 - of a text
    try:
        return now + span
    except OverflowError:
        raise InvalidInput(f"--expires: {text} from now is beyond the calendar") from None


def _describe(key: "KeyBody") -> str:
    rights = ", ".join(key.rights)
    ends = f" until {key.expires:%Y-%m-%d %H:%M} UTC" if key.expires else ""
    where = f" in pages of {' '.join(key.origins)}" if key.origins else ""
    return f"{key.name}: {rights}{ends}{where}"

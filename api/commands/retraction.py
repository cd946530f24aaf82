"""`retract`: withdrawing an article that stays on record."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.flags import Json, with_settings

if TYPE_CHECKING:
    from api.settings import Settings


@with_settings("data")
def retract(
    settings: "Settings",
    article: Annotated[str, typer.Argument(metavar="ID", help="Id, or address, of an article.", show_default=False)],
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is withdrawn.", show_default=False)],
    json: Json = False,
) -> None:
    """Withdraw an article, and keep it for the record.

    It is found and cited only as of a time before. The same text ingested again does not bring it back.
    """
    from api.commands.library import catalogue_of
    from index.intake.retraction import retract as withdraw
    from qa.evaluation.cases import resolve

    with catalogue_of(settings, writing=True) as catalogue:
        with catalogue.snapshot() as snapshot:
            name = resolve([article], snapshot).get(article, article)
        retraction = withdraw(name, reason, catalogue, datetime.now(UTC))
    if json:
        from api.commands.terminal import print_json
        from api.wire.retractions import show_retraction

        print_json(show_retraction(retraction))
    else:
        typer.echo(f"retracted {retraction.article}")

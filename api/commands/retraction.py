"""`retract`: retracts an article, which stays on record."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings

if TYPE_CHECKING:
    from api.settings import Settings


@with_settings("data")
def retract(
    settings: "Settings",
    article: Annotated[str, typer.Argument(metavar="ID", help="Id or URL of an article.", show_default=False)],
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is retracted.", show_default=False)],
    json: Json = False,
) -> None:
    """Retract an article, but keep it on record.

    It is then found and cited only as of an earlier time. Ingesting the same text again does not restore it.
    """
    from api.commands.context.library import catalogue_of
    from index.intake.retraction import retract as retract_article
    from qa.evaluation.cases import resolve

    with catalogue_of(settings, writing=True) as catalogue:
        with catalogue.snapshot() as snapshot:
            name = resolve([article], snapshot).get(article, article)
        retraction = retract_article(name, reason, catalogue, datetime.now(UTC))
    if json:
        from api.commands.output.terminal import print_json
        from api.wire.retractions import show_retraction

        print_json(show_retraction(retraction))
    else:
        typer.echo(f"retracted {retraction.article}")

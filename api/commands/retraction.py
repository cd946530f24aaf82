"""`retract`: retracts articles, which stay on record."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.articles import Articles, fail_for_missing
from api.commands.context.flags import Json, with_settings
from index.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.settings import Settings
    from index.catalogue.catalogue import Catalogue
    from index.types import Retraction


@with_settings("data")
def retract(
    settings: "Settings",
    articles: Articles,
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why they are retracted.", show_default=False)
    ],
    json: Json = False,
) -> None:
    """Retract articles, but keep them on record.

    They are then found and cited only as of an earlier time. Ingesting the same text again does not restore them.
    """
    from api.commands.context.library import catalogue_of
    from api.commands.output.waiting import waiting_for

    with (
        waiting_for(f"another process that writes to {settings.data}"),
        catalogue_of(settings, writing=True) as catalogue,
    ):
        retractions, missing = _retract(articles, reason, catalogue)
    if json:
        from api.commands.output.terminal import print_json_list
        from api.wire.retractions import show_retraction

        print_json_list([show_retraction(retraction) for retraction in retractions])
    else:
        for retraction in retractions:
            typer.echo(f"retracted {retraction.article}")
    fail_for_missing(missing)


def _retract(names: "Sequence[str]", reason: str, catalogue: "Catalogue") -> "tuple[list[Retraction], list[str]]":
    """Retract articles by any of their names; return the retractions, and the names that were not found."""
    from index.intake.retraction import retract as retract_article
    from qa.evaluation.cases import resolve

    with catalogue.snapshot() as snapshot:
        ids = resolve(names, snapshot)
    retractions, missing = [], []
    for name in dict.fromkeys(names):
        try:
            retractions.append(retract_article(ids.get(name, name), reason, catalogue, datetime.now(UTC)))
        except NotFound:
            missing.append(name)
    return retractions, missing
